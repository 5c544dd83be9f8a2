"""The pounds a plan claims are the pounds its dates come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from inventory.model import Server
from migration.dates import financial_year, monday, weeks
from migration.model import Measure, Violation
from migration.money.cash_flow import contract_cash
from migration.money.payers import contract_payers
from migration.plan.case import Case
from migration.plan.initiatives import score, too_short
from migration.plan.joint import STEP_GBP
from migration.plan.parts import part_pairs, shares
from migration.plan.risk import exposures, unsupported_weeks, week_price
from migration.plan.waves import period

CONSTRAINT = "objective"

TOLERANCE = Decimal("0.001")
"""The solver counts whole pounds, rounded up: its sum may be a thousandth dearer."""


def check(case: Case) -> Iterator[Violation]:
    """Work the objective out again, and check bound and gap."""
    plan = case.plan
    if sum((cost.gbp for cost in plan.costs), Decimal(0)) != plan.objective:
        yield _broken("its parts do not add up to it")
    if plan.bound > plan.objective:
        yield _broken(f"the bound £{plan.bound:,.0f} is above the objective £{plan.objective:,.0f}")
    gap = (plan.objective - plan.bound) / max(Decimal(1), abs(plan.objective))
    if plan.gap != gap.quantize(Decimal("0.0001")):
        yield _broken(f"its gap is not that of its objective and its bound, {gap:.1%}")
    if plan.status == "optimal" and plan.bound != plan.objective:
        yield _broken("it is called optimal, but its bound is lower")
    if {move.group_id for move in plan.moves} <= {costs.group_id for costs in case.inputs.costs}:
        again = sum(counted(case).values(), Decimal(0))
        if abs(plan.objective - again) > tolerance(case, again):
            yield _broken(f"the plan says £{plan.objective:,.0f}; its dates come to £{again:,.0f}")


def counted(case: Case) -> dict[Measure, Decimal]:
    """What the dates of a plan come to in each measure. Its moves must be those of the inputs."""
    extensions = sum((e.gbp or Decimal(0) for e in case.plan.contracts if e.extensions), Decimal(0))
    return {
        "risk": _risk(case),
        "cost": extensions + _spend(case) + _left_early(case),
        "servers": _still_on(case),
        "benefit": _late_benefits(case),
        "interfaces": _interfaces(case),
        "finish": _finish(case),
        "dearest_year": _dearest_year(case),
    }


def tolerance(case: Case, again: Decimal) -> Decimal:
    """How far a plan's pounds may be from what its dates come to."""
    # The dearest year is counted in whole steps.
    step = case.inputs.folder.programme.objective.dearest_year_weight * STEP_GBP
    return max(Decimal(200), TOLERANCE * abs(again)) + step


def _spend(case: Case) -> Decimal:
    decided = {c.id for c in case.inputs.estate.contracts if c.ends is None}
    ended = {end.contract_id for end in case.plan.contracts if end.ends is not None} & decided
    rows = case.rows
    return sum(
        (
            (row.capital_gbp or Decimal(0)) + (row.revenue_gbp or Decimal(0))
            for row in rows
            if row.cause in ("move", "cloud", "second-region", "initiative")
            or (row.cause == "contract" and row.subject in ended)
        ),
        Decimal(0),
    )


def _left_early(case: Case) -> Decimal:
    """What leaving contracts before their end costs more than staying: less than nothing where it saves."""
    programme = case.inputs.folder.programme
    everyone = [organisation.id for organisation in programme.organisations]
    ends = {end.contract_id: end for end in case.plan.contracts}
    total = Decimal(0)
    for contract in case.inputs.estate.contracts:
        end = ends.get(contract.id)
        if end is None or end.ends is None or contract.ends is None or end.ends >= contract.ends:
            continue
        payers = contract_payers(contract, case.stand.things, everyone)
        for sign, decided in ((1, end), (-1, None)):
            for row in contract_cash(contract, decided, payers, programme.plan_from, programme.plan_to):
                total += sign * ((row.capital_gbp or Decimal(0)) + (row.revenue_gbp or Decimal(0)))
    return total


def _finish(case: Case) -> Decimal:
    """The price of each week until the last cut-over."""
    programme, moves = case.inputs.folder.programme, case.plan.moves
    if not moves:
        return Decimal(0)
    last = max(monday(move.cut_over) for move in moves)
    return programme.objective.finish_week_gbp * ((last - monday(programme.plan_from)).days // 7 + 1)


def _interfaces(case: Case) -> Decimal:
    """The price of interfaces between waves, and of parts after the first of an application."""
    programme, parts = case.inputs.folder.programme, case.inputs.parts
    further = len(parts) - len({part.application_id for part in parts})
    total = further * (programme.splitting.part_gbp if programme.splitting is not None else Decimal(0))
    waves = {m.group_id: period(m.cut_over, programme.plan_from, programme.wave_weeks) for m in case.plan.moves}
    linked = [(i.from_application, i.to_application) for i in case.inputs.estate.interfaces]
    for pair in (*linked, *part_pairs(case.inputs.parts)):
        ends = {case.group_of[app] for app in pair if app in case.group_of} & waves.keys()
        if len(ends) == 2 and len({waves[group] for group in ends}) == 2:
            total += programme.objective.split_interface_gbp
    return total


def _dearest_year(case: Case) -> Decimal:
    """The price of the dearest year, to the penny."""
    weight = case.inputs.folder.programme.objective.dearest_year_weight
    if not weight:
        return Decimal(0)
    years: dict[str, Decimal] = defaultdict(Decimal)
    for row in case.rows:
        if row.cause != "benefit":
            years[financial_year(row.month)] += (row.capital_gbp or Decimal(0)) + (row.revenue_gbp or Decimal(0))
    return weight * max(years.values(), default=Decimal(0))


def _risk(case: Case) -> Decimal:
    programme, inputs = case.inputs.folder.programme, case.inputs
    mondays = weeks(programme.plan_from, programme.plan_to)
    extended_to = {e.contract_id: e.ends for e in case.plan.contracts if e.extensions and e.ends}
    total, share = Decimal(0), shares(inputs.parts)
    for app_id, exposure in exposures(inputs.estate, inputs.supports, case.stand, inputs.as_of).items():
        move = case.move_of(app_id)
        lost = unsupported_weeks(exposure.last_supported(extended_to), mondays, move.cut_over if move else None)
        price = week_price(case.applications[app_id].criticality, programme.objective)
        total += len(lost) * price * share.get(app_id, 1)
    return total


def _still_on(case: Case) -> Decimal:
    programme = case.inputs.folder.programme
    price = programme.objective.on_premise_server_week_gbp
    days = 0
    for move in case.plan.moves:
        things = case.groups[move.group_id].thing_ids if move.group_id in case.groups else ()
        servers = sum(isinstance(case.stand.things.get(thing), Server) for thing in things)
        days += servers * max(0, (move.old_off - programme.plan_from).days)
    return price * days / 7


def _late_benefits(case: Case) -> Decimal:
    """Benefit not had until an initiative ends, and the worth of scored work that is left out."""
    programme = case.inputs.folder.programme
    total = Decimal(0)
    for initiative_id, initiative in case.initiatives.items():
        slot = case.slots.get(initiative_id)
        if too_short(initiative):
            continue
        until = slot.ends if slot else programme.plan_to
        yearly = initiative.benefit_gbp_per_year or Decimal(0)
        days = max(0, (until - programme.plan_from).days + 1)
        total += yearly * programme.objective.benefit_weight * days / 365
        if slot is None:
            total += score(initiative, programme) * programme.objective.score_point_gbp
    return total


def _broken(message: str) -> Violation:
    return Violation(constraint=CONSTRAINT, subject="plan", message=message)
