"""What `mutation.py` changes: the files, the tests that must notice, and the changes that change nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

CASES = "tests/policies/test_rule_cases.py"
PATHS = "tests/policies/test_rule_paths.py"


@dataclass(frozen=True, kw_only=True)
class Target:
    """One file that is changed, and the tests that must notice; `-k` keeps those of one rule. `loaded` are modules of
    ours that do not use the file: they too are loaded once."""

    path: str
    tests: tuple[str, ...]
    loaded: tuple[str, ...] = ()


def _of_rule(rule: str, *more: str) -> Target:
    return Target(path=f"policies/rules/{rule}.py", tests=(CASES, PATHS, "-k", rule.upper().replace("_", "-"), *more))


def _of_check(name: str, *tests: str) -> Target:
    return Target(path=f"policies/{name}.py", tests=tuple(f"tests/policies/test_{test}.py" for test in tests))


def _of_plan(name: str, *more: str) -> Target:
    """A check of `verify`, with the tests of this check alone. Some changes make it search without an end."""
    tests = tuple(f"tests/migration/test_check_{one}.py" for one in (name, *more))
    return Target(path=f"migration/plan/checks/{name}.py", tests=(*tests, "--timeout=20"), loaded=BENEATH_CHECKS)


BENEATH_CHECKS = (
    "migration.decide.assess",
    "migration.money.costs",
    "migration.plan.case",
    "migration.plan.shared_services",
    "migration.plan.stage_headings",
)
PLAN_CHECKS = (
    "calendar_days",
    "change",
    "completeness",
    "decisions",
    "dependencies",
    "gates",
    "links",
    "missed_dates",
    "money",
    "notices",
    "objective",
    "parts",
    "passed",
    "people",
    "pilots",
    "pins",
    "portfolio",
    "preparation",
    "prerequisites",
    "recovery",
    "shared_services",
    "stages",
    "waves",
)

TARGETS: dict[str, Target] = {
    "gate": _of_check("gate", "gate"),
    "exemptions": _of_check("exemptions", "exemptions"),
    "check": _of_check("check", "policy_check", "exemptions", "standards"),
    "key_002": _of_rule("key_002"),
    "sto_004": _of_rule("sto_004"),
    "cmp_001": _of_rule("cmp_001"),
    "gov_002": _of_rule("gov_002"),
    "log_001": _of_rule("log_001"),
} | {f"plan_{name}": _of_plan(name) for name in PLAN_CHECKS}
TARGETS["plan_objective"] = _of_plan("objective", "objective_claims")
# Most of that check stands beneath it.
TARGETS |= {
    f"missed_{name}": replace(TARGETS["plan_missed_dates"], path=f"migration/plan/{name}.py")
    for name in ("accepted_risks", "missed_dates")
}

_STRICT = "`strict` only guards against a fault of ours: both sides always have the same length"
_NODE = "it only names the work of some teams, each by a name of its own"
EQUIVALENT: dict[str, str] = {
    "exemptions: ' ' → ' x'": "it stands between the parts of both names that are compared",
    "exemptions: '' → 'x'": "every letter has a name of its own",
    "log_001: 1 → 2": "the last part of an id is the same however many parts are cut off",
    "sto_004: asked < SINCE → asked <= SINCE": "a version is longer than its year, so it never equals one",
    "check: True → False": _STRICT,
    "check: 1000 → 1001": "how many messages are remembered changes none of them",
    "plan_people: 'work ' → 'work x'": _NODE,
    "plan_people: ' ' → ' x'": _NODE,
    "plan_people: left[at, other] > TINY → left[at, other] >= TINY": "a crumb of just this size counts for nothing",
    "plan_objective: end.ends >= contract.ends → end.ends > contract.ends": "left on its last day it costs the same",
    "check:  for one in held if one.rule_id == rule.id →  for one in held": "`covers` asks for the rule again",
}
"""Changes that change nothing, by target and change, with the reason. They count neither as noticed nor as missed."""
