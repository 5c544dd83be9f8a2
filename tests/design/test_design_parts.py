"""An application that moves in parts is one application in the design: each machine stands in the wave of its part."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from design_cases import application, case, database, runs, server, workload

from inventory.model import Route
from migration.design.architecture import design
from migration.design.inputs import DesignInputs
from migration.model import Part


def in_two_waves(route: Route = "rehost") -> DesignInputs:
    """Drives on two servers, each with a database: east moves in the first wave, west in the second."""
    names = ("east", "west")
    things = [server(name) for name in names] + [database(f"{name}-db", parent_id=name) for name in names]
    deployments = [runs("drives", thing.id) for thing in things]
    whole = case([application("drives")], things, deployments, {"drives": route})
    planned = case([application(f"drives-on-{name}") for name in names], [], [], whole_plan())
    parts = tuple(
        Part(
            id=f"drives-on-{name}",
            name=f"Drives on {name}",
            application_id="drives",
            thing_ids=(name, f"{name}-db"),
            hosts=(name,),
            share=Decimal("0.5"),
        )
        for name in names
    )
    return replace(whole, plan=planned.plan, parts=parts)


def whole_plan() -> dict[str, Route]:
    return {"drives-on-east": "rehost", "drives-on-west": "rehost"}


def test_each_machine_stands_in_the_wave_of_its_part() -> None:
    found = design(in_two_waves())
    stands = {one.id: one.stack for one in found.workloads}
    assert stands == {"vm-east": "wave-2027-01-04-county", "vm-west": "wave-2027-02-01-county"}
    assert {one.application_id for one in found.workloads} == {"drives"}
    assert {workload(found, one).tags["application-id"] for one in stands} == {"drives"}
    groups = {workload(found, one).resource_group for one in stands}
    assert groups == {"rg-drives-prod", "rg-drives-prod-2"}


def test_what_serves_all_parts_is_there_for_the_first() -> None:
    found = design(in_two_waves("replatform"))
    [server_of_all] = [one for one in found.workloads if one.database_server is not None]
    assert server_of_all.replaces == ("east-db", "west-db") and server_of_all.stack == "wave-2027-01-04-county"


def test_what_no_move_of_its_own_takes_along_stands_with_the_first() -> None:
    given = in_two_waves()
    plan = replace(given.plan, moves=given.plan.moves[:1])
    assert {one.id: one.stack for one in design(replace(given, plan=plan)).workloads} == {
        "vm-east": "wave-2027-01-04-county",
        "vm-west": "wave-2027-01-04-county",
    }
