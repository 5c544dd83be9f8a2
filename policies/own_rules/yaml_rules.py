"""People's own rules in YAML: what such a file holds, and the rule it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from policies.model import Answer, Context, Resource, Rule, Severity, failed, not_applicable, passed, unknown
from policies.own_rules.predicates import Predicate, Scalar, holds
from policies.setting_files import SettingFile
from safeio.errors import InputError
from safeio.values import value
from safeio.yaml_files import parse_yaml

SCHEMA_VERSION = 1


@value
class RuleFile:
    """A file of one rule. Where `when` does not hold, the rule asks nothing of a resource; `require` must hold.
    `message` says what is wrong where it does not. `level` is what it does where standards.yaml says nothing.
    `remediation` gives for the path of a property the value that mends it; a mapping gives members to add where they
    are missing. Write only what is safe to set without asking anybody."""

    schema_version: int
    id: str
    title: str
    severity: Severity
    why: str
    applies_to: tuple[str, ...]
    when: Predicate | None = None
    require: Predicate
    message: str = "it is not as the rule requires"
    absent_means: str = "What the operators of the rule say."
    remedy: str
    level: Literal["mandatory", "advisory"] = "mandatory"
    remediation: Mapping[str, Scalar | Mapping[str, Scalar]] = field(default_factory=dict)
    frameworks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@value
class Asked:
    """The answer function of a rule in YAML. It is a value, so that it can go to another process."""

    when: Predicate | None
    require: Predicate
    message: str

    def __call__(self, resource: Resource, _context: Context) -> Answer:
        """What the rule says of a resource."""
        if self.when is not None:
            concerned, where = holds(self.when, resource.properties)
            if concerned is None:
                return unknown(where, f"whether the rule is about it is not known: {where} is not")
            if not concerned:
                return not_applicable("the rule asks nothing of it")
        kept, where = holds(self.require, resource.properties)
        if kept is None:
            return unknown(where, f"{where} is not known yet")
        return passed() if kept else failed(where, self.message)


def yaml_rule(file: SettingFile) -> Rule:
    """The rule of a file. Raises InputError that names file and line."""
    found = parse_yaml(file.text(), file.where, RuleFile)
    if found.schema_version != SCHEMA_VERSION:
        remedy = f"Write schema_version: {SCHEMA_VERSION}."
        raise InputError(file.where, "this is a rule of another version", remedy)
    return Rule(
        id=found.id,
        title=found.title,
        severity=found.severity,
        why=found.why,
        applies_to=found.applies_to,
        answer=Asked(when=found.when, require=found.require, message=found.message),
        absent_means=found.absent_means,
        remedy=found.remedy,
        frameworks=found.frameworks,
        parameters={},
        sources=found.sources,
        level=found.level,
        remediation=found.remediation,
    )
