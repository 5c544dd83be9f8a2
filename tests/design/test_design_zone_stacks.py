"""The landing zone is one stack while it fits, and then one for each organisation on top of the first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from design_cases import application, case, one_machine, runs, server

from migration.design import zone_stacks
from migration.design.architecture import design
from migration.design.inputs import DesignInputs
from migration.model.architecture import Architecture, KeyVault, RecoveryVault, Spoke
from migration.model.architecture.problems import MOST_RESOURCES, problems
from safeio.errors import InputError


def many(organisations: int) -> DesignInputs:
    """Each organisation has one application on one server."""
    names = [f"org{number}" for number in range(organisations)]
    apps = [application(f"app-{name}", (name,), criticality=1) for name in names]
    return case(apps, [server(f"srv-{one}") for one in names], [runs(f"app-{one}", f"srv-{one}") for one in names])


def stack_of(found: Architecture) -> dict[str, str | None]:
    return {one.organisation_id: one.stack for one in found.landing_zone.spokes}


def test_a_small_programme_keeps_one_stack() -> None:
    found = design(one_machine())
    assert set(stack_of(found).values()) == {None}
    assert [one.name for one in found.stacks if one.organisation_id is None and one.name == "landing-zone"]


def test_many_organisations_have_a_stack_each_on_top_of_the_first() -> None:
    found = design(many(12))
    parts = {one.name: one for one in found.stacks if one.layer == "landing-zone" and one.organisation_id}
    assert set(parts) == {f"landing-zone-org{number}" for number in range(12)}
    assert all(one.depends_on == ("landing-zone",) for one in parts.values())
    assert all(one.resource_count <= MOST_RESOURCES for one in found.stacks)
    assert problems(found) == ()


def test_a_wave_stands_on_the_stack_of_its_organisation() -> None:
    found = design(many(12))
    waves = [one for one in found.stacks if one.layer == "wave"]
    assert len(waves) == 12
    assert all(one.depends_on == ("landing-zone", f"landing-zone-{one.organisation_id}") for one in waves)


def test_what_stands_on_a_spoke_is_made_by_its_stack() -> None:
    zone = design(many(12)).landing_zone
    stacks = {one.organisation_id: one.stack for one in zone.spokes}
    assert {(one.organisation_id, one.stack) for one in zone.recovery_vaults} == set(stacks.items())
    groups = {one.id: one.stack for one in zone.resource_groups}
    parts: tuple[Spoke | KeyVault | RecoveryVault, ...] = (*zone.spokes, *zone.key_vaults, *zone.recovery_vaults)
    assert all(groups[one.resource_group] == one.stack for one in parts)
    assert {groups[one.resource_group] for one in zone.hubs} == {None}


def test_an_organisation_that_was_designed_before_stays_in_its_stack() -> None:
    before = design(many(2))
    after = design(replace(many(12), previous=before))
    assert [stack_of(after)[f"org{number}"] for number in range(3)] == [None, None, "landing-zone-org2"]
    split = design(many(12))
    assert stack_of(design(replace(many(2), previous=split))) == {
        "org0": "landing-zone-org0",
        "org1": "landing-zone-org1",
    }


def test_a_stack_that_is_too_large_even_so_is_refused_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zone_stacks, "MOST_RESOURCES", 30)
    with pytest.raises(
        InputError, match=r"the stack landing-zone has \d+ resources, .*takes 30.*two programme folders"
    ):
        design(one_machine())
