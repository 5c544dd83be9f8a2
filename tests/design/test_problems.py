"""Each way to break an architecture by hand is found, and named by its constraint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from design_cases import application, case, database, district, runs, server, share

from migration.design.architecture import design
from migration.model.architecture import Architecture
from migration.model.architecture.problems import problems
from migration.model.decided import Violation

Change = Callable[[Architecture], Architecture]


@pytest.fixture(scope="module")
def good() -> Architecture:
    """Two organisations, a workload of each kind."""
    apps = [application("all", ("county",), criticality=1), application("vm2", ("district",), criticality=1)]
    things = [
        server("srv1"),
        server("srv2", product="rhel", cycle="8"),
        server("web1"),
        database("d-sql", parent_id="srv1"),
        database("d-pg", "postgresql", "srv1"),
        share("team"),
    ]
    deployments = [
        runs("all", "srv1"),
        runs("all", "web1", "web"),
        runs("all", "d-sql", "database"),
        runs("all", "d-pg", "database"),
        runs("all", "team", "files"),
        runs("vm2", "srv2"),
    ]
    return design(case(apps, things, deployments, {"all": "replatform"}))


def zone(**fields: Any) -> Change:
    return lambda found: replace(found, landing_zone=replace(found.landing_zone, **fields))


def hub(**fields: Any) -> Change:
    def change(found: Architecture) -> Architecture:
        first, *rest = found.landing_zone.hubs
        return zone(hubs=(replace(first, **fields), *rest))(found)

    return change


def spoke(**fields: Any) -> Change:
    def change(found: Architecture) -> Architecture:
        first, *rest = found.landing_zone.spokes
        return zone(spokes=(replace(first, **fields), *rest))(found)

    return change


def subnet(number: int, **fields: Any) -> Change:
    def change(found: Architecture) -> Architecture:
        network = found.landing_zone.spokes[0].network
        parts = list(network.subnets)
        parts[number] = replace(parts[number], **fields)
        return spoke(network=replace(network, subnets=tuple(parts)))(found)

    return change


def the(workload_id: str, **fields: Any) -> Change:
    def change(found: Architecture) -> Architecture:
        changed = tuple(replace(one, **fields) if one.id == workload_id else one for one in found.workloads)
        return replace(found, workloads=changed)

    return change


def part(workload_id: str, name: str, **fields: Any) -> Change:
    """A field inside a part of a workload."""

    def change(found: Architecture) -> Architecture:
        (one,) = [one for one in found.workloads if one.id == workload_id]
        return the(workload_id, **{name: replace(getattr(one, name), **fields)})(found)

    return change


def stack(**fields: Any) -> Change:
    return lambda found: replace(found, stacks=(found.stacks[0], replace(found.stacks[1], **fields), *found.stacks[2:]))


def first_range(what: str, **fields: Any) -> Change:
    def change(found: Architecture) -> Architecture:
        plan = list(found.address_plan)
        at = next(number for number, one in enumerate(plan) if one.what == what)
        plan[at] = replace(plan[at], **fields)
        return replace(found, address_plan=tuple(plan))

    return change


BROKEN = Violation(constraint="freeze", subject="rates", message="it moves in a freeze")
UNPROVEN = replace(BROKEN, severity="unproven")


def verified(found: Architecture, *violations: Violation) -> Architecture:
    return replace(found, verified=replace(found.verified, violations=violations))


BREAKS: list[tuple[str, str, Change]] = [
    ("name", "has 16 characters", part("vm-srv1", "machine", computer_name="a" * 16)),
    (
        "name",
        "'srv1-az' has the name of one of vm-srv1",
        part("vm-srv2", "machine", computer_name="srv1-az"),
    ),
    ("name", "storage-account", the("st-all-prod", name="Has-Capitals")),
    ("address", "'10.64.0.0/33' is not an IPv4 range", first_range("pool", prefix="10.64.0.0/33")),
    ("address", "overlaps", first_range("on-premise", prefix="10.64.0.0/24")),
    ("address", "is not inside pool-uks", first_range("network", prefix="10.99.0.0/22")),
    ("address", "is not inside 10.64.4.0/22", subnet(0, prefix="10.90.0.0/25")),
    ("address", "overlaps", subnet(0, prefix="10.64.4.128/25")),
    ("address", "needs at least a /29", subnet(0, prefix="10.64.4.0/30")),
    ("address", "not given to the service", subnet(0, delegation="Microsoft.Web/serverFarms")),
    ("address", "cannot be had", part("vm-srv1", "subnet", address="10.64.4.3")),
    ("address", "cannot be had", part("vm-srv1", "subnet", address="somewhere")),
    ("address", "which is not for machines", part("vm-srv1", "subnet", subnet="snet-county-data-prod-uks")),
    ("reference", "is not an id of a tenant", lambda a: replace(a, tenant_id="contoso.example")),
    ("reference", "there is no stack wave-9", the("vm-srv1", stack="wave-9")),
    ("reference", "there is no resource group", the("vm-srv1", resource_group="rg-none")),
    ("reference", "there is no subnet", part("vm-srv1", "subnet", network_id="spoke-none")),
    ("reference", "there is no recovery vault", part("vm-srv1", "recovery", vault="rsv-none")),
    ("reference", "there is no backup policy", part("vm-srv1", "recovery", policy="bkpol-none")),
    ("reference", "there is no private zone", part("psql-all-prod", "database_server", private_zone="example.org")),
    ("reference", "there is no private zone", part("sql-all-prod", "endpoint", zones=("example.org",))),
    ("reference", "it is a windows-vm, and has nothing", the("vm-srv1", machine=None)),
    ("reference", "this id stands for more than one thing", the("vm-srv1", id="hub-uks")),
    ("reference", "there is no hub hub-none", spoke(hub_id="hub-none")),
    ("reference", "there is no security group", subnet(0, network_security_group="nsg-none")),
    ("reference", "there is no route table", subnet(0, route_table="rt-none")),
    ("reference", "there is no resource group", hub(resource_group="rg-none")),
    ("reference", "in another subscription", hub(subscription_key="key-2")),
    ("reference", "there is no stack before it", stack(depends_on=("wave-9",))),
    ("reference", "there is no subscription", stack(subscription_key="key-9")),
    ("size", "it has 501 resources", stack(resource_count=501)),
    (
        "verified",
        "the plan breaks the rule freeze",
        lambda a: replace(a, verified=replace(a.verified, violations=(BROKEN,))),
    ),
    (
        "tags",
        "it has no migration-wave, organisation, environment",
        the("vm-srv1", tags={"application-id": "all"}),
    ),
    (
        "tags",
        "nothing stands in owner",
        hub(tags={"owner": " "}),
    ),
]


def test_what_was_designed_has_no_problem(good: Architecture) -> None:
    assert problems(good) == ()
    assert problems(design(case([], [], [], landing_zone=district()))) == ()


@pytest.mark.parametrize(("constraint", "says", "change"), BREAKS, ids=[f"{c}: {s}"[:60] for c, s, _ in BREAKS])
def test_x_02_what_is_broken_by_hand_is_found(good: Architecture, constraint: str, says: str, change: Change) -> None:
    found = problems(change(good))
    assert any(one.constraint == constraint and says in one.message for one in found), found


def test_two_machines_with_one_address_are_found(good: Architecture) -> None:
    (srv1,) = [one for one in good.workloads if one.id == "vm-srv1"]
    changed = the("vm-srv2", subnet=srv1.subnet)(good)
    assert any("is that of vm-srv1 too" in one.message for one in problems(changed))


def test_what_is_only_unproven_may_be_built(good: Architecture) -> None:
    assert problems(verified(good, UNPROVEN)) == ()


def test_a_firewall_outside_its_subnet_is_found(good: Architecture) -> None:
    firewall = replace(good.landing_zone.hubs[0].firewall, private_address="10.64.9.9")
    assert any("firewall's address" in one.message for one in problems(hub(firewall=firewall)(good)))
