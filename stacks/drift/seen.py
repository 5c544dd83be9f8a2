"""What the engine saw in one stack: what was changed by hand, what is gone, what is not as designed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from stacks.drift.compared import Change, changes, changes_seen

Kind = Literal["changed", "missing", "not-planned", "not-built"]
"""Changed by hand in the cloud; gone from the cloud; built and not in the architecture; in the architecture, and not
built or not built so."""

COMPONENT = "cloud-unless:"
"""How the type of a component of ours begins; its name is an id of the architecture."""

NOT_KNOWN_YET = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""How the engine writes a value that only the cloud will give."""

_MAKES = ("create", "create-replacement", "import")
_CHANGES = ("update", "replace")
_ENDS = ("delete", "discard")


@dataclass(frozen=True)
class Drift:
    """One resource that is not as it should be. `component` is the id in the architecture that it belongs to, None
    where the engine shows none. `changes` are empty where the whole resource is meant."""

    kind: Kind
    urn: str
    type: str
    id: str | None
    component: str | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Seen:
    """All of one stack: how many resources of the cloud were looked at, and what differs, sorted by urn. `whole` is
    False where the engine did not come to its end."""

    resources: int
    drifts: tuple[Drift, ...]
    whole: bool


def seen(events: bytes) -> Seen:
    """What `pulumi preview --refresh --json` saw, from its stream of events. A line that is no event is left out."""
    found = _Events.of(events)
    told = {one.urn: one for one in _refreshed(found)}
    for one in _stepped(found):
        # What was changed or removed by hand is the reason for the step; it is told once.
        told.setdefault(one.urn, one)
    drifts = tuple(told[urn] for urn in sorted(told))
    return Seen(resources=len(found.refreshed), drifts=drifts, whole=found.whole)


@dataclass(frozen=True)
class _Events:
    """`refreshed` are the results of looking again at each resource of the cloud, `steps` what a run would do."""

    refreshed: dict[str, Mapping[str, Any]]
    steps: dict[str, Mapping[str, Any]]
    parents: dict[str, str]
    whole: bool

    @staticmethod
    def of(data: bytes) -> _Events:
        found = _Events({}, {}, {}, False)
        whole = False
        for event in events_of(data):
            whole = whole or "summaryEvent" in event
            before, after = _metadata(event, "resourcePreEvent"), _metadata(event, "resOutputsEvent")
            for told in (before, after):
                for state in (told.get("old"), told.get("new")) if told else ():
                    if isinstance(state, dict) and isinstance(state.get("parent"), str) and state["parent"]:
                        found.parents[str(told["urn"])] = state["parent"]
            if after and after.get("op") == "refresh" and _is_of_the_cloud(after):
                found.refreshed[str(after["urn"])] = after
            if before and before.get("op") != "refresh" and _is_of_the_cloud(before):
                found.steps[str(before["urn"])] = before
        return _Events(found.refreshed, found.steps, found.parents, whole)

    @property
    def something_missing(self) -> bool:
        """True where a resource was looked for and is gone."""
        return any(not told.get("new") for told in self.refreshed.values())

    def component(self, urn: str) -> str | None:
        """The name of the nearest component of ours above a resource."""
        passed: set[str] = set()
        while (above := self.parents.get(urn)) and above not in passed:
            if _type_of(above).startswith(COMPONENT):
                return above.rpartition("::")[2]
            passed.add(above)
            urn = above
        return None


def _refreshed(found: _Events) -> Iterator[Drift]:
    for urn, told in found.refreshed.items():
        was, now = _state(told, "old"), _state(told, "new")
        if not told.get("new"):
            yield _drift("missing", urn, told, found)
            continue
        asked = _part(was, "inputs")
        differ = {one.path: one for one in changes_seen(asked, _part(was, "outputs"), _part(now, "outputs"))}
        differ |= {one.path: one for one in changes(asked, _part(now, "inputs"))}
        if differ:
            yield _drift("changed", urn, told, found, tuple(differ[path] for path in sorted(differ)))


def _stepped(found: _Events) -> Iterator[Drift]:
    for urn, told in found.steps.items():
        op = told.get("op")
        if op in _ENDS:
            yield _drift("not-planned", urn, told, found)
        elif op in _MAKES and urn not in found.refreshed:
            yield _drift("not-built", urn, told, found)
        elif op in (*_CHANGES, *_MAKES):
            designed, stands = _part(_state(told, "new"), "inputs"), _part(_state(told, "old"), "inputs")
            differ = tuple(one for one in changes(designed, stands) if one.expected != NOT_KNOWN_YET)
            # What stands on a resource that is gone has to wait for its id: that alone is no difference.
            if differ or not found.something_missing:
                yield _drift("not-built", urn, told, found, differ)


def _drift(kind: Kind, urn: str, told: Mapping[str, Any], found: _Events, differ: tuple[Change, ...] = ()) -> Drift:
    stands = _state(told, "old").get("id") or _state(told, "new").get("id")
    return Drift(kind, urn, str(told.get("type")), stands if stands else None, found.component(urn), differ)


def events_of(data: bytes) -> Iterator[Mapping[str, Any]]:
    """The events in a stream, one on each line. A line that is none is left out."""
    for line in data.splitlines():
        try:
            event = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(event, dict):
            yield event


def _metadata(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    told = event.get(name)
    metadata = told.get("metadata") if isinstance(told, dict) else None
    return metadata if isinstance(metadata, dict) and isinstance(metadata.get("urn"), str) else {}


def _is_of_the_cloud(told: Mapping[str, Any]) -> bool:
    """Not the stack, a provider or a component: those are the engine's own."""
    return not str(told.get("type")).startswith(("pulumi:", COMPONENT))


def _state(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = told.get(name)
    return found if isinstance(found, dict) else {}


def _part(state: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = state.get(name)
    return found if isinstance(found, dict) else {}


def _type_of(urn: str) -> str:
    parts = urn.split("::", 3)
    return parts[2].rpartition("$")[2] if len(parts) == 4 else ""
