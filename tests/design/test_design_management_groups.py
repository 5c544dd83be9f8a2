"""Management groups: those of the profile, as people call and place them, and what is refused."""

from __future__ import annotations

import pytest
from design_cases import guid
from governed_cases import district, entries, governance_of, governed, tree
from hypothesis import given
from hypothesis import strategies as st

from migration.design.architecture import design
from migration.model.governance import (
    ManagementGroupEntry,
)
from safeio.errors import InputError


def test_a_county_has_the_groups_of_the_reference_and_quarantine() -> None:
    assert tree(design(governed())) == {
        "root": None,
        "platform": "root",
        "connectivity": "platform",
        "management": "platform",
        "identity": "platform",
        "landing-zones": "root",
        "corp": "landing-zones",
        "online": "landing-zones",
        "sandbox": "root",
        "decommissioned": "root",
        "quarantine": "root",
    }


def test_a_district_has_no_groups_below_its_platform_and_fewer_plans() -> None:
    county, small = design(governed()), design(governed(district()))
    assert set(tree(county)) - set(tree(small)) == {"connectivity", "management", "identity"}
    assert len(small.landing_zone.governance.subscriptions[0].defender_plans) < len(  # type: ignore[union-attr]
        county.landing_zone.governance.subscriptions[0].defender_plans  # type: ignore[union-attr]
    )
    assert "Deny-Public-IP" not in {one.name for one in governance_of(small).policies}


def test_groups_are_called_and_placed_as_people_say_and_more_can_be_added() -> None:
    found = design(
        entries(
            ManagementGroupEntry(key="corp", name="Council services", id="wcc-services"),
            ManagementGroupEntry(key="schools", parent="corp"),
            ManagementGroupEntry(key="online", parent="root"),
        )
    )
    groups = {one.key: one for one in governance_of(found).management_groups}
    assert (groups["corp"].name, groups["corp"].display_name) == ("wcc-services", "Council services")
    assert (groups["schools"].name, groups["schools"].display_name) == ("mg-cty-schools", "Schools")
    assert (tree(found)["schools"], tree(found)["online"]) == ("corp", "root")


def test_every_group_comes_after_the_one_above_it() -> None:
    seen: set[str | None] = {None}
    for one in governance_of(design(entries(ManagementGroupEntry(key="a", parent="corp")))).management_groups:
        assert one.parent in seen
        seen.add(one.id)


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ((("corp", "A", None), ("corp", "B", None)), r"management_groups: the group corp is named twice"),
        (
            (("corp", None, "online"), ("online", None, "corp")),
            r"corp in online in corp: a group cannot stand in itself",
        ),
        ((("sandbox", None, "sandbox"),), r"sandbox in sandbox: a group cannot stand in itself"),
        ((("corp", None, "landing-zone"),), r"which is no group\. Did you mean 'landing-zones'\?"),
        ((("schools", "Schools", None),), r"schools is no group of the profile.*Write parent"),
        ((("root", None, "corp"),), r"the group root has a parent"),
        ((("Bad Key", None, "corp"),), r"'Bad Key' is not a key.*bad-key"),
        (tuple((f"g{at}", None, f"g{at - 1}" if at else "corp") for at in range(5)), r"levels deep, and Azure takes 6"),
    ],
)
def test_groups_that_cannot_be_are_refused(groups: tuple[tuple[str, str | None, str | None], ...], says: str) -> None:
    written = tuple(ManagementGroupEntry(key=key, name=name, parent=parent) for key, name, parent in groups)
    with pytest.raises(InputError, match=says):
        design(entries(*written))


@pytest.mark.parametrize(
    ("group", "says"),
    [
        (ManagementGroupEntry(key="corp", id="mg-cty-online"), r"have the same id, (?i:mg-cty-online)"),
        (ManagementGroupEntry(key="corp", id="bad id"), r"'bad id' cannot be the id of corp"),
        (ManagementGroupEntry(key="corp", id="x" * 91), r"it has 91 characters"),
    ],
)
def test_ids_that_azure_does_not_take_are_refused(group: ManagementGroupEntry, says: str) -> None:
    with pytest.raises(InputError, match=says):
        design(entries(group))


def test_under_a_group_of_somebody_else_the_tenants_settings_are_left_alone() -> None:
    found = governance_of(design(governed(parent_group="mg-shared")))
    assert found.parent_group == "/providers/Microsoft.Management/managementGroups/mg-shared"
    assert found.tenant_settings is None
    own = governance_of(design(governed()))
    assert own.parent_group.endswith(guid(0))
    assert own.tenant_settings is not None
    assert own.tenant_settings.default_group == "mg-quarantine"


@given(
    keys=st.lists(st.sampled_from(["a", "b", "c", "corp", "online"]), unique=True, max_size=5),
    parents=st.lists(st.sampled_from(["a", "b", "c", "corp", "root", "landing-zones"]), min_size=5, max_size=5),
)
def test_any_tree_of_groups_is_refused_or_stands_in_order(keys: list[str], parents: list[str]) -> None:
    written = tuple(ManagementGroupEntry(key=key, parent=parent) for key, parent in zip(keys, parents, strict=False))
    try:
        found = governance_of(design(entries(*written)))
    except InputError as refused:
        assert "management_groups" in str(refused)
        return
    place = {one.id: at for at, one in enumerate(found.management_groups)}
    assert all(one.parent is None or place[one.parent] < place[one.id] for one in found.management_groups)
