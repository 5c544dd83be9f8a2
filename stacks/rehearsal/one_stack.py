"""One stack of a rehearsal: previewed, built, built again and taken away by the engine."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from safeio.errors import NotEvaluatedError
from stacks.rehearsal.engine import Engine
from stacks.rehearsal.messages import (
    changed,
    changed_resources,
    event_messages,
    plain_messages,
    preview_messages,
)
from stacks.rehearsal.processes import Finished

_PROTECTED = b'"protect": true'
"""As an exported state says it of a resource."""

_RETAINED = b'"retainOnDelete": true'

MOST_RUNS = 25
"""No chain of resources that need each other is as long: each run builds at least one more of its types."""

Progress = Callable[[str], None]


class Run(Protocol):
    """Runs a command of the CLI that runs the program, with further variables."""

    def __call__(self, *arguments: str, more: Mapping[str, str] | None = None) -> Finished: ...


@dataclass(frozen=True)
class StackRehearsed:
    """What came of one stack. `resources` are those it made in Azure and `expected` those that the architecture
    counts, None for a program that is not ours; `changed_again` those that the second run changed, which `again` names
    with what became of them, and `left` those that its removal left; `runs` are those until all of it stood. None is
    not come to. `faults` are the engine's own words; `stopped_at` is the step where they were said. `stood` is True
    where an earlier rehearsal had made it."""

    stack: str
    expected: int | None
    resources: int | None = None
    first_seconds: float | None = None
    changed_again: int | None = None
    again: tuple[str, ...] = ()
    left: int | None = None
    preview: bytes | None = None
    state: bytes | None = None
    stopped_at: str | None = None
    faults: tuple[str, ...] = ()
    runs: int | None = None
    stood: bool = False


def built(
    engine: Engine,
    run: Run,
    begun: StackRehearsed,
    packed: Sequence[str],
    on_progress: Progress,
    stood: bool = False,
) -> StackRehearsed:
    """One stack, which is initialised, previewed, built and built again, as far as it goes. `run` runs a command that
    runs the program; `packed` are the options that name a policy pack. With `stood`, something of it may be there from
    an earlier rehearsal: the engine looks at that first. Where troubles are planned, it is built until they are over.
    Raises NotEvaluatedError and StorageError."""
    stack = ("--stack", begun.stack)
    looking = ("--refresh",) if stood else ()
    begun = replace(begun, stood=stood)

    def step(doing: str) -> None:
        on_progress(f"rehearsal: {begun.stack}: {doing}")

    step("preview")
    preview = ("preview", *stack, "--json", "--show-sames", *looking, *packed)
    previewed = run(*preview)
    # A program may ask whether something is there, and make it where it is not.
    while previewed.code and engine.azure.assumed_wrongly():
        previewed = run(*preview)
    if previewed.code:
        return replace(begun, stopped_at="preview", faults=_preview_faults(run, previewed, stack, packed))
    begun = replace(begun, preview=previewed.output)

    up = ("up", *stack, "--yes", "--skip-preview", "--json", *packed)
    most = MOST_RUNS if engine.azure.troubles.planned else 1
    for runs in range(1, most + 1):
        step("first run" if runs == 1 else f"run {runs}")
        first = run(*up, *looking, *(("--continue-on-error",) if most > 1 else ()))
        begun = replace(begun, runs=runs, first_seconds=begun.first_seconds or first.seconds)
        if not first.code:
            break
    made = _count(engine, begun.stack)
    begun = replace(begun, resources=made)
    if first.code:
        return replace(begun, stopped_at="first run", faults=_faults(first))

    step("second run")
    second = run(*up)
    begun = replace(begun, changed_again=changed(second.output), again=changed_resources(second.output))
    if second.code:
        return replace(begun, stopped_at="second run", faults=_faults(second))
    return replace(begun, state=worked(engine.run("stack", "export", *stack), "stack export").output)


def removed(engine: Engine, stood: StackRehearsed, on_progress: Progress) -> StackRehearsed:
    """One stack taken away, also a half built one. Protection is lifted first, where there is any: there is nothing to
    protect. Raises NotEvaluatedError."""
    on_progress(f"rehearsal: {stood.stack}: removal")
    stack = ("--stack", stood.stack)
    if stood.state is None or _PROTECTED in stood.state:
        worked(engine.run("state", "unprotect", "--all", "--yes", *stack), "state unprotect")
    destroyed = engine.run("destroy", *stack, "--yes", "--skip-preview", "--json")
    stood = replace(stood, left=_count(engine, stood.stack, _retained(stood.state)))
    if destroyed.code and not stood.faults:
        return replace(stood, stopped_at="removal", faults=_faults(destroyed))
    return stood


def _count(engine: Engine, stack: str, but: Collection[str] = ()) -> int:
    """How many resources of a stack are in the simulated Azure, but for those with these urns."""
    of_stack = f"urn:pulumi:{stack}::"
    return sum(1 for one in engine.azure.all() if one.urn.startswith(of_stack) and one.urn not in but)


def _retained(state: bytes | None) -> frozenset[str]:
    """The urns of what the program wants to stay when its stack goes, and of what is to go with that alone."""
    if state is None or _RETAINED not in state:
        return frozenset()
    found: set[str] = set()
    # A state has what a resource goes with before the resource.
    for one in json.loads(state)["deployment"]["resources"]:
        if one.get("retainOnDelete") or one.get("deletedWith") in found:
            found.add(one["urn"])
    return frozenset(found)


def _preview_faults(run: Run, previewed: Finished, stack: Sequence[str], packed: Sequence[str]) -> tuple[str, ...]:
    found = preview_messages(previewed.output)
    if found or not packed:
        return found or _unexplained(previewed)
    # A preview in JSON leaves out what a policy pack said; asked again for its events, it says so.
    events = {"PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "true"}
    return event_messages(run("preview", *stack, "--json", *packed, more=events).output) or _unexplained(previewed)


def _faults(finished: Finished) -> tuple[str, ...]:
    return event_messages(finished.output) or _unexplained(finished)


def _unexplained(finished: Finished) -> tuple[str, ...]:
    """A failure without an error of a resource or of the program is not the architecture's: the engine did not work."""
    worked(finished, "the engine")
    raise AssertionError("a run that worked has no faults")


def worked(finished: Finished, command: str) -> Finished:
    """The same, where a command of the CLI went well. Raises NotEvaluatedError with what it said."""
    if finished.code:
        said = " / ".join(plain_messages(finished.output, finished.errors)[-3:]) or f"it ended with {finished.code}"
        remedy = "If the message does not help, run it again with --keep and look into the folder that is named."
        raise NotEvaluatedError("rehearsal", f"the Pulumi CLI did not work ({command}): {said}", remedy)
    return finished
