"""out/rehearsal/: the previews and states of the stacks, which architecture was rehearsed, and how each stack fared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cloud_unless import stages
from safeio.errors import NotEvaluatedError
from safeio.values import Day, value

if TYPE_CHECKING:
    from stacks.rehearsal.rehearse import Rehearsal

RECORD = f"{stages.REHEARSED}/rehearsal.json"


@value
class StackRecord:
    """One stack: resources made and designed, those that a second run changed and the removal left, None where it did
    not come to that; `stopped_at` is the step it did not get past."""

    stack: str
    resources: int | None
    designed: int
    second_run_changed: int | None
    removal_left: int | None
    stopped_at: str | None


@value
class RehearsalRecord:
    """The whole file."""

    schema_version: int = 1
    as_of: Day
    architecture_sha256: str
    stacks: tuple[StackRecord, ...]


def record_of(found: Rehearsal, as_of: Day, architecture_sha256: str) -> RehearsalRecord:
    """What is kept of a rehearsal, besides the previews and states."""
    assert all(one.expected is not None for one in found.stacks), "only what was designed is recorded"
    return RehearsalRecord(
        as_of=as_of,
        architecture_sha256=architecture_sha256,
        stacks=tuple(
            StackRecord(
                stack=one.stack,
                resources=one.resources,
                designed=one.expected or 0,
                second_run_changed=one.changed_again,
                removal_left=one.left,
                stopped_at=one.stopped_at,
            )
            for one in found.stacks
        ),
    )


def write_stacks(folder: Path, found: Rehearsal) -> list[Path]:
    """Write what `check` reads, and give the paths. What an earlier rehearsal wrote goes: it may be of another
    architecture."""
    from safeio.private_files import private_folder, write_private

    place = private_folder(folder / stages.REHEARSED)
    for old in (*place.glob(f"*{stages.PREVIEW_ENDING}"), *place.glob(f"*{stages.STATE_ENDING}")):
        old.unlink()
    written = []
    for one in found.stacks:
        for ending, data in ((stages.PREVIEW_ENDING, one.preview), (stages.STATE_ENDING, one.state)):
            if data is not None:
                path = place / f"{one.stack}{ending}"
                write_private(path, data)
                written.append(path)
    return written


def check_rehearsed(folder: Path) -> None:
    """Raise NotEvaluatedError where the previews that lie in the folder are of another architecture than is there now:
    a check of them would say nothing about what is going to be built."""
    from safeio.json_files import read_json

    if not (folder / RECORD).exists() or not (folder / stages.ARCHITECTURE).exists():
        return
    record = read_json(folder / RECORD, RehearsalRecord, canonical=True)
    if record.architecture_sha256 != stages.read_architecture(folder)[1]:
        wrong = f"another architecture was rehearsed than {stages.ARCHITECTURE}"
        raise NotEvaluatedError(str(folder / RECORD), wrong, "Rehearse again with: cloud-unless rehearse.")
