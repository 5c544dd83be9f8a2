"""`config show`: every setting that is in force, with the line that says so; a secret is never among them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Command
from programme_folder import changed

from cloud_unless.commands.config import FILES


def _shown(command: Command, folder: Path, *arguments: str) -> dict[tuple[str, str], dict[str, Any]]:
    ran = command("config", "show", *arguments, "--folder", folder, "--format", "json")
    assert ran.code == 0, ran.err
    return {(one["file"], one["key"]): one for one in json.loads(ran.out)["settings"]}


def test_every_line_named_holds_the_key(command: Command, programme: Path) -> None:
    lines = {name: (programme / name).read_text(encoding="utf-8").splitlines() for name in FILES}
    for (file, key), one in _shown(command, programme).items():
        if one["line"] is not None:
            last = key.rpartition(".")[2].partition("[")[0]
            assert last in lines[file][one["line"] - 1], (file, key)


def test_every_key_that_is_written_is_shown(command: Command, programme: Path) -> None:
    shown = _shown(command, programme)
    assert shown["programme.yaml", "wave_weeks"]["origin"] == "programme.yaml:7"
    assert shown["programme.yaml", "freezes[0].from"]["origin"].startswith("programme.yaml:")
    assert shown["programme.yaml", "objective.unsupported_week_gbp.1"]["value"] == "4000"
    assert shown["landing-zone.yaml", "regions.secondary"] == {
        "file": "landing-zone.yaml",
        "key": "regions.secondary",
        "value": None,
        "is_reference": False,
        "line": None,
        "origin": "default",
    }


def test_a_line_that_is_left_out_is_a_default(command: Command, tmp_path: Path) -> None:
    folder = changed(tmp_path / "p", "programme.yaml", "old_off_weeks: 2", "#")
    one = _shown(command, folder)["programme.yaml", "old_off_weeks"]
    assert (one["value"], one["origin"]) == ("2", "default")


def test_a_key_by_its_other_name_is_found_too(command: Command, tmp_path: Path) -> None:
    folder = changed(tmp_path / "p", "programme.yaml", "{from: 2026-12-18,", "{starts: 2026-12-18,")
    assert _shown(command, folder)["programme.yaml", "freezes[0].from"]["line"] is not None


def test_every_rule_has_its_level_and_parameters(command: Command, programme: Path) -> None:
    (programme / "standards.yaml").write_text(
        "schema_version: 1\nrules:\n  LOG-002: {level: advisory, parameters: {least_days: 400}}\n"
    )
    shown = _shown(command, programme, "standards.yaml")
    assert {file for file, _ in shown} == {"standards.yaml"}
    level = shown["standards.yaml", "rules.LOG-002.level"]
    assert (level["value"], level["origin"]) == ("advisory", "standards.yaml:3")
    days = shown["standards.yaml", "rules.LOG-002.parameters.least_days"]
    assert (days["value"], days["line"]) == ("400", 3)
    assert shown["standards.yaml", "rules.LOG-002.parameters.least_days_elsewhere"]["line"] is None
    assert shown["standards.yaml", "rules.STO-001.level"]["origin"] == "default"
    assert shown["standards.yaml", "unknown"]["origin"] == "default"


def test_a_secret_is_a_reference_and_shown_as_such(command: Command, programme: Path) -> None:
    entry = "{hosts: [web1.example], user: scan, credential: env:SCAN_PASSWORD}"
    (programme / "sources.yaml").write_text(f"schema_version: 1\ntargets:\n  - {entry}\n")
    one = _shown(command, programme)["sources.yaml", "targets[0].credential"]
    assert (one["value"], one["is_reference"], one["line"]) == ("env:SCAN_PASSWORD (a reference)", True, 3)
    not_set = _shown(command, programme)["sources.yaml", "targets[0].passphrase"]
    assert (not_set["value"], not_set["is_reference"]) == (None, False)


@pytest.mark.parametrize("key", ["credential", "passphrase"])
def test_X_01_a_secret_in_place_of_a_reference_is_not_repeated(command: Command, programme: Path, key: str) -> None:
    entry = {"user": "scan", "credential": "env:A", key: "hunter2-CANARY"}
    (programme / "sources.yaml").write_text(
        f"schema_version: 1\ntargets:\n  - {json.dumps({'hosts': ['web1.example'], **entry})}\n"
    )
    ran = command("config", "show", "--origin", "--folder", programme)
    assert ran.code == 2
    assert "hunter2" not in ran.out + ran.err


def test_the_table_has_the_origin_only_on_request(command: Command, programme: Path) -> None:
    without = command("config", "show", "--folder", programme)
    with_it = command("config", "show", "--origin", "--folder", programme)
    assert "programme.yaml:7" not in without.out and "--origin" in without.err
    assert "programme.yaml:7" in with_it.out and "--origin" not in with_it.err


def test_files_that_are_not_there_are_named(command: Command, programme: Path) -> None:
    for name in FILES[1:]:
        (programme / name).unlink()
    ran = command("config", "show", "--folder", programme)
    assert ran.code == 0
    for name in FILES[1:]:
        assert f"There is no {name} here." in ran.err


def test_another_file_is_refused_with_the_names_of_those_there_are(command: Command, programme: Path) -> None:
    ran = command("config", "show", "waves.yaml", "--folder", programme)
    assert ran.code == 2
    assert "programme.yaml, sources.yaml, standards.yaml, landing-zone.yaml" in ran.err


def test_C_04_no_line_is_wider_than_forty_columns(
    command: Command, programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = command("config", "show", "--origin", "--folder", programme).out
    assert max(map(len, out.splitlines())) <= 40
