"""The gate: what a check comes to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from checked_things import TODAY, always, resource, rule

from policies.check import check
from policies.gate import exit_for, nothing_checked
from policies.model import Answer, Finding
from policies.standards import RuleStandard, Standards
from safeio.errors import Exit


def finding(verdict: Any, severity: Any = "high", level: Any = "mandatory") -> Finding:
    """A finding with this verdict, made by a check."""
    answer = always(None) if verdict == "error" else always(Answer(verdict=verdict))
    standards = Standards(rules={"TST-001": RuleStandard(level=level)})
    return check([resource()], [rule(answer=answer, severity=severity)], (), TODAY, standards, None).findings[0]


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ([], Exit.OK),
        ([finding("pass"), finding("not_applicable")], Exit.OK),
        ([finding("pass"), finding("fail")], Exit.FINDINGS),
        ([finding("unknown")], Exit.NOT_EVALUATED),
        ([finding("pass"), finding("unknown")], Exit.NOT_EVALUATED),
        ([finding("error")], Exit.NOT_EVALUATED),
        ([finding("pass"), finding("error")], Exit.NOT_EVALUATED),
        ([finding("error", level="advisory", severity="low")], Exit.NOT_EVALUATED),
        ([finding("fail"), finding("unknown"), finding("error")], Exit.FINDINGS),
        ([finding("fail", level="advisory"), finding("unknown", level="advisory")], Exit.OK),
    ],
)
def test_P_01_the_exit_code(findings: list[Finding], code: Exit) -> None:
    assert exit_for(findings, "deny", "low") is code


@pytest.mark.parametrize(
    ("verdict", "code"),
    [("fail", Exit.OK), ("unknown", Exit.OK), ("pass", Exit.OK), ("error", Exit.NOT_EVALUATED)],
)
def test_P_02_what_is_in_the_baseline_stops_only_where_a_rule_crashed(verdict: str, code: Exit) -> None:
    old = replace(finding(verdict), in_baseline=True)
    assert exit_for([old], "deny", "low") is code
    assert exit_for([old, finding("fail")], "deny", "low") is Exit.FINDINGS


def test_what_cannot_be_told_may_be_allowed() -> None:
    assert exit_for([finding("unknown")], "allow", "low") is Exit.OK
    assert exit_for([finding("error")], "allow", "low") is Exit.NOT_EVALUATED


SEVERITIES = ("critical", "high", "medium", "low")


@pytest.mark.parametrize("fail_on", SEVERITIES)
@pytest.mark.parametrize("severity", SEVERITIES)
def test_only_the_threshold_and_worse_stop(severity: str, fail_on: Any) -> None:
    stops = SEVERITIES.index(severity) <= SEVERITIES.index(fail_on)
    assert exit_for([finding("fail", severity)], "deny", fail_on) is (Exit.FINDINGS if stops else Exit.OK)
    assert exit_for([finding("unknown", severity)], "deny", fail_on) is (Exit.NOT_EVALUATED if stops else Exit.OK)


@pytest.mark.parametrize(
    ("findings", "rules", "resources", "why"),
    [
        ([finding("fail")], 1, 1, None),
        ([], 0, 5, "no rule is loaded"),
        ([], 3, 0, "there is no resource"),
        ([], 3, 5, "no rule is about any of the 5 resources"),
        ([finding("not_applicable")], 3, 5, "no rule is about any of the 5 resources"),
        ([finding("not_applicable"), finding("pass")], 3, 1, None),
        ([replace(finding("pass"), subject_kind="plan")], 3, 1_200, "no rule is about any of the 1,200 resources"),
    ],
)
def test_P_03_a_check_of_nothing_is_never_green(
    findings: list[Finding], rules: int, resources: int, why: str | None
) -> None:
    assert nothing_checked(findings, rules, resources) == why
