"""Facts for the runbook tests: a wave of the made-up county with teams, a design and as many servers as asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from report_facts import county_facts

from inventory.model import Contract, Database, Server
from migration.model import ContractEnd, MoveGroup, Plan, Team, Wave
from migration.model.architecture import Architecture
from migration.reports.facts import ReportFacts
from tests.stacks.small_architecture import WAVE, small_architecture

TEAMS = (
    Team(
        id="shared-platform",
        provider="Ternwell Shared Services",
        serves=("north", "elm", "tarn"),
        skills={"platform": Decimal(2), "dba": Decimal(1), "network": Decimal("0.5")},
    ),
    Team(id="applications", serves=("north", "tarn"), skills={"applications": Decimal(2)}),
)
MOVING = ("srv-01", "srv-31", "db-ledger")
"""What the move of Payroll and Finance ledger takes along."""


def wave_facts() -> ReportFacts:
    """The first wave is one move: Payroll to a web application and Finance ledger to a machine, with its database.

    Nobody is known for security; the owner of Finance ledger is not known.
    """
    facts = county_facts()
    assert facts.plan is not None
    contract = Contract(
        id="con-ledger", supplier="Dell", kind="support", covers_ids=(MOVING[0], "srv-40"), organisation_id="north"
    )
    estate = replace(
        facts.estate,
        servers=tuple(
            replace(one, dns_name=f"{one.name.lower()}.north.example") if one.id == MOVING[0] else one
            for one in facts.estate.servers
        ),
        databases=(Database(id="db-ledger", name="LEDGER"),),
        contracts=(*facts.estate.contracts, contract),
        applications=tuple(
            replace(one, rto_minutes=240, rpo_minutes=60, owner=None if one.id == "app-03" else "Head of Payroll")
            for one in facts.estate.applications
        ),
    )
    programme = replace(facts.folder.programme, teams=TEAMS)
    return replace(
        facts,
        estate=estate,
        folder=replace(facts.folder, programme=programme),
        plan=_plan(facts.plan),
        architecture=_architecture(),
        violations=(),
    )


def first_wave(facts: ReportFacts) -> Wave:
    """The wave that the tests look at."""
    assert facts.plan is not None
    return facts.plan.waves[0]


def with_servers(count: int) -> ReportFacts:
    """The same move with so many servers and nothing else, not designed."""
    facts = wave_facts()
    assert facts.plan is not None
    servers = tuple(Server(id=f"many-{n:03d}", name=f"MANY-{n:03d}") for n in range(count))
    groups = [
        replace(one, thing_ids=tuple(server.id for server in servers)) if one.id == "group-01" else one
        for one in facts.plan.groups
    ]
    return replace(
        facts,
        estate=replace(facts.estate, servers=servers),
        plan=replace(facts.plan, groups=tuple(groups)),
        architecture=None,
    )


def _plan(plan: Plan) -> Plan:
    groups = tuple(_group(one) if one.id == "group-01" else one for one in plan.groups)
    first = replace(plan.waves[0], group_ids=("group-01",), period_from=date(2026, 10, 5))
    end = ContractEnd(
        contract_id="con-ledger",
        extensions=0,
        ends=date(2027, 3, 31),
        notice_by=date(2026, 12, 31),
        gbp=Decimal(0),
        because="it runs to its own end",
    )
    return replace(plan, groups=groups, waves=(first, *plan.waves[1:]), contracts=(*plan.contracts, end))


def _group(group: MoveGroup) -> MoveGroup:
    return replace(group, thing_ids=MOVING, data_gib=800)


def _architecture() -> Architecture:
    """The small architecture as the design of the wave: a machine, a web application and a database."""
    found = small_architecture()
    takes = {
        "windows-vm": ("app-03", MOVING[:1]),
        "app-service": ("app-02", MOVING[1:2]),
        "sql-database": ("app-03", MOVING[2:]),
    }
    workloads = tuple(
        replace(one, application_id=takes[one.kind][0], replaces=takes[one.kind][1])
        for one in found.workloads
        if one.kind in takes
    )
    stacks = tuple(replace(one, wave_id="wave-1") if one.name == WAVE else one for one in found.stacks)
    return replace(found, workloads=workloads, stacks=stacks)
