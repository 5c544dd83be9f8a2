"""Mending: the settings that make a resource keep a rule, where a rule carries values that are safe to set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from policies.asking import Reply, ask
from policies.model import Answer, Context, Parameter, Resource, Rule
from policies.readers.folded import Folded
from policies.values import is_unknown
from safeio.values import value


@value
class Change:
    """One setting that mends: the path of a property, and the value to set there. A value is never a secret: it comes
    from the rule or from standards.yaml."""

    property: str
    value: Any


def mending(rule: Rule, resource: Resource, context: Context) -> tuple[Change, ...]:
    """What to set so that the resource keeps the rule, in order; nothing where it does not fail, or where what the rule
    carries is not enough to make it pass.

    Only what the rule names as wrong is set: a setting that is stricter already stays. Raises NotYet where the rule
    looks at other resources and the context has none.
    """
    changes: list[Change] = []
    while rule.remediation:
        reply = ask(rule, resource, context)
        if not isinstance(reply, Answer) or reply.verdict != "fail":
            return tuple(changes) if _is_kept(reply) else ()
        made = _wanted(rule, reply.property or "", resource.properties, context.parameters)
        if made is None or made in changes:
            return ()
        changes.append(made)
        resource = with_changes(resource, (made,))
    return ()


def with_changes(resource: Resource, changes: Iterable[Change]) -> Resource:
    """The resource with the changes made."""
    properties: Mapping[str, Any] = resource.properties
    for one in changes:
        properties = changed(properties, one)
    return replace(resource, properties=properties)


def changed(properties: Mapping[str, Any], change: Change) -> Mapping[str, Any]:
    """The properties with one change made. Names of what is there are found as ARM finds them where a template was
    read; the properties given stay as they were."""
    made: Mapping[str, Any] = _with(properties, change.property.split("."), change.value)
    return made


def _is_kept(reply: Reply) -> bool:
    return isinstance(reply, Answer) and reply.verdict in ("pass", "not_applicable")


def _wanted(rule: Rule, path: str, properties: Mapping[str, Any], parameters: Mapping[str, Any]) -> Change | None:
    """The change for what the rule says is wrong at `path`; None where it carries none."""
    for start, kept in rule.remediation.items():
        if path != start and not path.startswith(f"{start}."):
            continue
        found = _given(kept, parameters)
        if not isinstance(found, Mapping):
            return Change(property=path, value=found) if path == start and found is not None else None
        member = path.removeprefix(start).removeprefix(".")
        text = next((one for name, one in found.items() if name.casefold() == member.casefold()), None)
        return None if text is None else Change(property=_as_there(start, member, properties), value=text)
    return None


def _given(kept: Any, parameters: Mapping[str, Any]) -> Any:
    found = parameters[kept.name] if isinstance(kept, Parameter) else kept
    return next(iter(found), None) if isinstance(found, list | tuple) else found


def _as_there(start: str, member: str, properties: Mapping[str, Any]) -> str:
    """The path of a member, as it is written where it stands already: two names in different case would be two."""
    held = properties.get(start)
    names = held if isinstance(held, Mapping) else ()
    return f"{start}.{next((name for name in names if name.casefold() == member.casefold()), member)}"


def _with(found: Any, steps: list[str], wanted: Any) -> Any:
    assert not is_unknown(found), "a rule that meets a value which is not known does not fail"
    if not steps:
        return wanted
    held: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
    inner = _with(held.get(steps[0]), steps[1:], wanted)
    return held.with_one(steps[0], inner) if isinstance(held, Folded) else {**held, steps[0]: inner}
