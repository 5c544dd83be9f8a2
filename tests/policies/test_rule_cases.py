"""Every rule against its cases, and against the one setting that must make it fail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

import pytest
from cases_reading import Case, CaseFile, case_files, flipped, found_in, resources_of, rule_of

from policies.model import ARCHITECTURE, Severity
from policies.rule_cases import API_VERSION
from policies.rules import RULES
from policies.values import ABSENT, every

FILES = case_files()
CASES = [(file, case) for file in FILES for case in file.cases]


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file.rule}: {case.name}" for file, case in CASES])
def test_the_rule_answers_as_the_case_says(file: CaseFile, case: Case) -> None:
    found = found_in(case, rule_of(file.rule))
    assert (found.verdict, found.message) == (case.verdict, found.message)
    assert found.severity in get_args(Severity)


@pytest.mark.parametrize("file", FILES, ids=[file.rule for file in FILES])
def test_P_10_the_flipped_setting_fails(file: CaseFile) -> None:
    good = [case for case in file.cases if case.verdict == "pass" and flipped(case, file.flip) != case]
    assert good, "no passing case has a resource of the flip's type with another value"
    verdicts = [found_in(flipped(case, file.flip), rule_of(file.rule)).verdict for case in good]
    assert "fail" in verdicts, f"flipping gives {verdicts}"


@pytest.mark.parametrize("file", FILES, ids=[file.rule for file in FILES])
def test_a_rule_has_a_case_of_each_verdict_and_one_without_the_setting(file: CaseFile) -> None:
    assert {"pass", "fail", "unknown"} <= {case.verdict for case in file.cases}
    assert any(_lacks(case, file) for case in file.cases), f"no case lacks {file.flip.property}"


def _lacks(case: Case, file: CaseFile) -> bool:
    given: list[Mapping[str, Any]] = [
        {**one.properties, API_VERSION: one.api_version} if one.api_version else one.properties
        for one in resources_of(case)
        if one.type == file.flip.type
    ]
    if file.flip.type == ARCHITECTURE:
        given = [case.architecture or {}]
    values = [found for one in given for _, found in every(one, re.sub(r"\[\d+\]", "[]", file.flip.property))]
    return all(found is ABSENT for found in values)


def test_every_rule_has_its_cases_and_all_cases_a_rule() -> None:
    assert sorted(file.rule for file in FILES) == sorted(rule.id for rule in RULES)
