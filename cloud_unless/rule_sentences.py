"""A common standard in plain sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from policies.model import ARCHITECTURE, EVERY, STACK, Rule
from safeio.errors import InputError
from safeio.field_errors import nearest

_RULE_ID = re.compile(r"[A-Z]{2,5}-[0-9]{1,4}")
_ASKED = {EVERY: "every resource of azure-native", STACK: "each stack", ARCHITECTURE: "the architecture"}


def is_rule_id(text: str) -> bool:
    """True for what looks like the id of a rule: ids of everything else are in lower case."""
    return _RULE_ID.fullmatch(text.strip()) is not None


def find_rule(rule_id: str, rules: Sequence[Rule]) -> Rule:
    """The rule with this id. Raises InputError that names the nearest."""
    wanted = rule_id.strip()
    for rule in rules:
        if rule.id == wanted:
            return rule
    like = nearest(wanted, tuple(rule.id for rule in rules))
    hint = f"Did you mean {like}? " if like else ""
    raise InputError(wanted, "there is no rule with this id", f"{hint}See: cloud-unless rules list")


def rule_sentences(rule: Rule) -> tuple[str, ...]:
    """What the rule asks, of what, why, and what to do when it fails."""
    said = [
        f"{rule.id}: {rule.title}. Severity: {rule.severity}.",
        f"Why: {rule.why}",
        f"Asked of: {', '.join(_ASKED.get(token, token) for token in rule.applies_to)}.",
        f"Where the setting is absent: {rule.absent_means}",
        f"What to do: {rule.remedy}",
    ]
    if rule.parameters:
        said.append(f"standards.yaml may set: {_parameters(rule.parameters)}.")
    if rule.frameworks:
        controls = (f"{name} {', '.join(found)}" for name, found in rule.frameworks.items())
        said.append(f"Evidence for: {'; '.join(controls)}. Whether it is enough, a person must judge.")
    if rule.sources:
        said.append(f"Sources: {'; '.join(rule.sources)}.")
    return tuple(said)


def _parameters(parameters: Mapping[str, Any]) -> str:
    return "; ".join(f"{name} (now {_value(value)})" for name, value in parameters.items())


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "empty"
    return str(value)
