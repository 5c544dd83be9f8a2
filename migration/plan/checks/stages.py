"""The stages of a plan are those of programme.yaml, come to what its dates come to, and are held as they claim."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from migration.model import Stage, Violation
from migration.plan.case import Case
from migration.plan.checks.objective import counted, tolerance
from migration.plan.stage_headings import allowed, measure_of
from migration.plan.stage_names import WORDS, stage_words

CONSTRAINT = "stages"


def check(case: Case) -> Iterator[Violation]:
    """Compare the stages with those asked for, and each with the plan's pounds and dates."""
    plan, objective = case.plan, case.inputs.folder.programme.objective
    stages = plan.stages or ()
    found = tuple(stage.measure for stage in stages)
    if found != objective.stages:
        asked, has = stage_words(objective.stages) or "none", stage_words(found) or "none"
        yield _broken("plan", f"programme.yaml asks for these stages: {asked}; the plan has: {has}")
        return
    if not stages:
        return
    again = counted(case) if {m.group_id for m in plan.moves} <= {c.group_id for c in case.inputs.costs} else {}
    for stage in stages:
        yield from _claims(stage, allowed(stage.best_gbp, objective))
        told = sum((cost.gbp for cost in plan.costs if measure_of(cost.what) == stage.measure), Decimal(0))
        if told != stage.gbp:
            yield _broken(stage.measure, f"it says £{stage.gbp:,.0f}; the parts of the objective come to £{told:,.0f}")
        dated = again.get(stage.measure, stage.gbp)
        if abs(dated - stage.gbp) > tolerance(case, dated):
            yield _broken(stage.measure, f"the plan says £{stage.gbp:,.0f}; its dates come to £{dated:,.0f}")
    if plan.status == "optimal" and any(stage.best_gbp != stage.bound_gbp for stage in stages):
        yield _broken("plan", "it is called optimal, but not every stage is proven")


def _claims(stage: Stage, allowed_gbp: Decimal) -> Iterator[Violation]:
    """What a stage says of itself: the bound is not above the best, nor the best above the plan, which holds it."""
    if stage.bound_gbp > stage.best_gbp:
        yield _broken(
            stage.measure, f"the bound £{stage.bound_gbp:,.0f} is above the best found, £{stage.best_gbp:,.0f}"
        )
    if stage.best_gbp > stage.gbp:
        yield _broken(stage.measure, f"the best found, £{stage.best_gbp:,.0f}, is above the plan’s £{stage.gbp:,.0f}")
    if stage.gbp > stage.best_gbp + allowed_gbp:
        most = f"£{stage.best_gbp + allowed_gbp:,.0f}"
        yield _broken(stage.measure, f"{WORDS[stage.measure]} must not come to more than {most}, and it does")
    gap = (stage.best_gbp - stage.bound_gbp) / max(Decimal(1), abs(stage.best_gbp))
    if stage.gap != gap.quantize(Decimal("0.0001")):
        yield _broken(stage.measure, f"its gap is not that of its best and its bound, {gap:.1%}")


def _broken(subject: str, message: str) -> Violation:
    return Violation(constraint=CONSTRAINT, subject=subject, message=message)
