"""The program that is loaded once and served for each run of the engine. Needs no CLI."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stacks.rehearsal.loaded_program import LoadedProgram
from stacks.rehearsal.processes import Running

REPOSITORY = str(Path(__file__).parents[2])
GENEROUS = 300


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """What this file starts, ended after it."""
    found = Running()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def loaded(running: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoadedProgram]:
    """The program, loaded once for all tests."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join((REPOSITORY, *sys.path))}
    found = LoadedProgram(running, tmp_path_factory.mktemp("begun"), environment)
    yield found
    found.close()


def _answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.timeout(GENEROUS)
def test_runs_are_served_side_by_side_and_each_ends_alone(loaded: LoadedProgram, tmp_path: Path) -> None:
    with loaded.served(tmp_path, {}) as first:
        with loaded.served(tmp_path, {}) as second:
            assert first.port != second.port
        while _answers(second.port):
            pass  # the copy is gone soon after it is let go
        assert _answers(first.port)


def test_after_the_end_nothing_more_is_loaded(tmp_path: Path) -> None:
    running = Running()
    running.stop()
    with pytest.raises(InterruptedError):
        LoadedProgram(running, tmp_path, {})
