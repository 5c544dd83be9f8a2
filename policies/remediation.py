"""Mending: the settings that make a resource keep a rule, where a rule carries values that are safe to set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from policies.asking import Asking, Question, Reply, ask_each
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
    (found,) = mending_each(rule, (resource,), context)
    return found


def mending_each(
    rule: Rule, resources: Sequence[Resource], context: Context, asking: Asking = ask_each
) -> tuple[tuple[Change, ...], ...]:
    """As `mending`, for each of several resources at once: `asking` may put the rule into another process, which costs
    the same for one resource as for all."""
    better = list(resources)
    found: list[tuple[Change, ...]] = [()] * len(resources)
    made: list[list[Change]] = [[] for _ in resources]
    open_still = list(range(len(resources))) if rule.remediation else []
    while open_still:
        subjects = tuple(better[at] for at in open_still)
        (replies,) = asking((Question(rule=rule, subjects=subjects, context=context),))
        asked, open_still = open_still, []
        for at, reply in zip(asked, replies, strict=True):
            if _is_kept(reply):
                found[at] = tuple(made[at])
                continue
            change = _wanted(rule, reply, better[at], context)
            if change is not None and change not in made[at]:
                made[at].append(change)
                better[at] = with_changes(better[at], (change,))
                open_still.append(at)
    return tuple(found)


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


def _wanted(rule: Rule, reply: Reply, resource: Resource, context: Context) -> Change | None:
    """The change for what the rule says is wrong; None where it says nothing is, or carries none for it."""
    if not isinstance(reply, Answer) or reply.verdict != "fail":
        return None
    path = reply.property or ""
    for start, kept in rule.remediation.items():
        if path != start and not path.startswith(f"{start}."):
            continue
        found = _given(kept, context.parameters)
        if not isinstance(found, Mapping):
            return Change(property=path, value=found) if path == start and found is not None else None
        member = path.removeprefix(start).removeprefix(".")
        text = next((one for name, one in found.items() if name.casefold() == member.casefold()), None)
        return None if text is None else Change(property=_as_there(start, member, resource.properties), value=text)
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
