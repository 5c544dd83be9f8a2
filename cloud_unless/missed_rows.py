"""Support dates that the plan misses, as rows, and what people write to accept one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cloud_unless.progress import number_of, say
from cloud_unless.tables import Column, Table

if TYPE_CHECKING:
    from migration.model import Plan
    from migration.plan.accepted_risks import MissedDate
    from migration.plan.inputs import PlanInputs

MOST_ENTRIES = 20
"""Entries that are written out at once. More would have to be accepted without being read."""


def missed_table(inputs: PlanInputs, plan: Plan) -> Table:
    """Every application that is still there after its last day with support, and who accepted that."""
    from migration.plan.accepted_risks import missed_dates

    names = {application.id: application.name for application in inputs.estate.applications}
    return Table(
        name="missed",
        title="Support dates that the plan misses",
        columns=(
            Column(key="application", heading="Application", wrap=True),
            Column(key="last_supported", heading="Support until"),
            Column(key="leaves", heading="Leaves", unknown="stays"),
            Column(key="days", heading="Days", right=True),
            Column(key="gbp", heading="Price £", right=True),
            Column(key="owner", heading="Owner", wrap=True),
            Column(key="accepted", heading="Accepted", wrap=True),
            Column(key="application_id", heading="Id", people=False),
            Column(key="thing_id", heading="What loses support", people=False),
            Column(key="wave_id", heading="Wave", people=False),
            Column(key="asked", heading="Asked for", people=False),
        ),
        rows=tuple(
            (
                names.get(one.application_id, one.application_id),
                one.last_supported,
                one.leaves,
                one.days,
                one.gbp,
                one.owner,
                _accepted(one),
                one.application_id,
                one.thing_id,
                one.wave_id,
                one.asked,
            )
            for one in missed_dates(inputs, plan)
        ),
        empty="The plan misses no support date that is known.",
        most=60,
    )


def say_missed(inputs: PlanInputs, plan: Plan) -> None:
    """Say how many support dates the plan misses and how many of them nobody has accepted; and which words of people
    are about none of them."""
    from migration.plan.accepted_risks import missed_dates, not_missed

    missed = missed_dates(inputs, plan)
    open_ = [one for one in missed if one.lacks]
    if missed:
        pounds = sum(one.gbp for one in missed)
        accepted = f"nobody has accepted {len(open_):,} of them" if open_ else "all of them are accepted"
        say(f"{number_of(len(missed), 'support date')} missed, at a price of £{pounds:,.0f}: {accepted}.")
    if open_:
        say("To see what to write before a wave is approved, run: cloud-unless plan show WAVE --list missed")
    for record in not_missed(inputs, plan):
        say(
            f"waves.yaml accepts that {record.application_id or record.thing_id} misses {record.last_supported}. "
            "The plan does not: take the entry out, or keep it as a record."
        )


def say_entries(inputs: PlanInputs, plan: Plan, shown: Sequence[Table]) -> None:
    """Say what whoever accepts the dates of a table that were not accepted yet writes into waves.yaml."""
    from cloud_unless.accepted_risks import entry_lines
    from migration.plan.accepted_risks import missed_dates

    [table] = shown
    at = [column.key for column in table.columns].index("application_id")
    ids = {row[at] for row in table.rows}
    open_ = [one for one in missed_dates(inputs, plan) if one.lacks and one.application_id in ids]
    open_.sort(key=lambda one: not one.asked)
    if open_:
        say("To accept these, let whoever may do so complete the lines, and put them into waves.yaml:")
        for line in ("accepted_risks:", *entry_lines(open_[:MOST_ENTRIES])):
            say(line)
        if len(open_) > MOST_ENTRIES:
            say(f"These are the first {MOST_ENTRIES} of {len(open_):,}. Name a wave to see its own.")


def _accepted(one: MissedDate) -> str:
    from migration.plan.accepted_risks import NOBODY

    if one.lacks is None:
        return f"until {one.until}, by {' and '.join(one.by)}"
    return "not yet" if one.lacks == NOBODY else f"no: {one.lacks}"
