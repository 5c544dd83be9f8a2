"""`check`: the common standards, asked of what Pulumi would build or has built. This is the gate."""

from __future__ import annotations

from dataclasses import replace
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cloud_unless import __version__, stages
from cloud_unless.check_options import (
    BaselineOption,
    DiffOption,
    FailOn,
    FailOnOption,
    ParametersOption,
    PatchOption,
    PathsArgument,
    StandardsFromOption,
    WriteBaselineOption,
    WriteOption,
)
from cloud_unless.options import HERE, AsOfOption, FolderOption, Format, FormatOption, today
from cloud_unless.progress import next_step, number_of, say
from policies.no_cycles import no_cycles
from safeio.errors import InputError

if TYPE_CHECKING:
    from policies.model import FindingsFile


@no_cycles()
def run(
    paths: PathsArgument = None,
    folder: FolderOption = HERE,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
    fail_on: FailOnOption = FailOn.LOW,
    write: WriteOption = None,
    baseline: BaselineOption = None,
    write_baseline: WriteBaselineOption = None,
    diff: DiffOption = False,
    patch: PatchOption = None,
    standards_from: StandardsFromOption = None,
    parameters: ParametersOption = None,
) -> None:
    """Check previews and stacks against the common standards.

    Reads what `pulumi preview --json --show-sames` and `pulumi stack export` write, ARM templates (those built from
    Bicep) and lists of resources. Needs neither Pulumi nor a programme folder. Exit 0 when every mandatory standard is
    kept, 1 when one is not, 4 when one cannot be told.
    """
    from cloud_unless import checking
    from cloud_unless.checking import found_in, outputs, write_outputs
    from cloud_unless.findings_rows import baseline_table, counted, findings_table, rules_asked_table
    from cloud_unless.judging import judged_by, refuse_settings, unheeded
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from policies.gate import exit_for
    from policies.rules import RULES

    if diff and baseline is None:
        remedy = "Add --baseline FILE; cloud-unless check --write-baseline FILE makes one."
        raise InputError("--diff", "nothing says what was there before", remedy)
    day = as_of or today()
    wanted = outputs(write or [])
    refuse_settings((*(paths or ()), *(parameters or ())))
    programme = _programme(folder)
    named = tuple(dict.fromkeys(paths)) if paths else _rehearsed(folder)
    if programme is not None and lexists(programme / stages.ARCHITECTURE):
        stages.read_architecture(programme)  # rules judge by it: changed by hand, it would make a fail look kept
    judging = judged_by(programme, RULES, day, baseline, standards_from)
    rules = judging.settings.rules
    checked = found_in(named, judging.settings, programme, judging.baseline, parameters or ())
    # What a change does to its own settings belongs into every report: that is where reviewers look.
    found = replace(checked.file, warnings=(*judging.changes, *checked.file.warnings))
    known = (baseline_table(found),) if baseline is not None and not diff else ()
    show(Answer(tables=(findings_table(found), *known, rules_asked_table(found, rules)), facts={"as_of": day}), form)
    for warning in (*unheeded(named, programme), *found.warnings):
        say(f"Note: {warning.about}: {warning.message}.")
    say(f"{number_of(found.rules_asked, 'standard')} asked about {_resources(found)}: {counted(found)}.")
    written = write_outputs(found, rules, __version__, wanted)
    if write_baseline is not None:
        written = (*written, checking.write_baseline(write_baseline, checked, judging.baseline))
    if patch is not None:
        patched, count = checking.write_patch(patch, checked, judging.settings.standards, RULES)
        written = (*written, patched)
        say(f"The patch mends {number_of(count, 'resource')}. Look at it before you take it over.")
    if programme is not None:
        written = (stages.write_out(programme, stages.FINDINGS, found), *written)
    if written:
        say(f"Written: {', '.join(map(str, written))}")
    if programme is not None:
        next_step("report", "explain RULE-ID")
    raise typer.Exit(exit_for(found.findings, found.unknown, fail_on.value))


def _programme(folder: Path) -> Path | None:
    """The programme folder; None where none is named and this is none. Raises InputError where one is named."""
    if folder == HERE and not (folder / stages.PROGRAMME).is_file():
        return None
    return stages.check_folder(folder)


def _rehearsed(folder: Path) -> tuple[Path, ...]:
    """The previews of the last rehearsal. Raises InputError where there are none, and as `check_rehearsed`."""
    from cloud_unless.rehearsal_record import check_rehearsed

    found = tuple(sorted((folder / stages.REHEARSED).glob(f"*{stages.PREVIEW_ENDING}")))
    if not found:
        remedy = f"{stages.how_to_make(folder, 'rehearse')}. Or name what `pulumi preview --json --show-sames` wrote."
        raise InputError(str(folder / stages.REHEARSED), "there is no preview to check", remedy)
    check_rehearsed(folder)
    return found


def _resources(found: FindingsFile) -> str:
    seen = number_of(found.resources_seen, "resource")
    return f"{found.resources_asked:,} of {seen} in {number_of(len(found.stacks), 'stack')}"
