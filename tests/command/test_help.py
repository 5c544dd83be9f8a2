"""Help: every option and argument has a sentence, and every command one line that is not cut."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from command_line import Command

from cloud_unless.app import COMMANDS, options
from cloud_unless.completion_words import command_words, words_of

ALL = [("cloud-unless", options), *COMMANDS]


@pytest.mark.parametrize(("name", "run"), ALL, ids=[name for name, _ in ALL])
def test_C_01_every_option_and_argument_has_a_sentence(name: str, run: Callable[..., None]) -> None:
    for word in words_of(run):
        assert re.fullmatch(r"[A-Z].*\.", word.says), (name, word.option or "argument")


def test_the_list_of_commands_cuts_no_line(command: Command) -> None:
    ran = command("--help")
    lines = ran.out[ran.out.index("Commands:") :].splitlines()
    for one in command_words(COMMANDS):
        line = next(line for line in lines if line.split()[:1] == [one.name])
        assert line.split(None, 1)[1] == one.says


@pytest.mark.parametrize("width", [40, 100])
@pytest.mark.parametrize("line", ["--help", *(f"{name} --help" for name, _ in COMMANDS)])
def test_C_04_help_fits_the_terminal(line: str, width: int, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    ran = command(*line.split())
    assert ran.code == 0
    # A name with its values stands on one line, whatever the width.
    assert max(len(text) for text in ran.out.splitlines() if not text.startswith("  -")) <= max(width, 50)


def test_C_04_help_in_a_plain_locale() -> None:
    settings = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    for name in ("", *(name for name, _ in COMMANDS)):
        line = [sys.executable, "-m", "cloud_unless", *name.split(), "--help"]
        done = subprocess.run(line, capture_output=True, env=settings, check=False)
        assert done.returncode == 0
        assert done.stdout.isascii() and b"\x1b" not in done.stdout
