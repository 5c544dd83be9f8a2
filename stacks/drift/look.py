"""Looking for drift: every stack that should stand, one after the other, and what differs in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from migration.model.architecture import Architecture, Stack
from safeio.errors import NotEvaluatedError
from stacks.drift.engine import OwnEngine
from stacks.drift.seen import Drift, seen
from stacks.guard import selected
from stacks.rehearsal.cli import find_cli
from stacks.rehearsal.ordering import in_order

WORKERS = 2
"""So many stacks at once: one program keeps about one processor busy."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class StackLooked:
    """What came of one stack. `resources` are those of the cloud that were looked at, None where the stack is not
    there. `faults` say why it could not be looked at whole."""

    stack: str
    resources: int | None
    drifts: tuple[Drift, ...] = ()
    faults: tuple[str, ...] = ()


def look_for_drift(
    project: Path,
    architecture: Architecture,
    wanted: Sequence[str] | None,
    on_progress: Progress,
    *,
    surroundings: Mapping[str, str],
) -> tuple[StackLooked, ...]:
    """Look at the stacks of an architecture that are built, or at those wanted by name, in the order they are built.

    Nothing is changed, neither in the cloud nor in the state. `surroundings` are the environment variables, which hold
    the login. A stack that should stand and is not there is told as a fault; one of a wave that is not applied is left
    out. Raises InputError for a stack that the architecture does not have or a folder that is no project,
    NotEvaluatedError where the engine is missing, cannot be asked, or nothing is built yet.
    """
    named = None if wanted is None else {selected(architecture, name).name for name in wanted}
    engine = OwnEngine(find_cli(surroundings), project, surroundings)
    found: dict[str, StackLooked] = {}

    def look(name: str) -> None:
        on_progress(f"drift: {name}")
        events, faults = engine.preview(name)
        told = seen(events)
        if not told.whole and not faults:
            faults = ("the engine did not come to its end",)
        found[name] = StackLooked(name, told.resources, told.drifts, faults)

    try:
        there = set(engine.stacks())
        for one in architecture.stacks:
            if one.name not in there and (one.name in named if named is not None else _should_stand(one)):
                found[one.name] = StackLooked(one.name, None, faults=("there is no such stack: it is not built",))
        chosen = [one.name for one in architecture.stacks if named is None or one.name in named]
        in_order({name: () for name in chosen if name in there}, look, WORKERS)
    finally:
        engine.stop()
    if not any(one.resources is not None for one in found.values()):
        wrong = "none of these stacks is there, so nothing was looked at"
        raise NotEvaluatedError(
            "pulumi", wrong, "Build the first one: pulumi up --stack NAME. Or log in where they are."
        )
    return tuple(found[name] for name in chosen if name in found)


def _should_stand(stack: Stack) -> bool:
    """A stack of a wave that is not applied may well not be there yet."""
    return stack.layer != "wave" or stack.wave_state == "applied"
