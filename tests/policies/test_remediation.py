"""Mending: what a rule carries makes a resource keep it, changes nothing else, and nothing the second time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from cases_reading import case_files, resources_of, rule_of
from hypothesis import given
from hypothesis import strategies as st

from policies.asking import ask
from policies.graph import Graph
from policies.model import Answer, Context, Exemption, Resource, Rule
from policies.pack import Pack, Settings
from policies.remediation import changed, mending, with_changes
from policies.rule_cases import Case
from policies.rules import RULES
from policies.standards import RuleStandard, Standards
from policies.values import UNKNOWN, read

TODAY = date(2026, 11, 22)
MENDING = [rule for rule in RULES if rule.remediation]
TAGS = dict.fromkeys(rule_of("GOV-003").parameters["tags"], "x")
ACCOUNT = "azure-native:storage:StorageAccount"
SITE = "azure-native:web:WebApp"


def _context(rule: Rule, *resources: Resource, parameters: Mapping[str, Any] | None = None) -> Context:
    return Context(as_of=TODAY, parameters={**rule.parameters, **(parameters or {})}, graph=Graph(resources))


def _resource(token: str, properties: Mapping[str, Any], urn: str = "urn:a") -> Resource:
    return Resource(
        type=token,
        raw_type=token,
        name="a",
        urn=urn,
        stack="test",
        properties=properties,
        outputs={},
        property_depends_on={},
    )


def _failing(rule: Rule) -> list[tuple[Case, Resource, Context]]:
    cases = [case for file in case_files() if file.rule == rule.id for case in file.cases if case.verdict == "fail"]
    found = []
    for case in cases:
        given = resources_of(case)
        found.append((case, given[0], _context(rule, *given, parameters={"values": TAGS, **case.parameters})))
    return found


@pytest.mark.parametrize("rule", MENDING, ids=lambda rule: rule.id)
def test_what_is_mended_passes_and_a_second_time_changes_nothing(rule: Rule) -> None:
    mended = 0
    for _, resource, context in _failing(rule):
        changes = mending(rule, resource, context)
        if changes:
            mended += 1
            better = with_changes(resource, changes)
            answer = ask(rule, better, context)
            assert isinstance(answer, Answer)
            assert answer.verdict == "pass"
            assert mending(rule, better, context) == ()
            assert with_changes(better, changes) == better
    assert mended, "no failing case of the rule is mended"


@pytest.mark.parametrize("rule", MENDING, ids=lambda rule: rule.id)
def test_each_setting_a_rule_carries_mends_a_case(rule: Rule) -> None:
    made = {change.property for _, one, context in _failing(rule) for change in mending(rule, one, context)}
    for path in rule.remediation:
        assert any(one == path or one.startswith(f"{path}.") for one in made), f"nothing is mended by {path}"


_VALUE = st.sampled_from(
    [True, False, "1.0", "1.2", "1.3", "TLS1_0", "TLS1_2", "AllAllowed", "Disabled", None, UNKNOWN]
)
_PATHS = sorted({path for rule in MENDING for path in rule.remediation if path != "tags"})
_TYPES = sorted({token for rule in MENDING for token in rule.applies_to if token != "*"})


@given(st.sampled_from(_TYPES), st.dictionaries(st.sampled_from(_PATHS), _VALUE))
def test_all_mended_at_once_pass_and_stay(token: str, settings: Mapping[str, Any]) -> None:
    properties: Mapping[str, Any] = {"publicNetworkAccess": "Disabled", "tags": TAGS}
    for path, found in settings.items():
        steps = path.split(".")
        inner: Any = found
        for step in reversed(steps[1:]):
            inner = {step: inner}
        held = properties.get(steps[0])
        both = {**held, **inner} if isinstance(held, Mapping) and isinstance(inner, Mapping) else inner
        properties = {**properties, steps[0]: both}
    pack = _pack()
    resource = _resource(token, properties)
    found = pack.mended(resource)
    for one in found:
        resource = with_changes(resource, one.changes)
    assert pack.mended(resource) == ()
    for one in found:
        answer = ask(one.rule, resource, _context(one.rule, resource))
        assert isinstance(answer, Answer)
        assert answer.verdict == "pass"


def _pack(**changed: Any) -> Pack:
    levels = {rule.id: RuleStandard(level="remediate") for rule in MENDING}
    settings = Settings(
        rules=tuple(MENDING), standards=Standards(rules=levels), exemptions=(), architecture=None, as_of=TODAY
    )
    return Pack(replace(settings, **changed))


def test_only_what_is_wrong_is_set() -> None:
    rule = rule_of("WEB-002")
    site = _resource(SITE, {"siteConfig": {"minTlsVersion": "1.3", "scmMinTlsVersion": "1.0", "alwaysOn": True}})
    better = with_changes(site, mending(rule, site, _context(rule)))
    assert better.properties == {"siteConfig": {"minTlsVersion": "1.3", "scmMinTlsVersion": "1.2", "alwaysOn": True}}


def test_a_fail_that_needs_a_person_is_left_alone() -> None:
    rule = rule_of("INT-005")
    open_to_all = _resource("azure-native:servicebus:Namespace", {"minimumTlsVersion": "1.0"})
    assert mending(rule, open_to_all, _context(rule, open_to_all)) == ()


def test_what_is_not_known_is_not_overwritten() -> None:
    rule = rule_of("STO-001")
    account = _resource(ACCOUNT, {"allowBlobPublicAccess": UNKNOWN})
    assert mending(rule, account, _context(rule)) == ()


def test_tags_are_added_where_they_are_missing_and_none_is_overwritten() -> None:
    rule = rule_of("GOV-003")
    tags = {name: "y" for name in TAGS if name not in ("owner", "Service")} | {"Owner": " ", "service": "pay"}
    account = _resource(ACCOUNT, {"tags": tags})
    context = _context(rule, parameters={"values": {"OWNER": "digital"}})
    assert [(one.property, one.value) for one in mending(rule, account, context)] == [("tags.Owner", "digital")]
    assert mending(rule, _resource(ACCOUNT, {}), context) == ()  # nobody said what the other tags are to be


@pytest.mark.parametrize("level", ["mandatory", "advisory", "disabled"])
def test_other_levels_mend_nothing(level: Any) -> None:
    pack = _pack(standards=Standards(rules={rule.id: RuleStandard(level=level) for rule in MENDING}))
    assert pack.mended(_resource(ACCOUNT, {"allowBlobPublicAccess": True})) == ()


def test_the_level_is_that_of_the_environment() -> None:
    standards = Standards(rules={"STO-001": RuleStandard(level="remediate", environments={"prod": "mandatory"})})
    pack = _pack(standards=standards)
    prod, dev = ({"allowBlobPublicAccess": True, "tags": {"environment": name}} for name in ("prod", "dev"))
    assert pack.mended(_resource(ACCOUNT, prod)) == ()
    assert [one.rule.id for one in pack.mended(_resource(ACCOUNT, dev))] == ["STO-001"]


def test_what_people_accepted_is_not_mended() -> None:
    accepted = Exemption(
        id="e1",
        rule_id="STO-001",
        scope="urn:a",
        owner="a",
        approver="b",
        ticket="t",
        reason="r",
        approved_on=date(2026, 11, 1),
        expires=date(2026, 12, 1),
    )
    account = _resource(ACCOUNT, {"allowBlobPublicAccess": True, "minimumTlsVersion": "TLS1_2"})
    assert _pack(exemptions=(accepted,), rules=(rule_of("STO-001"),)).mended(account) == ()
    late = _pack(exemptions=(accepted,), rules=(rule_of("STO-001"),), as_of=date(2026, 12, 1))
    assert len(late.mended(account)) == 1


def test_a_change_leaves_the_properties_it_was_given() -> None:
    (change,) = mending(
        rule_of("STO-001"), _resource(ACCOUNT, {"allowBlobPublicAccess": True}), _context(rule_of("STO-001"))
    )
    before = {"allowBlobPublicAccess": True, "sku": {"name": "Standard_ZRS"}}
    after = changed(before, change)
    assert (before["allowBlobPublicAccess"], read(after, "allowBlobPublicAccess")) == (True, False)
    assert after["sku"] is before["sku"]
