"""Whatever is designed can be built, the order of the input changes nothing, and a second run changes nothing."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from design_cases import application, case, database, runs, server, share
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.model import Deployment, Route
from migration.design.architecture import design
from migration.design.inputs import DesignInputs
from migration.model.architecture import Architecture
from migration.model.architecture.problems import problems
from safeio.errors import InputError
from safeio.json_files import canonical_json, parse_json

ROUTES: tuple[Route, ...] = ("rehost", "replatform", "retain", "retire", "replace")
ORGANISATIONS = ("county", "district", "borough")
SYSTEMS = ("windows-server", "rhel", "centos", None)


@st.composite
def estates(draw: st.DrawFn) -> DesignInputs:
    """A few applications of three organisations on servers, databases and shares, some of them shared."""
    names = [f"app{at}" for at in range(draw(st.integers(0, 5)))]
    apps = [
        application(
            name,
            draw(st.sets(st.sampled_from(ORGANISATIONS), max_size=2)),
            criticality=draw(st.sampled_from([None, 1, 2, 3, 4])),
            owner=draw(st.sampled_from([None, "Head"])),
            traits=draw(st.sampled_from([(), ("web",)])),
        )
        for name in names
    ]
    servers = [
        server(
            f"srv{at}",
            product=draw(st.sampled_from(["windows-server", "rhel", "centos", None])),
            cpus=draw(st.sampled_from([None, 1, 4, 64])),
        )
        for at in range(6)
    ]
    databases = [
        database(f"db{at}", draw(st.sampled_from(["mssqlserver", "postgresql"])), draw(st.sampled_from([None, "srv0"])))
        for at in range(3)
    ]
    things = [*servers, *databases, share("share0")]
    roles = {"srv": ("app", "web", "database"), "db": ("database",), "sha": ("files",)}
    deployments: dict[str, Deployment] = {}
    for name in names:
        for thing in draw(st.lists(st.sampled_from(things), max_size=4, unique_by=lambda one: one.id)):
            role = draw(st.sampled_from(roles[thing.id[:3].rstrip("0123456789")]))
            one = runs(name, thing.id, role, draw(st.sampled_from(["prod", "test"])))
            deployments[one.id] = one
    routes = {name: draw(st.sampled_from(ROUTES)) for name in names}
    state = draw(st.sampled_from(["draft", "approved", "applied"]))
    everyone = application("zz", ORGANISATIONS)
    return case([*apps, everyone], things, deployments.values(), routes, {1: state}, draw(st.booleans()))  # type: ignore[arg-type,dict-item]


@settings(deadline=None, max_examples=60)
@given(inputs=estates())
def test_whatever_is_designed_can_be_built_and_a_second_run_changes_nothing(inputs: DesignInputs) -> None:
    found = design(inputs)
    assert problems(found) == ()
    again = design(replace(inputs, previous=found))
    assert again == found


@settings(deadline=None, max_examples=30)
@given(inputs=estates(), seed=st.integers(0, 1000))
def test_p_13_the_order_of_the_input_changes_nothing(inputs: DesignInputs, seed: int) -> None:
    shuffle = random.Random(seed)
    estate, plan, zone = inputs.estate, inputs.plan, inputs.landing_zone
    mixed = replace(
        inputs,
        estate=replace(
            estate,
            **{
                name: tuple(shuffle.sample(getattr(estate, name), len(getattr(estate, name))))
                for name in ("applications", "servers", "databases", "shares", "deployments")
            },
        ),
        plan=replace(plan, groups=tuple(reversed(plan.groups)), waves=tuple(reversed(plan.waves))),
        dispositions=tuple(reversed(inputs.dispositions)),
        landing_zone=replace(zone, subscriptions=tuple(reversed(zone.subscriptions))),
    )
    assert canonical_json(design(mixed)) == canonical_json(design(inputs))


def a_busy_year(before: DesignInputs, seed: int) -> DesignInputs:
    """The same programme later: other owners, limits, environments and sizes, and one application more on a server."""
    chance = random.Random(seed)
    estate = before.estate
    apps = tuple(
        replace(
            one,
            criticality=chance.choice([1, 4]),
            organisation_ids=tuple(sorted(chance.sample(ORGANISATIONS, chance.randint(1, 3)))),
        )
        for one in estate.applications
    )
    deployments = tuple(replace(one, environment=chance.choice(["prod", "test"])) for one in estate.deployments)
    late = Deployment(id="late", application_id="zz", thing_id="srv0", role="app", environment="prod")
    servers = tuple(replace(one, cpus=chance.choice([2, one.cpus])) for one in estate.servers)
    return replace(
        before,
        estate=replace(estate, applications=apps, deployments=(*deployments, late), servers=servers),
    )


@settings(deadline=None, max_examples=200)
@given(before=estates(), seed=st.integers(0, 1000))
def test_any_change_of_the_estate_is_designed_or_refused_and_what_is_built_does_not_change(
    before: DesignInputs, seed: int
) -> None:
    after = a_busy_year(before, seed)
    built = design(before)
    try:
        found = design(replace(after, previous=built))
    except InputError as refused:
        assert "applied stack" in str(refused)
        return
    assert problems(found) == ()
    applied = {stack.name for stack in built.stacks if stack.wave_state == "applied"}
    old = {one.id: one for one in built.workloads if one.stack in applied}
    assert {one.id: one for one in found.workloads if one.id in old} == old


@settings(deadline=None, max_examples=20)
@given(inputs=estates())
def test_an_architecture_is_read_back_as_it_was_written(inputs: DesignInputs) -> None:
    written = canonical_json(design(inputs))
    assert canonical_json(parse_json(written, "architecture.json", Architecture)) == written


@settings(deadline=None, max_examples=30)
@given(inputs=estates())
def test_everything_that_moves_or_stays_is_built_or_said_to_be_left_out(inputs: DesignInputs) -> None:
    found = design(inputs)
    said = {one.subject for one in found.notes if one.left_out}
    built = {thing for one in found.workloads for thing in one.replaces} | {
        one.id.removeprefix("arc-") for one in found.workloads
    }
    routes = {one.application_id: one.route for one in inputs.dispositions}
    servers = {one.id for one in inputs.estate.servers}
    for deployment in inputs.estate.deployments:
        if routes[deployment.application_id] in ("rehost", "retain") and deployment.thing_id in servers:
            assert deployment.thing_id in built | said


@pytest.mark.parametrize("count", [1, 40])
def test_the_hash_in_names_differs_between_tenants(count: int) -> None:
    inputs = case([application("files")], [share("team")], [runs("files", "team", "files")], {"files": "replatform"})
    other = replace(inputs.landing_zone, tenant_id=f"99999999-2222-3333-4444-{count:012}")
    names = {design(one).workloads[0].name for one in (inputs, replace(inputs, landing_zone=other))}
    assert len(names) == 2
