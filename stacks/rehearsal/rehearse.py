"""The whole rehearsal: every stack previewed, built, built again and taken away in a simulated Azure."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from safeio.errors import NotEvaluatedError
from safeio.json_files import canonical_json
from stacks.administrator import KEY as ADMINISTRATOR_PASSWORD
from stacks.connection_keys import key_names
from stacks.guard import read_architecture
from stacks.rehearsal.cli import find_cli
from stacks.rehearsal.engine import JUDGED_ON, Engine
from stacks.rehearsal.kept_folder import PROJECT, azure_in
from stacks.rehearsal.offered_files import Offered
from stacks.rehearsal.one_stack import Progress, StackRehearsed, built, removed, worked
from stacks.rehearsal.ordering import in_order, needed_stacks, reversed_needs
from stacks.rehearsal.program_notes import run_notes
from stacks.rehearsal.project import write_project
from stacks.rehearsal.quotas import Quotas, needed, needed_notes
from stacks.rehearsal.troubles import planned
from stacks.rehearsal.upgrade_notes import change_notes, left_notes

WORKERS = 2
"""So many stacks at once: one program keeps about one processor busy."""


@dataclass(frozen=True)
class Rehearsal:
    """All of one rehearsal, in the order the stacks are built. `kept` is the folder that was not removed; `notes` say
    what was taken to be so, or stood in for."""

    stacks: tuple[StackRehearsed, ...]
    kept: Path | None = None
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """True where every stack was built as designed, not changed by a second run, and taken away without a rest."""
        return all(
            not one.faults and one.expected in (None, one.resources) and one.changed_again == 0 and one.left == 0
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
    trouble: str | None = None,
    quotas: Quotas | None = None,
    offered: Offered | None = None,
    before: Path | None = None,
) -> Rehearsal:
    """Rehearse the stacks of the programme folder: those wanted by name with what they stand on, or all.

    `as_of` dates the rehearsal's own approval and is the day that our policy pack judges by. `surroundings` are the
    environment variables, of which hardly any reach the engine. With `policy_pack` the engine asks that pack too.
    `trouble` is one of troubles.KINDS, which every type meets when it is first made; `quotas` are those that machines
    may not go beyond, `offered` the services of regions. `before` is the folder of a kept rehearsal: what stood in it
    is there, and is changed into what the stacks are now. What Azure or the program refuses is in the result; raises
    InputError for a folder that cannot be built, NotEvaluatedError where the engine is missing or cannot work, and
    StorageError.
    """
    architecture, _ = read_architecture(folder)
    needs = needed_stacks(architecture, wanted)
    if not needs:
        raise NotEvaluatedError("out/architecture.json", "there is no stack to rehearse", "Plan and design first.")
    cli = find_cli(surroundings)
    home = Path(tempfile.mkdtemp(prefix="cloud-unless-rehearsal-"))
    try:
        with azure_in(home, before, troubles=planned(trouble), quotas=quotas) as azure:
            azure.offered = offered or {}
            write_project(home / PROJECT, canonical_json(architecture), as_of, folder)
            engine = Engine(cli, home, home / PROJECT, {**surroundings, JUDGED_ON: as_of.isoformat()}, azure)
            engine.load_program()
            packed = () if policy_pack is None else ("--policy-pack", str(policy_pack.resolve()))
            expected = {one.name: one.resource_count for one in architecture.stacks}
            keys = {one.name: (ADMINISTRATOR_PASSWORD, *key_names(architecture, one)) for one in architecture.stacks}
            notes = left_notes(azure, needs)
            results, quota_notes = _rehearsed(engine, needs, expected, keys, packed, on_progress)
    finally:
        if not keep:
            shutil.rmtree(home, ignore_errors=True)
    return Rehearsal(
        stacks=results,
        kept=home if keep else None,
        notes=(*run_notes(results), *change_notes(results), *notes, *quota_notes),
    )


def _rehearsed(
    engine: Engine,
    needs: Mapping[str, tuple[str, ...]],
    expected: Mapping[str, int],
    keys: Mapping[str, Sequence[str]],
    packed: Sequence[str],
    on_progress: Progress,
) -> tuple[tuple[StackRehearsed, ...], tuple[str, ...]]:
    """The stacks, and what they take from the quotas."""
    results: dict[str, StackRehearsed] = {}

    def build(name: str) -> None:
        failed = [one for one in needs[name] if results[one].faults]
        begun = StackRehearsed(stack=name, expected=expected[name])
        if failed:
            faults = (f"it stands on {failed[0]}, which could not be built",)
            results[name] = replace(begun, stopped_at="not begun", faults=faults)
        else:
            stood = _prepared(engine, name, keys[name])
            results[name] = built(engine, engine.run_program, begun, packed, on_progress, stood)

    def remove(name: str) -> None:
        if results[name].stopped_at not in ("not begun", "preview"):
            results[name] = removed(engine, results[name], on_progress)

    try:
        in_order(needs, build, WORKERS)
        engine.keep_standing()
        quota_notes = needed_notes(needed(engine.azure.all()))
        in_order(reversed_needs(needs), remove, WORKERS)
    finally:
        engine.stop()
    return tuple(results[name] for name in needs), quota_notes


def _prepared(engine: Engine, stack: str, keys: Sequence[str]) -> bool:
    """Make a stack, and its secrets: the password of Windows machines, and the keys of connections to the sites. One
    that stood before keeps those it has: then it is True. Raises NotEvaluatedError."""
    stood = engine.has_stack(stack)
    if not stood:
        worked(engine.run("stack", "init", stack), "stack init")
    known = engine.keys_of(stack)
    for key in keys:
        if key in known:
            continue
        made_up = f"{secrets.token_urlsafe(24)}aA1!"  # the rules for Windows passwords ask for all four kinds
        worked(engine.run("config", "set", "--secret", key, "--stack", stack, given=made_up), "config set")
    return stood
