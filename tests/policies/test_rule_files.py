"""Every rule is listed, complete, and speaks of types and properties that the installed SDK has."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from multiprocessing.reduction import ForkingPickler
from typing import get_args

import pytest
from cases_reading import Flip, case_files

import policies.rules
from policies.model import ARCHITECTURE, EVERY, STACK, Rule, Severity
from policies.rule_cases import API_VERSION
from policies.rules import RULES
from policies.standards import RuleStandard, Standards, check_standards, parameters_of
from stacks.rehearsal.sdk_types import resource_type
from stacks.rehearsal.shapes import ListOf, MapOf, OneOf, Part, Property, Shape, properties_of

FLIPS = [
    (file.rule, file.flip)
    for file in case_files()
    if file.flip.type != ARCHITECTURE and file.flip.property != API_VERSION
]
FRAMEWORKS = {
    "ncsc-csp",
    "cyber-essentials",
    "caf",
    "uk-gdpr",
    "uk-official",
    "mcsb",
    "checkov",
    "prowler",
}


def named(rule: Rule) -> str:
    return rule.id


def test_every_rule_file_is_listed_in_order_and_named_like_its_id() -> None:
    files = {info.name for info in pkgutil.iter_modules(policies.rules.__path__)}
    made = {name: importlib.import_module(f"policies.rules.{name}").RULE for name in files}
    assert {name: rule.id for name, rule in made.items()} == {name: name.upper().replace("_", "-") for name in files}
    assert list(RULES) == sorted(made.values(), key=lambda rule: rule.id)


def test_there_are_at_least_thirty_and_the_critical_ones_among_them() -> None:
    assert len(RULES) >= 30
    assert {rule.severity for rule in RULES} >= {"critical", "high"}


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_rule_is_complete(rule: Rule) -> None:
    assert rule.severity in get_args(Severity)
    texts = (rule.title, rule.why, rule.absent_means, rule.remedy, *rule.sources)
    assert all(text.strip() == text and len(text) > 5 and "\n" not in text for text in texts)
    assert not rule.title.endswith(".")
    assert all(text.endswith(".") for text in (rule.why, rule.absent_means, rule.remedy))
    assert rule.applies_to
    assert rule.sources


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_rule_names_known_frameworks_and_only_those_with_a_control(rule: Rule) -> None:
    assert set(rule.frameworks) <= FRAMEWORKS
    assert all(controls and all(one.strip() for one in controls) for controls in rule.frameworks.values())


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_the_defaults_of_a_rule_may_be_written_in_standards_yaml(rule: Rule) -> None:
    plain = {name: list(one) if isinstance(one, tuple) else one for name, one in rule.parameters.items()}
    written = Standards(rules={rule.id: RuleStandard(parameters=plain)})
    check_standards(written, RULES, "standards.yaml")
    assert parameters_of(rule, written) == dict(rule.parameters)


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_rule_can_be_handed_to_another_process(rule: Rule) -> None:
    assert ForkingPickler.dumps(rule)


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_P_03_the_types_of_a_rule_exist_in_the_sdk(rule: Rule) -> None:
    tokens = [token for token in rule.applies_to if token not in (STACK, ARCHITECTURE, EVERY)]
    assert [token for token in tokens if resource_type(token) is None] == []


@pytest.mark.parametrize(("rule_id", "flip"), FLIPS, ids=[rule_id for rule_id, _ in FLIPS])
def test_the_property_that_is_flipped_exists_in_the_sdk(rule_id: str, flip: Flip) -> None:
    found = resource_type(flip.type)
    assert found is not None
    assert _exists(found.inputs, re.sub(r"\[\d*\]", "", flip.property).split("."))


def _exists(properties: Mapping[str, Property], steps: list[str]) -> bool:
    if steps[0] not in properties:
        return False
    return len(steps) == 1 or any(_exists(inner, steps[1:]) for inner in _inside(properties[steps[0]].shape, steps[1]))


def _inside(shape: Shape, step: str) -> Iterator[Mapping[str, Property]]:
    """The objects that a value of this shape may be, or hold in a list."""
    match shape:
        case Part(kind=kind):
            yield properties_of(kind)
        case ListOf(item=item):
            yield from _inside(item, step)
        case MapOf(item=item):
            yield {step: Property(item, False)}
        case OneOf(choices=choices):
            for choice in choices:
                yield from _inside(choice, step)
