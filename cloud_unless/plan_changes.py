"""What a new plan has otherwise than the one before, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cloud_unless import stages
from cloud_unless.planning import changes_of
from cloud_unless.progress import number_of
from cloud_unless.tables import Cell, Column, Table

if TYPE_CHECKING:
    from decimal import Decimal

    from migration.model import Plan
    from migration.plan.difference import Change, Subject, YearChange
    from migration.plan.inputs import PlanInputs

NOTHING = "Nothing changes: every move and initiative keeps its date."


def change_tables(inputs: PlanInputs, before: Plan, after: Plan, scenario: str | None = None) -> tuple[Table, ...]:
    """What moves earlier or later, is added or gone, with what stands against its old date; and the money by year, both
    at today's prices. The inputs offer what may go whole or in parts both ways: the two plans may differ in that."""
    from migration.money.cash_flow import cash_flow
    from migration.plan.case import case
    from migration.plan.difference import changes, money_by_year
    from migration.plan.why_changed import why_changed

    then, now = (
        cash_flow(at.countable(), at.inputs.costs, at.inputs.estate, inputs.folder)
        for at in (case(inputs, before), case(inputs, after))
    )
    found = changes(before, after)
    why = why_changed(replace(inputs, previous=before), after, found) if found else {}
    return _changes(found, why, scenario), _money(money_by_year(then, now))


def keep_changes(folder: Path, tables: Sequence[Table], scenario: str | None = None) -> Path:
    """Write all that changes, for the plan before is gone once the new one is written. `tables` are those of
    `change_tables`. Raises StorageError."""
    from cloud_unless.showing import as_csv

    return stages.write_bytes(folder, changes_of(scenario), as_csv(tables[0]).encode())


def change_facts(inputs: PlanInputs, before: Plan, after: Plan) -> dict[str, Cell]:
    """How much changes, and what was asked of a change to be worth it."""
    from migration.plan.difference import changes, weeks_shifted

    found = changes(before, after)
    return {
        "changes": len(found),
        "weeks_shifted": weeks_shifted(found),
        "change_week_gbp": inputs.folder.programme.objective.change_week_gbp,
        "objective_before_gbp": before.objective,
    }


def in_words(inputs: PlanInputs, before: Plan, after: Plan) -> str:
    """The changes in two sentences."""
    from migration.plan.difference import changes, weeks_shifted

    found = changes(before, after)
    if not found:
        return NOTHING
    gbp: Decimal = inputs.folder.programme.objective.change_week_gbp
    ways = Counter(change.how for change in found)
    told = ", ".join(f"{ways[how]:,} {how}" for how in ("earlier", "later", "added", "gone") if ways[how])
    return (
        f"{number_of(len(found), 'change')} ({told}), {number_of(weeks_shifted(found), 'week')} of "
        f"shift in all. A week of shift counted as £{gbp:,.0f} (objective.change_week_gbp); the pounds of the plan do "
        "not contain it."
    )


def _changes(found: tuple[Change, ...], why: Mapping[Subject, str], scenario: str | None) -> Table:
    return Table(
        name="changes",
        title="What changes",
        columns=(
            Column(key="subject", heading="What", wrap=True),
            Column(key="kind", heading="Kind"),
            Column(key="how", heading="How"),
            Column(key="before", heading="Before", unknown="–"),
            Column(key="after", heading="Now", unknown="–"),
            Column(key="weeks", heading="Weeks", right=True, unknown="–"),
            Column(key="why", heading="Why not as before", wrap=True),
        ),
        rows=tuple((c.subject, c.kind, c.how, c.before, c.after, c.weeks, why[c.kind, c.subject]) for c in found),
        empty=NOTHING,
        most=60,
        rest=f"all: {changes_of(scenario)}",
    )


def _money(years: tuple[YearChange, ...]) -> Table:
    return Table(
        name="money",
        title="Spend by financial year at today's prices, £",
        columns=(
            Column(key="year", heading="Year"),
            Column(key="before_gbp", heading="Before", right=True),
            Column(key="after_gbp", heading="Now", right=True),
            Column(key="more_gbp", heading="More", right=True),
        ),
        rows=tuple((y.year, y.before_gbp, y.after_gbp, y.more_gbp) for y in years),
    )
