"""What is too large, too deep or cut off is said by `check` in one line, within the memory of a build server."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

MEMORY = 3_000_000_000
"""What the whole command may take, the program with its libraries included."""

ONE = b'{"op":"create","newState":{"urn":"urn:pulumi:s::p::a:b:C::n","type":"a:b:C","inputs":{"text":"' + b"x" * 800
CUT_OFF = ONE + b'"}}},'


def _written(path: Path, megabytes: int, start: bytes, part: bytes) -> None:
    with path.open("wb") as file:
        file.write(start)
        block = part * (1_000_000 // len(part) + 1)
        for _ in range(megabytes):
            file.write(block)


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.mark.parametrize(
    ("megabytes", "start", "part", "said"),
    [
        (15, b"", b"[", "this is nested too deeply"),
        (200, b'{"steps":[', b"{},", "it holds too many values to be read within 4 GB of memory"),
        (200, b'{"steps":[', CUT_OFF, "line 1 is not JSON"),
        (200, b'{"steps":"', b"x", "line 1 is not JSON"),
        (200, b"", b" ", "the file is empty"),
    ],
    ids=["deep", "heavy", "cut off", "one text", "blanks"],
)
def test_much_that_is_no_preview_is_refused_in_one_line(
    tmp_path: Path, megabytes: int, start: bytes, part: bytes, said: str
) -> None:
    path = tmp_path / "preview.json"
    _written(path, megabytes, start, part)
    command = [sys.executable, "-m", "cloud_unless", "check", path.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, preexec_fn=_limited)
    path.unlink()  # tests keep the folders of the last runs
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: preview.json: {said}")
    assert "Traceback" not in done.stderr
