"""What traffic does to the plan: strong interfaces join moves, weak ones are cut and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from plan_cases import apps, calls, inputs, own_servers, quick

from inventory.model import Estate, Interface
from migration.plan.explain import explain
from migration.plan.verify import verify

EXPORT = "azure-dependencies:county.csv"


def saw(caller: str, called: str, coupling: str | None, kind: str | None = "database") -> Interface:
    """An interface that only an export saw."""
    days = {"first_seen": date(2026, 11, 1), "last_seen": date(2026, 11, 20)}
    return replace(calls(caller, called, coupling), kind=kind, declared=False, observed=True, seen_by=(EXPORT,), **days)  # type: ignore[arg-type]


def county(*interfaces: Interface) -> Estate:
    """Three applications, each on a server of its own."""
    return own_servers(apps("a", "b", "c"), interfaces=interfaces)


def groups(*interfaces: Interface) -> list[tuple[str, ...]]:
    """The applications of each move of the plan."""
    given = inputs(county(*interfaces))
    plan = quick(given)
    assert verify(given, plan) == ()
    return sorted(group.application_ids for group in plan.groups)


def test_an_observed_database_connection_changes_the_groups_of_the_plan() -> None:
    assert groups() == [("a",), ("b",), ("c",)]
    assert groups(saw("a", "b", "strong")) == [("a", "b"), ("c",)]


def test_what_was_only_seen_and_binds_weakly_or_unknown_joins_nothing_even_in_a_circle() -> None:
    circle = (saw("a", "b", "weak", "api"), saw("b", "c", None, None), saw("c", "a", "weak", "api"))
    assert groups(*circle) == [("a",), ("b",), ("c",)]
    assert groups(*(replace(one, declared=True) for one in circle)) == [("a", "b", "c")]


def test_explain_says_that_a_binding_was_seen_by_whom_and_when() -> None:
    given = inputs(county(saw("a", "b", "strong")))
    (line,) = [line for line in explain(given, quick(given), "a") if "moves with" in line]
    assert f"a and b are strongly coupled (database; seen in traffic by {EXPORT}, last on 2026-11-20)" in line


def test_explain_counts_what_the_move_cuts() -> None:
    given = inputs(county(saw("a", "b", "weak", "api"), saw("c", "a", None, None)))
    plan = quick(given)
    assert [line for line in explain(given, plan, "a") if "cross the line" in line] == [
        "2 interfaces seen in traffic may cross the line for a time: "
        f"a to b (api; seen in traffic by {EXPORT}, last on 2026-11-20), "
        f"c to a (kind not known; seen in traffic by {EXPORT}, last on 2026-11-20)."
    ]
    assert next(line for line in explain(given, plan, "b") if "cross the line" in line).startswith("1 interface seen")


def test_explain_is_silent_about_cuts_where_all_moves_together() -> None:
    given = inputs(county(saw("a", "b", "strong")))
    assert not [line for line in explain(given, quick(given), "a") if "cross the line" in line]
