"""What a finding in the baseline was about, as a mark: when the setting changes, it counts anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policies.model import EVERY, Finding, Resource, Rule
from policies.secret_shapes import looks_secret, may_hold_secrets, names_secret
from policies.values import Sentinel

DIGITS = 8
"""Hexadecimal digits of a mark: enough to see a change, too few to guess a text from."""


def marks(findings: Iterable[Finding], resources: Iterable[Resource], rules: Sequence[Rule]) -> dict[str, str]:
    """The marks of the findings that fail or are not known, by fingerprint.

    A rule says of each resource only the worst it found. So the mark is made of the whole outermost property in
    question, such as all rules of a network security group, and for a rule about every resource of all properties:
    what is added beside something that is known already shows. A finding about no property has no mark.
    """
    properties = {one.urn: one.properties for one in resources}
    widest = {rule.id for rule in rules if EVERY in rule.applies_to}
    return {
        one.fingerprint: _mark(_basis(properties[one.subject], one.property, one.rule_id in widest))
        for one in findings
        if one.verdict in ("fail", "unknown") and one.property is not None and one.subject in properties
    }


def _basis(properties: Mapping[str, Any], path: str, whole: bool) -> Any:
    first = path.replace("[", ".").split(".")[0]
    return properties if whole else {first: properties.get(first)}


def _mark(found: Any) -> str:
    text = json.dumps(_told(found, ""), sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def _told(found: Any, name: str) -> Any:
    """The value without what is secret, and without what the engine notes for itself. That there is one stays."""
    if isinstance(found, Sentinel):
        return found.value
    if isinstance(found, Mapping):
        return {key: _told(one, str(key)) for key, one in found.items() if not str(key).startswith("__")}
    if isinstance(found, list | tuple):
        return [_told(one, name) for one in found]
    if isinstance(found, str) and (names_secret(name) or may_hold_secrets(name) or looks_secret(found)):
        return "a secret"
    return found
