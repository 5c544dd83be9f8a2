"""A decision in plain sentences: the rule, each fact, who said it and when."""

from __future__ import annotations

from inventory.model import Route
from migration.decide.routes import PREFERENCE
from migration.model import Disposition, Evidence

WORDS: dict[Route, str] = {
    "retire": "retire it",
    "replace": "replace it by software as a service",
    "replatform": "move it to platform services",
    "rehost": "move it to virtual machines",
    "retain": "leave it where it is",
}


def trace(disposition: Disposition) -> tuple[str, ...]:
    """The decision, then what stands behind it, one sentence each. Better routes come with what blocks them."""
    target = f", as {disposition.target_kind}" if disposition.target_kind else ""
    better = PREFERENCE[: PREFERENCE.index(disposition.route)]
    lines = [f"{disposition.decided_on}: {WORDS[disposition.route]}{target}."]
    for route in better:
        says = [f"{reason.says} [{reason.id}]" for reason in disposition.reasons if route in reason.blocks]
        lines.append(f"Not {route}: {'; '.join(says) or 'another route was preferred'}.")
    asked = [reason for reason in disposition.reasons if set(reason.blocks) & set(better)]
    quoted = [evidence for reason in asked for evidence in reason.evidence] + list(disposition.evidence)
    lines += dict.fromkeys(f"Fact: {_quoted(evidence)}." for evidence in quoted)
    if disposition.unless_id:
        lines.append(f"The exception is recorded in unless.yaml for {disposition.unless_id}.")
    return tuple(lines)


def _quoted(evidence: Evidence) -> str:
    on = f", {evidence.seen_on}" if evidence.seen_on else ""
    return f"{evidence.fact.rstrip('.')} ({evidence.source}{on})"
