"""The dependency graph: applications in the order of their waves, an arc for each pair that exchanges data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from inventory.model import Interface
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.tables import Cell, Table, columns, table
from migration.reports.wording import NOT_KNOWN, listed, plainly
from safeio.values import value

NODES_SHOWN = 60
"""Rows of the picture. More applications are drawn as move groups, and then only those with most interfaces."""

ROW_PX, LABEL_PX, WIDTH_PX, LABEL_LETTERS = 22, 224, 420, 28
"""The picture in its own units: height of a row, where arcs start, whole width, letters that fit before the arcs."""

STRENGTHS = ("strong", "weak", None)
"""How tightly two ends hang together, strongest first; None is not known."""


@value
class Row:
    """A line of the picture: an application or move group, or the heading of a wave."""

    y: int
    text: str
    heading: bool = False


@value
class Arc:
    """Data between two rows, drawn at the right of them. `line` is strong, weak or unknown."""

    path: str
    line: str
    says: str


@value
class Graph:
    """The picture and what it leaves out. `crossing` counts pairs whose ends do not move in the same wave."""

    rows: tuple[Row, ...]
    arcs: tuple[Arc, ...]
    height: int
    says: str
    pairs: int
    crossing: int
    unconnected: int
    by_group: bool
    left_out: int
    catalogue: Table | None


def graph(facts: ReportFacts, names: Names) -> Graph:
    """The applications that exchange data, laid out by rule: same facts, same picture."""
    interfaces = facts.estate.interfaces
    linked = {end for one in interfaces for end in (one.from_application, one.to_application)}
    by_group = len(linked) > NODES_SHOWN and facts.plan is not None
    node_of = _groups(linked, names) if by_group else {one: one for one in linked}
    waves = _waves(facts, names)
    node_waves = {node_of[one]: waves.get(one, _UNPLANNED) for one in sorted(linked)}
    every_pair = _pairs(interfaces, node_of)
    kept = _busiest(every_pair)
    labels = {one: listed(names.group(one), most=2) if by_group else names.application(one) for one in kept}
    rows, height = _rows(kept, node_waves, labels)
    at = {node: row.y for node, row in rows if node is not None}
    catalogue = _catalogue(interfaces, names)
    cut = catalogue is not None and catalogue.more
    words = "cloud-unless estate --list interfaces" if cut else "The catalogue of interfaces below"
    drawn = {pair: strength for pair, strength in every_pair.items() if pair[0] in at and pair[1] in at}
    return Graph(
        rows=tuple(row for _, row in rows),
        arcs=tuple(_arc(at, pair, strength, labels) for pair, strength in drawn.items()),
        height=height,
        says=f"{len(kept)} rows, {len(drawn)} arcs. {words} says the same in words.",
        pairs=len(every_pair),
        crossing=sum(node_waves[one] != node_waves[other] for one, other in every_pair),
        unconnected=sum(one.id not in linked for one in facts.estate.applications),
        by_group=by_group,
        left_out=len({end for pair in every_pair for end in pair}) - len(kept),
        catalogue=catalogue,
    )


_UNPLANNED = (10**6, "Not in a wave")
_STAYS = (10**6 + 1, "Stays where it is")


def _groups(linked: set[str], names: Names) -> dict[str, str]:
    group_of = {one: group for group, members in names.groups.items() for one in members}
    return {one: group_of.get(one, one) for one in linked}


def _waves(facts: ReportFacts, names: Names) -> dict[str, tuple[int, str]]:
    found = {one.application_id: _STAYS for one in facts.dispositions if one.route == "retain"}
    for wave in facts.plan.waves if facts.plan else ():
        for group in wave.group_ids:
            for application in names.groups.get(group, ()):
                # Waves are in order: of an application in parts, the last one counts.
                found[names.whole(application)] = (wave.number, f"Wave {wave.number}")
    return found


def _pairs(interfaces: Sequence[Interface], node_of: Mapping[str, str]) -> dict[tuple[str, str], str | None]:
    """Each pair of nodes once, with the strongest coupling between them; an application's own interfaces go."""
    found: dict[tuple[str, str], str | None] = {}
    for one in interfaces:
        first, last = sorted((node_of[one.from_application], node_of[one.to_application]))
        if first != last:
            known = found.get((first, last), one.coupling)
            found[first, last] = min(known, one.coupling, key=STRENGTHS.index)
    return dict(sorted(found.items()))


def _busiest(pairs: Mapping[tuple[str, str], str | None]) -> list[str]:
    degree = Counter(end for pair in pairs for end in pair)
    return sorted(sorted(degree, key=lambda node: (-degree[node], node))[:NODES_SHOWN])


def _rows(
    nodes: Sequence[str], waves: Mapping[str, tuple[int, str]], labels: Mapping[str, str]
) -> tuple[list[tuple[str | None, Row]], int]:
    rows: list[tuple[str | None, Row]] = []
    y, last = 0, None
    for node in sorted(nodes, key=lambda one: (waves[one], labels[one], one)):
        if waves[node] != last:
            last = waves[node]
            y += ROW_PX + (ROW_PX // 2 if rows else 0)
            rows.append((None, Row(y=y, text=last[1], heading=True)))
        y += ROW_PX
        rows.append((node, Row(y=y, text=_cut(labels[node]))))
    return rows, y + ROW_PX


def _cut(text: str) -> str:
    return text if len(text) <= LABEL_LETTERS else f"{text[: LABEL_LETTERS - 1]}…"


def _arc(at: Mapping[str, int], pair: tuple[str, str], strength: str | None, labels: Mapping[str, str]) -> Arc:
    top, bottom = sorted(at[end] for end in pair)
    # A cubic curve reaches three quarters of the way to its control points, so they may lie outside the picture.
    reach = min((WIDTH_PX - LABEL_PX) * 4 // 3 - 12, 24 + (bottom - top) * 2 // 3)
    out = LABEL_PX + reach
    return Arc(
        path=f"M{LABEL_PX} {top}C{out} {top} {out} {bottom} {LABEL_PX} {bottom}",
        line=strength or "unknown",
        says=f"{labels[pair[0]]} and {labels[pair[1]]}: {strength or NOT_KNOWN}",
    )


def _ends(interface: Interface, names: Names) -> tuple[str, str]:
    """Where the data comes from and where it goes; "and back" where it goes both ways."""
    first, last = names.application(interface.from_application), names.application(interface.to_application)
    if interface.direction == "in":
        return last, first
    return first, f"{last} (and back)" if interface.direction == "both" else last


def _catalogue(interfaces: Sequence[Interface], names: Names) -> Table | None:
    rows: list[tuple[Cell, ...]] = [
        (
            *_ends(one, names),
            one.data or NOT_KNOWN,
            plainly(one.kind) if one.kind else NOT_KNOWN,
            one.coupling or NOT_KNOWN,
            {True: "yes", False: "no", None: NOT_KNOWN}[one.personal_data],
            names.application(one.record_system) if one.record_system else NOT_KNOWN,
            listed([word for word, true in (("declared", one.declared), ("observed", one.observed)) if true]),
        )
        for one in sorted(interfaces, key=lambda one: (*_ends(one, names), one.id))
    ]
    headings = columns("From", "To", "Data", "Kind", "Coupling", "Personal data", "System of record", "Known because")
    return table("Interface catalogue", headings, rows, "estate.json")
