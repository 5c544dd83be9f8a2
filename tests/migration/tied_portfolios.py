"""Portfolios with packages and exclusions, and the cheapest of all choices by trying every one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain, combinations
from typing import Any

from hypothesis import strategies as st
from plan_cases import initiative, inputs, own_servers

from migration.model import Ceiling, Initiative
from migration.plan.inputs import PlanInputs

NAMES = "abcdef"
WEEKS = 5
POINT_GBP = 100
"""What a point of score is worth in these programmes."""

ROUNDED_UP = 2 * len(NAMES)
"""Pounds that a plan may come to more, because each spend is rounded up to whole pounds."""

ONE_YEAR: dict[str, Any] = {"plan_from": date(2027, 4, 5), "plan_to": date(2027, 12, 31)}
"""Thirty-eight weeks of one financial year: long enough for six pieces of work one after the other, so dates decide
nothing."""


def scored(name: str, points: int = 30, pounds: int = 1000, **fields: Any) -> Initiative:
    """Scored work of the county, of five weeks."""
    known = {"must_do": False, "duration_weeks": WEEKS, "organisation_ids": ("county",)}
    worth = {"scores": {"value": Decimal(points)}, "capital_gbp": Decimal(pounds)}
    return initiative(name, **known | worth | fields)


def portfolio(*rows: Initiative, ceiling: int | None = None, **fields: Any) -> PlanInputs:
    """These alone, in one year; the county's capital has a ceiling."""
    capital = Decimal(ceiling) if ceiling is not None else "unlimited"
    ceilings = tuple(
        Ceiling(organisation=one, year="2027/28", capital_gbp=capital, revenue_gbp="unlimited")  # type: ignore[arg-type]
        for one in ("county", "district")
    )
    known = {"ceilings": ceilings, "scoring": {"value": Decimal(1)}}
    return inputs(own_servers(()), initiatives=rows, **ONE_YEAR | known | fields)


@st.composite
def portfolios(draw: st.DrawFn) -> PlanInputs:
    """Up to six pieces of work with any ties, and a ceiling that may be too low for all."""
    names = NAMES[: draw(st.integers(2, len(NAMES)))]
    some = st.sampled_from(names)
    barred = draw(st.sets(st.tuples(some, some), max_size=4))
    after = draw(st.sets(st.tuples(some, some), max_size=3))
    rows = tuple(
        scored(
            name,
            points=draw(st.integers(0, 60)),
            pounds=1000 * draw(st.integers(0, 5)),
            must_do=draw(st.sampled_from([False, False, False, True])),
            package=draw(st.sampled_from([None, None, "front", "back"])),
            excludes=tuple(sorted(other for one, other in barred if one == name != other)),
            depends_on=tuple(sorted(other for one, other in after if one == name and other < name)),
        )
        for name in names
    )
    return portfolio(*rows, ceiling=500 + 1000 * draw(st.integers(0, 20)))


def choices(given: PlanInputs) -> Iterator[tuple[frozenset[str], int]]:
    """Every choice that the words of the rules allow, with what it costs in pounds."""
    rows = given.folder.initiatives
    ceiling = given.folder.programme.ceilings[0].capital_gbp
    for done in chain.from_iterable(combinations(rows, count) for count in range(len(rows) + 1)):
        names = frozenset(one.id for one in done)
        rest = [one for one in rows if one.id not in names]
        spent = sum(int(one.capital_gbp or 0) for one in done)
        if (
            not any(one.must_do for one in rest)
            and all(names.issuperset(one.depends_on) and names.isdisjoint(one.excludes) for one in done)
            and not {one.package for one in done if one.package} & {one.package for one in rest}
            and (ceiling == "unlimited" or spent <= int(ceiling))
        ):
            yield names, spent + sum(POINT_GBP * int(one.scores["value"]) for one in rest)


def mistaken(given: PlanInputs) -> bool:
    """Whether, money aside, something can never be done, or not all that must be."""
    rows = given.folder.initiatives
    scored_only = portfolio(*(replace(one, must_do=False) for one in rows))
    possible = {name for names, _ in choices(scored_only) for name in names}
    return possible != {one.id for one in rows} or not any(choices(portfolio(*rows)))
