"""The estate as rows: counts by kind and support state, and the lists a person asks for."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from cloud_unless.empty_registers import ADVICE, needs
from cloud_unless.estate_lists import CONFLICTS, DATES, HEADINGS, LISTINGS, NUMBERS
from cloud_unless.rejected import warnings_table
from cloud_unless.tables import Cell, Column, Table
from safeio.errors import InputError

if TYPE_CHECKING:
    from cloud_unless.settled_lists import AnyDay, Rows, SettledLists, Standings
    from inventory.model import Standing, Warned

STATES = (
    ("supported", "Supported"),
    ("supported-no-date", "No date"),
    ("extended", "Extended"),
    ("ended", "Ended"),
    ("unknown", "Unknown"),
)
ASPECTS = ("software", "hardware")
MEANS = {"software": "vendor", "hardware": "contract"}


OTHER_LISTS = ("unsupported", "unused", "conflicts", "warnings")

SHOWN = 200  # a list longer than this is for a program, not for a screen


def check_list_name(what: str) -> None:
    """Raise InputError when `what` is no list."""
    names = (*LISTINGS, *OTHER_LISTS)
    if what not in names:
        near = difflib.get_close_matches(what, names, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise InputError("--list", f"there is no list {what!r}", f"{hint}Use one of: {', '.join(names)}")


def overview(lists: SettledLists, standings: Standings, warnings: Sequence[Warned]) -> tuple[Table, ...]:
    """Counts by kind and support state, then conflicts and warnings when there are any."""
    return (_counts(lists.any_day, standings), _conflicts(lists.rows[CONFLICTS]), warnings_table(warnings))


def rows_of(what: str) -> str | None:
    """Which rows of the settled lists the list `what` shows; None where it shows none of them."""
    return {"unsupported": None, "warnings": None, "unused": "servers"}.get(what, what)


def listed(what: str, lists: SettledLists, standings: Standings, warnings: Sequence[Warned]) -> Table:
    """The rows of one list. `lists` need hold only the rows that `rows_of` names."""
    if what == "unsupported":
        return _unsupported(standings)
    if what == "unused":
        return _unused(lists, standings)
    if what == "conflicts":
        return _conflicts(lists.rows[CONFLICTS], "No two sources disagree.")
    if what == "warnings":
        return warnings_table(warnings, "Nothing in the estate needs a second look.")
    return _things(what, lists.rows[what], standings)


def _counts(any_day: AnyDay, standings: Standings) -> Table:
    states: Counter[tuple[str, str, str]] = Counter()
    for alike, s in standings:
        states[alike.kind, s.aspect, s.state] += len(alike.ids)
    rows: list[tuple[Cell, ...]] = []
    for kind in LISTINGS:
        aspects = [a for a in ASPECTS if any(states[kind, a, state] for state, _ in STATES)]
        if not aspects:
            rows.append((kind, any_day.counts[kind], None, *(None for _ in STATES)))
        for aspect in aspects:
            numbers = [states[kind, aspect, state] for state, _ in STATES]
            rows.append((kind, sum(numbers), MEANS[aspect], *numbers))
    return Table(
        name="counts",
        title="The estate by kind and support state",
        columns=(
            Column(key="kind", heading="Kind"),
            Column(key="count", heading="Number", right=True),
            Column(key="judged_by", heading="Judged by", unknown=""),
            *(Column(key=state, heading=heading, right=True, unknown="") for state, heading in STATES),
        ),
        rows=tuple(rows),
    )


def _unsupported(standings: Standings) -> Table:
    ended = [
        ((thing_id, s.aspect), (thing_id, alike.kind, *judged))
        for alike, s in standings
        if s.state == "ended"
        for judged in [(MEANS[s.aspect], _release(s), s.vendor_ends, s.contracted_ends)]
        for thing_id in alike.ids
    ]
    return Table(
        name="unsupported",
        title="Out of support",
        columns=(
            Column(key="thing_id", heading="Thing", wrap=True),
            Column(key="kind", heading="Kind", wrap=True),
            Column(key="judged_by", heading="Judged by", wrap=True),
            Column(key="product", heading="Product", wrap=True),
            Column(key="vendor_ends", heading="Vendor end"),
            Column(key="contracted_ends", heading="Contracted end", unknown="none"),
        ),
        rows=tuple(row for _, row in sorted(ended, key=itemgetter(0))),
        empty="Nothing is known to be out of support.",
        most=SHOWN,
    )


def _unused(lists: SettledLists, standings: Standings) -> Table:
    unused = set(lists.any_day.unused)
    rows = tuple(row for row in lists.rows["servers"] if row[0] in unused)
    return replace(
        _things("servers", rows, standings),
        name="unused",
        title="Servers on which no application is known",
        empty="On every server an application is known.",
    )


def _release(support: Standing) -> str | None:
    return " ".join(part for part in (support.product, support.cycle) if part) or None


def _conflicts(rows: Rows, empty: str | None = None) -> Table:
    return Table(
        name="conflicts",
        title="Sources disagree",
        columns=(
            Column(key="thing_id", heading="Thing", wrap=True),
            Column(key="field", heading="Field"),
            Column(key="value", heading="Taken", wrap=True),
            Column(key="source", heading="From", wrap=True),
            Column(key="other", heading="Not taken", wrap=True),
            Column(key="other_source", heading="From", wrap=True),
        ),
        rows=rows,
        empty=empty,
        most=20,
    )


def _things(what: str, rows: Rows, standings: Standings) -> Table:
    listing = LISTINGS[what]
    columns = [_column(field, field in listing.fields) for field in listing.shown]
    ids = {row[0] for row in rows}
    for aspect in ASPECTS:
        here = [(alike.ids, s) for alike, s in standings if alike.kind == what and s.aspect == aspect]
        of: dict[Cell, Standing] = {thing_id: s for found, s in here for thing_id in found if thing_id in ids}
        if of:
            columns += _support_columns(aspect)
            rows = tuple((*row, *_state(of.get(row[0]))) for row in rows)
    empty = needs(what) if what in ADVICE else f"The estate has no {what.replace('-', ' ')}."
    name = what.replace("-", "_")
    title = what.replace("-", " ").capitalize()
    return Table(name=name, title=title, columns=tuple(columns), rows=rows, empty=empty, most=SHOWN)


def _state(support: Standing | None) -> tuple[Cell, Cell]:
    return (support.state, support.ends) if support else (None, None)


def _support_columns(aspect: str) -> tuple[Column, Column]:
    return (
        Column(key=f"{aspect}_state", heading=aspect.capitalize(), wrap=True, unknown="–"),
        Column(key=f"{aspect}_ends", heading="Ends", unknown="–"),
    )


def _column(field: str, people: bool) -> Column:
    heading = HEADINGS.get(field, field.replace("_", " ").capitalize())
    fixed = field in NUMBERS or field in DATES  # half a number or date would mislead
    return Column(key=field, heading=heading, right=field in NUMBERS, wrap=not fixed, unknown="–", people=people)
