"""Ties of initiatives: a file is refused just where something could never be done, or not all that must be."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from tied_portfolios import mistaken, portfolios, scored

from migration.plan.inputs import PlanInputs
from migration.tie_rows import check_ties
from migration.ties import exclusions, needed, packages, without
from safeio.errors import InputError

MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@given(portfolios())
@MANY
def test_P_13_refused_is_just_what_no_choice_allows(given_inputs: PlanInputs) -> None:
    known = {one.id: one for one in given_inputs.folder.initiatives}
    rows = {name: number for number, name in enumerate(known, start=2)}
    if mistaken(given_inputs):
        with pytest.raises(InputError):
            check_ties(known, rows, ())
    else:
        check_ties(known, rows, ())


def test_a_build_speaks_for_its_roll_outs_and_they_for_it_where_it_is_not_there() -> None:
    build = scored("a", excludes=("b",))
    part = scored("a-at-county", rollout_of="a", depends_on=("a",), excludes=("b",))
    other = scored("b")
    assert exclusions({one.id: one for one in (build, part, other)}) == (("a", "b"),)
    assert exclusions({one.id: one for one in (part, other)}) == (("a-at-county", "b"),)
    said = scored("b", excludes=("a",))
    assert exclusions({one.id: one for one in (scored("a-at-county", rollout_of="a"), said)}) == (("a-at-county", "b"),)


def test_a_package_of_one_is_none() -> None:
    assert packages({"a": scored("a", package="front"), "b": scored("b")}) == {}


def test_what_is_needed_and_what_falls_away_go_both_ways_through_packages() -> None:
    rows = (
        scored("a", package="p"),
        scored("b", package="p", depends_on=("c",)),
        scored("c"),
        scored("d", depends_on=("a",)),
    )
    known = {one.id: one for one in rows}
    assert set(needed(("a",), known)) == {"a", "b", "c"}
    assert set(without(("c",), known)) == {"a", "b", "c", "d"}
