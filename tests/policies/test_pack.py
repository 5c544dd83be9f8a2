"""The pack tells the engine what `check` finds: one resource at a time, and the rest at the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from cases_reading import Case, CaseFile, case_files, resources_of, rule_of

from policies.check import check
from policies.model import ARCHITECTURE, Answer, Context, Exemption, Resource, Rule, failed, passed
from policies.pack import Pack, Settings, Violation
from policies.standards import RuleStandard, Standards

FILES = case_files()
CASES = [(file, case) for file in FILES for case in file.cases]
TODAY = date(2026, 11, 22)
TOLD = ("fail", "unknown", "error")


def _told(rule: Rule, resources: tuple[Resource, ...], case: Case) -> set[str]:
    standards = Standards(rules={rule.id: RuleStandard(parameters=case.parameters)})
    pack = Pack(
        Settings(rules=(rule,), standards=standards, exemptions=(), architecture=case.architecture, as_of=case.as_of)
    )
    violations = [found for one in resources for found in pack.one(one)] + list(pack.whole(resources))
    assert len({(one.urn, one.message) for one in violations}) == len(violations), "something is told twice"
    return {one.urn for one in violations}


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file.rule}: {case.name}" for file, case in CASES])
def test_P_11_the_pack_stops_what_check_finds(file: CaseFile, case: Case) -> None:
    rule, resources = rule_of(file.rule), tuple(one for one in resources_of(case) if one.operation != "delete")
    standards = Standards(rules={rule.id: RuleStandard(parameters=case.parameters)})
    checked = check(resources, (rule,), (), case.as_of, standards, case.architecture)
    assert _told(rule, resources, case) == {one.subject for one in checked.findings if one.verdict in TOLD}


def _resource(name: str = "a", **changed: Any) -> Resource:
    made = Resource(
        type="azure-native:storage:StorageAccount",
        raw_type="azure-native:storage:StorageAccount",
        name=name,
        urn=f"urn:{name}",
        stack="test",
        properties={},
        outputs={},
        property_depends_on={},
    )
    return replace(made, **changed)


def _rule(answer: Any) -> Rule:
    return Rule(
        id="TST-001",
        title="A test",
        severity="high",
        why="It tests",
        applies_to=("azure-native:storage:StorageAccount",),
        answer=answer,
        absent_means="nothing",
        remedy="Mend it.",
        frameworks={},
        parameters={},
    )


def _pack(rule: Rule, **changed: Any) -> Pack:
    settings = Settings(rules=(rule,), standards=Standards(), exemptions=(), architecture=None, as_of=TODAY)
    return Pack(replace(settings, **changed))


def _fails(_resource: Resource, _context: Context) -> Answer:
    return failed("x", "x is wrong")


def _alone(_resource: Resource, context: Context) -> Answer:
    return passed() if len(context.graph.of_type("azure-native:storage:StorageAccount")) > 1 else failed("x", "alone")


def test_a_rule_of_one_resource_stops_it_before_it_is_made() -> None:
    rule = _rule(_fails)
    pack = _pack(rule)
    assert pack.one(_resource()) == (
        Violation(rule=rule, level="mandatory", urn="urn:a", message="A test. X is wrong. Mend it."),
    )
    assert pack.whole([_resource()]) == ()


def test_a_rule_of_the_whole_waits_until_all_are_told() -> None:
    pack = _pack(_rule(_alone))
    assert pack.one(_resource("a")) == ()
    assert [one.urn for one in pack.whole([_resource("a")])] == ["urn:a"]
    assert pack.whole([_resource("a"), _resource("b")]) == ()


def test_P_01_unknown_stops_as_configured() -> None:
    def answer(_resource: Resource, _context: Context) -> Answer:
        return Answer(verdict="unknown", property="x", message="x is not known yet")

    strict, lenient = _pack(_rule(answer)), _pack(_rule(answer), standards=Standards(unknown="allow"))
    assert strict.one(_resource()) == lenient.one(_resource()) == ()
    assert [one.level for one in strict.whole([_resource()])] == ["mandatory"]
    assert lenient.whole([_resource()]) == ()


def test_what_comes_from_another_resource_is_known_in_the_end() -> None:
    def answer(resource: Resource, _context: Context) -> Answer:
        if resource.property_depends_on.get("x"):
            return passed()
        return Answer(verdict="unknown", property="x", message="x is not known yet")

    pack = _pack(_rule(answer))
    assert pack.one(_resource()) == ()
    assert pack.whole([_resource(property_depends_on={"x": ("urn:b",)})]) == ()


@pytest.mark.parametrize("ends_with", [ValueError("hunter2"), SystemExit(0), RecursionError()])
def test_P_02_a_rule_that_crashes_stops_the_run_and_shows_no_value(ends_with: BaseException) -> None:
    def answer(_resource: Resource, _context: Context) -> Answer:
        raise ends_with

    (found,) = _pack(_rule(answer)).one(_resource())
    assert found.level == "mandatory"
    assert "Could not be decided" in found.message
    assert "hunter2" not in found.message


def test_an_advisory_rule_warns_and_a_disabled_one_is_silent() -> None:
    advisory = Standards(rules={"TST-001": RuleStandard(level="advisory")})
    assert [one.level for one in _pack(_rule(_fails), standards=advisory).one(_resource())] == ["advisory"]
    disabled = Standards(rules={"TST-001": RuleStandard(level="disabled")})
    assert _pack(_rule(_fails), standards=disabled).one(_resource()) == ()


def test_an_exemption_by_component_reaches_what_is_inside_it() -> None:
    exemption = Exemption(
        id="e1",
        rule_id="TST-001",
        scope="payroll-files",
        owner="a",
        approver="b",
        ticket="t",
        reason="r",
        approved_on=date(2026, 11, 1),
        expires=date(2026, 12, 1),
    )
    component = _resource("payroll-files", type="cloud-unless:workload:FileShare", urn="urn:c")
    inside, outside = _resource("in", parent="urn:c"), _resource("out")
    pack = _pack(_rule(_fails), exemptions=(exemption,))
    assert [pack.one(one) for one in (component, inside)] == [(), ()]
    assert len(pack.one(outside)) == 1
    late = _pack(_rule(_fails), exemptions=(exemption,), as_of=date(2026, 12, 1))
    assert len([found for one in (component, inside) for found in late.one(one)]) == 1


def test_the_end_judges_the_inputs_told_before() -> None:
    def answer(resource: Resource, context: Context) -> Answer:
        assert context.graph.resources
        return passed() if resource.properties == {"set": 1} else failed("set", "not set")

    pack = _pack(_rule(answer))
    assert pack.one(_resource(properties={"set": 1})) == ()
    assert pack.whole([_resource(properties={})]) == ()


def test_a_rule_of_the_architecture_is_asked_once_at_the_end() -> None:
    rule = replace(_rule(_fails), applies_to=(ARCHITECTURE,))
    pack = _pack(rule, architecture={"stacks": []})
    assert pack.one(_resource()) == ()
    assert [one.urn for one in pack.whole([_resource()])] == [ARCHITECTURE]
    assert _pack(rule).whole([_resource()]) == ()
