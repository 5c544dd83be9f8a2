"""What governs and watches keeps every standard."""

from __future__ import annotations

import json
from datetime import date

import pytest
from as_checked import as_checked
from built_stack import Built, run_program
from governed_architecture import governed_architecture

from migration.model.architecture import Architecture
from policies.check import check
from policies.model import STACK
from policies.readers.states import resource_of
from policies.rules import RULES
from policies.standards import Standards
from safeio.json_files import canonical_json
from stacks.governance import build_governance
from stacks.watch import build_watch

AS_OF = date(2026, 11, 22)
ABOUT_WHAT_IS_NOT_HERE = ("BCK-004", "GOV-014")
"""Standards about workloads, whose stacks are not built here."""


@pytest.fixture(scope="module")
def designed() -> Architecture:
    """A county that governs and watches."""
    return governed_architecture()


@pytest.fixture(scope="module")
def both(designed: Architecture) -> tuple[Built, Built]:
    """The two stacks as registered."""
    governance, _, watch, *_ = designed.stacks
    return (
        run_program(lambda: build_governance(designed, governance), governance.name),
        run_program(lambda: build_watch(designed, watch), watch.name),
    )


def test_governance_and_watch_keep_every_standard(designed: Architecture, both: tuple[Built, Built]) -> None:
    roots = tuple(
        resource_of(
            {"urn": f"urn:pulumi:{name}::cloud-unless::{STACK}::cloud-unless-{name}", "type": STACK, "custom": False},
            name,
            "create",
        )
        for name in ("governance", "watch")
    )
    resources = tuple(one for one in as_checked(*both) if one.type != STACK)
    rules = [rule for rule in RULES if rule.id not in ABOUT_WHAT_IS_NOT_HERE]
    plain = json.loads(canonical_json(designed))
    found = check((*resources, *roots), rules, (), AS_OF, Standards(), plain).findings
    wrong = [(one.rule_id, one.subject, one.message) for one in found if one.verdict not in ("pass", "not_applicable")]
    assert wrong == []
    assert {"GOV-003", "GOV-006", "GOV-010", "GOV-013", "IAM-001", "IAM-002", "IAM-003", "LOG-005"} <= {
        one.rule_id for one in found if one.verdict == "pass"
    }
