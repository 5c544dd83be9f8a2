"""The command rehearse without a Pulumi CLI: what it refuses, and how it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cloud_unless.app import main
from safeio.errors import UserError
from safeio.json_files import canonical_json
from safeio.private_files import write_private
from stacks.rehearsal import rehearse as rehearse_module
from stacks.rehearsal.rehearse import Rehearsal, StackRehearsed
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
        (("--trouble", "rain"), 2, "Give one of conflict, failed, half-made, throttled."),
        (("--stack-output", "dev.a=b"), 2, "it is for a program of your own"),
        (("--usage", "uksouth"), 2, "az vm list-usage --location REGION --output json"),
        (("--usage", "uksouth=nope.json"), 2, "nope.json"),
        (("--services", "nope.json"), 2, "nope.json"),
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


PASSED = StackRehearsed(
    stack="landing-zone",
    expected=3,
    resources=3,
    first_seconds=1.6,
    changed_again=0,
    left=0,
    preview=b"{}",
    state=b"[]",
)
REFUSED = StackRehearsed(stack="w1-council", expected=2, stopped_at="preview", faults=("a: ::error::name: too long",))


def rehearsed_as(monkeypatch: pytest.MonkeyPatch, *stacks: StackRehearsed) -> None:
    """Let the command meet this rehearsal."""
    found = Rehearsal(stacks=stacks)
    monkeypatch.setattr(rehearse_module, "rehearse", lambda *_arguments, **_options: found)


def test_what_went_through_is_written_in_place_of_what_was_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rehearsed_as(monkeypatch, PASSED)
    write_private(folder / "out" / "rehearsal" / "older.preview.json", b"{}")
    assert main(["rehearse", "--folder", str(folder), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["stacks"][0]["result"] == "passed"
    previews = [path.name for path in (folder / "out" / "rehearsal").glob("*.preview.json")]
    assert previews == ["landing-zone.preview.json"]
    assert (folder / "out" / "rehearsal" / "landing-zone.state.json").read_bytes() == b"[]"


def test_I_09_a_refusal_ends_with_1_and_every_line_says_rehearsal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rehearsed_as(monkeypatch, PASSED, REFUSED)
    assert main(["rehearse", "--folder", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "Rehearsal of w1-council, preview: a: ::error::name: too long" in said
    assert all("ehears" in line and not line.startswith("::") for line in said.splitlines())


@pytest.mark.parametrize(
    "change", [{"resources": 4}, {"changed_again": 1}, {"left": 2}], ids=lambda one: next(iter(one))
)
def test_a_number_that_is_not_as_it_should_be_ends_with_1(
    folder: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, int]
) -> None:
    rehearsed_as(monkeypatch, replace(PASSED, **change))
    assert main(["rehearse", "--folder", str(folder)]) == 1


def test_P_03_an_architecture_without_stacks_is_not_green(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UserError):
        empty = replace(small_architecture(), stacks=(), workloads=())
        write_private(folder / "out" / "architecture.json", canonical_json(empty))
        rehearse_module.rehearse(folder, None, print, as_of=date(2026, 11, 22), surroundings={})


def test_what_is_kept_is_named_and_can_be_gone_on_with(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given: dict[str, object] = {}

    def rehearsed(*_arguments: object, **options: object) -> Rehearsal:
        given.update(options)
        return Rehearsal(stacks=(PASSED,), kept=folder / "kept")

    monkeypatch.setattr(rehearse_module, "rehearse", rehearsed)
    assert main(["rehearse", "--folder", str(folder), "--keep", "--from", "before"]) == 0
    assert (given["keep"], given["before"]) == (True, Path("before"))
    assert f"Go on with it: --from {folder / 'kept'}" in capsys.readouterr().err
