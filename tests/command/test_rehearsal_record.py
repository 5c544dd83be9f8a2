"""A check of what was rehearsed says nothing about another architecture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from command_line import Command

from cloud_unless.rehearsal_record import RECORD, record_of
from migration.model.architecture import Architecture
from safeio.json_files import canonical_json, sha256_bytes
from safeio.private_files import write_private
from stacks.rehearsal.rehearse import Rehearsal, StackRehearsed
from tests.stacks.small_architecture import small_architecture

PREVIEW = (
    b'{"steps": [{"op": "create", "urn": "urn:pulumi:landing-zone::x::pulumi:pulumi:Stack::x", "newState": {"urn": '
    b'"urn:pulumi:landing-zone::x::pulumi:pulumi:Stack::x", "custom": false, "type": "pulumi:pulumi:Stack"}}],'
    b' "changeSummary": {"create": 1}}'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A programme folder in which the landing zone of its architecture was rehearsed."""
    (tmp_path / "programme.yaml").touch()
    _put(tmp_path, "out/architecture.json", small_architecture())
    write_private(tmp_path / "out/rehearsal/landing-zone.preview.json", PREVIEW)
    found = Rehearsal(stacks=(StackRehearsed(stack="landing-zone", expected=1, resources=1),))
    sha256 = sha256_bytes(canonical_json(small_architecture()))
    _put(tmp_path, RECORD, record_of(found, date(2026, 11, 22), sha256))
    return tmp_path


def _put(folder: Path, name: str, value: object) -> None:
    write_private(folder / name, canonical_json(value))


def test_what_was_rehearsed_is_checked(command: Command, folder: Path) -> None:
    ran = command("check", "--folder", folder, "--as-of", "2026-11-22")
    assert "another architecture was rehearsed" not in ran.err
    assert "nothing was checked: no rule is about any of the" in ran.err, "it was read, and holds nothing"


def test_P_07_after_a_new_design_it_must_be_rehearsed_again(command: Command, folder: Path) -> None:
    changed: Architecture = replace(small_architecture(), programme="Another name")
    _put(folder, "out/architecture.json", changed)
    ran = command("check", "--folder", folder, "--as-of", "2026-11-22")
    assert (ran.code, ran.out) == (4, "")
    assert "another architecture was rehearsed" in ran.err
    assert "cloud-unless rehearse" in ran.err
