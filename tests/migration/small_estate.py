"""Builders of small estates for the tests of decisions, targets and money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from inventory.model import Application, Database, Deployment, Disk, Estate, Organisation, Server, Share
from migration.decide.facts import Facts, facts_by_application
from migration.design.runs_on import Workload
from migration.model import Ceiling, Disposition, Objective, Price, Programme

AS_OF = date(2026, 11, 22)
SAID = {"name": "applications.csv"}


def application(app_id: str = "rates", **fields: Any) -> Application:
    """An application of the county that nobody said more about."""
    return Application(
        **{"id": app_id, "name": app_id.title(), "organisation_ids": ("county",), "said_by": SAID} | fields
    )


def server(server_id: str = "srv1", product: str | None = "windows-server", **fields: Any) -> Server:
    """A Windows server with 4 processors, 16 GiB, and one disk of 100 GiB of which 60 are used."""
    known = {
        "id": server_id,
        "name": server_id,
        "product": product,
        "cpus": 4,
        "memory_mib": 16 * 1024,
        "disk_gib": 100,
        "used_gib": 60,
        "disks": (Disk(name="C", size_gib=100),),
        "said_by": {"product": "vcenter.xlsx"},
    }
    return Server(**known | fields)


def database(db_id: str = "db1", product: str | None = "mssqlserver", parent_id: str | None = "srv1") -> Database:
    """A database of 200 GiB on srv1."""
    return Database(id=db_id, name=db_id, product=product, parent_id=parent_id, size_gib=200)


def share(share_id: str = "share1", parent_id: str | None = None) -> Share:
    """A share of 500 GiB that no server holds."""
    return Share(id=share_id, name=share_id, parent_id=parent_id, size_gib=500)


def runs(application_id: str, thing_id: str, role: str | None = "app", **fields: Any) -> Deployment:
    """A production deployment."""
    key = f"{application_id}-{thing_id}-{role}"
    known = {"id": key, "application_id": application_id, "thing_id": thing_id, "role": role, "environment": "prod"}
    return Deployment(**known | fields)


def estate(**fields: Any) -> Estate:
    """An estate seen two days before AS_OF."""
    return Estate(seen_on=date(2026, 11, 20), **fields)


def facts(app: Application, seen: Estate | None = None, plan_to: date | None = None) -> Facts:
    """The facts of one application in an estate that holds it."""
    held = replace(seen or estate(), applications=(app,))
    return facts_by_application(held, (), AS_OF, plan_to)[app.id]


def workload(thing: Server | Database | Share | None, host: Server | None = None, **fields: Any) -> Workload:
    """A workload of an application on a thing; a server is its own host."""
    own = thing if isinstance(thing, Server) else host
    return Workload(**{"application": application(), "thing": thing, "host": own} | fields)


def disposition(application_id: str = "rates", route: str = "rehost") -> Disposition:
    """A decision without its reasons."""
    return Disposition(application_id=application_id, route=route, target_kind=None, decided_on=AS_OF)  # type: ignore[arg-type]


def price(sku: str, gbp: str | None = "1.00", **fields: Any) -> Price:
    """A price of the user's own for every region, by the month."""
    known = {"sku": sku, "region": None, "unit": "month", "effective": date(2026, 4, 1), "source": "contract"}
    return Price(**known | {"price_gbp": None if gbp is None else Decimal(gbp)} | fields)


def programme(**fields: Any) -> Programme:
    """Six months in two financial years, for a county and a district that may spend without limit."""
    known: dict[str, Any] = {
        "name": "Small",
        "plan_from": date(2027, 1, 4),
        "plan_to": date(2027, 6, 30),
        "price_base": "2026/27",
        "organisations": (Organisation(id="county", name="County"), Organisation(id="district", name="District")),
        "sites": (),
        "teams": (),
        "ceilings": tuple(
            Ceiling(organisation=o, year=y, capital_gbp="unlimited", revenue_gbp="unlimited")
            for o in ("county", "district")
            for y in ("2026/27", "2027/28")
        ),
        "effort": {},
        "objective": Objective(unsupported_week_gbp={1: Decimal(1000)}, score_point_gbp=Decimal(100)),
    }
    return Programme(**known | fields)
