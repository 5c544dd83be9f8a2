"""Packages and exclusions: the best of all choices is found, whichever way it is looked for, and no rule is broken."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import quick, team
from tied_portfolios import ROUNDED_UP, choices, portfolio, portfolios, scored

from migration.model import Plan
from migration.plan import schedule as scheduling
from migration.plan.assemble import assemble
from migration.plan.dual import bounded
from migration.plan.dual_reply import first_prices, reply
from migration.plan.dual_rows import columns
from migration.plan.inputs import PlanInputs
from migration.plan.modelled import model
from migration.plan.moves import ground
from migration.plan.solve import relax
from migration.plan.verify import verify
from migration.plan.weekly import weekly
from safeio.errors import InfeasibleError, InputError

MANY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def done(plan: Plan) -> set[str]:
    return {slot.initiative_id for slot in plan.initiatives}


def told(plan: Plan) -> dict[str, str]:
    return {one.subject: one.why for one in plan.waiting}


def cheapest(given_inputs: PlanInputs) -> int | None:
    return min((pounds for _, pounds in choices(given_inputs)), default=None)


def found(given_inputs: PlanInputs) -> Plan | None:
    """The plan; None where there is none."""
    try:
        return quick(given_inputs)
    except (InfeasibleError, InputError):
        return None


def test_a_package_is_done_whole_where_it_pays_together() -> None:
    plan = quick(portfolio(scored("forms", 60, 1000, package="front"), scored("base", 0, 3000, package="front")))
    assert done(plan) == {"base", "forms"}
    assert 4000 <= plan.objective <= 4000 + ROUNDED_UP


def test_a_package_is_left_out_whole_where_it_does_not() -> None:
    plan = quick(portfolio(scored("forms", 60, 1000, package="front"), scored("base", 0, 6000, package="front")))
    assert done(plan) == set()
    assert plan.objective == 6000
    assert told(plan)["forms"].startswith("its package front is done all or none, and money or people")


def test_must_do_work_brings_its_package() -> None:
    plan = quick(portfolio(scored("forms", must_do=True, package="front"), scored("base", 0, 9000, package="front")))
    assert done(plan) == {"base", "forms"}


def test_of_two_that_exclude_each_other_the_better_one_is_done_whichever_says_so() -> None:
    one = portfolio(scored("buy", 60, excludes=("make",)), scored("make", 70))
    other = portfolio(scored("buy", 60), scored("make", 70, excludes=("buy",)))
    assert done(quick(one)) == done(quick(other)) == {"make"}
    assert told(quick(one)) == {"buy": "it excludes make, which is in the plan"}


def test_must_do_work_leaves_out_what_it_excludes_with_all_that_needs_it() -> None:
    given_inputs = portfolio(
        scored("keep", must_do=True, excludes=("replace",)),
        scored("replace", 90, package="new"),
        scored("train", 90, package="new"),
        scored("report", 90, depends_on=("train",)),
    )
    plan = quick(given_inputs)
    assert done(plan) == {"keep"}
    assert told(plan) == {
        "replace": "it excludes keep, which is in the plan",
        "train": "package new with replace is done all or none; replace excludes keep, which is in the plan",
        "report": "report depends on train; package new with replace is done all or none; "
        "replace excludes keep, which is in the plan",
    }


def test_a_package_with_a_member_too_long_for_the_plan_is_left_out_and_says_so() -> None:
    plan = quick(portfolio(scored("forms", 90, package="front"), scored("base", 0, package="front", duration_weeks=60)))
    assert done(plan) == set()
    assert told(plan)["forms"] == (
        "package front with base is done all or none; base has no date that lets it end before plan_to"
    )


def test_scored_work_that_nobody_can_do_is_left_out_with_its_package() -> None:
    rows = (scored("forms", 90, package="front"), scored("base", 90, package="front", effort={"magic": Decimal(1)}))
    given_inputs = portfolio(*rows, teams=(team(serves=("district",), skills={"magic": Decimal(9)}),))
    plan = quick(given_inputs)
    assert (done(plan), verify(given_inputs, plan)) == (set(), ())
    words = "needs magic, and no team that serves its organisations has that skill"
    assert told(plan)["base"] == f"it {words}"
    assert told(plan)["forms"] == f"package front with base is done all or none; base {words}"


def test_work_under_a_month_has_no_ties() -> None:
    daily = scored("daily", 90, must_do=True, duration_weeks=4, excludes=("forms",), package="front")
    plan = quick(portfolio(daily, scored("forms", 90), scored("base", 0, package="front")))
    assert done(plan) == {"forms"}


def test_two_that_must_be_done_and_exclude_each_other_are_a_mistake() -> None:
    rows = (
        scored("a", must_do=True, package="front"),
        scored("b", package="front", depends_on=("c",)),
        scored("c", excludes=("d",)),
        scored("d", must_do=True),
    )
    with pytest.raises(InputError, match="c and d exclude each other, and both must be done: b depends on c"):
        quick(portfolio(*rows))


def test_a_member_that_must_be_done_because_of_its_package_is_named_where_it_has_no_date() -> None:
    rows = (scored("forms", must_do=True, package="front"), scored("base", package="front", duration_weeks=60))
    with pytest.raises(InfeasibleError, match="package front holds both, and forms must be done"):
        quick(portfolio(*rows))


def test_what_a_package_must_take_counts_where_a_ceiling_is_short() -> None:
    rows = (
        scored("forms", pounds=4000, must_do=True, package="front"),
        scored("base", pounds=4000, package="front"),
        scored("case", pounds=4000, must_do=True),
    )
    with pytest.raises(InfeasibleError, match=r"work that must be done need at least £12,00\d") as refused:
        quick(portfolio(*rows, ceiling=9000))
    assert "base £4,00" in refused.value.wrong


@given(portfolios())
@MANY
def test_P_13_the_cheapest_of_all_choices_is_planned(given_inputs: PlanInputs) -> None:
    plan, best = found(given_inputs), cheapest(given_inputs)
    assert (plan is None) == (best is None)
    if plan is not None and best is not None:
        assert best <= plan.objective <= best + ROUNDED_UP
        assert (plan.bound, verify(given_inputs, plan)) == (plan.objective, ())


@given(portfolios())
@MANY
def test_P_13_the_search_of_large_programmes_finds_it_too(given_inputs: PlanInputs) -> None:
    best = cheapest(given_inputs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scheduling, "LARGE", 0)
        plan = found(given_inputs)
    assert (plan is None) == (best is None)
    if plan is not None and best is not None:
        assert verify(given_inputs, plan) == ()
        assert plan.bound - ROUNDED_UP <= best <= plan.objective


@given(portfolios())
@MANY
def test_P_13_no_bound_is_above_the_cheapest_of_all_choices(given_inputs: PlanInputs) -> None:
    best = cheapest(given_inputs)
    if best is None:
        return
    assembled = assemble(ground(given_inputs))
    at = columns(assembled.problem)
    loose = columns(replace(assembled.problem, packages=(), excludes=()))
    bounds = [
        reply(at, first_prices(at)).bound,
        bounded(at, None, lambda done: done < 20).bound,
        weekly(at, first_prices(at), lambda done: done < 10).bound,
        relax(model(assembled)[0]).bound,
    ]
    assert max(bounds) <= best + ROUNDED_UP
    assert reply(loose, first_prices(loose)).bound <= bounds[0]


@given(portfolios(), st.randoms(use_true_random=False))
@MANY
def test_P_13_the_order_of_the_rows_and_who_says_it_change_nothing(given_inputs: PlanInputs, dice: Any) -> None:
    rows = given_inputs.folder.initiatives
    said = {(one.id, other) for one in rows for other in one.excludes}
    both = said | {(other, one) for one, other in said}
    turned = [replace(one, excludes=tuple(sorted(b for a, b in both if a == one.id))) for one in rows]
    mixed = replace(given_inputs.folder, initiatives=tuple(dice.sample(turned, len(turned))))
    assert found(replace(given_inputs, folder=mixed)) == found(given_inputs)


@given(portfolios())
@MANY
def test_P_13_another_tie_never_makes_the_best_plan_cheaper(given_inputs: PlanInputs) -> None:
    rows = given_inputs.folder.initiatives
    loose = replace(given_inputs.folder, initiatives=(replace(rows[0], excludes=(), package=None), *rows[1:]))
    plan, free = found(given_inputs), found(replace(given_inputs, folder=loose))
    if plan is not None:
        assert free is not None
        assert free.objective <= plan.objective
