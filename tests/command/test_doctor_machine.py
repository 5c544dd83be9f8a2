"""What `doctor` sees of a machine: agent, Pulumi, terminal, and packages that are not installed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from command_line import Command

from cloud_unless.readiness.agent import keys_held
from cloud_unless.readiness.machine import look_at_machine


@contextmanager
def agent(answer: bytes | None) -> Iterator[str]:
    """The socket of an agent that gives one answer, or none and hangs up."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, socket.socket(socket.AF_UNIX) as server:
        place = f"{folder}/agent"
        server.bind(place)
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                assert connection.recv(5, socket.MSG_WAITALL) == b"\0\0\0\1\x0b"
                if answer is not None:
                    connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield place
        thread.join()


@pytest.mark.parametrize(
    ("answer", "keys"),
    [(b"\0\0\0\5\x0c\0\0\0\3", 3), (b"\0\0\0\5\x0c\0\0\0\0", 0), (b"\0\0\0\1\5", None), (None, None)],
    ids=["three", "empty", "refuses", "hangs-up"],
)
def test_the_keys_of_an_agent_are_counted(answer: bytes | None, keys: int | None) -> None:
    with agent(answer) as place:
        assert keys_held(place) == keys


def test_an_agent_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert keys_held(str(tmp_path / "none")) is None
    assert keys_held("a\0b") is None
    assert look_at_machine({"SSH_AUTH_SOCK": str(tmp_path / "none")}).agent == "silent"


def test_pulumi_without_its_language_host_is_told(tmp_path: Path) -> None:
    program = tmp_path / "pulumi"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    nowhere = {"CLOUD_UNLESS_CACHE": str(tmp_path / "cache")}
    assert look_at_machine({"PATH": str(tmp_path), **nowhere}).pulumi == "no-language-host"
    assert look_at_machine({"PATH": "", **nowhere}).pulumi == "none"
    (tmp_path / "pulumi-language-python").symlink_to(program)
    assert look_at_machine({"PATH": str(tmp_path), **nowhere}).pulumi == "whole"


@pytest.mark.parametrize(
    "settings",
    [
        {"NO_COLOR": "1"},
        {"TERM": "dumb"},
        {"COLUMNS": "40"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "xx_XX.UTF-8"},
    ],
    ids=["no-colour", "dumb", "narrow", "plain-locale", "unknown-locale"],
)
def test_C_04_it_works_on_every_terminal(settings: dict[str, str], programme: Path) -> None:
    line = [sys.executable, "-m", "cloud_unless", "doctor", "--folder", str(programme)]
    done = subprocess.run(line, capture_output=True, env={**os.environ, **settings}, check=False)
    text = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in text
    table = text.split("To mend it:")[0]
    assert max(map(len, table.splitlines())) <= int(settings.get("COLUMNS", 100))
    assert ("export LC_ALL=C.UTF-8" in text) == ("LC_ALL" in settings)
    assert text.isascii() or "PYTHONIOENCODING" not in settings


ALONE = """
import sys
for name in ("rich", "ortools"):
    sys.modules[name] = None
from cloud_unless.app import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("line", [["doctor"], ["rules"]])
def test_a_package_that_is_not_installed_is_named_without_a_traceback(line: list[str], tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", ALONE, *line], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "rich" in done.stderr and "Traceback" not in done.stderr
    assert ("pip install" in done.stderr) == (line == ["doctor"])
    assert ("cloud-unless doctor" in done.stderr) == (line == ["rules"])


def test_a_file_of_ours_that_is_not_there_is_our_fault(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "policies.rules", None)
    ran = command("rules")
    assert ran.code == 70
    assert "This is a fault of cloud-unless" in ran.err
