"""Counts against limits are right in whatever order resources come and go; the table of limits is whole."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from limit_cases import STORE, inputs_of, standing, told, view_with
from provider_calls import NETWORK, SUBNET, SUBSCRIPTION, Calls

from stacks.rehearsal.azure import Azure
from stacks.rehearsal.counts import Counts
from stacks.rehearsal.limits import all_limits, limits_of
from stacks.rehearsal.quotas import Place, Quota
from stacks.rehearsal.resource_ids import ALL_PATTERNS, azure_type

STEPS = st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.sampled_from(["uksouth", "ukwest"])), max_size=30)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_counts_are_those_of_what_stands_in_whatever_order_it_came_and_went(
    steps: list[tuple[int, bool, str]],
) -> None:
    azure = Azure()
    for number, comes, region in steps:
        one = standing(STORE, inputs_of(number, region))
        if comes:
            azure.add(one)
        else:
            azure.remove(one.id)
    (limit,) = limits_of("microsoft.storage/storageAccounts")
    for region in ("uksouth", "ukwest"):
        there = [one.id.casefold() for one in azure.all() if one.inputs["location"] == region]
        assert sorted(azure.counts.held(limit, f"{SUBSCRIPTION}/{region}")) == sorted(there)
        assert azure.counts.total(limit, f"{SUBSCRIPTION}/{region}") == len(there)
    for one in azure.all():
        azure.remove(one.id)
    assert len(azure.counts) == 0


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)), st.integers(0, 9))
def test_what_stands_and_is_announced_counts_once(there: set[int], announced: set[int], new: int) -> None:
    view = view_with(STORE, (inputs_of(number) for number in there), quotas={})
    for number in announced:
        view.announced.add(standing(STORE, inputs_of(number), f"urn-{number}"))
    others = len((there | announced) - {new})
    for most, refused in ((others, True), (others + 1, False)):
        view.azure.quotas = {Place(None, "uksouth"): {"storageaccounts": Quota(limit=most, used=0)}}
        assert bool(told(view, STORE, inputs_of(new), f"urn-{new}")) is refused


def test_the_table_is_whole() -> None:
    known = {azure_type(f"azure-native:{name}").casefold() for name in ALL_PATTERNS} | {"*"}
    for limit in all_limits():
        assert limit.kind.casefold() in known, limit.kind
        assert limit.limit is None or limit.limit > 0
        assert limit.adjustable or limit.limit is not None
        assert (limit.within in ("list", "network", "named")) <= bool(limit.of)
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", limit.day) and len(limit.source) > 10
    places = [(one.kind, one.name) for one in all_limits()]
    assert len(set(places)) == len(places)


def test_role_assignments_above_all_subscriptions_are_not_counted_in_one() -> None:
    scope = "/providers/Microsoft.Management/managementGroups/mg1"
    one = standing("authorization:RoleAssignment", {"scope": scope, "roleAssignmentName": "r"})
    counts = Counts()
    counts.add(one)
    assert len(counts) == 0


def test_what_is_removed_with_its_network_is_not_counted_any_more(in_group: Calls, azure: Azure) -> None:
    network = in_group.created(
        NETWORK, "n", virtualNetworkName="vnet", addressSpace={"addressPrefixes": ["10.0.0.0/16"]}
    )
    in_group.create(
        SUBNET,
        "s",
        {
            "resourceGroupName": "rg-one",
            "virtualNetworkName": "vnet",
            "subnetName": "s",
            "addressPrefix": "10.0.0.0/24",
        },
    )
    before = len(azure.counts)
    in_group.delete(NETWORK, network["id"])
    assert (before, len(azure.counts)) == (3, 1)
