"""The cases of our own rules, read from their files."""

from __future__ import annotations

from pathlib import Path

from policies.model import Finding, Rule
from policies.rule_cases import Case as Case
from policies.rule_cases import CaseFile as CaseFile
from policies.rule_cases import CaseResource as CaseResource
from policies.rule_cases import Flip as Flip
from policies.rule_cases import finding_of
from policies.rule_cases import flipped as flipped
from policies.rule_cases import resources_of as resources_of
from policies.rules import RULES
from safeio.yaml_files import read_yaml

CASES = Path(__file__).parent / "cases"


def case_files() -> tuple[CaseFile, ...]:
    """Every file of cases, sorted by rule."""
    return tuple(read_yaml(path, CaseFile) for path in sorted(CASES.glob("*.yaml")))


def rule_of(rule_id: str) -> Rule:
    """The rule with this id."""
    return next(rule for rule in RULES if rule.id == rule_id)


def found_in(case: Case, rule: Rule) -> Finding:
    """What `check` finds about the resource of a case."""
    found = finding_of(case, rule)
    assert found is not None, f"{rule.id} is not asked of a {case.resource.type}"
    return found
