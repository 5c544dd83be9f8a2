"""Cases of rules as values: what is asked, of which resources, and what the rule must answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from typing import Any

from policies.asking import Asking, ask_each
from policies.check import check
from policies.model import ARCHITECTURE, STACK, Finding, Resource, Rule, Verdict
from policies.standards import RuleStandard, Standards
from policies.values import SECRET, UNKNOWN
from safeio.values import Day, value

API_VERSION = "apiVersion"
"""What a flip may change beside properties: the version that a template asks for."""

_SENTINELS = {"<unknown>": UNKNOWN, "<secret>": SECRET}


@value
class CaseResource:
    """A resource as a case gives it. `parent`, `depends_on` and `property_depends_on` are names of resources;
    `raw_type` is the type as a file spells it, where that is otherwise."""

    type: str
    name: str
    properties: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, Any] = field(default_factory=dict)
    id: str | None = None
    parent: str | None = None
    depends_on: tuple[str, ...] = ()
    property_depends_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    operation: str | None = None
    protect: bool = False
    retained: bool = False
    conditional: bool = False
    stack: str = "test"
    component: str | None = None
    raw_type: str | None = None
    api_version: str | None = None


@value
class Case:
    """One case: `resource` and `others` are given, and the rule must answer `verdict` for `resource`."""

    name: str
    verdict: Verdict
    resource: CaseResource
    others: tuple[CaseResource, ...] = ()
    architecture: Mapping[str, Any] | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    as_of: Day = date(2026, 11, 22)


@value
class Flip:
    """The one setting that makes a good resource fail. `value: null` removes it."""

    type: str
    property: str
    value: Any


@value
class CaseFile:
    """All cases of a rule."""

    rule: str
    flip: Flip
    cases: tuple[Case, ...]


def finding_of(case: Case, rule: Rule, asking: Asking = ask_each) -> Finding | None:
    """What `check` finds about the resource of a case; None where the rule is not asked of it."""
    checked = check(
        resources_of(case),
        (rule,),
        (),
        case.as_of,
        Standards(rules={rule.id: RuleStandard(parameters=case.parameters)}),
        case.architecture,
        asking,
    )
    wanted = case.resource.type if case.resource.type == ARCHITECTURE else _urn(case.resource)
    return next((one for one in checked.findings if one.subject == wanted), None)


def names_missing(case: Case) -> tuple[str, ...]:
    """The names that the case refers to without a resource of that name."""
    given = (case.resource, *case.others)
    named = {one.parent for one in given if one.parent}
    named |= {name for one in given for name in one.depends_on}
    named |= {name for one in given for names in one.property_depends_on.values() for name in names}
    return tuple(sorted(named - {one.name for one in given}))


def resources_of(case: Case) -> tuple[Resource, ...]:
    """The resources of a case as a reader would give them; architecture.json is not one of them."""
    given = (case.resource, *case.others)
    urns = {one.name: _urn(one) for one in given}
    return tuple(_resource(one, urns) for one in given if one.type != ARCHITECTURE)


def flipped(case: Case, flip: Flip) -> Case:
    """The case with the setting changed in every resource of the flip's type, or in its architecture."""
    if flip.type == ARCHITECTURE:
        return replace(case, architecture=_with(case.architecture, _steps(flip), flip.value))
    return replace(
        case, resource=_changed(case.resource, flip), others=tuple(_changed(one, flip) for one in case.others)
    )


def _changed(one: CaseResource, flip: Flip) -> CaseResource:
    if one.type != flip.type:
        return one
    if flip.property == API_VERSION:
        return replace(one, api_version=flip.value)
    return replace(one, properties=_with(one.properties, _steps(flip), flip.value))


def _steps(flip: Flip) -> list[str]:
    return re.findall(r"[^.\[\]]+|\[\d*\]", flip.property)


def _with(found: Any, steps: list[str], wanted: Any) -> Any:
    """`found` with `wanted` at the end of the steps: a name, `[2]` for one member of a list, `[]` for all of them."""
    if not steps:
        return wanted
    step, rest = steps[0], steps[1:]
    if step.startswith("["):
        chosen = step.strip("[]")
        return [
            _with(one, rest, wanted) if chosen in ("", str(number)) else one for number, one in enumerate(found or ())
        ]
    inner = dict(found or {})
    inner[step] = _with(inner.get(step), rest, wanted)
    return {key: one for key, one in inner.items() if one is not None}


def _urn(one: CaseResource) -> str:
    return f"urn:pulumi:{one.stack}::cases::{one.type}::{one.name}"


def _resource(one: CaseResource, urns: Mapping[str, str]) -> Resource:
    return Resource(
        type=one.type,
        raw_type=one.raw_type or one.type,
        api_version=_marked(one.api_version),
        name=one.name,
        urn=urns[one.name],
        stack=one.stack,
        properties=_marked(one.properties),
        outputs=_marked(one.outputs),
        id=one.id,
        parent=urns[one.parent] if one.parent else None,
        depends_on=tuple(urns[name] for name in one.depends_on),
        property_depends_on={
            key: tuple(urns[name] for name in names) for key, names in one.property_depends_on.items()
        },
        operation=one.operation,
        protect=one.protect,
        retained=one.retained,
        conditional=one.conditional,
        custom=one.type != STACK and not one.type.startswith("cloud-unless:"),
        component=one.component,
    )


def _marked(found: Any) -> Any:
    if isinstance(found, Mapping):
        return {key: _marked(one) for key, one in found.items()}
    if isinstance(found, list | tuple):
        return [_marked(one) for one in found]
    return _SENTINELS.get(found, found) if isinstance(found, str) else found
