"""A common standard in plain sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from policies.model import ARCHITECTURE, EVERY, STACK, Parameter, Rule
from safeio.errors import InputError
from safeio.field_errors import nearest
from safeio.values import value

_RULE_ID = re.compile(r"[A-Z][A-Z0-9]{1,9}-[0-9]{1,4}")
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


@value
class Part:
    """One thing to say of a rule: what it is about, and one or more texts. In a sentence `between` joins the texts and
    `after` closes them."""

    about: str
    says: tuple[str, ...]
    between: str = "; "
    after: str = ""


def rule_sentences(rule: Rule) -> tuple[str, ...]:
    """What the rule asks, of what, why, and what to do when it fails."""
    usual = "" if rule.level == "mandatory" else f" Level: {rule.level}, unless standards.yaml says otherwise."
    first = f"{rule.id}: {rule.title}. Severity: {rule.severity}.{usual}"
    return (first, *(f"{part.about}: {part.between.join(part.says)}{part.after}" for part in rule_parts(rule)))


def rule_parts(rule: Rule) -> tuple[Part, ...]:
    """The same part by part, without the title: for a page that shows them under headings."""
    asked = tuple(_ASKED.get(token, token) for token in rule.applies_to)
    parameters = tuple(f"{name} (now {_value(found)})" for name, found in rule.parameters.items())
    controls = tuple(f"{name} {', '.join(found)}" for name, found in rule.frameworks.items())
    parts = (
        Part(about="Why", says=(rule.why,)),
        Part(about="Verdict", says=_verdict(rule)),
        Part(about="Asked of", says=asked, between=", ", after="."),
        Part(about="Where the setting is absent", says=(rule.absent_means,)),
        Part(about="What to do", says=(rule.remedy,)),
        Part(about="At the level remediate", says=_mending(rule), after="."),
        Part(about="standards.yaml may set", says=parameters, after="."),
        Part(about="Evidence for", says=controls, after=". Whether it is enough, a person must judge."),
        Part(about="Sources", says=rule.sources, after="."),
    )
    return tuple(part for part in parts if part.says)


def _verdict(rule: Rule) -> tuple[str, ...]:
    """What the function that answers says of itself: it stands beside the code that it tells of."""
    return (" ".join(rule.answer.__doc__.split()),) if rule.answer.__doc__ else ()


def _mending(rule: Rule) -> tuple[str, ...]:
    """What is set where the rule may mend."""
    return tuple(_set(path, one, rule) for path, one in rule.remediation.items())


def _set(path: str, found: Any, rule: Rule) -> str:
    if isinstance(found, Mapping):
        return f"what is missing in {path} is added: {_value(found)}"
    if not isinstance(found, Parameter):
        return f"{path} is set to {json.dumps(found)}"
    if isinstance(rule.parameters[found.name], Mapping):
        return f"what is missing in {path} is added as the parameter {found.name} says"
    return f"{path} is set to what the parameter {found.name} says"


def _value(found: Any) -> str:
    if isinstance(found, list | tuple):
        return ", ".join(map(str, found)) or "empty"
    if isinstance(found, Mapping):
        return ", ".join(f"{name}: {one}" for name, one in found.items()) or "empty"
    return str(found)
