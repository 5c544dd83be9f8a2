"""`trace`: one table from the plan to the cloud, for an application or for everything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cloud_unless import stages
from cloud_unless.options import HERE, FolderOption, Format, FormatOption
from cloud_unless.progress import next_step, number_of, say
from safeio.errors import InputError, NotEvaluatedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cloud_unless.traced import Known
    from migration.model import Dispositions, Plan
    from stacks.adoption import Planned

ApplicationArgument = Annotated[
    str | None, typer.Argument(metavar="[APPLICATION]", help="The id of an application. Without it, everything.")
]


def run(
    application: ApplicationArgument = None,
    folder: FolderOption = HERE,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show what becomes of an application, down to the cloud.

    Its wave, day, stack, workloads and resources, and what the last `check` and `drift` said of each. Needs a design;
    the resources are those of the last rehearsal.
    """
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from cloud_unless.traced import trace_table

    where = stages.check_folder(folder)
    known = _known(where)
    table = trace_table(known, None if application is None else _found(known, application))
    show(Answer(tables=(table,)), form)
    say(f"{number_of(len(table.rows), 'row')} traced.")
    next_step("drift", "explain APPLICATION")


def _known(folder: Path) -> Known:
    from cloud_unless.drift_lines import read_drift
    from cloud_unless.traced import Known

    architecture, sha256 = stages.read_architecture(folder)
    return Known(
        architecture=architecture,
        plan=_plan(folder, architecture.plan_sha256),
        dispositions=_dispositions(folder, architecture.estate_sha256),
        resources=_resources(folder),
        findings=stages.read_findings(folder),
        drift=read_drift(folder, sha256),
    )


def _found(known: Known, text: str) -> str:
    """The id of an application that something is built for, or that the plan decides about. Raises InputError."""
    import difflib

    ids = {one.application_id for one in known.architecture.workloads}
    ids |= {one.application_id for one in known.dispositions.dispositions} if known.dispositions else set()
    wanted = text.strip().casefold()
    if wanted in ids:
        return wanted
    near = difflib.get_close_matches(wanted, sorted(ids), n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    raise InputError(text, "there is no application with this id", f"{hint}See: cloud-unless design --list workloads")


def _plan(folder: Path, sha256: str) -> Plan | None:
    if not (folder / stages.PLAN).exists():
        return None
    plan, found = stages.read_plan(folder)
    if found != sha256:
        say("The design is of another plan than there is now, so days are left out. To renew it: cloud-unless design")
        return None
    return plan


def _dispositions(folder: Path, estate_sha256: str) -> Dispositions | None:
    if not (folder / stages.DISPOSITIONS).exists():
        return None
    try:
        return stages.read_dispositions(folder, estate_sha256)[0]
    except InputError as problem:
        say(f"Routes are left out: {problem.wrong}. {problem.remedy}")
        return None


def _resources(folder: Path) -> Mapping[str, Sequence[Planned]]:
    from cloud_unless.adoption_files import rehearsed_stacks

    try:
        return rehearsed_stacks(folder)
    except (InputError, NotEvaluatedError) as problem:
        say(f"Resources are left out: {problem.wrong}. {problem.remedy}")
        return {}
