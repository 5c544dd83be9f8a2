"""`import`: files become claims in the store; rows that cannot be taken in go to a file to mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cloud_unless import stages
from cloud_unless.empty_registers import needs
from cloud_unless.options import HERE, AsOfOption, FolderOption, Format, FormatOption, today
from cloud_unless.progress import next_step, number_of, progress, say, say_error
from safeio.errors import Exit, InputError, UserError

if TYPE_CHECKING:
    from cloud_unless.folder import Read
    from cloud_unless.tables import Answer
    from inventory.importing import Imported

# The registers that are found by name, in the order they are read.
REGISTERS = ("things.csv", "applications.csv", "deployments.csv", "interfaces.csv", "contracts.csv", "licences.csv")

# The formats that sources.yaml names; all others are registers.
EXPORTS = ("rvtools", "azure-dependencies")

FilesArgument = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FILE]...", help="Files to import. Without any: all that the folder names."),
]
SiteOption = Annotated[str | None, typer.Option("--site", metavar="ID", help="The site of the things in FILE.")]
OrganisationOption = Annotated[
    str | None, typer.Option("--organisation", metavar="ID", help="The organisation of the things in FILE.")
]


def run(
    files: FilesArgument = None,
    site: SiteOption = None,
    organisation: OrganisationOption = None,
    folder: FolderOption = HERE,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Take in RVTools workbooks, dependency exports and registers.

    Without FILE: what sources.yaml names, and the registers found by name. Exit 3 when rows were rejected.
    """
    from cloud_unless.showing import show

    day = as_of or today()
    read = stages.read_folder(folder)
    _check_ids(read, site, organisation)
    if files:
        wanted = [Wanted(path=path, seen_on=day, site=site, organisation=organisation) for path in files]
    else:
        wanted = _named(folder, read, day)
    if not wanted:
        remedy = (
            "Name an RVTools workbook in sources.yaml (imports: [{file: rvtools.xlsx}]), or give it: "
            f"cloud-unless import FILE. {needs('applications')}"
        )
        raise InputError(str(folder / "sources.yaml"), "there is nothing to import", remedy)
    imported = _read_all(wanted)
    _store_all(folder, imported, day)
    mended = _write_mendable(folder, imported)
    show(_answer(read, imported), form)
    _close(read, imported, mended)
    if read.rejected or any(one.rejected for one in imported):
        raise typer.Exit(Exit.PARTIAL)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One file to import. `format` is what sources.yaml says it is: auto, an export's format, or register."""

    path: Path
    seen_on: date
    site: str | None = None
    organisation: str | None = None
    format: str = "auto"


def _check_ids(read: Read, site: str | None, organisation: str | None) -> None:
    programme = read.folder.programme
    for option, given, known in (
        ("--site", site, [one.id for one in programme.sites]),
        ("--organisation", organisation, [one.id for one in programme.organisations]),
    ):
        if given is not None and given not in known:
            remedy = f"Use one of: {', '.join(known)}"
            raise InputError(option, f"programme.yaml has no {option[2:]} {given!r}", remedy)


def _named(folder: Path, read: Read, day: date) -> list[Wanted]:
    """What sources.yaml names, then the registers that are there."""
    listed = [
        Wanted(
            path=folder / source.file,
            seen_on=source.seen_on or day,
            site=source.site,
            organisation=source.organisation,
            format=source.format,
        )
        for source in read.sources.imports
    ]
    known = {wanted.path.resolve() for wanted in listed}
    found = [folder / name for name in REGISTERS if (folder / name).exists()]
    return [*listed, *(Wanted(path=path, seen_on=day) for path in found if path.resolve() not in known)]


def _read_all(wanted: Sequence[Wanted]) -> list[Imported]:
    """Read every file before anything is stored. Each file that cannot be read is named; the last one raises."""
    done: list[Imported] = []
    failed: list[UserError] = []
    with progress("Reading files") as told:
        for one in wanted:
            told(one.path.name)
            try:
                done.append(_read_one(one))
            except UserError as error:
                failed.append(error)
    if failed:
        say("Nothing was stored, because not every file could be read.")
        for failure in failed[:-1]:
            say_error(failure)
        raise failed[-1]
    return done


def _read_one(one: Wanted) -> Imported:
    from inventory.importing import import_file

    found = import_file(one.path, one.seen_on, one.site, one.organisation)
    is_format = found.format if found.format in EXPORTS else "register"
    if one.format not in ("auto", is_format):
        wrong = f"sources.yaml says that this is of the format {one.format}, but it is {found.format}"
        raise InputError(str(one.path), wrong, "Correct the format in sources.yaml, or write auto.")
    return found


def _store_all(folder: Path, imported: Sequence[Imported], day: date) -> None:
    from inventory.store import open_store

    claims = sum(len(one.claims) for one in imported)
    hashed = [(one, _sha256(one.path)) for one in imported]
    with progress(f"Storing {claims:,} claims"), open_store(folder / stages.STORE) as store:
        store.add_all(hashed, day)


def _sha256(path: Path) -> str:
    """The hash of a file; of a folder, the hash of its files' names and hashes."""
    from safeio.json_files import sha256_bytes, sha256_of

    if not path.is_dir():
        return sha256_of(path)
    lines = [f"{file.name} {sha256_of(file)}" for file in sorted(path.iterdir()) if file.is_file()]
    return sha256_bytes("\n".join(lines).encode())


def _write_mendable(folder: Path, imported: Sequence[Imported]) -> list[Path]:
    """Write the rejected rows of each file, and take away what an earlier import left of files that are now whole."""
    from inventory.importing import mendable

    written: list[Path] = []
    if (folder / stages.REJECTED).exists():
        stages.own_folder(folder, f"{stages.REJECTED}/any")  # never tidy up behind a link
    for one in imported:
        path = folder / stages.REJECTED / _rejected_name(one.path)
        text = mendable(one)
        if text is None:
            if not _same(path, one.path):
                path.unlink(missing_ok=True)
            continue
        if path.exists() and not _same(path, one.path) and path.read_bytes() != text.encode():
            path.replace(path.with_suffix(".old.csv"))  # someone may be mending it
        written.append(stages.write_bytes(folder, f"{stages.REJECTED}/{path.name}", text.encode()))
    return written


def _rejected_name(path: Path) -> str:
    return path.name if path.suffix.lower() == ".csv" else f"{path.name}.csv"


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _answer(read: Read, imported: Sequence[Imported]) -> Answer:
    from cloud_unless.rejected import rejected_table, warnings_table
    from cloud_unless.tables import Answer, Column, Table

    imports = Table(
        name="imports",
        title="Imported",
        columns=(
            Column(key="file", heading="File", wrap=True),
            Column(key="format", heading="Format"),
            Column(key="rows", heading="Rows", right=True),
            Column(key="claims", heading="Claims", right=True),
            Column(key="rejected", heading="Rejected", right=True),
            Column(key="warnings", heading="Warnings", right=True),
        ),
        rows=tuple(
            (one.path.name, one.format, one.rows, len(one.claims), len(one.rejected), len(one.warnings))
            for one in imported
        ),
    )
    rejected = [*read.rejected, *(row for one in imported for row in one.rejected)]
    warnings = [*read.warnings, *(warned for one in imported for warned in one.warnings)]
    return Answer(tables=(imports, rejected_table(rejected), warnings_table(warnings)))


def _close(read: Read, imported: Sequence[Imported], mended: Sequence[Path]) -> None:
    rejected = sum(len(one.rejected) for one in imported)
    rows = sum(one.rows for one in imported)
    files = number_of(len(imported), "file")
    say(f"Imported {files}: {number_of(rows, 'row')} read, {rejected:,} rejected. Stored in {stages.STORE}.")
    for name in sorted({row.file for row in read.rejected}):
        count = number_of(sum(row.file == name for row in read.rejected), "row")
        say(f"{count} of {name} rejected, which the plan reads from there: mend the file itself.")
    for path in mended:
        say(f"Mend the rejected rows in {path} and run: cloud-unless import {path}")
        say("Mend them in the file they came from too, or the next import rejects them again.")
    if rows:
        next_step("estate")
    else:
        say("Every file holds only its header. Begin with applications.csv and the servers: sources.yaml says how.")
        next_step("import")
