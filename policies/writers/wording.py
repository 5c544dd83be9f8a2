"""Words and order that findings have in every file that people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from policies.gate import SEVERITIES
from policies.model import Finding, FindingsFile, Outcome
from safeio.text import clean

WORDS: dict[Outcome, str] = {
    "fail": "fails",
    "error": "rule crashed",
    "unknown": "not known",
    "exempt": "exempt",
    "pass": "kept",
    "not_applicable": "not applicable",
}
"""What people read for each outcome, the worst first."""

OPEN: tuple[Outcome, ...] = ("fail", "error", "unknown")
"""The outcomes that somebody must do something about."""

TEXT_LIMIT = 1000


def worst_first(findings: Iterable[Finding], *outcomes: Outcome) -> tuple[Finding, ...]:
    """The findings with one of these outcomes: new ones before those of the baseline, then by severity."""
    return tuple(sorted((one for one in findings if one.verdict in outcomes), key=_rank))


def what_is_wrong(finding: Finding) -> str:
    """The message, with the property where it does not name it."""
    named = not finding.property or finding.property in finding.message
    return cleaned(finding.message if named else f"{finding.message} ({finding.property})")


def state_of(finding: Finding) -> str:
    """The outcome in words, and what takes its edge off."""
    notes = ("advisory",) if finding.level == "advisory" else ()
    return ", ".join((WORDS[finding.verdict], *notes, *(("in the baseline",) if finding.in_baseline else ())))


def counted(findings: Iterable[Finding]) -> str:
    """How many findings of each outcome there are, in words."""
    counts = Counter(one.verdict for one in findings)
    return ", ".join(f"{counts[outcome]:,} {word}" for outcome, word in WORDS.items() if counts[outcome]) or "nothing"


def asked(found: FindingsFile) -> str:
    """What was asked about what, in a sentence, so that a green result is not taken for more than it is."""
    rules, stacks = _number(found.rules_asked, "standard"), _number(len(found.stacks), "stack")
    resources = f"{found.resources_asked:,} of {_number(found.resources_seen, 'resource')}"
    return f"{rules} asked about {resources} in {stacks}, judged as of {found.as_of}."


def place_of(finding: Finding) -> str:
    """File and line, empty where there is none."""
    return cleaned(f"{finding.file}:{finding.line}") if finding.file else ""


def cleaned(text: str) -> str:
    """The text on one line, without what hides or steers."""
    return clean(text, TEXT_LIMIT)


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _rank(one: Finding) -> tuple[bool, int, int, str, str, str]:
    verdicts: Sequence[Outcome] = tuple(WORDS)
    where = one.rule_id, one.stack or "", one.subject
    return one.in_baseline, SEVERITIES.index(one.severity), verdicts.index(one.verdict), *where


def _number(count: int, name: str) -> str:
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"
