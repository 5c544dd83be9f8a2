"""The estate as rows: counts by kind and support state, and the lists a person asks for."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cloud_unless.empty_registers import ADVICE, needs
from cloud_unless.estate_lists import DATES, HEADINGS, LISTINGS, NUMBERS
from cloud_unless.rejected import warnings_table
from cloud_unless.tables import Cell, Column, Table
from inventory.estate_warnings import unused_servers
from safeio.errors import InputError

if TYPE_CHECKING:
    from inventory.model import Estate, Support, Warned

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


def overview(estate: Estate, supports: Sequence[Support], warnings: Sequence[Warned]) -> tuple[Table, ...]:
    """Counts by kind and support state, then conflicts and warnings when there are any."""
    return (_counts(estate, supports), _conflicts(estate), warnings_table(warnings))


def listed(what: str, estate: Estate, supports: Sequence[Support], warnings: Sequence[Warned]) -> Table:
    """The rows of one list."""
    if what == "unsupported":
        return _unsupported(estate, supports)
    if what == "unused":
        return _unused(estate, supports)
    if what == "conflicts":
        return _conflicts(estate, "No two sources disagree.")
    if what == "warnings":
        return warnings_table(warnings, "Nothing in the estate needs a second look.")
    return _things(what, estate, supports)


def _counts(estate: Estate, supports: Sequence[Support]) -> Table:
    kind_of = _kinds(estate)
    states: Counter[tuple[str | None, str, str]] = Counter(
        (kind_of.get(s.thing_id), s.aspect, s.state) for s in supports
    )
    rows: list[tuple[Cell, ...]] = []
    for kind, listing in LISTINGS.items():
        total = len(getattr(estate, listing.attribute))
        aspects = [a for a in ASPECTS if any(states[kind, a, state] for state, _ in STATES)]
        if not aspects:
            rows.append((kind, total, None, *(None for _ in STATES)))
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


def _unsupported(estate: Estate, supports: Sequence[Support]) -> Table:
    kind_of = _kinds(estate)
    rows = [
        (s.thing_id, kind_of.get(s.thing_id), MEANS[s.aspect], _release(s), s.vendor_ends, s.contracted_ends)
        for s in supports
        if s.state == "ended"
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
        rows=tuple(rows),
        empty="Nothing is known to be out of support.",
        most=SHOWN,
    )


def _unused(estate: Estate, supports: Sequence[Support]) -> Table:
    rest = _things("servers", replace(estate, servers=unused_servers(estate)), supports)
    return replace(
        rest,
        name="unused",
        title="Servers on which no application is known",
        empty="On every server an application is known.",
    )


def _kinds(estate: Estate) -> dict[str, str]:
    """The list in which each id stands."""
    return {thing.id: kind for kind, listing in LISTINGS.items() for thing in getattr(estate, listing.attribute)}


def _release(support: Support) -> str | None:
    return " ".join(part for part in (support.product, support.cycle) if part) or None


def _conflicts(estate: Estate, empty: str | None = None) -> Table:
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
        rows=tuple((c.thing_id, c.field, c.value, c.source, c.other, c.other_source) for c in estate.conflicts),
        empty=empty,
        most=20,
    )


def _things(what: str, estate: Estate, supports: Sequence[Support]) -> Table:
    listing = LISTINGS[what]
    things = getattr(estate, listing.attribute)
    fields = (*listing.fields, *listing.more)
    columns = [_column(field, field in listing.fields) for field in fields]
    rows: list[tuple[Cell, ...]] = [tuple(getattr(thing, field) for field in fields) for thing in things]
    ids = {thing.id for thing in things}
    for aspect in ASPECTS:
        of = {s.thing_id: s for s in supports if s.aspect == aspect and s.thing_id in ids}
        if of:
            columns += _support_columns(aspect)
            rows = [(*row, *_state(of.get(thing.id))) for row, thing in zip(rows, things, strict=True)]
    empty = needs(what) if what in ADVICE else f"The estate has no {what.replace('-', ' ')}."
    name = what.replace("-", "_")
    title = what.replace("-", " ").capitalize()
    return Table(name=name, title=title, columns=tuple(columns), rows=tuple(rows), empty=empty, most=SHOWN)


def _state(support: Support | None) -> tuple[Cell, Cell]:
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
