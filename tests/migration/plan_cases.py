"""Small programmes to plan: a few applications, two teams, six months; each test changes what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from small_estate import AS_OF, application, disposition, estate, programme, runs, server

from inventory.model import Application, Contract, Estate, Interface, Site, Support
from migration.model import (
    CostItem,
    Folder,
    GroupCosts,
    Initiative,
    Link,
    Objective,
    Pin,
    Plan,
    Programme,
    SkillEffort,
    Team,
    Unless,
)
from migration.plan.inputs import PlanInputs
from migration.plan.move_groups import move_groups

OBJECTIVE = Objective(unsupported_week_gbp={n: Decimal(1000 // n) for n in (1, 2, 3, 4)}, score_point_gbp=Decimal(100))

RECORD = Unless(
    application_id="rates",
    reason="The supplier supports it on site only.",
    evidence="contract 12",
    owner="Head of Revenues",
    approver="Chief Executive",
    decided_on=date(2026, 10, 1),
    review_by=date(2027, 6, 30),
)
"""An exception that people made, and that stands."""


def team(team_id: str = "platform-team", fte: str = "1", **fields: Any) -> Team:
    """A team of platform engineers for the county and the district."""
    known = {"id": team_id, "serves": ("county", "district"), "skills": {"platform": Decimal(fte)}}
    return Team(**known | fields)


def plan_programme(**fields: Any) -> Programme:
    """A programme with one site, one fast link and one person of one skill; each move needs five days of them."""
    effort = {"platform": SkillEffort(fixed=Decimal(5), per_server=Decimal(0))}
    known: dict[str, Any] = {
        "sites": (Site(id="hall", name="County Hall"),),
        "links": (
            Link(id="line", site_id="hall", mbps=1000, share_out_of_hours=Decimal(1), share_in_hours=Decimal(1)),
        ),
        "teams": (team(),),
        "effort": dict.fromkeys(("rehost", "replatform", "replace", "retire"), effort),
        "objective": OBJECTIVE,
    }
    return programme(**known | fields)


def apps(*names: str, **fields: Any) -> tuple[Application, ...]:
    """Applications of the county, second most critical."""
    return tuple(application(name, **{"criticality": 2} | fields) for name in names)


def calls(caller: str, called: str, coupling: str | None = None) -> Interface:
    """One application calls another."""
    return Interface(
        id=f"{caller}-{called}",
        from_application=caller,
        to_application=called,
        coupling=coupling,  # type: ignore[arg-type]
        declared=True,
    )


def own_servers(applications: tuple[Application, ...], **fields: Any) -> Estate:
    """Every application on a server of its own in County Hall."""
    return estate(
        sites=(Site(id="hall", name="County Hall"),),
        applications=applications,
        servers=tuple(server(f"{app.id}-srv", site_id="hall") for app in applications),
        deployments=tuple(runs(app.id, f"{app.id}-srv") for app in applications),
        **fields,
    )


def ends(thing_id: str, day: date | None) -> Support:
    """Software support that ends on a day."""
    return Support(thing_id=thing_id, aspect="software", vendor_ends=day, ends=day, state="supported", as_of=AS_OF)


def hardware(thing_id: str, day: date) -> Support:
    """Hardware support by a contract that ends on a day."""
    return Support(thing_id=thing_id, aspect="hardware", contracted_ends=day, ends=day, state="supported", as_of=AS_OF)


def contract(contract_id: str = "host-support", **fields: Any) -> Contract:
    """A support contract of the county."""
    return Contract(**{"id": contract_id, "kind": "support", "organisation_id": "county"} | fields)


def monthly(group_id: str, gbp: str | None = "100", organisation: str = "county") -> GroupCosts:
    """A move that costs so much revenue a month from seeding."""
    item = CostItem(
        what="cloud",
        organisation_id=organisation,
        spend="revenue",
        every="month",
        starts="seeding_from",
        gbp=None if gbp is None else Decimal(gbp),
    )
    return GroupCosts(group_id=group_id, items=(item,))


def initiative(initiative_id: str = "portal", **fields: Any) -> Initiative:
    """Eight weeks of must-do work that costs £1,000 and needs nobody."""
    known = {"id": initiative_id, "name": initiative_id, "must_do": True, "duration_weeks": 8}
    money = {"capital_gbp": Decimal(1000), "revenue_gbp_per_year": Decimal(0), "benefit_gbp_per_year": Decimal(0)}
    return Initiative(**known | money | fields)


def inputs(
    seen: Estate,
    supports: tuple[Support, ...] = (),
    routes: dict[str, str] | None = None,
    costs: tuple[GroupCosts, ...] | None = None,
    initiatives: tuple[Initiative, ...] = (),
    pins: tuple[Pin, ...] = (),
    **fields: Any,
) -> PlanInputs:
    """What a plan is made from; every application is rehosted unless `routes` says otherwise."""
    decided = tuple(disposition(app.id, (routes or {}).get(app.id, "rehost")) for app in seen.applications)
    groups = move_groups(seen, decided)
    return PlanInputs(
        as_of=AS_OF,
        estate=seen,
        supports=supports,
        dispositions=decided,
        groups=groups,
        costs=costs if costs is not None else tuple(monthly(group.id) for group in groups),
        folder=Folder(programme=plan_programme(**fields), initiatives=initiatives, pins=pins),
    )


def cut_overs(plan: Plan) -> dict[str, date]:
    """Cut-over by group."""
    return {move.group_id: move.cut_over for move in plan.moves}


def with_programme(given: PlanInputs, **fields: Any) -> PlanInputs:
    """The same inputs under a changed programme."""
    return replace(given, folder=replace(given.folder, programme=replace(given.folder.programme, **fields)))


def quick(given: PlanInputs) -> Plan:
    """Plan it. The search is loaded here: plans that are made by hand do without."""
    from migration.plan.schedule import schedule

    return schedule(given)
