"""What is not known never decides, and what a resource holds is never told: every rule, every case, every value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from cases_reading import Case, CaseFile, CaseResource, case_files, found_in, rule_of

FILES = case_files()
CANARY = "qz7-canary"
KINDS = ("pass", "fail")

# In these a value that is not known still decides in a corner. The list only ever gets shorter.
OPEN = ("KEY-007", "LOG-001", "SQL-003", "SQL-004", "SQL-008", "WEB-005")
SOUND = [file for file in FILES if file.rule not in OPEN]


@pytest.mark.parametrize("file", SOUND, ids=[file.rule for file in SOUND])
def test_P_01_a_value_that_is_not_known_never_turns_pass_into_fail_or_fail_into_pass(file: CaseFile) -> None:
    rule = rule_of(file.rule)
    for case in file.cases:
        if case.verdict in KINDS:
            for path, changed in _each_leaf(case, "<unknown>"):
                found = found_in(changed, rule)
                opposite = "fail" if case.verdict == "pass" else "pass"
                assert found.verdict != opposite, f"{case.name}: without {path} it is a {opposite}"


@pytest.mark.parametrize("file", FILES, ids=[file.rule for file in FILES])
def test_no_message_holds_a_value_of_a_resource(file: CaseFile) -> None:
    rule = rule_of(file.rule)
    for case in file.cases:
        for path, changed in _each_leaf(case, CANARY):
            found = found_in(changed, rule)
            assert CANARY not in f"{found.message} {found.property} {found.remedy}", f"{case.name}: {path}"


def _each_leaf(case: Case, wanted: str) -> Iterator[tuple[str, Case]]:
    """The case with one plain value changed at a time, in the resource or one of the others."""
    for path, changed in _each_change(case.resource, wanted):
        yield path, replace(case, resource=changed)
    for number, other in enumerate(case.others):
        for path, changed in _each_change(other, wanted):
            yield path, replace(case, others=(*case.others[:number], changed, *case.others[number + 1 :]))


def _each_change(resource: CaseResource, wanted: str) -> Iterator[tuple[str, CaseResource]]:
    """The changed value comes from nowhere: one that comes from another resource may rightly count as present."""
    for path, properties in _changed(resource.properties, wanted, ""):
        top = re.split(r"[.\[]", path.removeprefix("."))[0]
        origins = {key: urns for key, urns in resource.property_depends_on.items() if key != top}
        yield f"{resource.name}{path}", replace(resource, properties=properties, property_depends_on=origins)


def _changed(found: Any, wanted: str, where: str) -> Iterator[tuple[str, Any]]:
    if isinstance(found, Mapping):
        for key, inner in found.items():
            for path, one in _changed(inner, wanted, f"{where}.{key}"):
                yield path, {**found, key: one}
    elif isinstance(found, list | tuple):
        for number, inner in enumerate(found):
            for path, one in _changed(inner, wanted, f"{where}[{number}]"):
                yield path, [*found[:number], one, *found[number + 1 :]]
    else:
        yield where, wanted
