"""The folder of a kept rehearsal: what is copied into it, and what another rehearsal takes from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from provider_calls import GROUP_ID, urn

from safeio.errors import InputError, StorageError, UserError
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.kept_folder import AZURE, PASSPHRASE, PROJECT, STATES, STOOD, azure_in, go_on_with, keep_standing
from stacks.rehearsal.made import FROM_BEFORE, made
from stacks.rehearsal.one_stack import StackRehearsed
from stacks.rehearsal.upgrade_notes import change_notes, left_notes

STATE = Path(".pulumi") / "stacks" / "cloud-unless" / "one.json"


def files(folder: Path) -> Mapping[str, bytes]:
    """Every file below a folder."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def rehearsed(home: Path, standing: bool = True) -> Path:
    """The folder of a rehearsal with one resource and one state; `standing` is the copy of what stood."""
    state = home / STATES / STATE
    state.parent.mkdir(parents=True)
    state.write_text("{}")
    lock = home / STATES / ".pulumi" / "locks" / "one.json"
    lock.parent.mkdir()
    lock.touch()
    (home / PASSPHRASE).write_text("words")
    (home / PROJECT).mkdir()
    (home / PROJECT / "Pulumi.one.yaml").write_text("{}")
    (home / PROJECT / "__main__.py").touch()
    with azure_in(home) as azure:
        azure.add(made(GROUP_ID, "t", urn("t", "a"), {}, {}))
        if standing:
            keep_standing(home, azure)
            azure.remove(GROUP_ID)
    return home


@pytest.mark.parametrize("standing", [True, False], ids=["kept", "cut off"])
def test_another_rehearsal_finds_what_stood(tmp_path: Path, standing: bool) -> None:
    kept, home = rehearsed(tmp_path / "kept", standing), tmp_path / "home"
    before = files(kept)
    home.mkdir()
    with azure_in(home, kept) as azure:
        assert [one.id for one in azure.all()] == [GROUP_ID]
    assert sorted(files(home)) == sorted(
        [AZURE, "azure.key", PASSPHRASE, f"{PROJECT}/Pulumi.one.yaml", f"{STATES}/{STATE}"]
    )
    assert files(kept) == before


def test_what_stood_may_be_named_itself(tmp_path: Path) -> None:
    kept = rehearsed(tmp_path / "kept")
    (tmp_path / "home").mkdir()
    with azure_in(tmp_path / "home", kept / STOOD) as azure:
        assert len(azure.all()) == 1


def test_X_04_what_stood_is_its_owners_alone(tmp_path: Path) -> None:
    stood = rehearsed(tmp_path / "kept") / STOOD
    assert stood.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("lacks", "kind", "says"),
    [
        (".", InputError, "there is no such folder"),
        (AZURE, InputError, "it lacks azure.db or states"),
        (STATES, InputError, "it lacks azure.db or states"),
        (PASSPHRASE, InputError, "there is no such file"),
    ],
)
def test_a_folder_that_lacks_something_is_refused(tmp_path: Path, lacks: str, kind: type[UserError], says: str) -> None:
    kept = rehearsed(tmp_path / "kept", standing=False)
    (kept / lacks).resolve().rename(tmp_path / "away")
    (tmp_path / "home").mkdir()
    with pytest.raises(kind, match=says):
        go_on_with(kept, tmp_path / "home")


def test_a_file_of_another_kind_is_named_as_it_was_given(tmp_path: Path) -> None:
    kept = rehearsed(tmp_path / "kept", standing=False)
    (kept / AZURE).write_text("no database at all")
    (tmp_path / "home").mkdir()
    with pytest.raises(StorageError, match=r"kept/azure\.db: it is no SQLite file"):
        go_on_with(kept, tmp_path / "home")


def stood(*steps: tuple[str, str]) -> StackRehearsed:
    """A stack that stood before, with a preview of these steps."""
    preview = {"steps": [{"op": operation, "urn": urn("t", name)} for operation, name in steps]}
    return StackRehearsed(stack="one", expected=1, preview=json.dumps(preview).encode(), stood=True)


def test_what_would_change_is_told_by_name() -> None:
    many = [("create", f"n{number}") for number in range(7)]
    assert change_notes([stood(*many, ("replace", "disk"), ("create-replacement", "disk"), ("same", "a"))]) == (
        "one, compared with what stood: 7 to make (n0, n1, n2, n3, n4 and 2 more); 1 to make anew (disk)",
    )
    assert change_notes([stood(("same", "a"))]) == ("one, compared with what stood: nothing changes",)
    assert change_notes([StackRehearsed(stack="new", expected=1, preview=b"{}")]) == ()


def test_what_is_not_rehearsed_is_told() -> None:
    azure = Azure()
    azure.add(made(GROUP_ID, "t", urn("t", "a", "old"), {}, {}))
    azure.add(made(f"{GROUP_ID}2", "t", FROM_BEFORE, {}, {}))
    assert left_notes(azure, ["one"]) == ("old stood before and is not rehearsed now: it stays as it is",)
    assert left_notes(azure, ["old"]) == ()
