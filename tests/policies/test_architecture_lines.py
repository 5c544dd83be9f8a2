"""A finding points at the line of architecture.json that decides it."""

from __future__ import annotations

import json

import pytest
from checked_things import TODAY, fails, resource, rule, urn_of

from policies.architecture_lines import lines_of, placed
from policies.check import check
from policies.model import ARCHITECTURE, STACK, Resource
from policies.standards import Standards
from safeio.json_files import canonical_json

BODY = {
    "schema_version": 1,
    "landing_zone": {"hubs": [{"id": "hub-uks", "name": "vnet-hub"}, {"id": "hub-ukw", "name": "vnet-hub-w"}]},
    "stacks": [{"name": "landing-zone"}, {"name": "test", "resource_groups": [{"id": "rg-payroll"}]}],
    "workloads": [{"id": "payroll", "name": "test"}, {"id": 'odd "id" \\ ünï', "application_id": "payroll"}],
}
TEXT = canonical_json(BODY).decode()
LINES = lines_of(TEXT, "out/architecture.json")


@pytest.mark.parametrize("thing", ["hub-uks", "hub-ukw", "rg-payroll", "payroll", 'odd "id" \\ ünï'])
def test_an_id_is_found_on_its_line(thing: str) -> None:
    line = TEXT.splitlines()[LINES.ids[thing] - 1]
    assert f'"id": {json.dumps(thing, ensure_ascii=False)}' in line


def test_a_stack_is_found_by_its_name_and_nothing_else_is() -> None:
    assert set(LINES.stacks) == {"landing-zone", "test"}
    assert '{"name": "test", "resource_groups"' in TEXT.splitlines()[LINES.stacks["test"] - 1]
    assert '"application_id"' not in TEXT.splitlines()[LINES.ids["payroll"] - 1]


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (resource(component="payroll"), ("out/architecture.json", LINES.ids["payroll"])),
        (resource(component="payroll", file="a.py", line=3), ("out/architecture.json", LINES.ids["payroll"])),
        (resource(component="unheard-of", file="a.py", line=3), ("a.py", 3)),
        (resource(file="a.py", line=3), ("a.py", 3)),
        (resource(), ("given.json", 1)),
        (resource("test", type=STACK, custom=False), ("out/architecture.json", LINES.stacks["test"])),
    ],
)
def test_a_finding_has_a_place(given: Resource, place: tuple[str, int]) -> None:
    asked = rule(answer=fails(), applies_to=(given.type,))
    findings = check((given,), (asked,), (), TODAY, Standards(), None).findings
    assert [(one.file, one.line) for one in placed(findings, LINES, {given.urn: "given.json"})] == [place]


def test_a_finding_about_the_architecture_points_at_its_beginning() -> None:
    findings = check((), (rule(answer=fails(), applies_to=(ARCHITECTURE,)),), (), TODAY, Standards(), BODY).findings
    assert [(one.file, one.line) for one in placed(findings, LINES, {})] == [("out/architecture.json", 1)]


def test_without_an_architecture_the_program_or_the_file_is_named() -> None:
    findings = check((resource(component="payroll"),), (rule(answer=fails()),), (), TODAY, Standards(), None).findings
    assert [(one.file, one.line) for one in placed(findings, None, {urn_of("a"): "given.json"})] == [("given.json", 1)]


def test_a_text_that_is_not_canonical_still_has_lines() -> None:
    lines = lines_of('{\n "workloads": [\n  {\n   "id":"payroll"\n  }\n ]\n}', "a.json")
    assert dict(lines.ids) == {"payroll": 4}
