"""A dependency export on the command line: imported by name, shown with what was left out and why."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import Command

EXPORT = (
    "Timeslot,Source server name,Source process,Destination server name,Destination IP,Destination process,"
    "Destination port\n"
    "2026-11-20 00:00,web01,w3wp.exe,pay01,,sqlservr.exe,1433\n"
    "2026-11-20 00:00,web01,w3wp.exe,,10.0.0.53,,53\n"
    "2026-11-20 00:00,web01,w3wp.exe,pay01,,,0\n"
)
SOURCES = "schema_version: 1\nimports:\n  - {file: deps.csv, format: FORMAT}\n"


def with_export(programme: Path, form: str = "azure-dependencies") -> None:
    """Put a dependency export into the folder and name it in sources.yaml."""
    (programme / "deps.csv").write_text(EXPORT)
    (programme / "sources.yaml").write_text(SOURCES.replace("FORMAT", form))


def test_a_dependency_export_shows_who_talks_to_whom_and_what_is_noise(programme: Path, on_folder: Command) -> None:
    with_export(programme)
    imported = on_folder("import")
    assert imported.code == 3
    assert "0 is not between 1 and 65535" in imported.out
    shown = json.loads(on_folder("estate", "--list", "flows", "--format", "json").out)["flows"]
    assert [(row["caller"], row["called"], row["service"], row["noise"]) for row in shown] == [
        ("web01", "10.0.0.53", "53/tcp", "name service"),
        ("web01", "pay01", "1433/tcp", None),
    ]
    assert "name service" in on_folder("estate", "--list", "flows").out


def test_a_file_that_is_not_the_format_sources_yaml_says_is_told(programme: Path, on_folder: Command) -> None:
    with_export(programme, "rvtools")
    ran = on_folder("import")
    assert ran.code == 2
    assert "it is azure-dependencies" in ran.err


def test_the_limits_of_noise_are_set_in_sources_yaml(programme: Path, on_folder: Command) -> None:
    with_export(programme)
    on_folder("import")
    with (programme / "sources.yaml").open("a") as file:
        file.write("noise: {scanner_share_percent: 1, scanner_least: 1}\n")
    shown = json.loads(on_folder("estate", "--list", "flows", "--format", "json").out)["flows"]
    assert {row["noise"] for row in shown} == {"name service", "scanner"}


def test_a_limit_of_noise_that_cannot_be_is_told(programme: Path, on_folder: Command) -> None:
    (programme / "sources.yaml").write_text("schema_version: 1\nnoise: {scanner_share_percent: 0}\n")
    ran = on_folder("import")
    assert ran.code == 2
    assert "scanner_share_percent" in ran.err
