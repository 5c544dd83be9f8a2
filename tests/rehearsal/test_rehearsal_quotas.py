"""Quotas of vCPUs: what is refused, what is asked for, and the files they are read from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from provider_calls import GROUP, IN_GROUP, SUBSCRIPTION, Calls

from safeio.errors import InputError
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.quotas import Place, Quota, needed, needed_notes
from stacks.rehearsal.usage_files import read_usage
from stacks.rehearsal.wire import UNKNOWN

MACHINE = "compute:VirtualMachine"
SCALE_SET = "compute:VirtualMachineScaleSet"


@pytest.fixture
def azure() -> Azure:
    """An Azure whose subscriptions may have ten vCPUs of one family in UK South, two of them in use, and twenty in
    all."""
    quotas = {"standarddsv5family": Quota(limit=10, used=2), "cores": Quota(limit=20, used=2)}
    return Azure(quotas={Place(None, "uksouth"): quotas})


def machine(name: str, size: str, **more: Any) -> dict[str, Any]:
    """The arguments of a machine."""
    return {**IN_GROUP, "vmName": name, "hardwareProfile": {"vmSize": size}, **more}


def scale_set(size: str, capacity: int) -> dict[str, Any]:
    """The arguments of a scale set."""
    return {**IN_GROUP, "vmScaleSetName": "set", "sku": {"name": size, "capacity": capacity}}


def told(in_group: Calls, token: str, given: dict[str, Any]) -> str:
    """All that is refused, in one text."""
    return " / ".join(in_group.refusals(token, "wanted", given).values())


def test_up_to_the_limit_is_allowed(in_group: Calls) -> None:
    in_group.create(MACHINE, "one", machine("one", "Standard_D4s_v5"))
    assert told(in_group, MACHINE, machine("two", "Standard_D4s_v5")) == ""


def test_P_12_beyond_the_limit_of_a_family_is_refused_with_the_figures_and_the_remedy(in_group: Calls) -> None:
    in_group.create(MACHINE, "one", machine("one", "Standard_D4s_v5"))
    said = told(in_group, MACHINE, machine("two", "Standard_D8s_v5"))
    assert "8 vCPUs more of standardDSv5Family in uksouth are too many" in said
    assert "the limit is 10, 2 are in use and 4 are asked for already. Ask for a limit of at least 14" in said


def test_P_12_beyond_the_limit_of_all_families_is_refused(in_group: Calls) -> None:
    in_group.create(MACHINE, "one", machine("one", "Standard_E16s_v5"))
    assert "4 vCPUs more of all families in uksouth" in told(in_group, MACHINE, machine("two", "Standard_E4s_v5"))


def test_what_the_preview_announced_counts(in_group: Calls) -> None:
    in_group.create(MACHINE, "one", machine("one", "Standard_D8s_v5"), preview=True)
    assert "are too many" in told(in_group, MACHINE, machine("two", "Standard_D2s_v5"))


def test_what_was_announced_without_an_id_counts_once(in_group: Calls) -> None:
    nameless = {**machine("one", "Standard_D8s_v5"), "resourceGroupName": UNKNOWN}
    for _ in range(2):
        in_group.create(MACHINE, "one", nameless, preview=True)
    assert "8 are asked for already" in told(in_group, MACHINE, {**nameless, "vmName": "two"})


def test_a_scale_set_counts_all_its_machines(in_group: Calls) -> None:
    assert told(in_group, SCALE_SET, scale_set("Standard_D2s_v5", 4)) == ""
    assert "10 vCPUs more" in told(in_group, SCALE_SET, scale_set("Standard_D2s_v5", 5))


def test_a_machine_that_is_made_larger_counts_once(in_group: Calls) -> None:
    in_group.create(MACHINE, "one", machine("one", "Standard_D4s_v5"))
    assert in_group.refusals(MACHINE, "one", machine("one", "Standard_D8s_v5")) == {}


@pytest.mark.parametrize(
    "given",
    [
        machine("one", "Standard_E16-4s_v5"),  # not counted
        machine("one", "Standard_D16s_v5", location="ukwest"),  # no limit is given
        machine("one", "Standard_D16s_v5", priority="Spot"),  # another quota
    ],
    ids=["uncounted", "elsewhere", "evictable"],
)
def test_where_no_limit_is_known_nothing_is_refused(in_group: Calls, given: dict[str, Any]) -> None:
    assert told(in_group, MACHINE, given) == ""


def test_the_file_of_a_subscription_goes_before_that_of_all(azure: Azure, in_group: Calls) -> None:
    azure.quotas = {**azure.quotas, Place(SUBSCRIPTION, "uksouth"): {"cores": Quota(limit=100, used=0)}}
    assert told(in_group, MACHINE, machine("one", "Standard_D64s_v5")) == ""


def test_what_is_needed_is_told_by_subscription_region_and_family(azure: Azure, in_group: Calls) -> None:
    for name, size, region in (
        ("a", "Standard_D4s_v5", "uksouth"),
        ("b", "Standard_E4s_v5", "UK South"),
        ("c", "Standard_E16-4s_v5", "uksouth"),
        ("d", "Standard_D16s_v5", "ukwest"),
    ):
        in_group.create(MACHINE, name, machine(name, size, location=region))
    assert needed_notes(needed(azure.all())) == (
        f"quota to ask for in subscription {SUBSCRIPTION}, uksouth: 8 vCPUs in all, 4 of standardDSv5Family, "
        "4 of standardESv5Family, and what Standard_E16-4s_v5 takes, which is not known here",
        f"quota to ask for in subscription {SUBSCRIPTION}, ukwest: 16 vCPUs in all, 16 of standardDSv5Family",
    )


def test_without_machines_there_is_nothing_to_ask_for(azure: Azure, provider: Calls) -> None:
    provider.create(GROUP, "group", IN_GROUP)
    assert needed_notes(needed(azure.all())) == ()


def written(path: Path, rows: Any) -> str:
    """A file of quotas for UK South, as it is given."""
    path.write_text(json.dumps(rows), encoding="utf-8")
    return f"uksouth={path}"


ROW = {
    "currentValue": 3,
    "limit": 10,
    "localName": "x",
    "name": {"localizedValue": "x", "value": "standard DSv5Family"},
}


@pytest.mark.parametrize("rows", [[ROW], {"value": [ROW]}, [{**ROW, "currentValue": "3", "limit": "10"}]])
def test_quotas_are_read_as_the_azure_cli_writes_them(tmp_path: Path, rows: Any) -> None:
    found = read_usage([written(tmp_path / "usage.json", rows)])
    assert found == {Place(None, "uksouth"): {"standarddsv5family": Quota(limit=10, used=3)}}


def test_a_subscription_may_be_named(tmp_path: Path) -> None:
    found = read_usage([f"{SUBSCRIPTION}/{written(tmp_path / 'usage.json', [ROW])}"])
    assert set(found) == {Place(SUBSCRIPTION, "uksouth")}


@pytest.mark.parametrize(
    "rows", [[], {}, "text", [3], [{**ROW, "limit": None}], [{**ROW, "limit": 1.5}], [{**ROW, "name": "a"}]]
)
def test_what_is_no_list_of_quotas_is_refused_with_the_command(tmp_path: Path, rows: Any) -> None:
    with pytest.raises(InputError, match="az vm list-usage"):
        read_usage([written(tmp_path / "usage.json", rows)])


@pytest.mark.parametrize("text", ["usage.json", "=usage.json", "uksoth=a", "one/uksouth=a", "uksouth=", "global=a"])
def test_what_names_no_region_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="does not name a region and a file"):
        read_usage([text])


def test_a_region_is_given_once(tmp_path: Path) -> None:
    given = written(tmp_path / "usage.json", [ROW])
    with pytest.raises(InputError, match="is given twice"):
        read_usage([given, given])
