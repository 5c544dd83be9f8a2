"""The first page: what the programme plans, in sentences a committee can quote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from migration.model import Plan
from migration.reports.decisions import Decision, due_soon
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.spending import is_over, is_proven
from migration.reports.support import KindState, kind_states
from migration.reports.wording import about, counted, full_day, listed, percent, small, verb
from safeio.values import value


def summary(facts: ReportFacts, names: Names, found: tuple[Decision, ...]) -> tuple[str, ...]:
    """The report in sentences, in the order of its sections. `found` are the decisions still to take."""
    return (
        _what_this_is(facts, names),
        *_support(facts, names),
        *_kept_alive(facts),
        *_routes(facts),
        *_waves(facts),
        *_money(facts),
        *_checks(facts),
        *_decisions(facts, found),
    )


@value
class Figure:
    """A figure for the eye: the number and what it counts."""

    number: str
    counts: str


def key_figures(facts: ReportFacts, names: Names) -> tuple[Figure, ...]:
    """The figures at the head of the report; those of stages that have not run are left out."""
    figures = []
    worst = max(kind_states(facts.supports, names), key=lambda kind: kind.out() / kind.total, default=None)
    if worst and worst.out():
        figures.append(Figure(number=percent(worst.out(), worst.total), counts=f"of {worst.many} out of support"))
    if facts.dispositions:
        gone = sum(one.route in ("retire", "replace") for one in facts.dispositions)
        number = f"{gone:,} of {len(facts.dispositions):,}"
        figures.append(Figure(number=number, counts="applications retired or replaced by a service"))
    if facts.plan is not None:
        moved = _moved(facts, facts.plan)
        waves = counted(len(facts.plan.waves), "wave")
        figures.append(Figure(number=f"{moved:,}", counts=f"applications leave their old machines, in {waves}"))
    if facts.year_spends:
        planned = sum((one.planned_gbp for one in facts.year_spends), Decimal(0))
        least = "" if all(one.complete for one in facts.year_spends) else "at least "
        figures.append(Figure(number=f"{least}{about(planned)}", counts="planned, capital and revenue"))
    if facts.plan is not None:
        broken = sum(one.severity == "broken" for one in facts.violations)
        unproven = len(facts.violations) - broken
        figures.append(Figure(number=f"{broken:,}", counts=f"rules not kept; {unproven:,} not proven"))
    return tuple(figures)


def _moved(facts: ReportFacts, plan: Plan) -> int:
    """How many applications move, each once however many parts it has."""
    moving = {move.group_id for move in plan.moves}
    wholes = {part.id: part.application_id for part in facts.parts}
    ids = {one for group in plan.groups if group.id in moving for one in group.application_ids}
    return len({wholes.get(one, one) for one in ids})


def _what_this_is(facts: ReportFacts, names: Names) -> str:
    programme, estate = facts.folder.programme, facts.estate
    councils = [names.organisation(one.id) for one in programme.organisations]
    has = f"It covers {counted(len(estate.applications), 'application')} on {counted(len(estate.servers), 'server')}."
    if not estate.applications and not estate.servers:
        has = "Nothing has been imported yet."
    return (
        f"The programme runs from {full_day(programme.plan_from)} to {full_day(programme.plan_to)} "
        f"for {listed(councils) or 'no organisation yet'}. {has}"
    )


def _support(facts: ReportFacts, names: Names) -> Iterator[str]:
    kinds = kind_states(facts.supports, names)
    if not kinds:
        yield "The support state of the estate has not been worked out yet."
        return
    for aspect, words in (("hardware", "out of contracted support"), ("software", "running software out of support")):
        parts = [_share_out(kind) for kind in kinds if kind.aspect == aspect and kind.out()]
        if parts:
            yield f"{words.capitalize()}: {listed(parts)}."
    unknown = sum(kind.counts.get("unknown", 0) for kind in kinds)
    if unknown:
        total = sum(kind.total for kind in kinds)
        yield f"For {unknown:,} of {total:,} support lines the end of support is not known."


def _share_out(kind: KindState) -> str:
    return f"{percent(kind.out(), kind.total)} of {kind.many} ({kind.out():,} of {kind.total:,})"


def _kept_alive(facts: ReportFacts) -> Iterator[str]:
    guarded = [one for one in facts.estate.applications if one.mitigation]
    if guarded:
        overdue = [one for one in guarded if one.mitigation_review is None or one.mitigation_review < facts.as_of]
        late = f"; {small(len(overdue))} of their reviews {verb(len(overdue), 'is', 'are')} overdue or not dated"
        number = len(guarded)
        yield (
            f"{small(number).capitalize()} old {verb(number, 'system is', 'systems are')} kept alive behind extra "
            f"protection{late if overdue else ''}."
        )


def _routes(facts: ReportFacts) -> Iterator[str]:
    total, routes = len(facts.dispositions), Counter(one.route for one in facts.dispositions)
    if not total:
        yield "No decision on any application has been made yet."
        return
    gone, moved, kept = (
        routes["retire"] + routes["replace"],
        routes["replatform"] + routes["rehost"],
        routes["retain"],
    )
    yield (
        f"{gone:,} of {total:,} applications {verb(gone, 'is', 'are')} retired or replaced by a service, "
        f"{moved:,} {verb(moved, 'moves', 'move')} to the cloud and {kept:,} {verb(kept, 'stays', 'stay')}."
    )


def _waves(facts: ReportFacts) -> Iterator[str]:
    plan = facts.plan
    if plan is None:
        yield "No plan has been made yet."
        return
    if not plan.moves:
        yield "The plan moves nothing."
    else:
        first, last = (choose(move.cut_over for move in plan.moves) for choose in (min, max))
        moved = _moved(facts, plan)
        yield (
            f"{counted(moved, 'application')} {verb(moved, 'leaves its', 'leave their')} old machines "
            f"in {counted(len(plan.waves), 'wave')}: "
            f"the first cut-over is on {full_day(first)}, the last on {full_day(last)}."
        )
    if plan.waiting:
        number = len(plan.waiting)
        yield f"{small(number).capitalize()} {verb(number, 'item is', 'items are')} left out and waiting."


def _money(facts: ReportFacts) -> Iterator[str]:
    spends = facts.year_spends
    if not spends:
        return
    capital, revenue = (
        sum((one.planned_gbp for one in spends if one.spend == spend), Decimal(0)) for spend in ("capital", "revenue")
    )
    incomplete = (
        " The total is incomplete: some prices are not known." if not all(one.complete for one in spends) else ""
    )
    yield f"Planned spend is {about(capital)} capital and {about(revenue)} revenue.{incomplete}"
    allowances = sum((one.allowance_gbp for one in spends), Decimal(0))
    if allowances:
        yield f"Of this, {about(allowances)} rests on allowances, which are illustrative."
    limited = [one for one in spends if one.ceiling_gbp is not None]
    over, proven = sum(map(is_over, limited)), sum(map(is_proven, limited))
    unproven = len(limited) - over - proven
    yield (
        f"Of {counted(len(limited), 'yearly ceiling')}, {proven:,} {verb(proven, 'is', 'are')} kept, "
        f"{over:,} {verb(over, 'is', 'are')} exceeded and {unproven:,} cannot be proven."
    )


def _checks(facts: ReportFacts) -> Iterator[str]:
    if facts.plan is None and not facts.violations:
        return
    broken = sum(one.severity == "broken" for one in facts.violations)
    unproven = len(facts.violations) - broken
    if not facts.violations:
        yield "The plan keeps every rule it was checked against."
        return
    verdicts = [
        *([f"{counted(broken, 'rule')} {verb(broken, 'is', 'are')} not kept"] if broken else []),
        *([f"{counted(unproven, 'rule')} cannot be proven, because a fact is missing"] if unproven else []),
    ]
    yield f"The check found this: {listed(verdicts)}."


def _decisions(facts: ReportFacts, found: tuple[Decision, ...]) -> Iterator[str]:
    soon = due_soon(facts, found)
    number = len(soon)
    if soon:
        late = [one for one in soon if one.by < facts.as_of]
        ahead = [one for one in soon if one.by >= facts.as_of]
        overdue = f", {small(len(late))} of them overdue" if late else ""
        following = f"{'; the next' if number > 1 else ','} by {full_day(ahead[0].by)}" if ahead else ""
        months = counted(facts.folder.programme.scrutiny.period_months, "month")
        yield (
            f"{counted(number, 'decision')} {verb(number, 'is', 'are')} due in the next {months}{overdue}{following}."
        )
