"""The images of machines and their support dates."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.products import load_products
from migration.design.images import IMAGES
from policies.images import release, release_of_image, releases


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (("MicrosoftWindowsServer", "WindowsServer", "2025-datacenter-azure-edition"), ("windows-server", "2025")),
        (("MicrosoftWindowsServer", "WindowsServer", "2012-R2-Datacenter-gensecond"), ("windows-server", "2012-r2")),
        (("Canonical", "UbuntuServer", "18_04-lts-gen2"), ("ubuntu", "18.04")),
        (("Canonical", "UbuntuServer", "16.04.0-LTS"), ("ubuntu", "16.04")),
        (("Canonical", "0001-com-ubuntu-minimal-jammy", "minimal-22_04-lts"), ("ubuntu", "22.04")),
        (("RedHat", "RHEL", "10-lvm-gen2"), ("rhel", "10")),
        (("RedHat", "RHEL", "81gen2"), ("rhel", "8")),
        (("RedHat", "RHEL-HA", "8_8"), ("rhel", "8")),
        (("Debian", "debian-13", "13-gen2"), ("debian", "13")),
        (("almalinux", "almalinux-x86_64", "10-gen2"), ("almalinux", "10")),
        (("almalinux", "almalinux-x86_64", "9-gen2"), ("almalinux", "9")),
        (("resf", "rockylinux-x86_64", "9-lvm"), ("rocky-linux", "9")),
        (("Oracle", "Oracle-Linux", "ol95-lvm-gen2"), ("oracle-linux", "9")),
        (("SUSE", "sles-15-sp7-basic", "gen2"), ("sles", "15.7")),
        (("SUSE", "sles-16-0-x86-64", "gen2"), ("sles", "16.0")),
        (("OpenLogic", "CentOS", "7_9-gen2"), ("centos", "7")),
    ],
)
def test_an_image_is_known(image: tuple[str, str, str], expected: tuple[str, str]) -> None:
    found = release_of_image(*image)
    assert found is not None
    assert (found.product, found.cycle) == expected


@pytest.mark.parametrize(
    "image",
    [
        ("acme", "WindowsServer", "2025-datacenter"),
        ("MicrosoftWindowsServer", "WindowsServer", "datacenter"),
        ("MicrosoftWindowsServer", "WindowsServer", "2031-datacenter"),
        ("SUSE", "sles-sap-15-sp7", "gen2"),
        ("almalinux", "almalinux-x86_64", "10"),
        ("", "", ""),
    ],
)
def test_an_image_that_is_not_in_the_table_is_not_guessed(image: tuple[str, str, str]) -> None:
    assert release_of_image(*image) is None


def test_only_ubuntu_pro_comes_with_its_extended_updates() -> None:
    ordinary, pro = (release_of_image("canonical", "ubuntu-24_04-lts", sku) for sku in ("server", "ubuntu-pro-gen1"))
    assert ordinary is not None
    assert pro is not None
    assert (ordinary.extended_included, pro.extended_included) == (False, True)
    assert release("ubuntu", "24.04") == ordinary


def test_the_dates_are_those_that_plans_go_by() -> None:
    known = {(line.id, cycle.cycle): cycle for line in load_products() for cycle in line.cycles}
    for one in releases():
        planned = known[one.product, one.cycle]
        assert (one.ends, one.extended) == (planned.vendor_ends, planned.extended_ends), (one.product, one.cycle)


def test_the_dates_are_in_order() -> None:
    assert all(one.extended is None or one.ends < one.extended for one in releases())
    assert min(one.ends for one in releases()) > date(2020, 1, 1)


def test_every_image_that_plans_choose_is_known() -> None:
    for one in IMAGES:
        found = release_of_image(one.publisher, one.offer, one.sku)
        assert found is not None, one
        assert (found.product, found.cycle) == (one.product, one.cycle)
