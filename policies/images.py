"""Which system an image of the Azure Marketplace holds, and until when its maker sends security updates.

Images: "Supported OS images" in MicrosoftDocs/azure-compute-docs, articles/virtual-machines/automatic-vm-guest-patching
at 0ba239a8 (2024-07-31), the list of images in the test notes of the Azure Linux auto-recover scripts (2026), and the
offline list of `az vm image list`. Dates: endoflife.date (MIT licence) at a70eca33, 2026-08-22.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from safeio.values import value


@value
class Release:
    """A system and its support dates, each the last day it covers. `extended` is support that is paid for or ordered
    separately; None where there is none. `extended_included` says that the image comes with it."""

    product: str
    cycle: str
    ends: date
    extended: date | None = None
    extended_included: bool = False


_DATES = """
windows-server 2008-r2-sp1 2020-01-14 2023-01-10
windows-server 2012 2023-10-10 2026-10-13
windows-server 2012-r2 2023-10-10 2026-10-13
windows-server 2016 2027-01-12 2030-01-12
windows-server 2019 2029-01-09
windows-server 2022 2031-10-14
windows-server 2025 2034-11-14
ubuntu 16.04 2021-04-02 2026-04-02
ubuntu 18.04 2023-05-31 2028-04-01
ubuntu 20.04 2025-05-31 2030-04-02
ubuntu 22.04 2027-04-01 2032-04-09
ubuntu 24.04 2029-05-31 2036-05-31
ubuntu 25.10 2026-07-01
ubuntu 26.04 2031-04-30 2036-04-30
rhel 6 2020-11-30 2024-06-30
rhel 7 2024-06-30 2029-05-31
rhel 8 2029-05-31 2033-05-31
rhel 9 2032-05-31 2036-05-31
rhel 10 2035-05-31 2039-05-31
debian 10 2022-09-10 2024-06-30
debian 11 2024-08-14 2026-08-31
debian 12 2026-07-11 2028-06-30
debian 13 2028-08-09 2030-06-30
centos 6 2020-11-30
centos 7 2024-06-30
centos 8 2021-12-31
almalinux 8 2029-05-31
almalinux 9 2032-05-31
almalinux 10 2035-05-31
rocky-linux 8 2029-05-31
rocky-linux 9 2032-05-31
oracle-linux 7 2024-12-31 2028-06-30
oracle-linux 8 2029-07-31 2032-07-31
oracle-linux 9 2032-06-30 2035-06-30
sles 12.5 2024-10-31 2027-10-31
sles 15.2 2021-12-31 2024-12-31
sles 15.3 2022-12-31 2025-12-31
sles 15.4 2023-12-31 2026-12-31
sles 15.5 2024-12-31 2027-12-31
sles 15.6 2025-12-31 2028-12-31
sles 15.7 2031-07-31 2034-07-31
sles 16.0 2027-11-30 2030-11-30
"""

_IMAGES = (
    ("microsoftwindowsserver", r"windowsserver", r"(?P<a>20\d\d)-datacenter.*", "windows-server", "{a}"),
    ("microsoftwindowsserver", r"windowsserver", r"2012-r2-datacenter.*", "windows-server", "2012-r2"),
    ("microsoftwindowsserver", r"windowsserver", r"2008-r2-sp1.*", "windows-server", "2008-r2-sp1"),
    ("canonical", r"ubuntu-(?P<a>\d\d)_(?P<b>\d\d)(-lts)?", r".*", "ubuntu", "{a}.{b}"),
    ("canonical", r"0001-com-ubuntu-[a-z-]+", r"(?:[a-z]+-)?(?P<a>\d\d)_(?P<b>\d\d)-lts.*", "ubuntu", "{a}.{b}"),
    ("canonical", r"ubuntuserver", r"(?P<a>\d\d)[._](?P<b>\d\d)(\.\d+)?-lts.*", "ubuntu", "{a}.{b}"),
    ("redhat", r"rhel(-raw|-arm64|-ha)?", r"(?P<a>10|[6-9]).*", "rhel", "{a}"),
    ("debian", r"debian-(?P<a>\d\d)", r".*", "debian", "{a}"),
    ("openlogic", r"centos", r"(?P<a>[6-8]).*", "centos", "{a}"),
    ("almalinux", r"almalinux-(x86_64|arm|hpc)", r"(?P<a>10|[89])[-_].*", "almalinux", "{a}"),
    ("resf", r"rockylinux-x86_64", r"(?P<a>[89])-.*", "rocky-linux", "{a}"),
    ("oracle", r"oracle-linux", r"ol(?P<a>[7-9]).*", "oracle-linux", "{a}"),
    ("suse", r"sles-(?P<a>12|15)-sp(?P<b>\d)(-arm64|-basic)?", r"gen\d", "sles", "{a}.{b}"),
    ("suse", r"sles-16-(?P<a>\d)-x86-64", r"gen\d", "sles", "16.{a}"),
)
"""Publisher, patterns of offer and sku, product, cycle. All in lower case, as Azure takes no notice of case."""

_PRO = re.compile(r"0001-com-ubuntu-pro-.* .*|.* ubuntu-pro.*")
"""Offer and sku of Ubuntu Pro, which includes the extended updates (the maker's Expanded Security Maintenance)."""


def release(product: str, cycle: str) -> Release | None:
    """The dates of a release; None where the table does not have it."""
    return _RELEASES.get((product, cycle))


def release_of_image(publisher: str, offer: str, sku: str) -> Release | None:
    """What an image of the Marketplace holds; None where the table does not have it."""
    wanted = offer.casefold(), sku.casefold()
    for maker, offers, skus, product, cycle in _IMAGES:
        if maker != publisher.casefold():
            continue
        found = re.fullmatch(f"{offers} {skus}", " ".join(wanted))
        if found:
            return _with_updates(release(product, cycle.format(**found.groupdict())), " ".join(wanted))
    return None


def releases() -> tuple[Release, ...]:
    """Every release of the table, sorted."""
    return tuple(_RELEASES[key] for key in sorted(_RELEASES))


def _with_updates(found: Release | None, image: str) -> Release | None:
    if found is None or not _PRO.fullmatch(image):
        return found
    return replace(found, extended_included=True)


def _read() -> Mapping[tuple[str, str], Release]:
    rows = [line.split() for line in _DATES.split("\n") if line]
    return {
        (row[0], row[1]): Release(
            product=row[0],
            cycle=row[1],
            ends=date.fromisoformat(row[2]),
            extended=date.fromisoformat(row[3]) if len(row) > 3 else None,
        )
        for row in rows
    }


_RELEASES = _read()
