"""Findings as Markdown, for pull requests and the summaries of build servers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policies.model import Exemption, Finding, FindingsFile, Rule
from policies.urns import name_of
from policies.writers.wording import (
    OPEN,
    asked,
    cleaned,
    counted,
    place_of,
    sentence,
    state_of,
    what_is_wrong,
    worst_first,
)

MOST = 200
"""Rows of a table. GitHub refuses a comment of more than 65,536 characters."""

_MARK = re.compile(r"([\\`*_\[\]<>|#~&@$!:]|(?<=www)\.)", re.IGNORECASE)
"""What Markdown obeys inside a line, GitHub's own marks and bare addresses among them."""


def written(found: FindingsFile, rules: Sequence[Rule], _version: str) -> bytes:
    """The bytes of the file: what is open, what is exempt, and what people should look at. Passes are counted."""
    titles = {rule.id: rule.title for rule in rules}
    opened = worst_first(found.findings, *OPEN)
    parts = [
        f"# Common standards: {counted(found.findings)}\n\n{asked(found)}\n",
        _open(opened, titles),
        _exempt(worst_first(found.findings, "exempt"), found.exemptions),
        _notes(found),
    ]
    return "\n".join(part for part in parts if part).encode("utf-8")


def _open(findings: Sequence[Finding], titles: dict[str, str]) -> str:
    if not findings:
        return "## Open\n\nNothing: every standard that was asked about is kept, or exempt.\n"
    heads = ("Severity", "Rule", "State", "Resource", "Stack", "What is wrong", "What to do", "Where")
    rows = ((*_cells(one, titles), _plain(one.remedy), _code(place_of(one))) for one in findings[:MOST])
    return f"## Open\n\n{_table(heads, rows)}{_left_out(len(findings))}"


def _cells(one: Finding, titles: dict[str, str]) -> tuple[str, ...]:
    rule = f"{one.rule_id} {_plain(titles.get(one.rule_id, ''))}".strip()
    resource, stack = _code(name_of(one.subject)), _code(one.stack or "")
    return one.severity, rule, state_of(one), resource, stack, _plain(what_is_wrong(one))


def _exempt(findings: Sequence[Finding], exemptions: Sequence[Exemption]) -> str:
    if not findings:
        return ""
    known = {one.id: one for one in exemptions}
    heads = ("Rule", "Resource", "Until", "Owner", "Approver", "Ticket", "Reason")
    rows = ((one.rule_id, _code(name_of(one.subject)), *_accepted(known, one)) for one in findings[:MOST])
    return f"## Exempt\n\n{_table(heads, rows)}{_left_out(len(findings))}"


def _accepted(known: dict[str, Exemption], finding: Finding) -> tuple[str, ...]:
    exemption = known[finding.exemption_id or ""]
    texts = (exemption.owner, exemption.approver, exemption.ticket, exemption.reason)
    return exemption.expires.isoformat(), *map(_plain, texts)


def _notes(found: FindingsFile) -> str:
    lines = "".join(f"- {_plain(one.about)}: {_plain(sentence(one.message))}\n" for one in found.warnings)
    return f"## Notes\n\n{lines}" if lines else ""


def _left_out(count: int) -> str:
    return f"\nAnd {count - MOST:,} more; out/findings.json holds all.\n" if count > MOST else ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (heads, ("---",) * len(heads), *rows)
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _plain(text: str) -> str:
    """Text that Markdown shows as it is: no link, no picture, no HTML, and nobody is called by @name."""
    return _MARK.sub(r"\\\1", cleaned(text)).replace("\\@", "\\@<!-- -->")


def _code(text: str) -> str:
    """Text as code. What would end the code, the cell or call a build server is written otherwise."""
    plain = cleaned(text).replace("`", "'").replace("|", "\\|").replace("##", "# #")
    return f"`{plain}`" if plain else ""
