"""A made-up plan for the report tests: groups, waves, moves and money of the made-up county."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from report_county import AS_OF, COUNCILS

from migration.model import (
    CashFlow,
    ContractEnd,
    Disposition,
    Initiative,
    InitiativeSlot,
    Move,
    MoveGroup,
    Plan,
    PlanCost,
    Waiting,
    Wave,
)
from migration.money.ceilings import YearSpend


def county_initiative(number: int) -> Initiative:
    return Initiative(
        id=f"init-{number:02d}",
        name=f"{('New telephone system', 'Cyber Essentials', 'Data quality')[number % 3]} {number + 1}",
        must_do=number % 4 != 3,
        duration_weeks=8,
        organisation_ids=(COUNCILS[number % 3][0],),
        gate_ids=("cabinet",),
    )


def county_plan(dispositions: tuple[Disposition, ...], initiatives: tuple[Initiative, ...]) -> Plan:
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
        costs=(PlanCost(what="unsupported weeks", gbp=Decimal(410000)), PlanCost(what="contracts", gbp=Decimal(95000))),
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


def county_cash_flow() -> tuple[CashFlow, ...]:
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


def county_year_spends() -> tuple[YearSpend, ...]:
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
