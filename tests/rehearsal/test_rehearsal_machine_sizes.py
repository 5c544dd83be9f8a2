"""Sizes of machines that exist, and where they are sold."""

from __future__ import annotations

from typing import Any

import pytest
from provider_calls import IN_GROUP, Calls

from migration.design.sizes import vm_sizes
from stacks.rehearsal.machine_sizes import quota_and_vcpus, refused_size

MACHINE = "azure-native:compute:VirtualMachine"


def refused(size: Any, region: str) -> str | None:
    """Why a machine of this size is refused in this region."""
    given = {"location": region, "hardwareProfile": {"vmSize": size}}
    return next((one.reason for one in refused_size(MACHINE, given)), None)


@pytest.mark.parametrize(
    ("size", "region"),
    [
        ("Standard_D4s_v5", "uksouth"),
        ("standard_d4s_v5", "UK West"),
        ("Standard_D4as_v7", "uksouth"),
        ("Standard_E16-4s_v5", "uksouth"),  # vCPUs switched off
        ("Standard_D4as_v8", "uksouth"),  # newer than our list
        ("Standard_HX176rs", "eastus"),  # a family that the UK has not
        ("Standard_M832ixs_v3", "eastus"),  # features that few sizes have
        ("Standard_A0", "uksouth"),  # the SDK has it
        ("Standard_D5s_v5", "eastus"),  # no list of that region
    ],
)
def test_what_may_be_sold_passes(size: str, region: str) -> None:
    assert refused(size, region) is None


@pytest.mark.parametrize(
    ("size", "region", "says"),
    [
        ("Standard_D4s_v99", "eastus", "the newest version of D is v7"),
        ("D4s_v5", "eastus", "a size is written like Standard_D4s_v5"),
        ("Standard_D4zs_v5", "eastus", "there is Standard_D4s_v5"),
        ("Standard_D5s_v5", "uksouth", "is not sold in uksouth (list of 2026-08-01); there is Standard_D"),
        ("Standard_D4ls_v3", "uksouth", "is not sold in uksouth"),
        ("Standard_D4as_v7", "UK West", "is not sold in ukwest (list of 2026-08-01); there is Standard_D4as_v6"),
    ],
)
def test_P_12_what_is_sold_nowhere_or_not_there_is_refused_with_another(size: str, region: str, says: str) -> None:
    assert says in str(refused(size, region))


@pytest.mark.parametrize(
    ("size", "counted"),
    [
        ("Standard_D4s_v5", ("standardDSv5Family", 4)),
        ("Standard_DS3_v2", ("standardDSv2Family", 4)),
        ("Standard_M416ms_v2", ("standardMSv2Family", 416)),
        ("Standard_M64ms_v2", ("standardMSMediumMemoryv2Family", 64)),
        ("Standard_E16-4s_v5", None),
        ("Standard_A0", None),
        ("Standard_D4s_v99", None),
        ("", None),
    ],
)
def test_what_a_size_counts_is_looked_up_and_never_guessed(size: str, counted: tuple[str, int] | None) -> None:
    assert quota_and_vcpus(size) == counted


@pytest.mark.parametrize("size", vm_sizes(), ids=lambda size: size.name)
def test_every_size_that_is_designed_is_sold_and_counted(size: Any) -> None:
    found = quota_and_vcpus(size.name)
    assert found is not None and found[1] == size.vcpu
    assert [refused(size.name, region) for region in size.regions] == [None] * len(size.regions)


def test_P_12_the_engine_is_told_before_anything_is_made(in_group: Calls) -> None:
    given = {**IN_GROUP, "vmName": "vm", "hardwareProfile": {"vmSize": "Standard_D4s_v99"}}
    assert "is no size" in in_group.refusals("compute:VirtualMachine", "vm", given)["hardwareProfile.vmSize"]


def test_a_scale_set_names_its_size_elsewhere(in_group: Calls) -> None:
    given = {**IN_GROUP, "vmScaleSetName": "set", "sku": {"name": "Standard_D4s_v99", "capacity": 2}}
    assert "is no size" in in_group.refusals("compute:VirtualMachineScaleSet", "set", given)["sku.name"]
