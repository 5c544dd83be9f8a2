"""A runbook as Markdown: names from data are shown as they are and are never taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from migration.reports.wording import NOT_KNOWN, counted, day
from migration.runbooks.step import GroupRunbook, Person, Phase, Runbook, Step
from safeio.text import clean

_MARKUP = re.compile(r"([\\`*{}\[\]<>|#~&@$]|(?<![a-z0-9])_|_(?![a-z0-9])|:(?=\S)|(?<=www)\.)", re.IGNORECASE)
"""What Markdown obeys inside a line, bare addresses, names of people and short names of pictures among them."""

_BEGINNING = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+=]))")
"""What would make a line that begins so a part of a list, or a title of the line above it."""

TITLES: Mapping[Phase, str] = {
    "decide": "Decision",
    "prepare": "Preparation",
    "build": "The new place",
    "approve": "Approval and notice",
    "seed": "First copies and rehearsal",
    "ready": "Ready to go",
    "stop": "Users out",
    "last-copy": "Last changes",
    "start": "Start",
    "switch": "Switch",
    "test": "Tests and last decision",
    "open": "Users in",
    "watch": "Watch",
    "off": "Old machines off",
    "wipe": "Wiping",
    "contract": "Contract",
}
"""What each phase is called above its steps."""

_LONGEST = 4_000  # letters of one line; a name is cut before it hides the next step


def markdown(found: Runbook) -> str:
    """The whole runbook. The same runbook gives the same text."""
    return "\n".join(_lines(found)).rstrip("\n") + "\n"


def people(who: tuple[Person, ...]) -> str:
    """Who does a step: "owner of Payroll: Head of Payroll; dba team: not known"."""
    return "; ".join(f"{one.role}: {one.name or NOT_KNOWN}" for one in who)


def when(found: Step) -> str:
    """The days of a step, with the distance from the cut-over: "7 Oct 2027 (T-16 days)"."""
    days = day(found.starts) if found.ends is None else f"{day(found.starts)} to {day(found.ends)}"
    if found.days is None:
        return days
    return f"{days} ({'T' if not found.days else f'T{found.days:+d} day' + ('' if abs(found.days) == 1 else 's')})"


def _lines(found: Runbook) -> Iterator[str]:
    yield f"# Runbook: {_plain(found.title)}, {day(found.period_from)} to {day(found.period_to)}\n"
    state = f"Wave {_plain(found.wave_id)}, {_plain(found.state)}."
    yield f"{_plain(found.programme)}. {state} T is the day of a cut-over.\n"
    yield "## Not known or not settled\n"
    yield from (f"- {_plain(one.subject)}: {_plain(one.wrong)}. {_plain(one.remedy)}" for one in found.gaps)
    yield "" if found.gaps else "Nothing.\n"
    yield "## Moves\n"
    yield from _overview(found)
    for group in found.groups:
        yield from _group(group)
    if found.contracts:
        yield "## Contracts\n"
        for step in found.contracts:
            yield from _step(step, None)


def _overview(found: Runbook) -> Iterator[str]:
    if not found.groups:
        yield "Nothing moves in this wave.\n"
        return
    yield "| Move | Cut-over | Steps | Point of no return | Old machines stand until |\n| --- | --- | --- | --- | --- |"
    for one in found.groups:
        steps = f"{one.steps[0].number} to {one.steps[-1].number}" if one.steps else "none"
        cells = (_plain(one.title), day(one.cut_over), steps, _point(one), day(one.back_until))
        yield f"| {' | '.join(cells)} |"
    yield ""


def _point(found: GroupRunbook) -> str:
    return "none" if found.no_return is None else f"step {found.no_return}"


def _group(found: GroupRunbook) -> Iterator[str]:
    yield f"## {_plain(found.title)}: {day(found.cut_over)}\n"
    yield from (f"- {_plain(one)}" for one in found.facts)
    if found.no_return is None:
        yield "- Point of no return: none. Nothing is lost by going back.\n"
    else:
        yield f"- **Point of no return: step {found.no_return}.** {_plain(found.lost)}\n"
    for step in found.steps:
        yield from _step(step, found.no_return)
    if found.things:
        yield f"### What moves: {counted(len(found.things), 'thing')}\n"
        yield "| Name | Is | Becomes |\n| --- | --- | --- |"
        for one in found.things:
            cells = (_plain(one.name), _plain(one.kind or NOT_KNOWN), _plain(one.becomes or NOT_KNOWN))
            yield f"| {' | '.join(cells)} |"
        yield ""


def _step(found: Step, no_return: int | None) -> Iterator[str]:
    if found.number == no_return:
        yield "---\n\n**Point of no return. From here on, going back loses data.**\n"
    yield f"### {found.number}. {TITLES[found.phase]}\n"
    yield f"{_plain(found.what)}\n"
    yield f"- When: {when(found)}"
    yield f"- Who: {_plain(people(found.who))}"
    yield f"- Check: {_plain(found.check)}"
    yield f"- Rollback: {_plain(found.rollback)}"
    yield ""
    if found.commands:
        fence = "`" * max(3, 1 + max(len(run) for line in found.commands for run in re.findall("`*", line)))
        yield "\n".join((f"{fence}sh", *found.commands, fence, ""))


def _plain(text: str) -> str:
    """Text that Markdown shows as it is. Nobody is called by @name."""
    inside = _MARKUP.sub(r"\\\1", clean(text, _LONGEST)).replace("\\@", "\\@<!-- -->")
    return _BEGINNING.sub(r"\1\\", inside)
