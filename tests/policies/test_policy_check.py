"""check: what is asked, what becomes of the answers, and that nothing goes missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from checked_things import ROOT, STORAGE, TODAY, always, exemption, fails, resource, rule, urn_of
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.check import Checked, check, fingerprint
from policies.model import ARCHITECTURE, EVERY, STACK, Answer, Context, Resource, Rule, failed, passed, unknown
from policies.standards import RuleStandard, Standards

SECRET = "hunter2-canary"


def checked(*rules: Rule, resources: tuple[Resource, ...] = (resource(),), **changed: Any) -> Checked:
    """What a check finds with defaults for all that a test does not care about."""
    given_: dict[str, Any] = {"exemptions": (), "as_of": TODAY, "standards": Standards(), "architecture": None}
    return check(resources, rules, **(given_ | changed))


def verdicts(found: Checked) -> list[str]:
    return [one.verdict for one in found.findings]


def _raises(problem: BaseException) -> Callable[[Resource, Context], Answer]:
    def answer(_resource: Resource, _context: Context) -> Answer:
        raise problem

    return answer


@pytest.mark.parametrize("verdict", ["pass", "fail", "unknown", "not_applicable"])
def test_an_answer_becomes_a_finding(verdict: Any) -> None:
    found = checked(rule(answer=always(Answer(verdict=verdict, property="a.b", message="why"))))
    assert [(one.verdict, one.property, one.message, one.subject) for one in found.findings] == [
        (verdict, "a.b", "why", urn_of("a"))
    ]


@pytest.mark.parametrize(
    "problem", [ValueError(SECRET), KeyError(SECRET), SystemExit(0), RecursionError(), GeneratorExit(), MemoryError()]
)
def test_P_02_a_rule_that_raises_is_an_error_and_the_others_are_asked(problem: BaseException) -> None:
    found = checked(rule("TST-001", _raises(problem)), rule("TST-002"))
    assert verdicts(found) == ["error", "pass"]
    assert SECRET not in repr(found)
    assert type(problem).__name__ in found.findings[0].message


@pytest.mark.parametrize("answer", [None, True, "pass", Answer(verdict="ok"), Answer(verdict="pass", message=None)])  # type: ignore[arg-type]
def test_P_02_what_is_no_answer_is_an_error(answer: Any) -> None:
    assert verdicts(checked(rule(answer=always(answer)))) == ["error"]


def test_an_interruption_is_not_held_back() -> None:
    with pytest.raises(KeyboardInterrupt):
        checked(rule(answer=_raises(KeyboardInterrupt())))


def test_a_rule_about_stacks_is_asked_once_for_each() -> None:
    stacks = tuple(resource(name, type=STACK, stack=name, custom=False) for name in ("one", "two"))
    found = checked(rule(applies_to=(STACK,)), resources=(*stacks, resource()))
    assert [(one.stack, one.subject_kind) for one in found.findings] == [("one", "stack"), ("two", "stack")]


def test_a_rule_about_the_architecture_is_asked_once_and_only_where_there_is_one() -> None:
    about = rule(answer=lambda one, _: failed(None, str(one.properties["tenant_id"])), applies_to=(ARCHITECTURE,))
    found = checked(about, architecture={"tenant_id": "t"})
    assert [(one.subject_kind, one.message, one.stack) for one in found.findings] == [("plan", "t", None)]
    assert verdicts(checked(about)) == []


def test_every_is_every_resource_of_azure_and_no_component_or_provider() -> None:
    given_ = (
        resource("a"),
        resource("b", type="azure-native:web:WebApp"),
        resource("c", type="cloud-unless:workload:FileShare", custom=False),
        resource("d", type="pulumi:providers:azure-native"),
        resource("e", type="azure:storage/account:Account"),
    )
    found = checked(rule(applies_to=(EVERY, STORAGE)), resources=given_)
    assert sorted(one.subject.split("::")[-1] for one in found.findings) == ["a", "b"]


@pytest.mark.parametrize("changed", [{"operation": "delete"}, {"external": True}])
def test_what_goes_and_what_is_only_read_is_not_asked_about(changed: dict[str, Any]) -> None:
    assert verdicts(checked(rule(), resources=(resource(**changed),))) == []


def test_what_goes_does_not_count_as_there() -> None:
    about = rule(answer=lambda _, context: passed() if context.graph.of_type("x:y:Lock") else failed(None, "no lock"))
    lock = resource("lock", type="x:y:Lock")
    assert verdicts(checked(about, resources=(resource(), lock))) == ["pass"]
    assert verdicts(checked(about, resources=(resource(), replace(lock, operation="delete")))) == ["fail"]


def test_only_a_rule_about_changes_is_asked_about_what_goes() -> None:
    gone = resource(operation="delete")
    assert verdicts(checked(rule(), rule("TST-002", changes=True), resources=(gone, resource("b")))) == [
        "pass",
        "pass",
        "pass",
    ]
    assert verdicts(checked(rule("TST-002", changes=True), resources=(replace(gone, external=True),))) == []


def test_a_rule_about_changes_is_asked_once_of_each() -> None:
    given_ = (resource("stays", operation="same"), resource("goes", operation="delete"))
    found = checked(rule(changes=True), resources=given_)
    assert [one.subject for one in found.findings] == [urn_of("goes"), urn_of("stays")]
    assert (found.resources_seen, found.resources_asked, found.rules_asked) == (2, 2, 1)


def test_a_rule_about_the_plan_is_asked_only_where_there_is_one_and_that_is_said() -> None:
    about = rule(plan=True)
    assert verdicts(checked(about, architecture={})) == ["pass"]
    found = checked(about)
    assert verdicts(found) == []
    assert [one.message for one in found.warnings] == [
        "is not there, so 1 standard about the plan was not asked",
    ]


def test_a_disabled_rule_is_not_asked_and_said() -> None:
    standards = Standards(rules={"TST-001": RuleStandard(level="disabled")})
    found = checked(rule(answer=fails()), rule("TST-002"), standards=standards)
    assert [one.rule_id for one in found.findings] == ["TST-002"]
    assert [(one.about, one.message) for one in found.warnings] == [("TST-001", "is disabled and was not asked")]


def test_a_rule_may_be_disabled_in_one_environment() -> None:
    standards = Standards(rules={"TST-001": RuleStandard(environments={"dev": "disabled"})})
    given_ = tuple(resource(name, properties={"tags": {"environment": name}}) for name in ("dev", "prod"))
    found = checked(rule(answer=fails()), resources=given_, standards=standards)
    assert [(one.verdict, one.level) for one in found.findings] == [
        ("not_applicable", "disabled"),
        ("fail", "mandatory"),
    ]


def test_parameters_come_from_standards_and_else_from_the_rule() -> None:
    def answer(_resource: Resource, context: Context) -> Answer:
        return failed(None, repr(dict(context.parameters)))

    about = rule(answer=answer, parameters={"days": 90, "regions": ("uksouth",)})
    standards = Standards(rules={"TST-001": RuleStandard(parameters={"regions": ["ukwest"]})})
    assert checked(about, standards=standards).findings[0].message == "{'days': 90, 'regions': ('ukwest',)}"


def test_an_unknown_is_exempt_too_and_an_error_is_not() -> None:
    rules = (rule("TST-001", always(unknown("a", "?"))), rule("TST-002", _raises(ValueError())))
    given_ = (exemption("TST-001"), exemption("TST-002", id="EX-2"))
    found = checked(*rules, exemptions=given_)
    assert [(one.verdict, one.underlying, one.exemption_id) for one in found.findings] == [
        ("exempt", "unknown", "EX-1"),
        ("error", None, None),
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [("azure", "no rule is about 2 resources of this provider"), ("pulumi", None), ("azure-native", None)],
)
def test_providers_that_no_rule_knows_are_said(name: str, told: str | None) -> None:
    given_ = tuple(resource(one, type=f"{name}:x:Y") for one in ("one", "two"))
    messages = [one.message for one in checked(rule(), resources=given_).warnings]
    assert messages == ([told] if told else [])


def test_stacks_of_the_architecture_that_were_not_given_are_said() -> None:
    found = checked(rule(), architecture={"stacks": [{"name": "test"}, {"name": "wave-2"}, {"name": "wave-1"}]})
    assert [one.message for one in found.warnings] == ["stacks that were not given: wave-1, wave-2"]


def test_messages_are_one_clean_line_of_bounded_length() -> None:
    found = checked(rule(answer=fails("a\nb", "x\x1b[31m\n" + "y" * 2000))).findings[0]
    assert (found.property, found.message[:8], len(found.message)) == ("a b", "x[31m yy", 500)
    assert checked(rule(answer=fails("p" * 400))).findings[0].property == "p" * 300


def test_findings_are_sorted_by_rule_then_stack_then_subject() -> None:
    given_ = tuple(resource(name, stack=stack) for stack, name in (("a-b", "1"), ("a", "2"), ("a", "1")))
    found = checked(rule(applies_to=(ARCHITECTURE, STORAGE)), resources=given_, architecture={})
    assert [(one.stack, one.subject[-1]) for one in found.findings] == [
        (None, "e"),
        ("a", "1"),
        ("a", "2"),
        ("a-b", "1"),
    ]


def test_a_finding_says_what_kind_of_thing_it_is_about() -> None:
    about = rule(applies_to=(ARCHITECTURE, STACK, STORAGE))
    given_ = (resource("r", type=ROOT), resource("a"))
    found = checked(about, resources=given_, architecture={}).findings
    assert {one.subject_type: one.subject_kind for one in found} == {
        ARCHITECTURE: "plan",
        STACK: "stack",
        STORAGE: "resource",
    }


def test_a_finding_says_nothing_that_nobody_said() -> None:
    (found,) = checked(rule()).findings
    assert (found.message, found.property, found.in_baseline, found.exemption_id) == ("", None, False, None)


def test_what_is_disabled_in_an_environment_says_so() -> None:
    standards = Standards(rules={"TST-001": RuleStandard(environments={"dev": "disabled"})})
    given_ = (resource(properties={"tags": {"environment": "dev"}}),)
    found = checked(rule(answer=fails()), resources=given_, standards=standards).findings
    assert [one.message for one in found] == ["disabled for this environment in standards.yaml"]


def test_fingerprints_hang_on_rule_subject_and_property_alone() -> None:
    one = fingerprint("TST-001", "urn", "a")
    assert one == "75602e6e30fea3b783fa610765cae7c6"
    assert len({one, fingerprint("TST-002", "urn", "a"), fingerprint("TST-001", "urm", "a")}) == 3
    assert fingerprint("TST-001", "urn", None) == "3a25ed86fe456d7cf9ec2dd04c6a7856"
    assert len(fingerprint("TST-001", "urn", "\ud800")) == 32


@settings(deadline=None)
@given(st.permutations([(ROOT, "r"), (STORAGE, "a"), (STORAGE, "b"), (STORAGE, "c")]))
def test_the_order_of_resources_changes_nothing(order: list[tuple[str, str]]) -> None:
    rules = (rule("TST-002", fails()), rule("TST-001"))
    given_ = tuple(resource(name, type=token) for token, name in order)
    usual = tuple(sorted(given_, key=lambda one: one.urn))
    assert checked(*rules, resources=given_) == checked(*rules, resources=usual)
