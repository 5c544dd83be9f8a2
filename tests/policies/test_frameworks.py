"""Frameworks: every control that a rule names is one, and every control has a rule or a reason why not."""

from __future__ import annotations

import pytest
from checked_things import rule

from policies.frameworks import FRAMEWORKS, Framework, coverage
from policies.frameworks.controls import WHY
from policies.rules import RULES

BY_KEY = pytest.mark.parametrize("framework", FRAMEWORKS, ids=[one.key for one in FRAMEWORKS])


@BY_KEY
def test_rules_name_controls_that_there_are(framework: Framework) -> None:
    listed = {one.id for one in framework.controls}
    named = {control for one in RULES for control in one.frameworks.get(framework.key, ())}
    assert named <= listed


@BY_KEY
def test_a_control_has_rules_or_a_reason_why_not_and_never_both(framework: Framework) -> None:
    assert len({one.id for one in framework.controls}) == len(framework.controls)
    for one in coverage(framework, RULES):
        assert (one.why_none is None) == bool(one.rule_ids), one.control.id
        assert (one.control.why_no_rule is None) == bool(one.rule_ids), one.control.id
        assert one.control.why_no_rule in (None, *WHY)


@BY_KEY
def test_a_list_says_where_it_comes_from(framework: Framework) -> None:
    assert framework.source
    assert framework.checked_on == "2026-11-22"


def test_evidence_is_found_by_control_and_own_controls_come_last() -> None:
    csp = FRAMEWORKS[0]
    own = rule("OWN-001", frameworks={csp.key: ("3", "99")})
    found = {one.control.id: one for one in coverage(csp, (own,))}
    assert (found["3"].rule_ids, found["3"].why_none) == (("OWN-001",), None)
    assert list(found)[-1] == "99"
    assert found["1"].why_none == WHY["not yet"]


def test_every_framework_of_the_rules_has_a_list_or_is_another_checker() -> None:
    keys = {key for one in RULES for key in one.frameworks}
    assert keys - {one.key for one in FRAMEWORKS} == {"checkov", "prowler"}
