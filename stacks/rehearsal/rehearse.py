"""The whole rehearsal: every stack previewed, built, built again and taken away in a simulated Azure."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from safeio.errors import NotEvaluatedError
from safeio.json_files import canonical_json
from stacks.administrator import KEY as ADMINISTRATOR_PASSWORD
from stacks.guard import read_architecture
from stacks.rehearsal.cli import find_cli
from stacks.rehearsal.engine import JUDGED_ON, Engine
from stacks.rehearsal.messages import changed, event_messages, plain_messages, preview_messages
from stacks.rehearsal.ordering import in_order, needed_stacks, reversed_needs
from stacks.rehearsal.processes import Finished
from stacks.rehearsal.project import write_project

WORKERS = 2
"""So many stacks at once: one program keeps about one processor busy."""

_PROTECTED = b'"protect": true'
"""As an exported state says it of a resource."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class StackRehearsed:
    """What came of one stack. `resources` are those it made in Azure and `expected` those that the architecture
    counts; `changed_again` those that the second run changed, and `left` those that its removal left. None is not
    come to. `faults` are the engine's own words; `stopped_at` is the step where they were said."""

    stack: str
    expected: int
    resources: int | None = None
    first_seconds: float | None = None
    changed_again: int | None = None
    left: int | None = None
    preview: bytes | None = None
    state: bytes | None = None
    stopped_at: str | None = None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rehearsal:
    """All of one rehearsal, in the order the stacks are built. `kept` is the folder that was not removed."""

    stacks: tuple[StackRehearsed, ...]
    kept: Path | None = None

    @property
    def passed(self) -> bool:
        """True where every stack was built as designed, not changed by a second run, and taken away without a rest."""
        return all(
            not one.faults and one.resources == one.expected and one.changed_again == 0 and one.left == 0
            for one in self.stacks
        )


def rehearse(
    folder: Path,
    wanted: Sequence[str] | None,
    on_progress: Progress,
    *,
    as_of: date,
    surroundings: Mapping[str, str],
    policy_pack: Path | None = None,
    keep: bool = False,
) -> Rehearsal:
    """Rehearse the stacks of the programme folder: those wanted by name with what they stand on, or all.

    `as_of` dates the rehearsal's own approval and is the day that our policy pack judges by. `surroundings` are the
    environment variables, of which hardly any reach the engine. With `policy_pack` the engine asks that pack too. What
    Azure or the program refuses is in the result; raises InputError for a folder that cannot be built,
    NotEvaluatedError where the engine is missing or cannot work, and StorageError.
    """
    architecture, _ = read_architecture(folder)
    needs = needed_stacks(architecture, wanted)
    if not needs:
        raise NotEvaluatedError("out/architecture.json", "there is no stack to rehearse", "Plan and design first.")
    cli = find_cli(surroundings)
    home = Path(tempfile.mkdtemp(prefix="cloud-unless-rehearsal-"))
    try:
        project = home / "project"
        write_project(project, canonical_json(architecture), as_of, folder)
        engine = Engine(cli, home, project, {**surroundings, JUDGED_ON: as_of.isoformat()})
        engine.load_program()
        packed = () if policy_pack is None else ("--policy-pack", str(policy_pack.resolve()))
        expected = {stack.name: stack.resource_count for stack in architecture.stacks}
        results = _rehearsed(engine, needs, expected, packed, on_progress)
    finally:
        if not keep:
            shutil.rmtree(home, ignore_errors=True)
    return Rehearsal(stacks=results, kept=home if keep else None)


def _rehearsed(
    engine: Engine,
    needs: Mapping[str, tuple[str, ...]],
    expected: Mapping[str, int],
    packed: Sequence[str],
    on_progress: Progress,
) -> tuple[StackRehearsed, ...]:
    results: dict[str, StackRehearsed] = {}

    def build(name: str) -> None:
        failed = [one for one in needs[name] if results[one].faults]
        begun = StackRehearsed(stack=name, expected=expected[name])
        if failed:
            faults = (f"it stands on {failed[0]}, which could not be built",)
            results[name] = replace(begun, stopped_at="not begun", faults=faults)
        else:
            results[name] = _built(engine, begun, packed, on_progress)

    def remove(name: str) -> None:
        if results[name].stopped_at not in ("not begun", "preview"):
            results[name] = _removed(engine, results[name], on_progress)

    try:
        in_order(needs, build, WORKERS)
        in_order(reversed_needs(needs), remove, WORKERS)
    finally:
        engine.stop()
    return tuple(results[name] for name in needs)


def _built(engine: Engine, begun: StackRehearsed, packed: Sequence[str], on_progress: Progress) -> StackRehearsed:
    """One stack previewed, built and built again, as far as it goes."""
    stack = ("--stack", begun.stack)

    def step(doing: str) -> None:
        on_progress(f"rehearsal: {begun.stack}: {doing}")

    step("preview")
    _worked(engine.run("stack", "init", begun.stack), "stack init")
    password = f"{secrets.token_urlsafe(24)}aA1!"  # the rules for Windows passwords ask for all four kinds
    _worked(engine.run("config", "set", "--secret", ADMINISTRATOR_PASSWORD, *stack, given=password), "config set")
    previewed = engine.run_program("preview", *stack, "--json", "--show-sames", *packed)
    if previewed.code:
        return replace(begun, stopped_at="preview", faults=_preview_faults(engine, previewed, stack, packed))
    begun = replace(begun, preview=previewed.output)

    step("first run")
    first = engine.run_program("up", *stack, "--yes", "--skip-preview", "--json", *packed)
    made = _count(engine, begun.stack)
    begun = replace(begun, resources=made, first_seconds=first.seconds)
    if first.code:
        return replace(begun, stopped_at="first run", faults=_faults(first))

    step("second run")
    second = engine.run_program("up", *stack, "--yes", "--skip-preview", "--json", *packed)
    begun = replace(begun, changed_again=changed(second.output))
    if second.code:
        return replace(begun, stopped_at="second run", faults=_faults(second))
    return replace(begun, state=_worked(engine.run("stack", "export", *stack), "stack export").output)


def _removed(engine: Engine, built: StackRehearsed, on_progress: Progress) -> StackRehearsed:
    """One stack taken away, also a half built one. Protection is lifted first, where there is any: there is nothing to
    protect."""
    on_progress(f"rehearsal: {built.stack}: removal")
    stack = ("--stack", built.stack)
    if built.state is None or _PROTECTED in built.state:
        _worked(engine.run("state", "unprotect", "--all", "--yes", *stack), "state unprotect")
    destroyed = engine.run("destroy", *stack, "--yes", "--skip-preview", "--json")
    built = replace(built, left=_count(engine, built.stack))
    if destroyed.code and not built.faults:
        return replace(built, stopped_at="removal", faults=_faults(destroyed))
    return built


def _count(engine: Engine, stack: str) -> int:
    """How many resources of a stack are in the simulated Azure."""
    return sum(1 for one in engine.azure.all() if one.urn.startswith(f"urn:pulumi:{stack}::"))


def _preview_faults(
    engine: Engine, previewed: Finished, stack: Sequence[str], packed: Sequence[str]
) -> tuple[str, ...]:
    found = preview_messages(previewed.output)
    if found or not packed:
        return found or _unexplained(previewed)
    # A preview in JSON leaves out what a policy pack said; asked again for its events, it says so.
    events = {"PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "true"}
    return event_messages(engine.run_program("preview", *stack, "--json", *packed, more=events).output) or _unexplained(
        previewed
    )


def _faults(finished: Finished) -> tuple[str, ...]:
    return event_messages(finished.output) or _unexplained(finished)


def _unexplained(finished: Finished) -> tuple[str, ...]:
    """A failure without an error of a resource or of the program is not the architecture's: the engine did not work."""
    _worked(finished, "the engine")
    raise AssertionError("a run that worked has no faults")


def _worked(finished: Finished, command: str) -> Finished:
    if finished.code:
        said = " / ".join(plain_messages(finished.output, finished.errors)[-3:]) or f"it ended with {finished.code}"
        remedy = "If the message does not help, run it again with --keep and look into the folder that is named."
        raise NotEvaluatedError("rehearsal", f"the Pulumi CLI did not work ({command}): {said}", remedy)
    return finished
