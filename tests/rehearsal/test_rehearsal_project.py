"""The project of a rehearsal is judged by what people set in the programme folder."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from safeio.errors import InputError
from stacks.rehearsal.cli import Cli
from stacks.rehearsal.engine import JUDGED_ON, clean_environment
from stacks.rehearsal.project import JUDGED_BY, write_project

DAY = date(2026, 11, 22)


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    (tmp_path / "programme").mkdir()
    return tmp_path / "programme"


@pytest.mark.parametrize("name", JUDGED_BY)
def test_what_a_policy_pack_reads_goes_along(tmp_path: Path, programme: Path, name: str) -> None:
    (programme / name).write_text("schema_version: 1\n")
    write_project(tmp_path / "project", b"{}", DAY, programme)
    assert [one for one in JUDGED_BY if (tmp_path / "project" / one).exists()] == [name]
    assert (tmp_path / "project" / name).read_text() == "schema_version: 1\n"


@pytest.mark.parametrize("name", JUDGED_BY)
def test_P_04_what_is_no_ordinary_file_is_not_passed_over(tmp_path: Path, programme: Path, name: str) -> None:
    os.mkfifo(programme / name)
    with pytest.raises(InputError, match="a pipe"):
        write_project(tmp_path / "project", b"{}", DAY, programme)
    (programme / name).unlink()
    (programme / name).symlink_to("nothing")
    with pytest.raises(InputError, match="no such file"):
        write_project(tmp_path / "project", b"{}", DAY, programme)


def test_a_policy_pack_judges_by_the_day_of_the_rehearsal(tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text("words")
    found = clean_environment({JUDGED_ON: DAY.isoformat()}, Cli(tmp_path), tmp_path, "azure-native:1")
    assert found[JUDGED_ON] == "2026-11-22"
