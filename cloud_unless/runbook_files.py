"""out/runbooks/: the cut-over runbook of each wave, as Markdown for people and CSV for a change system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cloud_unless import plan_files, stages
from cloud_unless.progress import say
from safeio.errors import InputError

if TYPE_CHECKING:
    from migration.model import Plan, Wave
    from migration.model.architecture import Architecture
    from migration.reports.facts import ReportFacts
    from migration.runbooks.step import Runbook

RUNBOOKS = "out/runbooks"
ENDINGS = (".md", ".csv")


@dataclass(frozen=True, kw_only=True)
class Written:
    """The runbooks that were written and their files."""

    runbooks: tuple[Runbook, ...]
    paths: tuple[Path, ...]


def write_runbooks(folder: Path, wave_id: str | None) -> Written:
    """Write the runbook of one wave, or those of all waves: then files of waves that are no more go. Raises InputError
    for an unknown wave and for a plan made from another estate or other decisions; StorageError."""
    from migration.runbooks.known import known_of
    from migration.runbooks.markdown import markdown
    from migration.runbooks.rows import csv_text
    from migration.runbooks.runbook import runbook

    facts = _facts(folder)
    assert facts.plan is not None, "read_planned reads a plan"
    waves = _waves(folder, facts.plan, wave_id)
    known = known_of(facts)
    runbooks = tuple(runbook(facts, wave, known) for wave in waves)
    if wave_id is None:
        _clear(folder)
    paths = []
    for one in runbooks:
        for ending, text in zip(ENDINGS, (markdown(one), csv_text(one)), strict=True):
            paths.append(stages.write_bytes(folder, f"{RUNBOOKS}/{_file_name(one.wave_id)}{ending}", text.encode()))
    return Written(runbooks=runbooks, paths=tuple(paths))


def _facts(folder: Path) -> ReportFacts:
    from migration.plan.inputs import undivided
    from migration.plan.verify import verify
    from migration.reports.facts import ReportFacts

    plan, plan_sha256 = stages.read_plan(stages.check_folder(folder))
    # A runbook goes by the plan's own dates; judging by the plan's day gives the same runbook on every day.
    planned = plan_files.read_planned(folder, plan.as_of)
    plan_files.check_current(folder, planned)
    inputs = planned.inputs
    return ReportFacts(
        as_of=plan.as_of,
        folder=inputs.folder,
        estate=undivided(inputs).estate,
        dispositions=undivided(inputs).dispositions,
        plan=plan,
        parts=inputs.parts,
        violations=verify(inputs, plan),
        architecture=_architecture(folder, plan_sha256),
    )


def _architecture(folder: Path, plan_sha256: str) -> Architecture | None:
    """The design of this very plan; None before there is one."""
    if not (folder / stages.ARCHITECTURE).exists():
        return None
    found, _ = stages.read_architecture(folder)
    if found.plan_sha256 != plan_sha256:
        say("The design is of another plan, so the runbooks leave it out. To renew it, run: cloud-unless design")
        return None
    return found


def _waves(folder: Path, plan: Plan, wave_id: str | None) -> Sequence[Wave]:
    found = [one for one in plan.waves if wave_id in (None, one.id)]
    if wave_id is not None and not found:
        known = ", ".join(one.id for one in plan.waves) or "none"
        raise InputError("--wave", f"{wave_id[:100]!r} is no wave of {folder / stages.PLAN}", f"Waves: {known}.")
    return found


def _clear(folder: Path) -> None:
    place = stages.own_folder(folder, f"{RUNBOOKS}/one")
    for ending in ENDINGS:
        for old in place.glob(f"*{ending}"):
            old.unlink()


def _file_name(wave_id: str) -> str:
    """The wave's id where it can be a file's name; plans are edited by hand."""
    from safeio.text import slug, slug_with

    return wave_id if slug(wave_id) == wave_id else slug_with(wave_id, wave_id)
