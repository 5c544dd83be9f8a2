"""Stacks: one for each wave and organisation, never too large, and what is built stays where it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from design_cases import application, case, one_machine, runs, server, with_state, workload

from migration.design.architecture import design
from migration.design.inputs import DesignInputs
from migration.model.architecture.problems import MOST_RESOURCES
from safeio.errors import InputError


def two_apps(**fields: object) -> DesignInputs:
    """Two applications on a server each, in a wave each."""
    things = [server("srv1"), server("srv2")]
    deployments = [runs("parking", "srv1"), runs("rates", "srv2")]
    return case([application("parking"), application("rates")], things, deployments, **fields)  # type: ignore[arg-type]


def without_rates(inputs: DesignInputs) -> DesignInputs:
    """The same programme, whose register has lost an application."""
    estate = replace(
        inputs.estate,
        applications=inputs.estate.applications[:1],
        deployments=inputs.estate.deployments[:1],
    )
    groups = inputs.plan.groups[:1]
    plan = replace(inputs.plan, groups=groups, waves=inputs.plan.waves[:1], moves=inputs.plan.moves[:1])
    return replace(inputs, estate=estate, plan=plan, dispositions=inputs.dispositions[:1])


def test_a_wave_has_a_stack_for_each_organisation_after_the_landing_zone() -> None:
    apps = [application("parking", ("district",)), application("rates", ("county",))]
    things = [server("srv1"), server("srv2")]
    found = design(case(apps, things, [runs("parking", "srv1"), runs("rates", "srv2")], together=True))
    assert [(one.name, one.depends_on, one.subscription_key) for one in found.stacks] == [
        ("landing-zone", (), "platform"),
        ("wave-2027-01-04-county", ("landing-zone",), "key-2"),
        ("wave-2027-01-04-district", ("landing-zone",), "key-3"),
    ]


@pytest.mark.parametrize(
    ("owners", "owner"), [(("borough", "county"), "county"), (("borough", "district"), "borough"), ((), "county")]
)
def test_an_application_of_several_is_built_for_the_platforms_organisation_or_the_first(
    owners: tuple[str, ...], owner: str
) -> None:
    others = [application("other", ("borough", "county", "district"))]
    inputs = case([application("rates", owners), *others], [server("srv1")], [runs("rates", "srv1")])
    zone = replace(inputs.landing_zone, platform_organisation="county")
    found = design(replace(inputs, landing_zone=zone))
    assert workload(found, "vm-srv1").tags["organisation"] == owner


def test_a_stack_is_never_larger_than_500_resources_and_applications_stay_whole() -> None:
    apps = [application(f"app{at:03}") for at in range(60)]
    things = [server(f"srv{at:03}-{n}") for at in range(60) for n in (1, 2)]
    deployments = [runs(f"app{one.id[3:6]}", one.id) for one in things]
    found = design(case(apps, things, deployments, together=True))
    assert [one.name for one in found.stacks[1:]] == ["wave-2027-01-04-county", "wave-2027-01-04-county-2"]
    assert all(one.resource_count <= MOST_RESOURCES for one in found.stacks)
    assert len({(one.application_id, one.stack) for one in found.workloads}) == 60


def test_one_application_larger_than_a_stack_is_cut_and_its_groups_have_names_of_their_own() -> None:
    things = [server(f"srv{at:03}") for at in range(150)]
    found = design(case([application("rates")], things, [runs("rates", one.id) for one in things]))
    groups = [group.name for stack in found.stacks for group in stack.resource_groups]
    assert groups == ["rg-rates-prod-uks", "rg-rates-prod-uks-02"]


def test_an_organisation_whose_name_ends_in_a_number_does_not_take_the_stack_of_another() -> None:
    apps = [application(f"app{at:03}", ("county",)) for at in range(130)] + [application("rates", ("county-2",))]
    things = [server(f"srv{one.id}") for one in apps]
    found = design(case(apps, things, [runs(one.id, f"srv{one.id}") for one in apps], together=True))
    names = {one.name: one.organisation_id for one in found.stacks[1:]}
    assert names["wave-2027-01-04-county-2"] == "county-2"
    assert names["wave-2027-01-04-county-3"] == "county"


@pytest.mark.parametrize("state", ["approved", "applied"])
def test_a_workload_of_an_approved_or_applied_wave_keeps_its_stack(state: str) -> None:
    before = design(one_machine())
    later = one_machine(states={1: "draft"})
    wave = replace(later.plan.waves[0], id="wave-2027-03-01")
    moved = replace(later, plan=replace(later.plan, waves=(wave,)))
    frozen = replace(
        before, stacks=tuple(replace(one, wave_state=state) if one.wave_id else one for one in before.stacks)
    )  # type: ignore[arg-type]
    assert workload(design(replace(moved, previous=frozen)), "vm-srv1").stack == "wave-2027-01-04-county"
    assert workload(design(replace(moved, previous=before)), "vm-srv1").stack == "wave-2027-03-01-county"


def test_what_is_built_stays_exactly_as_it_was_designed_and_the_difference_is_noted() -> None:
    inputs = with_state(one_machine(), "applied")
    before = design(inputs)
    bigger = replace(inputs.estate, servers=(server("srv1", cpus=16, product="rhel", cycle="8"),))
    after = design(replace(inputs, estate=bigger, previous=before))
    assert workload(after, "vm-srv1") == workload(before, "vm-srv1")
    (note,) = [one for one in after.notes if one.subject == "vm-srv1"]
    assert "it is built and stays as it is; designed today it would have another size" in note.message


def test_what_is_only_approved_may_still_be_designed_anew() -> None:
    inputs = with_state(one_machine(), "approved")
    before = design(inputs)
    bigger = replace(inputs.estate, servers=(server("srv1", cpus=16),))
    assert workload(design(replace(inputs, estate=bigger, previous=before)), "vm-srv1").size == "Standard_D16s_v5"


def test_an_application_that_changes_hands_stays_in_the_stack_it_is_built_in() -> None:
    inputs = with_state(two_apps(), "applied")
    before = design(inputs)
    moved = tuple(replace(one, organisation_ids=("district",)) for one in inputs.estate.applications)
    zone = case([application("a", ("county", "district"))], [], []).landing_zone
    programme = case([application("a", ("county", "district"))], [], []).programme
    changed = replace(
        inputs,
        estate=replace(inputs.estate, applications=moved),
        previous=before,
        landing_zone=zone,
        programme=programme,
    )
    assert design(changed).workloads == before.workloads


def test_a_workload_dropped_from_an_applied_stack_is_refused_with_the_order_to_give() -> None:
    inputs = two_apps(states={2: "applied"})
    before = design(inputs)
    with pytest.raises(InputError, match=r"vm-srv2 stand in an applied stack.*--decommission vm-srv2"):
        design(replace(without_rates(inputs), previous=before))


def test_a_workload_is_taken_away_on_a_persons_word() -> None:
    inputs = two_apps(states={2: "applied"})
    before = design(inputs)
    found = design(replace(without_rates(inputs), previous=before, decommission=("vm-srv2",)))
    assert [one.id for one in found.workloads] == ["vm-srv1"]


def test_a_workload_of_a_draft_wave_may_go() -> None:
    inputs = two_apps()
    found = design(replace(without_rates(inputs), previous=design(inputs)))
    assert [one.id for one in found.workloads] == ["vm-srv1"]


@pytest.mark.parametrize("name", ["vm-srv1", "vm-nobody"])
def test_an_order_to_take_away_what_stays_is_refused(name: str) -> None:
    inputs = two_apps(states={1: "applied"})
    with pytest.raises(InputError, match=f"--decommission: {name} would not be taken away"):
        design(replace(inputs, previous=design(inputs), decommission=(name,)))


def test_a_wave_with_nothing_to_build_has_no_stack() -> None:
    inputs = case([application("rates")], [server("srv1")], [runs("rates", "srv1")], {"rates": "retire"})
    assert [one.name for one in design(inputs).stacks] == ["landing-zone"]


def test_a_built_server_that_another_application_needs_more_stays_where_it_is() -> None:
    apps = [application("parking", criticality=4), application("rates", criticality=1)]
    before = case(apps, [server("srv1")], [runs("parking", "srv1")], states={1: "applied"}, together=True)
    built = design(before)
    shared = replace(
        before.estate, deployments=(*before.estate.deployments, runs("rates", "srv1")), servers=before.estate.servers
    )
    after = design(replace(before, estate=shared, previous=built))
    assert after.workloads == built.workloads
    assert after.stacks[1].resource_groups == built.stacks[1].resource_groups
