"""C-07: the completion scripts load in the shells themselves, and complete what a user types."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

LONGEST = 60.0  # seconds until a shell has answered, on a slow machine too

# Each asks the shell what it would offer after a line, as its own completion does.
BASH = """
source "$1"
COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
compopt() {{ :; }}
_cloud_unless
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def _needed(shell: str) -> str:
    found = shutil.which(shell)
    assert found, f"{shell} is not installed; the test of its completion needs it"
    return found


def _script(shell: str, tmp_path: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "cloud_unless", "completion", shell], capture_output=True, text=True, check=True
    )
    path = tmp_path / f"completion.{shell}"
    path.write_text(done.stdout)
    return path


def _bash(line: str, script: Path) -> list[str]:
    words = " ".join(f"'{word}'" for word in line.split(" "))
    done = subprocess.run(
        [_needed("bash"), "--norc", "-c", BASH.format(words=words), "bash", str(script)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


def _fish(line: str, script: Path) -> list[str]:
    asked = "source $argv[1]; complete --do-complete $argv[2]"
    home = {"HOME": str(script.parent), "XDG_CONFIG_HOME": str(script.parent), "XDG_DATA_HOME": str(script.parent)}
    done = subprocess.run(
        [_needed("fish"), "--no-config", "-c", asked, str(script), line],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | home,
    )
    assert done.stderr == ""
    return [offered.split("\t")[0] for offered in done.stdout.splitlines()]


@pytest.mark.parametrize("ask", [_bash, _fish], ids=["bash", "fish"])
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("cloud-unless est", ["estate"]),
        ("cloud-unless --debug est", ["estate"]),
        ("cloud-unless cost --by ", ["month", "year"]),
        ("cloud-unless completion ", ["bash", "fish", "zsh"]),
        ("cloud-unless plan --list wai", ["waiting"]),
        ("cloud-unless scan --dry", ["--dry-run"]),
    ],
)
def test_C_07_bash_and_fish_complete(ask, line: str, offered: list[str], tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    script = _script(ask.__name__[1:], tmp_path)
    found = [one for one in ask(line, script) if not one.startswith("-") or line.endswith("--dry")]
    assert sorted(found) == offered


class Zsh:
    """An interactive zsh on a terminal of its own: its completion works nowhere else."""

    def __init__(self, script: Path) -> None:
        self._leader, follower = pty.openpty()
        environment = os.environ | {
            "HOME": str(script.parent),
            "ZDOTDIR": str(script.parent),
            "TERM": "dumb",
            "PS1": "",
        }
        self._process = subprocess.Popen(
            [_needed("zsh"), "-f", "-i"],
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=environment,
            start_new_session=True,
        )
        os.close(follower)
        self.said = b""
        self.type(f"autoload -Uz compinit; compinit -u -D; source {script}; bindkey '^I' complete-word\n")
        self.type("zstyle ':completion:*' list-colors ''; setopt no_beep; print READY$((1+1))\n")
        self.wait_for(rb"READY2")

    def type(self, text: str) -> None:
        """Type into the terminal."""
        os.write(self._leader, text.encode())

    def wait_for(self, pattern: bytes) -> None:
        """Read until the pattern appears."""
        until = time.monotonic() + LONGEST
        while not re.search(pattern, self.said):
            assert time.monotonic() < until, self.said
            if select.select([self._leader], [], [], 1)[0]:
                self.said += os.read(self._leader, 65536)

    def close(self) -> None:
        """End the shell."""
        self._process.kill()
        self._process.wait()
        os.close(self._leader)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("est", "estate"),
        ("cost --by ye", "year"),
        ("plan --list wai", "waiting"),
        ("hosts tru", "trust"),
        ("scan --dry", "--dry-run"),
    ],
)
def test_C_07_zsh_completes(typed: str, completed: str, tmp_path: Path) -> None:
    shell = Zsh(_script("zsh", tmp_path))
    try:
        # The shell prints what the line has become: zsh itself quotes it for us.
        shell.type("show() { print \"LINE=$BUFFER=\"; }; zle -N show; bindkey '^X' show; print SET$((2+2))\n")
        shell.wait_for(rb"SET4")
        shell.type(f"cloud-unless {typed}\t\x18")
        shell.wait_for(rb"LINE=cloud-unless [^=]*" + completed.encode() + rb" ?=")
    finally:
        shell.close()
