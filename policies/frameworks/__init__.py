"""The frameworks that rules give evidence for: every control, the rules for it, and why some have none."""

from __future__ import annotations

from collections.abc import Sequence

from policies.frameworks import caf, cyber_essentials, mcsb, ncsc_csp, uk_gdpr, uk_official
from policies.frameworks.controls import WHY, Control, Framework
from policies.model import Rule
from safeio.values import value

FRAMEWORKS: tuple[Framework, ...] = (
    ncsc_csp.FRAMEWORK,
    cyber_essentials.FRAMEWORK,
    caf.FRAMEWORK,
    uk_official.FRAMEWORK,
    uk_gdpr.FRAMEWORK,
    mcsb.FRAMEWORK,
)

REVIEW = "Which rules give evidence for a control is our judgement; a person must review it and judge the rest."
"""What must stand beside every mapping that is shown."""


@value
class Covered:
    """A control and the ids of the rules that give evidence for it. `why_none` says why there is none."""

    control: Control
    rule_ids: tuple[str, ...]
    why_none: str | None


def coverage(framework: Framework, rules: Sequence[Rule]) -> tuple[Covered, ...]:
    """Every control of the framework with the rules for it, in the order of the framework. A control that only people's
    own rules name comes last, with its id for a title."""
    by_control: dict[str, list[str]] = {}
    for rule in rules:
        for control_id in dict.fromkeys(rule.frameworks.get(framework.key, ())):
            by_control.setdefault(control_id, []).append(rule.id)
    listed = {one.id for one in framework.controls}
    others = tuple(Control(id=one, title=one) for one in sorted(by_control) if one not in listed)
    return tuple(_covered(one, by_control.get(one.id, [])) for one in (*framework.controls, *others))


def _covered(control: Control, rule_ids: Sequence[str]) -> Covered:
    why = None if rule_ids else WHY[control.why_no_rule or "not yet"]
    return Covered(control=control, rule_ids=tuple(sorted(rule_ids)), why_none=why)
