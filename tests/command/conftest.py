"""A command line run inside the test, and programme folders to run it in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from command_line import Command, Ran

from cloud_unless.app import main
from cloud_unless.init import scaffold

AS_OF = date(2026, 11, 22)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """Run a command line in this process, 100 columns wide and without colour."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert "\x1b" not in said.out + said.err
        return Ran(code, said.out, said.err)

    yield run


@pytest.fixture
def on_folder(command: Command, programme: Path) -> Command:
    """Run a command on the programme folder, as of the fixed day where that matters."""

    def run(name: str, *arguments: object) -> Ran:
        day = () if name in ("cost",) else ("--as-of", AS_OF)
        return command(name, *arguments, "--folder", programme, *day)

    return run


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A programme folder as `init` makes it."""
    folder = tmp_path / "programme"
    scaffold(folder, AS_OF)
    return folder


@pytest.fixture(scope="session")
def planned_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme folder that went through import, estate, assess and plan; made once, never changed."""
    folder = tmp_path_factory.mktemp("planned") / "programme"
    scaffold(folder, AS_OF)
    for name in ("import", "estate", "assess", "plan"):
        assert main([name, "--folder", str(folder), "--as-of", AS_OF.isoformat()]) == 0
    return folder


@pytest.fixture
def planned(planned_once: Path, tmp_path: Path) -> Path:
    """A copy of the planned folder that the test may change."""
    return Path(shutil.copytree(planned_once, tmp_path / "planned"))
