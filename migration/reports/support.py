"""The estate by support state: what is out of support, what falls out when, what is kept alive behind a guard."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from inventory.model import Hypervisor, NetworkDevice, Server, StorageArray, Support, SupportState
from migration.dates import financial_year, financial_years
from migration.reports.facts import ReportFacts
from migration.reports.names import KINDS, Names
from migration.reports.tables import Cell, Look, Mark, Table, Tone, columns, stacked, table
from migration.reports.wording import NOT_KNOWN, counted, day, listed, percent
from safeio.values import value

STATES: tuple[tuple[SupportState, str, Tone], ...] = (
    ("ended", "out of support", "bad"),
    ("extended", "paid extended support", "due"),
    ("supported", "supported", "good"),
    ("supported-no-date", "supported, no end announced", "good"),
    ("unknown", "not known", "unknown"),
)
YEARS_SHOWN = 6
"""Financial years that stand apart in the table of coming ends; more would not fit a page."""

FAR = date.max

ALL_KINDS = (*KINDS, ("other", "other thing", "other things"))
"""The kinds of thing in words, and what stands for a thing that the estate lacks."""


@value
class KindState:
    """How many things of a kind are in each support state; `aspect` is their hardware or their software."""

    many: str
    aspect: str
    counts: Mapping[SupportState, int]
    total: int

    def out(self) -> int:
        """How many are out of support."""
        return self.counts.get("ended", 0)


@value
class SupportSection:
    """All tables of the section; None where there is nothing to show."""

    kinds: Table | None
    coming: Table | None
    software: Table | None
    hardware: Table | None
    kept_alive: Table | None


def support_section(facts: ReportFacts, names: Names) -> SupportSection:
    """The estate's support as of the report's date."""
    return SupportSection(
        kinds=_kinds(facts, names),
        coming=_coming(facts, names),
        software=_software(facts, names),
        hardware=_hardware(facts, names),
        kept_alive=_kept_alive(facts),
    )


def kind_states(supports: Sequence[Support], names: Names) -> tuple[KindState, ...]:
    """Counts by kind of thing and aspect, in order. A thing the estate lacks counts as "other thing"."""
    counts: defaultdict[tuple[str, str], Counter[SupportState]] = defaultdict(Counter)
    for support in supports:
        counts[names.kinds.get(support.thing_id, "other"), support.aspect][support.state] += 1
    return tuple(
        KindState(many=many, aspect=aspect, counts=found, total=found.total())
        for kind, _, many in ALL_KINDS
        for aspect in ("hardware", "software")
        if (found := counts.get((kind, aspect)))
    )


def state_mark(state: SupportState) -> Mark:
    """A support state in words."""
    words, tone = next((words, tone) for known, words, tone in STATES if known == state)
    return Mark(text=words, tone=tone)


def _kinds(facts: ReportFacts, names: Names) -> Table | None:
    rows: list[tuple[Cell, ...]] = []
    for kind in kind_states(facts.supports, names):
        parts: list[tuple[int, Look]] = [(kind.counts.get(state, 0), tone) for state, _, tone in STATES]
        known = [f"{counted(count, words, words)}" for (count, _), (_, words, _) in zip(parts, STATES, strict=True)]
        figures = (f"{count:,}" for count, _ in parts)
        name = f"{kind.many.capitalize()}: {kind.aspect}"
        out = percent(kind.out(), kind.total)
        rows.append((name, stacked(parts, f"{name}: {', '.join(known)}"), out, *figures, f"{kind.total:,}"))
    counts = ("Out of support", "Paid extended", "Supported", "No end announced", "Not known", "All")
    headings = columns("What", ("State", "chart"), ("Share out", "number"), *((one, "number") for one in counts))
    return table(f"Support state on {day(facts.as_of)}", headings, rows, "estate.json")


def _coming(facts: ReportFacts, names: Names) -> Table | None:
    last = max(facts.as_of, facts.folder.programme.plan_to)
    years = financial_years(facts.as_of, last)[:YEARS_SHOWN]
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for support in facts.supports:
        found[names.kinds.get(support.thing_id, "other"), support.aspect][_leaves(support, years)] += 1
    slots = ("Already out", *years, "Later", "No end announced", "Not known")
    rows: list[tuple[Cell, ...]] = [
        (f"{many.capitalize()}: {aspect}", *(f"{counts[slot]:,}" for slot in slots))
        for kind, _, many in ALL_KINDS
        for aspect in ("hardware", "software")
        if (counts := found.get((kind, aspect)))
    ]
    headings = columns("What", *((slot, "number") for slot in slots))
    return table("When support ends as contracts stand, by financial year", headings, rows, "estate.json")


def _leaves(support: Support, years: Sequence[str]) -> str:
    if support.state == "ended":
        return "Already out"
    if support.state == "unknown":
        return "Not known"
    if support.ends is None:
        return "No end announced"
    year = financial_year(support.ends)
    return year if year in years else "Later"


def _software(facts: ReportFacts, names: Names) -> Table | None:
    alike: defaultdict[tuple[object, ...], list[Support]] = defaultdict(list)
    for support in facts.supports:
        if support.aspect == "software":
            dates = (support.vendor_ends, support.extended_ends, support.contracted_ends)
            alike[support.product, support.cycle, *dates, support.state].append(support)
    rows: list[tuple[Cell, ...]] = [
        (
            names.product(first.product, first.cycle),
            _on(many, names),
            *_vendor_dates(first),
            day(first.contracted_ends) if first.contracted_ends else "no contract known",
            state_mark(first.state),
        )
        for many in sorted(alike.values(), key=lambda many: _urgency(many[0]))
        for first in many[:1]
    ]
    ends = ("Vendor support ends", "Paid extended support ends", "Contracted until")
    headings = columns("Product", "On", *((one, "date") for one in ends), "State")
    return table("Software by support end", headings, rows, "estate.json")


def _vendor_dates(support: Support) -> tuple[str, str]:
    if support.state == "supported-no-date":
        return "no end announced", "none announced"
    return day(support.vendor_ends), day(support.extended_ends) if support.extended_ends else "none known"


def _hardware(facts: ReportFacts, names: Names) -> Table | None:
    alike: defaultdict[tuple[object, ...], list[Support]] = defaultdict(list)
    models = _models(facts)
    for support in facts.supports:
        if support.aspect == "hardware":
            kind, model = names.kinds.get(support.thing_id, ""), models.get(support.thing_id, "")
            alike[kind, model, support.contracted_ends, support.vendor_ends, support.state].append(support)
    rows: list[tuple[Cell, ...]] = [
        (
            models.get(many[0].thing_id) or "model not known",
            _on(many, names),
            listed([names.thing(one.thing_id) for one in many], most=4),
            day(many[0].contracted_ends) if many[0].contracted_ends else "no contract known",
            day(many[0].vendor_ends),
            state_mark(many[0].state),
        )
        for many in sorted(alike.values(), key=lambda many: _urgency(many[0]))
    ]
    dates = ("Contracted until", "Vendor support ends")
    headings = columns("Model", "How many", ("Which", "prose"), *((one, "date") for one in dates), "State")
    return table("Equipment by contract end", headings, rows, "estate.json")


def _models(facts: ReportFacts) -> dict[str, str]:
    estate = facts.estate
    hardware: tuple[Server | Hypervisor | StorageArray | NetworkDevice, ...] = (
        *estate.servers,
        *estate.hypervisors,
        *estate.storage_arrays,
        *estate.network_devices,
    )
    return {one.id: " ".join(part for part in (one.vendor, one.model) if part) for one in hardware}


def _on(supports: Sequence[Support], names: Names) -> str:
    kinds = Counter(names.kinds.get(one.thing_id, "other") for one in supports)
    return listed([counted(kinds[kind], one, many) for kind, one, many in KINDS if kinds[kind]]) or NOT_KNOWN


def _urgency(support: Support) -> tuple[bool, date, str, str, str]:
    ends = support.ends or (date.min if support.state == "ended" else FAR)
    return support.state == "unknown", ends, support.product or "~", support.cycle or "", support.thing_id


def _kept_alive(facts: ReportFacts) -> Table | None:
    guarded = [one for one in facts.estate.applications if one.mitigation]
    rows: list[tuple[Cell, ...]] = [
        (
            one.name or one.id,
            one.owner or NOT_KNOWN,
            one.mitigation or "",
            review_mark(one.mitigation_review, facts.as_of),
        )
        for one in sorted(guarded, key=lambda one: (one.mitigation_review or date.min, one.id))
    ]
    headings = columns("Application", "Owner", ("What protects it", "prose"), ("Review", "date"))
    return table("Old systems kept alive behind extra protection", headings, rows, "estate.json")


def review_mark(review: date | None, as_of: date) -> Mark:
    """The date of a review, and whether it has passed or was never set."""
    if review is None:
        return Mark(text="no review date", tone="bad")
    return (
        Mark(text=f"overdue since {day(review)}", tone="bad")
        if review < as_of
        else Mark(text=day(review), tone="plain")
    )
