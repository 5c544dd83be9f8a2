"""Builders of report facts: an empty programme, and a made-up county with a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from inventory.model import (
    Application,
    Contract,
    Estate,
    Hypervisor,
    Interface,
    Licence,
    NetworkDevice,
    Organisation,
    Server,
    StorageArray,
    Support,
)
from migration.model import (
    CashFlow,
    ContractEnd,
    Disposition,
    Evidence,
    Folder,
    Freeze,
    Gate,
    Initiative,
    InitiativeSlot,
    Move,
    MoveGroup,
    Objective,
    Plan,
    PlanCost,
    Price,
    Programme,
    Reason,
    Unless,
    Violation,
    Waiting,
    Wave,
)
from migration.money.ceilings import YearSpend
from migration.reports.facts import ReportFacts

AS_OF = date(2026, 6, 1)
COUNCILS = (("north", "Northshire County Council"), ("elm", "Elmbridge Vale"), ("tarn", "Tarnwick Borough"))
SYSTEMS = (
    "Revenues and benefits",
    "Council tax web forms",
    "Payroll",
    "Finance ledger",
    "Social care records",
    "Planning applications",
    "Building control",
    "Library catalogue",
    "Geographic information",
    "Electoral register",
    "Housing repairs",
    "Parking permits",
    "Customer contact",
    "Document store",
    "Email archive",
    "Identity service",
    "Integration platform",
    "Highways assets",
    "School admissions",
    "Registrars",
    "Fleet management",
    "Waste rounds",
    "Trading standards",
    "Committee papers",
    "Intranet",
    "Open data site",
    "Asset register",
    "Time recording",
    "Old cash receipting",
    "Legacy cemetery records",
    "Telephony reporting",
)
ROUTES = ("retire", "replace", "replatform", "rehost", "rehost", "rehost", "replatform", "retain")
TARGETS = {
    "retire": None,
    "replace": "software-service",
    "replatform": "web-app",
    "rehost": "virtual-machine",
    "retain": "stays",
}


def empty_facts() -> ReportFacts:
    """A programme on its first day: nothing imported, nothing decided, no plan."""
    return ReportFacts(as_of=AS_OF, folder=Folder(programme=programme()), estate=Estate())


def programme() -> Programme:
    return Programme(
        name="Northshire and partners: out of the data centre",
        plan_from=date(2026, 4, 6),
        plan_to=date(2029, 3, 31),
        price_base="2026/27",
        organisations=tuple(Organisation(id=one, name=name) for one, name in COUNCILS),
        sites=(),
        teams=(),
        ceilings=(),
        effort={},
        objective=Objective(unsupported_week_gbp={1: Decimal(900)}, score_point_gbp=Decimal(50)),
        gates=(Gate(id="cabinet", body="Cabinet", dates=_quarters(), lead_weeks=6),),
        freezes=(
            _freeze(date(2026, 12, 14), date(2027, 1, 4), "all", "Christmas"),
            _freeze(date(2027, 2, 15), date(2027, 4, 15), ("revenues",), "Council-tax billing"),
            _freeze(date(2027, 4, 12), date(2027, 5, 10), "all", "Local elections"),
        ),
    )


def county_facts() -> ReportFacts:
    """31 applications of three councils, 72 servers, arrays and switches, ten waves, a rule broken and one unproven."""
    estate = _estate()
    dispositions = tuple(_disposition(application, index) for index, application in enumerate(estate.applications))
    initiatives = tuple(_initiative(number) for number in range(12))
    return ReportFacts(
        as_of=AS_OF,
        folder=Folder(programme=programme(), unless=(_unless(),), initiatives=initiatives, prices=(_price(),)),
        estate=estate,
        supports=_supports(estate),
        dispositions=dispositions,
        plan=_plan(dispositions, initiatives),
        cash_flow=_cash_flow(),
        year_spends=_year_spends(),
        violations=(
            Violation(
                constraint="ceiling", subject="tarn", message="2027/28 capital is over its ceiling.", amount="£12,000"
            ),
            Violation(
                constraint="price-known", subject="app-03", message="No price for a licence.", severity="unproven"
            ),
        ),
        hashes={"estate.json": "ab" * 32, "plan.json": "cd" * 32},
        product_names={"windows-server": "Windows Server", "rhel": "Red Hat Enterprise Linux"},
    )


def renamed(facts: ReportFacts, name: str) -> ReportFacts:
    """The same facts with `name` wherever a stranger's text can stand."""
    estate, folder, plan = facts.estate, facts.folder, facts.plan
    assert plan is not None
    estate = replace(
        estate,
        applications=tuple(
            replace(one, name=name, owner=name, mitigation=name if one.mitigation else None, service=name)
            for one in estate.applications
        ),
        organisations=tuple(replace(one, name=name) for one in estate.organisations),
        servers=tuple(
            replace(one, name=name, vendor=name, model=name, said_by={"name": name}) for one in estate.servers
        ),
        storage_arrays=tuple(replace(one, name=name, vendor=name, model=name) for one in estate.storage_arrays),
        network_devices=tuple(replace(one, name=name, vendor=name, model=name) for one in estate.network_devices),
        contracts=tuple(replace(one, supplier=name) for one in estate.contracts),
        licences=tuple(replace(one, product=name, metric=name) for one in estate.licences),
        interfaces=tuple(replace(one, data=name, record_system=name) for one in estate.interfaces),
    )
    old = folder.programme
    folder = replace(
        folder,
        programme=replace(
            old,
            name=name,
            organisations=tuple(replace(one, name=name) for one in old.organisations),
            freezes=tuple(replace(one, reason=name, services=(name,)) for one in old.freezes),
            gates=tuple(replace(one, body=name) for one in old.gates),
        ),
        unless=tuple(replace(one, reason=name, evidence=name, owner=name, approver=name) for one in folder.unless),
        initiatives=tuple(replace(one, name=name) for one in folder.initiatives),
        prices=tuple(replace(one, source=name) for one in folder.prices),
    )
    plan = replace(
        plan,
        objective_name=name,
        inputs_sha256={name: name},
        waiting=tuple(replace(one, subject=name, why=name, remedy=name) for one in plan.waiting),
        costs=tuple(replace(one, what=name) for one in plan.costs),
        contracts=tuple(replace(one, because=name) for one in plan.contracts),
    )
    return replace(
        facts,
        estate=estate,
        folder=folder,
        plan=plan,
        supports=tuple(replace(one, product=name, cycle=name, sources=(name,)) for one in facts.supports),
        dispositions=tuple(
            replace(one, target_kind=name, reasons=tuple(replace(reason, says=name) for reason in one.reasons))
            for one in facts.dispositions
        ),
        violations=tuple(
            replace(one, constraint=name, subject=name, message=name, amount=name) for one in facts.violations
        ),
        hashes={name: name},
        product_names={name: name},
    )


def _quarters() -> tuple[date, ...]:
    return tuple(date(year, month, 10) for year in (2026, 2027, 2028) for month in (3, 6, 9, 12))


def _freeze(first: date, last: date, services: tuple[str, ...] | str, reason: str) -> Freeze:
    return Freeze(starts=first, ends=last, services=services, reason=reason)  # type: ignore[arg-type]


def _price() -> Price:
    return Price(
        sku="vm-d4s",
        region="uksouth",
        unit="hour",
        price_gbp=Decimal("0.18"),
        effective=AS_OF,
        source="Azure retail list",
    )


def _unless() -> Unless:
    return Unless(
        application_id="app-07",
        reason="latency",
        evidence="Plotters stand on the site",
        owner="Head of Place",
        approver="Programme board",
        decided_on=date(2025, 11, 3),
        review_by=date(2026, 5, 1),
    )


def _application(index: int, name: str) -> Application:
    councils = tuple(one for one, _ in COUNCILS)
    old = name.startswith(("Old", "Legacy"))
    return Application(
        id=f"app-{index:02d}",
        name=name,
        organisation_ids=councils if index % 7 == 0 else (councils[index % 3],),
        service="revenues" if index < 3 else "corporate",
        owner="Head of Service",
        criticality=1 + index % 4,
        gate_ids=("cabinet",) if index % 2 == 0 else (),
        mitigation="A firewall of its own; no way in from the internet" if old else None,
        mitigation_review=date(2026, 3, 31) if name.startswith("Old") else date(2026, 11, 30) if old else None,
    )


def _estate() -> Estate:
    arrays = tuple(
        StorageArray(id=f"array-{n:02d}", name=f"SAN{n:02d}", vendor="Dell", model=f"Unity {300 + 80 * (n % 3)}")
        for n in range(12)
    )
    switches = tuple(
        NetworkDevice(id=f"switch-{n:02d}", name=f"SW{n:02d}", vendor="Cisco", model=f"Catalyst {3850 - 90 * (n % 2)}")
        for n in range(20)
    )
    return Estate(
        seen_on=AS_OF,
        organisations=tuple(Organisation(id=one, name=name) for one, name in COUNCILS),
        servers=tuple(
            Server(id=f"srv-{n:02d}", name=f"NCC-SRV-{n:02d}", said_by={"name": "rvtools.xlsx"}) for n in range(72)
        ),
        hypervisors=tuple(Hypervisor(id=f"esx-{n}", name=f"ESX{n}", vendor="HPE", model="DL380") for n in range(8)),
        storage_arrays=arrays,
        network_devices=switches,
        applications=tuple(_application(index, name) for index, name in enumerate(SYSTEMS)),
        contracts=(
            _contract("con-san", "Dell", date(2025, 12, 31), arrays),
            _contract("con-lan", "Cisco", date(2027, 9, 30), switches),
            _contract("con-host", "Shared Services Ltd", None, ()),
        ),
        licences=(
            Licence(
                id="lic-1", product="Office suite", metric="user", entitled=4200, deployed=3900, used=3100,
                annual_gbp=Decimal(820000), renewal=date(2027, 3, 31),
            ),
            Licence(id="lic-2", product="Database", metric="core", entitled=32, deployed=40, used=36),
            Licence(id="lic-3", product="Reporting", metric="user"),
        ),
        interfaces=tuple(_interface(n) for n in range(34)),
    )  # fmt: skip


def _contract(
    identifier: str, supplier: str, ends: date | None, covers: tuple[StorageArray | NetworkDevice, ...]
) -> Contract:
    return Contract(
        id=identifier,
        supplier=supplier,
        kind="support" if covers else "hosting",
        covers_ids=tuple(one.id for one in covers),
        organisation_id="north",
        ends=ends,
        notice_days=90,
        annual_gbp=Decimal(60000),
    )


def _interface(n: int) -> Interface:
    first = 16 if n % 3 == 0 else (n * 5) % 31
    last = (n * 7 + 3) % 31
    return Interface(
        id=f"if-{n:02d}",
        from_application=f"app-{first:02d}",
        to_application=f"app-{last:02d}",
        kind=("api", "file", "database")[n % 3],  # type: ignore[arg-type]
        direction="out",
        coupling=("weak", "weak", "strong", None)[n % 4],  # type: ignore[arg-type]
        data="Names and addresses",
        personal_data=n % 2 == 0,
        declared=True,
    )


def _supports(estate: Estate) -> tuple[Support, ...]:
    software = [_software(server.id, n) for n, server in enumerate(estate.servers)]
    arrays = [_hardware(array.id, date(2025 + n // 5, 12, 31)) for n, array in enumerate(estate.storage_arrays)]
    switches = [
        _hardware(device.id, date(2025, 9, 30) if n < 15 else date(2027, 9, 30))
        for n, device in enumerate(estate.network_devices)
    ]
    return (*software, *arrays, *switches)


def _software(thing_id: str, n: int) -> Support:
    cycle, vendor, extended = (
        ("2012 R2", date(2023, 10, 10), date(2026, 10, 13)),
        ("2016", date(2027, 1, 12), None),
        ("2019", date(2029, 1, 9), None),
        ("2022", date(2031, 10, 14), None),
    )[n % 4]
    known = n % 11 != 0
    ended = "extended" if n % 8 == 0 else "ended"
    return Support(
        thing_id=thing_id,
        aspect="software",
        product="windows-server" if known else None,
        cycle=cycle if known else None,
        vendor_ends=vendor if known else None,
        extended_ends=extended if known else None,
        ends=vendor if known else None,
        state="unknown" if not known else "supported" if vendor > AS_OF else ended,  # type: ignore[arg-type]
        as_of=AS_OF,
        sources=("endoflife.date, 2026-05-20",),
    )


def _hardware(thing_id: str, contracted: date) -> Support:
    return Support(
        thing_id=thing_id,
        aspect="hardware",
        vendor_ends=date(2028, 6, 30),
        contracted_ends=contracted,
        ends=contracted,
        state="ended" if contracted < AS_OF else "supported",
        as_of=AS_OF,
        sources=("contracts.csv",),
    )


def _disposition(application: Application, index: int) -> Disposition:
    route = ROUTES[index % len(ROUTES)]
    says = "needs an operating system no platform service offers"
    reasons = (Reason(id="own-os", blocks=("replatform",), says=says),) if route in ("rehost", "retain") else ()
    return Disposition(
        application_id=application.id,
        route=route,  # type: ignore[arg-type]
        target_kind=TARGETS[route],
        reasons=reasons,
        evidence=(Evidence(fact="users log in through a browser", source="applications.csv"),),
        decided_on=AS_OF,
    )


def _initiative(number: int) -> Initiative:
    return Initiative(
        id=f"init-{number:02d}",
        name=f"{('New telephone system', 'Cyber Essentials', 'Data quality')[number % 3]} {number + 1}",
        must_do=number % 4 != 3,
        duration_weeks=8,
        organisation_ids=(COUNCILS[number % 3][0],),
        gate_ids=("cabinet",),
    )


def _plan(dispositions: tuple[Disposition, ...], initiatives: tuple[Initiative, ...]) -> Plan:
    moving = [one.application_id for one in dispositions if one.route != "retain"]
    groups = tuple(
        MoveGroup(
            id=f"group-{n:02d}",
            application_ids=tuple(moving[n * 2 : n * 2 + 2]),
            thing_ids=(f"srv-{n:02d}", f"srv-{n + 30:02d}"),
            data_gib=None if n == 3 else 400 * (n + 1),
            why_together=("They share a database.",),
        )
        for n in range((len(moving) + 1) // 2)
    )
    moves = tuple(_move(group.id, n) for n, group in enumerate(groups))
    return Plan(
        as_of=AS_OF,
        plan_from=date(2026, 4, 6),
        plan_to=date(2029, 3, 31),
        inputs_sha256={"programme.yaml": "12" * 32, "contracts.csv": "34" * 32},
        groups=groups,
        waves=tuple(_wave(n, moves[n * 2 : n * 2 + 2]) for n in range((len(moves) + 1) // 2)),
        moves=moves,
        initiatives=tuple(
            InitiativeSlot(initiative_id=one.id, starts=_week(4 + n * 9), ends=_week(12 + n * 9) - timedelta(days=1))
            for n, one in enumerate(initiatives)
        ),
        contracts=(
            ContractEnd(contract_id="con-lan", extensions=1, ends=date(2028, 9, 30), notice_by=date(2026, 7, 2),
                        gbp=Decimal(25000), because="switches carry the old site until wave 6"),
        ),
        waiting=(Waiting(subject="app-30", why="No skill is free before 2029.", remedy="Add 0.5 FTE of telephony."),),
        costs=(PlanCost(what="weeks without support", gbp=Decimal(410000)), PlanCost(what="contracts", gbp=Decimal(95000))),
        objective_name="money, and weeks without support priced as money",
        objective=Decimal(505000),
        bound=Decimal(492000),
        gap=Decimal("0.0257"),
        status="feasible",
        mode="repeatable",
    )  # fmt: skip


def _week(number: int) -> date:
    return date(2026, 4, 6) + timedelta(weeks=number)


def _move(group_id: str, n: int) -> Move:
    cut_over = _week(20 + n * 8) + timedelta(days=5)
    return Move(
        group_id=group_id,
        prepare_from=cut_over - timedelta(days=61),
        seeding_from=cut_over - timedelta(days=21),
        cut_over=cut_over,
        old_off=cut_over + timedelta(days=16),
        pinned=n == 4,
    )


def _wave(n: int, moves: tuple[Move, ...]) -> Wave:
    return Wave(
        id=f"wave-{n + 1}",
        number=n + 1,
        organisation_ids=(COUNCILS[n % 3][0],),
        group_ids=tuple(move.group_id for move in moves),
        period_from=moves[0].cut_over - timedelta(days=5),
        period_to=moves[-1].cut_over + timedelta(days=8),
        state="approved" if n == 0 else "draft",
    )


def _cash_flow() -> tuple[CashFlow, ...]:
    causes = ("contract", "licence", "move", "cloud", "initiative")
    rows = [
        CashFlow(
            month=date(2026 + n // 12, n % 12 + 1, 1),
            organisation_id=COUNCILS[n % 3][0],
            capital_gbp=Decimal(9000) if cause in ("move", "initiative") else Decimal(0),
            revenue_gbp=None if (n, cause) == (20, "licence") else Decimal(4000 + 150 * n),
            cause=cause,  # type: ignore[arg-type]
            subject="app-01",
            allowance=cause == "move",
        )
        for n in range(4, 39)
        for cause in causes
    ]
    return tuple(rows)


def _year_spends() -> tuple[YearSpend, ...]:
    return tuple(
        YearSpend(
            organisation_id=council,
            year=year,
            spend=spend,  # type: ignore[arg-type]
            planned_gbp=Decimal(180000 + 45000 * n + 30000 * k),
            ceiling_gbp=None if council == "elm" and spend == "revenue" else Decimal(330000),
            after_contingency_gbp=None if council == "elm" and spend == "revenue" else Decimal(300000),
            complete=not (council == "tarn" and year == "2026/27"),
            allowance_gbp=Decimal(20000 * n),
        )
        for k, (council, _) in enumerate(COUNCILS)
        for n, year in enumerate(("2026/27", "2027/28", "2028/29"))
        for spend in ("capital", "revenue")
    )
