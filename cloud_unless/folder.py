"""Reads a programme folder: everything people wrote for the planner, checked against itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from cloud_unless.accepted_risks import subject_and_day
from cloud_unless.folder_checks import check_prerequisites, check_sources, check_version, check_waves
from cloud_unless.programme_checks import check_programme
from cloud_unless.sequence_checks import check_sequence
from cloud_unless.sources import Sources
from inventory.model import RejectedRow, Warned
from migration import initiatives, price_rows
from migration.model import Folder, Price, UnlessFile, WavesFile
from migration.model import Programme as ProgrammeFile
from migration.plan.scenarios import overlaid
from safeio.csv_files import read_csv
from safeio.errors import InputError
from safeio.field_errors import KeyPath, validated
from safeio.json_files import sha256_of
from safeio.terminal_text import shown
from safeio.text import slug
from safeio.values import value
from safeio.yaml_files import read_yaml, read_yaml_lines

T = TypeVar("T")


@value
class Read:
    """A folder as read. `files` gives the SHA-256 of each file read, by its name in the folder."""

    folder: Folder
    sources: Sources
    rejected: tuple[RejectedRow, ...] = ()
    warnings: tuple[Warned, ...] = ()
    files: Mapping[str, str]


def read_folder(path: Path, scenario: Path | None = None) -> Read:
    """Everything the planner reads from the programme folder at `path`, with a scenario laid over programme.yaml.

    programme.yaml must be there; unless.yaml, waves.yaml, sources.yaml, initiatives.csv and prices/*.csv may be left
    out. Bad rows are in `rejected`. Raises InputError for an unreadable file, an unknown key, a missing column,
    dates in the wrong order, a year without a ceiling, and names that nothing else in the folder has.
    """
    files: dict[str, str] = {}
    programme = _programme(path, scenario, files)
    check_programme(programme)
    check_sequence(programme)
    unless = _yaml(path, "unless.yaml", UnlessFile, files) or UnlessFile()
    waves = _yaml(path, "waves.yaml", WavesFile, files) or WavesFile()
    check_waves(waves)
    sources = _yaml(path, "sources.yaml", Sources, files) or Sources()
    check_sources(sources, programme)
    portfolio = _initiatives(path, programme, files)
    check_prerequisites(programme, portfolio.initiatives)
    prices, rejected, warnings = _prices(path, files)
    return Read(
        folder=Folder(
            programme=programme,
            unless=tuple(sorted(unless.exceptions, key=lambda one: one.application_id)),
            waves=tuple(sorted(waves.waves, key=lambda one: one.id)),
            pins=tuple(sorted(waves.pins, key=lambda one: one.application_id)),
            accepted_risks=tuple(sorted(waves.accepted_risks, key=subject_and_day)),
            initiatives=portfolio.initiatives,
            prices=prices,
        ),
        sources=sources,
        rejected=(*portfolio.rejected, *rejected),
        warnings=(*portfolio.warnings, *warnings),
        files=dict(sorted(files.items())),
    )


def _yaml(path: Path, name: str, kind: type[T], files: dict[str, str], needed: bool = False) -> T | None:
    """The file as a `kind`; None when it may be left out and is."""
    file = path / name
    if not needed and not file.exists() and not file.is_symlink():
        return None
    found = read_yaml(file, kind)
    check_version(name, getattr(found, "schema_version", None))
    files[name] = sha256_of(file)
    return found


def _programme(path: Path, scenario: Path | None, files: dict[str, str]) -> ProgrammeFile:
    programme = _yaml(path, "programme.yaml", ProgrammeFile, files, needed=True)
    assert programme is not None
    if scenario is None:
        return programme
    return laid_over(path / "programme.yaml", scenario, files)


def laid_over(file: Path, scenario: Path, files: dict[str, str]) -> ProgrammeFile:
    """The programme of `file` with what differs in a scenario. Raises InputError that names the line of the scenario
    for a key that is not known and for what does not fit."""
    over: dict[str, Any] = read_yaml(scenario, dict)
    if not over:
        raise InputError(shown(scenario, 300), "it says nothing", "Write what differs from programme.yaml.")
    merged, came = overlaid(read_yaml(file, dict), over)
    lines = read_yaml_lines(scenario)

    def place(at: KeyPath) -> str:
        origin = next((came[at[:end]] + at[end:] for end in range(len(at), 0, -1) if at[:end] in came), None)
        if origin is None:
            return f"{shown(scenario, 300)} laid over programme.yaml"
        known = next((origin[:end] for end in range(len(origin), -1, -1) if origin[:end] in lines), ())
        return f"{shown(scenario, 300)} line {lines.get(known, 1)}"

    found = validated(merged, ProgrammeFile, place)
    files[f"scenario {slug(scenario.stem)}"] = sha256_of(scenario)
    return found


def _initiatives(path: Path, programme: ProgrammeFile, files: dict[str, str]) -> initiatives.InitiativesRead:
    file = path / initiatives.FILE
    if not file.exists():
        return initiatives.InitiativesRead()
    prefixes = (initiatives.SCORE, initiatives.EFFORT)
    found = read_csv(file, initiatives.REQUIRED, initiatives.COLUMNS, prefixes)
    files[initiatives.FILE] = sha256_of(file)
    return initiatives.read_initiatives(found, programme)


def _prices(path: Path, files: dict[str, str]) -> tuple[tuple[Price, ...], tuple[RejectedRow, ...], tuple[Warned, ...]]:
    prices: list[Price] = []
    rejected: list[RejectedRow] = []
    warnings: list[Warned] = []
    prices_folder = path / "prices"
    # glob would pass over a folder that may not be read, and every price in it would be unknown.
    for file in sorted(prices_folder.iterdir()) if prices_folder.is_dir() else ():
        if file.suffix != ".csv":
            continue
        name = f"prices/{file.name}"
        read = price_rows.read_prices(read_csv(file, price_rows.REQUIRED, price_rows.COLUMNS), name)
        files[name] = sha256_of(file)
        prices += read.prices
        rejected += read.rejected
        warnings += read.warnings
    ordered = sorted(prices, key=lambda price: (price.sku, price.region or "", price.effective))
    return tuple(ordered), tuple(rejected), tuple(warnings)
