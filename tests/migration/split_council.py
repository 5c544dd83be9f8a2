"""Shared drives on several servers, which may go whole or in parts, and how a plan moved them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from plan_cases import apps, ends, monthly, plan_programme, team
from small_estate import AS_OF, disposition, estate, runs, server

from inventory.model import Contract, Estate, Interface, Site, Support
from migration.model import Folder, Pin, Plan, Splitting, WaveApproval
from migration.plan.gather import gather
from migration.plan.inputs import PlanInputs

LOST = date(2026, 12, 31)
PARTS = ("drives-on-east", "drives-on-west")


def council(
    splitting: Splitting,
    servers: tuple[str, ...] = ("east", "west"),
    interfaces: tuple[Interface, ...] = (),
    supports: tuple[Support, ...] = (),
    contracts: tuple[Contract, ...] = (),
    pins: tuple[Pin, ...] = (),
    previous: Plan | None = None,
    waves: tuple[WaveApproval, ...] = (),
    **fields: Any,
) -> PlanInputs:
    """Shared drives on several servers, which may be split, and a portal and rates beside them."""
    seen = _estate(servers, interfaces, contracts)
    decided = tuple(disposition(app.id) for app in seen.applications)
    programme = plan_programme(splitting=splitting, **{"teams": (team(fte="20"),)} | fields)
    folder = Folder(programme=programme, pins=pins, waves=waves)
    made = gather(seen, decided, supports, folder, (), AS_OF, previous, {})
    return replace(made, costs=tuple(monthly(costs.group_id) for costs in made.costs))


def _estate(servers: tuple[str, ...], interfaces: tuple[Interface, ...], contracts: tuple[Contract, ...]) -> Estate:
    own = {"may_split": True, "criticality": 1, "service": "corporate", "users": 100}
    return estate(
        sites=(Site(id="hall", name="County Hall"),),
        applications=(*apps("drives", **own), *apps("portal", "rates", criticality=3)),
        servers=tuple(server(name, site_id="hall") for name in (*servers, "portal-srv", "rates-srv")),
        deployments=(
            *(runs("drives", name) for name in servers),
            runs("portal", "portal-srv"),
            runs("rates", "rates-srv"),
        ),
        interfaces=interfaces,
        contracts=contracts,
    )


def went(plan: Plan) -> set[str]:
    """The moves of the drives."""
    return {move.group_id for move in plan.moves if move.group_id.startswith("drives")}


def lost_west(gbp: int, choose: Any = "weighed", **fields: Any) -> PlanInputs:
    """West has lost its support, and one person makes the moves: both servers at once take them longer."""
    asked = Splitting(part_gbp=Decimal(gbp), choose=choose)
    return council(asked, supports=(ends("west", LOST),), **{"teams": (team(),)} | fields)
