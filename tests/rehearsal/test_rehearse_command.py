"""The command rehearse without a Pulumi CLI: what it refuses, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from cloud_unless.app import main
from safeio.json_files import canonical_json
from safeio.private_files import write_private
from tests.stacks.small_architecture import small_architecture


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A programme folder with an architecture, on a machine without Pulumi."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("CLOUD_UNLESS_CACHE", raising=False)
    (tmp_path / "programme.yaml").touch()
    write_private(tmp_path / "out" / "architecture.json", canonical_json(small_architecture()))
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ((), 4, "Install the Pulumi CLI"),
        (("--waves", "1"), 4, "Install the Pulumi CLI"),
        (("landing-zon",), 2, "Did you mean landing-zone?"),
        (("landing-zone", "--waves", "1"), 2, "Give --waves, or the names of stacks."),
        (("--policy-pack", "nope"), 2, "there is no such policy pack"),
    ],
)
def test_C_02_it_ends_with_the_right_code_and_says_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, says: str
) -> None:
    assert main(["rehearse", *arguments, "--folder", str(folder)]) == code
    assert says in capsys.readouterr().err


def test_without_an_architecture_the_command_that_makes_it_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "out" / "architecture.json").unlink()
    assert main(["rehearse", "--folder", str(folder)]) == 2
    assert "cloud-unless design" in capsys.readouterr().err


def test_P_06_an_architecture_that_was_changed_is_not_rehearsed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "out" / "architecture.json"
    path.write_text(path.read_text().replace("vnet-", "net-", 1) + " ")
    assert main(["rehearse", "--folder", str(folder)]) == 2
    assert "changed after it was written" in capsys.readouterr().err
