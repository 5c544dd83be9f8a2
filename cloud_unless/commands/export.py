"""`export`: a pipeline for a build server, what `pulumi import` takes over, and cut-over runbooks."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cloud_unless import stages
from cloud_unless.options import HERE, FolderOption, Format, FormatOption
from cloud_unless.progress import number_of, progress, say
from safeio.errors import InputError


class What(StrEnum):
    """What is written."""

    PIPELINE = "pipeline"
    IMPORTS = "imports"
    RUNBOOK = "runbook"


class Server(StrEnum):
    """The build server that a pipeline is for."""

    GITHUB = "github"
    AZURE_DEVOPS = "azure-devops"


WhatArgument = Annotated[What, typer.Argument(metavar="WHAT", help="What to write: pipeline, imports or runbook.")]
ServerOption = Annotated[
    Server | None, typer.Option("--for", help="The build server of the pipeline.", show_default=False)
]
InsideOption = Annotated[
    str, typer.Option("--inside", metavar="PATH", help="Where the programme folder stands in its git repository.")
]
ExistingOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--existing",
        metavar="FILE",
        help="What exists: a list of Azure (az resource list, az graph query) or a stack export. May be repeated.",
    ),
]

WaveOption = Annotated[
    str | None,
    typer.Option("--wave", metavar="ID", help="The runbook of this wave only. Without it, of every wave."),
]


def run(
    what: WhatArgument,
    folder: FolderOption = HERE,
    form: FormatOption = Format.TABLE,
    server: ServerOption = None,
    inside: InsideOption = ".",
    existing: ExistingOption = None,
    wave: WaveOption = None,
) -> None:
    """Write files for other programs, and runbooks.

    `pipeline` previews stacks on pull requests, builds them on approval and looks for drift. `imports` matches what
    exists in Azure with the rehearsed stacks, and writes what `pulumi import` takes over. `runbook` writes the steps of
    each wave, with check, rollback and point of no return.
    """
    where = stages.check_folder(folder)
    if wave is not None and what is not What.RUNBOOK:
        raise InputError("--wave", f"{what.value} is not written by the wave", "Leave it out.")
    if what is What.PIPELINE:
        if existing:
            raise InputError("--existing", "a pipeline needs no list of what exists", "Leave it out.")
        _pipeline(where, server, inside)
        return
    if server is not None:
        raise InputError("--for", f"{what.value} is for no build server", "Leave it out.")
    if what is What.RUNBOOK:
        if existing:
            raise InputError("--existing", "a runbook needs no list of what exists", "Leave it out.")
        _runbooks(where, wave)
        return
    if not existing:
        remedy = "Name a file: az resource list --output json > existing.json, then --existing existing.json."
        raise InputError("--existing", "it is not said what exists", remedy)
    _imports(where, existing, form)


def _pipeline(folder: Path, server: Server | None, inside: str) -> None:
    """Write the pipeline to out/, and say where it belongs: only people put it into effect."""
    from cloud_unless.showing import show_lines
    from stacks.pipelines import azure_devops, github

    architecture, _ = stages.read_architecture(folder)
    if server is None:
        raise InputError("--for", "it is not said for which build server", "Say --for github or --for azure-devops.")
    file, text = (
        (github.FILE, github.github_workflow(architecture, inside))
        if server is Server.GITHUB
        else (azure_devops.FILE, azure_devops.azure_pipeline(architecture, inside))
    )
    path = stages.write_bytes(folder, f"out/pipeline/{Path(file).name}", text.encode())
    show_lines([str(path)])
    say(f"Pipeline of {number_of(len(architecture.stacks), 'stack')} written. Its first lines say what it needs.")
    say(f"To put it into effect, copy it to {file} at the root of your repository.")


def _imports(folder: Path, existing: list[Path], form: Format) -> None:
    from cloud_unless.adoption_files import adoption_tables, existing_ids, rehearsed_stacks, write_imports
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from stacks.adoption import adoption

    planned = rehearsed_stacks(folder)
    found = adoption(planned, existing_ids(existing))
    written = write_imports(folder, planned, found)
    show(Answer(tables=adoption_tables(found)), form)
    say(
        f"{number_of(len(found.adopted), 'resource')} can be taken over, {len(found.elsewhere):,} stand elsewhere, "
        f"{len(found.not_planned):,} nobody planned."
    )
    for path in written:
        say(f"Written: {path}. For a new stack: pulumi import --file {path} --stack {path.stem} --generate-code=false")


def _runbooks(folder: Path, wave: str | None) -> None:
    from cloud_unless.runbook_files import write_runbooks
    from cloud_unless.showing import show_lines

    with progress("Writing runbooks"):
        written = write_runbooks(folder, wave)
    show_lines([str(path) for path in written.paths])
    steps = sum(len(group.steps) for one in written.runbooks for group in one.groups)
    steps += sum(len(one.contracts) for one in written.runbooks)
    gaps = len({gap for one in written.runbooks for gap in one.gaps})
    say(f"{number_of(len(written.runbooks), 'runbook')} of {number_of(steps, 'step')} written.")
    say(f"Not known or not settled: {number_of(gaps, 'thing')}. Each runbook begins with its own.")
