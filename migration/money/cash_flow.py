"""The money of a plan by month, from its real dates: moves, cloud, contracts, licences and initiatives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from inventory.model import Contract, Estate, Licence, things
from migration.dates import DAY, add_months, financial_years, month, months, year_start
from migration.model import CashFlow, ContractEnd, Folder, GroupCosts, Initiative, InitiativeSlot, Move, Plan, Spend
from migration.money.payers import contract_payers, equally, licence_payers, product_owners
from migration.money.pence import by_month, by_year, in_parts, spread

Cause = Literal["contract", "extension", "licence", "move", "cloud", "second-region", "initiative", "benefit"]
Sums = Iterable[tuple[date, Decimal | None]]


class MoveSum(NamedTuple):
    """What is told apart of the money of a move."""

    organisation_id: str
    spend: Spend
    cause: Cause
    allowance: bool


def cash_flow(plan: Plan, costs: tuple[GroupCosts, ...], estate: Estate, folder: Folder) -> tuple[CashFlow, ...]:
    """Every row of money from `plan_from` to `plan_to`, sorted by month, organisation, cause and subject."""
    everyone = [organisation.id for organisation in folder.programme.organisations]
    by_group = {cost.group_id: cost for cost in costs}
    initiatives = {initiative.id: initiative for initiative in folder.initiatives}
    ends = {end.contract_id: end for end in plan.contracts}
    rows: list[CashFlow] = []
    for move in plan.moves:
        rows += move_cash(move, by_group[move.group_id], plan.plan_to)
    for slot in plan.initiatives:
        rows += initiative_cash(slot, initiatives[slot.initiative_id], plan.plan_to, everyone)
    by_id = {thing.id: thing for _, thing in things(estate)}
    contracts = {contract.id: contract for contract in estate.contracts}
    owners = product_owners(estate)
    paid_by_licences = _paid_by_licences(estate)
    for contract in estate.contracts:
        if contract.id not in paid_by_licences:
            payers = contract_payers(contract, by_id, everyone)
            rows += contract_cash(contract, ends.get(contract.id), payers, plan.plan_from, plan.plan_to)
    for licence in estate.licences:
        under = contracts.get(licence.contract_id or "")
        # A licence whose contract has a yearly price is paid with the contract, not twice.
        if under is None or under.annual_gbp is None:
            payers = licence_payers(licence, under, by_id, owners, everyone)
            rows += licence_cash(licence, payers, plan.plan_from, plan.plan_to)
    return together(row for row in rows if row.month >= month(plan.plan_from))


def move_cash(move: Move, costs: GroupCosts, plan_to: date) -> tuple[CashFlow, ...]:
    """What moving a group costs: sums paid once on their date (cause "move"), monthly sums until the plan ends
    (cause "cloud", or "second-region"). Part months are paid by their days."""
    return together(
        _row(at, kind.organisation_id, kind.spend, gbp, kind.cause, move.group_id, kind.allowance)
        for kind, at, gbp in move_sums(move, costs, plan_to)
    )


def move_sums(move: Move, costs: GroupCosts, plan_to: date) -> Iterator[tuple[MoveSum, date, Decimal | None]]:
    """The sums of a move, of one kind together: a day of the month it falls in, and its amount."""
    assert move.group_id == costs.group_id, (move.group_id, costs.group_id)
    kinds: dict[tuple[MoveSum, str, str, bool], list[Decimal]] = defaultdict(list)
    for item in costs.items:
        running: Cause = "second-region" if item.second_region else "cloud"
        kind = MoveSum(item.organisation_id, item.spend, "move" if item.every == "once" else running, item.allowance)
        amounts = kinds[kind, item.every, item.starts, item.gbp is None]
        amounts += [item.gbp] if item.gbp is not None else []
    for (kind, every, named, unknown), amounts in kinds.items():
        starts: date = getattr(move, named)
        for at, gbp in _item_sums(every, None if unknown else amounts, starts, plan_to):
            yield kind, at, gbp


def initiative_cash(
    slot: InitiativeSlot, initiative: Initiative, plan_to: date, everyone: Sequence[str] = ()
) -> tuple[CashFlow, ...]:
    """Capital spread evenly over the days of the work; revenue and benefit day by day from the day after it ends.

    Split equally over the initiative's organisations, else over `everyone`. An amount that is not known gives rows
    without one.
    """
    after = slot.ends + DAY
    benefit = initiative.benefit_gbp_per_year
    capital = _spread_or_unknown(initiative.capital_gbp, slot.starts, slot.ends, plan_to)
    revenue = _yearly_or_unknown(initiative.revenue_gbp_per_year, after, plan_to)
    gained = _yearly_or_unknown(None if benefit is None else -benefit, after, plan_to)
    payers = tuple(equally(initiative.organisation_ids, everyone))
    return together(
        (
            *_shared(capital, payers, "capital", "initiative", initiative.id),
            *_shared(revenue, payers, "revenue", "initiative", initiative.id),
            *_shared(gained, payers, "revenue", "benefit", initiative.id),
        )
    )


def contract_cash(
    contract: Contract, end: ContractEnd | None, organisations: Sequence[str], plan_from: date, plan_to: date
) -> tuple[CashFlow, ...]:
    """What a contract costs while it runs, shared equally by `organisations`.

    The yearly price is paid day by day up to the contract's own end, or the day the plan ends it if that is earlier.
    Each extension is one sum on its first day and replaces the yearly price. The exit charge falls on the last day
    when the plan ends a contract before its own end; there it is not known unless the register has it. A rolling
    contract may be left without one. Revenue unless the register says capital.
    """
    spend: Spend = contract.capital_or_revenue or "revenue"
    stops = end.ends if end is not None else None
    last = min(day for day in (contract.ends, stops, plan_to) if day is not None)
    first = max(contract.starts or plan_from, plan_from)
    rows = [
        *_shared(_yearly_or_unknown(contract.annual_gbp, first, last), organisations, spend, "contract", contract.id)
    ]
    extensions = [
        (day, contract.extension_gbp) for day in _extension_days(contract, end) if plan_from <= day <= plan_to
    ]
    rows += _shared(extensions, organisations, spend, "extension", contract.id)
    if stops is not None and plan_from <= stops <= plan_to:
        broken_off = contract.ends is not None and stops < contract.ends
        if broken_off or (contract.ends is None and contract.exit_gbp is not None):
            rows += _shared([(stops, contract.exit_gbp)], organisations, spend, "contract", contract.id)
    return together(rows)


def licence_cash(
    licence: Licence, organisations: Sequence[str], plan_from: date, plan_to: date
) -> tuple[CashFlow, ...]:
    """The yearly price on each renewal day in the plan, as revenue. Without a renewal date it falls on 1 April.

    Nothing here tells whether a move frees the licence, so it is paid until the plan ends.
    """
    days = _renewals(licence.renewal, plan_from, plan_to)
    sums = [(day, licence.annual_gbp) for day in days]
    return together(_shared(sums, organisations, "revenue", "licence", licence.id))


def together(rows: Iterable[CashFlow]) -> tuple[CashFlow, ...]:
    """Rows of one month, organisation, cause and subject summed into one, sorted.

    Amounts that are not known stay rows of their own, so that the known part is not lost with them.
    """
    known: dict[tuple[date, str, str, str, bool, bool, bool], CashFlow] = {}
    for row in rows:
        unknown = (row.capital_gbp is None, row.revenue_gbp is None)
        key = (row.month, row.organisation_id, row.cause, row.subject, row.allowance, *unknown)
        held = known.get(key)
        known[key] = row if held is None else _added(held, row)
    return tuple(known[key] for key in sorted(known))


def _added(one: CashFlow, other: CashFlow) -> CashFlow:
    return CashFlow(
        month=one.month,
        organisation_id=one.organisation_id,
        capital_gbp=_plus(one.capital_gbp, other.capital_gbp),
        revenue_gbp=_plus(one.revenue_gbp, other.revenue_gbp),
        cause=one.cause,
        subject=one.subject,
        allowance=one.allowance,
    )


def _plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _row(
    at: date, organisation_id: str, spend: Spend, gbp: Decimal | None, cause: Cause, subject: str, allowance: bool
) -> CashFlow:
    nothing = Decimal(0)
    return CashFlow(
        month=month(at),
        organisation_id=organisation_id,
        capital_gbp=gbp if spend == "capital" else nothing,
        revenue_gbp=gbp if spend == "revenue" else nothing,
        cause=cause,
        subject=subject,
        allowance=allowance,
    )


def _shared(sums: Sums, organisations: Sequence[str], spend: Spend, cause: Cause, subject: str) -> Iterator[CashFlow]:
    weights = [Decimal(1)] * len(organisations)
    for at, gbp in sums:
        parts = [None] * len(organisations) if gbp is None else in_parts(gbp, weights)
        for organisation_id, part in zip(organisations, parts, strict=True):
            yield _row(at, organisation_id, spend, part, cause, subject, allowance=False)


def _item_sums(every: str, amounts: Sequence[Decimal] | None, starts: date, plan_to: date) -> Sums:
    if starts > plan_to:
        return []
    if every == "once":
        return [(starts, None if amounts is None else sum(amounts, Decimal(0)))]
    return [(at, None) for at in months(starts, plan_to)] if amounts is None else by_month(amounts, starts, plan_to)


def _spread_or_unknown(total: Decimal | None, first: date, last: date, until: date) -> Sums:
    if total is None:
        return [(at, None) for at in months(first, min(last, until))]
    return spread(total, first, last, until)


def _yearly_or_unknown(annual: Decimal | None, first: date, last: date) -> Sums:
    if annual is None:
        return [(at, None) for at in months(first, last)] if first <= last else []
    return by_year(annual, first, last)


def _extension_days(contract: Contract, end: ContractEnd | None) -> Iterator[date]:
    if end is None or contract.ends is None:
        return
    for count in range(end.extensions):
        yield add_months(contract.ends, (contract.extension_months or 0) * count) + DAY


def _renewals(renewal: date | None, plan_from: date, plan_to: date) -> list[date]:
    if renewal is None:
        days = [max(plan_from, year_start(year)) for year in financial_years(plan_from, plan_to)]
    else:
        # A renewal that is past is taken to come round each year on its day.
        years = range(renewal.year, plan_to.year + 1)
        days = [add_months(renewal, 12 * (year - renewal.year)) for year in years]
    return [day for day in days if plan_from <= day <= plan_to]


def _paid_by_licences(estate: Estate) -> frozenset[str]:
    """Contracts without a price of their own whose licences have one: the licences carry the money."""
    priced = {licence.contract_id for licence in estate.licences if licence.annual_gbp is not None}
    return frozenset(c.id for c in estate.contracts if c.annual_gbp is None and c.id in priced)
