"""Builders for the tests of the design: a small estate with its plan and its landing zone; each test changes a part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from inventory.model import (
    Application,
    Database,
    Deployment,
    Disk,
    Estate,
    Organisation,
    Product,
    ProductCycle,
    Route,
    Server,
    Share,
    Site,
)
from migration.design.inputs import DesignInputs
from migration.model import Disposition, Move, MoveGroup, Objective, Plan, Programme, Wave, WaveState
from migration.model.architecture import Architecture, Verified, Workload
from migration.model.governance import GovernanceSection, WatchSection
from migration.model.landing_zone import (
    AllowedOutbound,
    Contacts,
    EntraGroup,
    LandingZoneFile,
    OnPremiseRange,
    Regions,
    SubscriptionEntry,
)

AS_OF = date(2026, 11, 22)
FIRST = date(2027, 1, 4)
PERIOD = timedelta(weeks=4)

PRODUCTS = (
    Product(
        id="windows-server",
        name="Windows Server",
        kind="os",
        source="test",
        as_of=AS_OF,
        cycles=(
            ProductCycle(cycle="2025", vendor_ends=date(2034, 11, 14)),
            ProductCycle(cycle="2022", vendor_ends=date(2031, 10, 14)),
            ProductCycle(cycle="2016", vendor_ends=date(2027, 1, 12)),
        ),
    ),
    Product(
        id="rhel",
        name="RHEL",
        kind="os",
        source="test",
        as_of=AS_OF,
        cycles=(
            ProductCycle(cycle="9", vendor_ends=date(2032, 5, 31)),
            ProductCycle(cycle="8", vendor_ends=date(2029, 5, 31)),
        ),
    ),
    Product(
        id="postgresql",
        name="PostgreSQL",
        kind="database",
        source="test",
        as_of=AS_OF,
        cycles=(
            ProductCycle(cycle="17", vendor_ends=date(2029, 11, 8)),
            ProductCycle(cycle="15", vendor_ends=date(2027, 11, 11)),
        ),
    ),
)


def guid(number: int) -> str:
    """An id as Azure gives them."""
    return f"11111111-2222-3333-4444-{number:012}"


def landing_zone(organisations: Sequence[str] = ("county",), **fields: Any) -> LandingZoneFile:
    """A county with two regions and a subscription for each organisation."""
    known: dict[str, Any] = {
        "profile": "county",
        "prefix": "cty",
        "tenant_id": guid(0),
        "regions": Regions(primary="uksouth", secondary="ukwest"),
        "address_pools": {"uksouth": "10.64.0.0/16", "ukwest": "10.65.0.0/16"},
        "on_premise_ranges": (OnPremiseRange(site_id="hall", prefix="10.20.0.0/16"),),
        "subscriptions": (
            SubscriptionEntry(key="platform", subscription_id=guid(1), budget_month_gbp=Decimal(100)),
            *(
                SubscriptionEntry(
                    key=f"key-{number}",
                    subscription_id=guid(number),
                    organisation_id=one,
                    budget_month_gbp=Decimal(100),
                )
                for number, one in enumerate(organisations, 2)
            ),
        ),
        "database_administrators": EntraGroup(name="dbas", object_id=guid(99)),
        "contacts": Contacts(security=("security@county.example",), budget=("money@county.example",)),
        "platform_owner": "Head of Platform",
        "platform_organisation": organisations[0],
        "governance": GovernanceSection(built=False),
        "watch": WatchSection(built=False),
        "cost_centres": {"platform": "P-1", **{one: f"C-{number}" for number, one in enumerate(organisations)}},
        "ssh_public_key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGludmVudGVkLWtleS1vZi1pbnZlbnRlZC1jb3VudHkh test",
        "allowed_outbound": (AllowedOutbound(name="allow-updates", hosts=("*.update.example",)),),
    }
    return LandingZoneFile(**known | fields)


def district(**fields: Any) -> LandingZoneFile:
    """One region and a small firewall."""
    known: dict[str, Any] = {
        "profile": "district",
        "regions": Regions(primary="uksouth"),
        "address_pools": {"uksouth": "10.64.0.0/16"},
        "firewall_tier": "Basic",
    }
    return landing_zone(**known | fields)


def application(app_id: str, organisations: Sequence[str] = ("county",), **fields: Any) -> Application:
    """An application of which everything is known that a tag needs."""
    known: dict[str, Any] = {
        "id": app_id,
        "name": app_id,
        "organisation_ids": tuple(organisations),
        "owner": "Head of Service",
        "service": "benefits",
        "criticality": 3,
        "rto_minutes": 1440,
        "rpo_minutes": 1440,
        "data_class": "official",
    }
    return Application(**known | fields)


def server(server_id: str, **fields: Any) -> Server:
    """A Windows server with two disks."""
    known: dict[str, Any] = {
        "id": server_id,
        "name": server_id,
        "product": "windows-server",
        "cycle": "2022",
        "cpus": 4,
        "memory_mib": 16 * 1024,
        "disk_gib": 300,
        "disks": (Disk(name="C", size_gib=100), Disk(name="D", size_gib=200)),
        "addresses": ("10.20.1.10",),
    }
    return Server(**known | fields)


def database(db_id: str, product: str = "mssqlserver", parent_id: str | None = None, **fields: Any) -> Database:
    """A database of 200 GiB."""
    return Database(
        **{"id": db_id, "name": db_id, "product": product, "parent_id": parent_id, "size_gib": 200} | fields
    )


def share(share_id: str, **fields: Any) -> Share:
    """A share that holds 400 of 1,000 GiB."""
    return Share(**{"id": share_id, "name": share_id, "size_gib": 1000, "used_gib": 400} | fields)


def runs(app_id: str, thing_id: str, role: str = "app", environment: str = "prod") -> Deployment:
    """An application runs on a thing."""
    return Deployment(
        id=f"{app_id}--{thing_id}--{role}--{environment}",
        application_id=app_id,
        thing_id=thing_id,
        role=role,
        environment=environment,
    )


def case(
    applications: Iterable[Application],
    things: Iterable[Server | Database | Share],
    deployments: Iterable[Deployment],
    routes: dict[str, Route] | None = None,
    states: dict[int, WaveState] | None = None,
    together: bool = False,
    **fields: Any,
) -> DesignInputs:
    """The inputs of a design. Each application moves in a wave of its own, or all `together` in the first; the route
    is rehost where `routes` does not say another. `states` are those of the waves by their number from 1."""
    apps = sorted(applications, key=lambda one: one.id)
    found = tuple(things)
    decided = {one.id: (routes or {}).get(one.id, "rehost") for one in apps}
    moved = [one for one in apps if decided[one.id] not in ("retain",)]
    batches = [[one.id for one in moved]] if together and moved else [[one.id] for one in moved]
    organisations = sorted({name for one in apps for name in one.organisation_ids} | {"county"})
    known: dict[str, Any] = {
        "as_of": AS_OF,
        "estate": Estate(
            applications=tuple(apps),
            servers=_sorted(one for one in found if isinstance(one, Server)),
            databases=_sorted(one for one in found if isinstance(one, Database)),
            shares=_sorted(one for one in found if isinstance(one, Share)),
            deployments=tuple(deployments),
        ),
        "programme": Programme(
            name="Small",
            plan_from=FIRST,
            plan_to=date(2029, 3, 31),
            price_base="2026/27",
            organisations=tuple(Organisation(id=one, name=one.title()) for one in organisations),
            sites=(Site(id="hall", name="Hall"),),
            teams=(),
            ceilings=(),
            effort={},
            objective=Objective(unsupported_week_gbp={1: Decimal(1)}, score_point_gbp=Decimal(1)),
        ),
        "dispositions": tuple(
            Disposition(application_id=one.id, route=decided[one.id], target_kind=None, decided_on=AS_OF)
            for one in apps
        ),
        "plan": _plan(batches, apps, states or {}),
        "landing_zone": landing_zone(organisations),
        "products": PRODUCTS,
        "verified": Verified(as_of=AS_OF, violations=()),
        "estate_sha256": "e" * 64,
        "plan_sha256": "f" * 64,
    }
    return DesignInputs(**known | fields)


def one_machine(**fields: Any) -> DesignInputs:
    """One application of the county on one server."""
    return case([application("rates")], [server("srv1")], [runs("rates", "srv1")], **fields)


def workload(architecture: Architecture, workload_id: str) -> Workload:
    """The workload with an id."""
    (found,) = [one for one in architecture.workloads if one.id == workload_id]
    return found


def with_state(inputs: DesignInputs, state: WaveState) -> DesignInputs:
    """The same plan with every wave in a state."""
    waves = tuple(replace(wave, state=state) for wave in inputs.plan.waves)
    return replace(inputs, plan=replace(inputs.plan, waves=waves))


def _sorted(things: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(things, key=lambda one: one.id))


def _plan(batches: list[list[str]], apps: list[Application], states: dict[int, WaveState]) -> Plan:
    owners = {one.id: one.organisation_ids for one in apps}
    groups, waves, moves = [], [], []
    for number, members in enumerate(batches, 1):
        starts = FIRST + (number - 1) * PERIOD
        group_id = members[0]
        groups.append(
            MoveGroup(id=group_id, application_ids=tuple(members), thing_ids=(), data_gib=None, why_together=())
        )
        waves.append(
            Wave(
                id=f"wave-{starts.isoformat()}",
                number=number,
                organisation_ids=tuple(sorted({name for one in members for name in owners[one]})),
                group_ids=(group_id,),
                period_from=starts,
                period_to=starts + PERIOD - timedelta(days=1),
                state=states.get(number, "draft"),
            )
        )
        day = starts + timedelta(days=5)
        moves.append(Move(group_id=group_id, prepare_from=starts, seeding_from=starts, cut_over=day, old_off=day))
    return Plan(
        as_of=AS_OF,
        plan_from=FIRST,
        plan_to=date(2029, 3, 31),
        inputs_sha256={},
        groups=tuple(groups),
        waves=tuple(waves),
        moves=tuple(moves),
        initiatives=(),
        contracts=(),
        waiting=(),
        costs=(),
        objective_name="pounds",
        objective=Decimal(0),
        bound=Decimal(0),
        gap=Decimal(0),
        status="optimal",
        mode="repeatable",
    )
