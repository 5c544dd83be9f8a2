"""The second region: who gets a second one, where it stands, and what a single region says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from design_cases import application, case, database, district, runs, server, with_state, workload

from migration.design.architecture import design
from migration.model.architecture import Architecture
from migration.model.architecture.problems import problems


def critical(**fields: Any) -> Architecture:
    """An application on a machine, a web server and two databases, by default of criticality 1."""
    return design(mixed(**fields))


def mixed(landing: Any = None, **fields: Any) -> Any:
    app = application("pay", **{"criticality": 1, "rto_minutes": 240, "rpo_minutes": 60, "traits": ("web",)} | fields)
    linux = {"product": "rhel", "cycle": "9"}
    things = [
        server("batch", **linux),
        server("web1", **linux),
        server("dbs", **linux),
        database("sql1", parent_id="dbs"),
        database("pg1", "postgresql", parent_id="dbs", cycle="17"),
    ]
    roles = [
        runs("pay", "batch", "batch"),
        runs("pay", "web1", "web"),
        runs("pay", "sql1", "database"),
        runs("pay", "pg1", "database"),
    ]
    more = {} if landing is None else {"landing_zone": landing}
    return case([app], things, roles, {"pay": "replatform"}, **more)


def test_each_kind_is_kept_in_its_own_way() -> None:
    found = critical()
    kinds = {one.kind: one.second.kind for one in found.workloads if one.second}
    assert kinds == {
        "linux-vm": "site-recovery",
        "app-service": "second-application",
        "sql-database": "failover-group",
        "postgresql-flexible": "read-replica",
    }
    assert {one.second.region for one in found.workloads if one.second} == {"ukwest"}
    assert problems(found) == ()


def test_the_second_one_stands_in_the_spoke_and_the_group_of_its_region() -> None:
    found = critical()
    sql = workload(found, "sql-pay-prod").second
    assert sql is not None and sql.endpoint is not None
    assert sql.endpoint.place.network_id == "spoke-county-ukw"
    groups = {one.id: one for stack in found.stacks for one in stack.resource_groups}
    assert (groups[sql.resource_group].region, groups[sql.resource_group].name) == ("ukwest", "rg-pay-prod-ukw")
    web = workload(found, "app-pay-prod-linux").second
    assert web is not None and web.integration is not None
    assert (web.integration.network_id, web.plan_name) == ("spoke-county-ukw", "asp-pay-linux-prod-ukw")


def test_machines_are_copied_to_a_vault_of_the_second_region() -> None:
    zone = critical().landing_zone
    (recovery,) = zone.site_recoveries
    vault = next(one for one in zone.recovery_vaults if one.id == recovery.vault)
    assert (vault.region, vault.policies) == ("ukwest", ())
    assert (recovery.source_network, recovery.target_network) == ("spoke-county-uks", "spoke-county-ukw")
    assert recovery.endpoint.place.network_id == "spoke-county-uks"
    assert "privatelink.siterecovery.windowsazure.com" in zone.private_dns.zones


@pytest.mark.parametrize(
    ("fields", "copied"),
    [
        ({"criticality": 1, "rto_minutes": None, "rpo_minutes": None}, True),
        ({"criticality": 2, "rto_minutes": 719, "rpo_minutes": None}, True),
        ({"criticality": 2, "rto_minutes": None, "rpo_minutes": 59}, True),
        ({"criticality": 2, "rto_minutes": 720, "rpo_minutes": 60}, False),
        ({"criticality": 2, "rto_minutes": None, "rpo_minutes": None}, False),
        ({"criticality": 3, "rto_minutes": 60, "rpo_minutes": 5}, False),
        ({"criticality": None, "rto_minutes": 60, "rpo_minutes": 5}, False),
    ],
)
def test_limits_decide_who_has_a_second_one(fields: dict[str, Any], copied: bool) -> None:
    found = critical(**fields)
    assert [one.second is not None for one in found.workloads] == [copied] * len(found.workloads)
    assert bool(found.landing_zone.site_recoveries) is copied


def test_a_copy_meets_a_limit_that_backups_do_not() -> None:
    found = critical()
    machine = workload(found, "vm-batch").recovery
    assert "5 minutes of work are lost, and it is back within about 120 minutes" in machine.why
    assert "The limit of 60 minutes is met." in machine.why
    assert [one for one in found.notes if "can be lost" in one.message] == []


def test_one_region_says_that_no_limit_is_met_when_it_is_lost() -> None:
    found = critical(landing=district())
    assert [one.second for one in found.workloads] == [None] * len(found.workloads)
    assert (
        "There is one region to build in: when it is lost, no limit is met." in workload(found, "vm-batch").recovery.why
    )


def test_what_stands_keeps_its_place_when_designed_again() -> None:
    inputs = mixed()
    first = design(inputs)
    again = design(replace(with_state(inputs, "approved"), previous=first))
    assert [one.second for one in again.workloads] == [one.second for one in first.workloads]
    assert again.landing_zone.site_recoveries == first.landing_zone.site_recoveries
