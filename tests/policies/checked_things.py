"""Builds what the tests of `check` ask about: resources, rules, exemptions, and the files of the engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from policies.model import Answer, Context, Exemption, Resource, Rule, passed

TODAY = date(2026, 11, 22)
STORAGE = "azure-native:storage:StorageAccount"
ROOT = "pulumi:pulumi:Stack"
WORKLOAD = "cloud-unless:workload:FileShare"


def urn_of(name: str, token: str = STORAGE, stack: str = "test") -> str:
    """The urn of a resource."""
    return f"urn:pulumi:{stack}::tests::{token}::{name}"


def resource(name: str = "a", **changed: Any) -> Resource:
    """A storage account without settings, unless told otherwise."""
    made = Resource(
        type=STORAGE,
        raw_type=STORAGE,
        name=name,
        urn=urn_of(name, changed.get("type", STORAGE), changed.get("stack", "test")),
        stack="test",
        properties={},
        outputs={},
        property_depends_on={},
    )
    return replace(made, **changed)


def always(answer: Any) -> Callable[[Resource, Context], Any]:
    """An answer function that always gives the same."""
    return lambda _resource, _context: answer


def rule(rule_id: str = "TST-001", answer: Callable[[Resource, Context], Any] | None = None, **changed: Any) -> Rule:
    """A rule about storage accounts that passes, unless told otherwise."""
    made = Rule(
        id=rule_id,
        title=f"Title of {rule_id}",
        severity="high",
        why="It tests.",
        applies_to=(STORAGE,),
        answer=answer or always(passed()),
        absent_means="Nothing.",
        remedy="Mend it.",
        frameworks={},
        parameters={},
    )
    return replace(made, **changed)


def exemption(rule_id: str = "TST-001", scope: str = urn_of("a"), **changed: Any) -> Exemption:
    """An exemption that holds on TODAY."""
    made = Exemption(
        id="EX-1",
        rule_id=rule_id,
        scope=scope,
        owner="Ann Able",
        approver="Bob Best",
        ticket="CHG-1",
        reason="It must be so.",
        approved_on=date(2026, 11, 1),
        expires=date(2027, 3, 1),
    )
    return replace(made, **changed)


def fails(path: str | None = "setting", message: str = "it is wrong") -> Callable[[Resource, Context], Answer]:
    """An answer function that fails everything."""
    return always(Answer(verdict="fail", property=path, message=message))


def state(name: str, token: str = STORAGE, stack: str = "test", **changed: Any) -> dict[str, Any]:
    """A resource as the engine writes it."""
    custom = not token.startswith(("pulumi:pulumi:", "cloud-unless:"))
    return {"urn": urn_of(name, token, stack), "custom": custom, "type": token, "inputs": {}, **changed}


def step(operation: str, found: dict[str, Any]) -> dict[str, Any]:
    """A step of a preview."""
    key = "oldState" if operation.startswith("delete") else "newState"
    return {"op": operation, "urn": found["urn"], key: found}


def preview(*steps: dict[str, Any], **changed: Any) -> bytes:
    """A preview of the steps; `changeSummary` counts them."""
    operations = [one["op"] for one in steps]
    summary = {operation: operations.count(operation) for operation in operations}
    return json.dumps({"steps": list(steps), "changeSummary": summary, **changed}).encode()


def export(*states: dict[str, Any], **changed: Any) -> bytes:
    """An export of a stack."""
    return json.dumps({"version": 3, "deployment": {"resources": list(states)}, **changed}).encode()


def stack_of(*states: dict[str, Any], stack: str = "test") -> bytes:
    """A preview that creates the stack's root and these resources."""
    return preview(*(step("create", one) for one in (state(stack, ROOT, stack), *states)))
