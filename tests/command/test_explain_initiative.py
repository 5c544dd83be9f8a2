"""`explain` of an initiative: by its id or name, as sentences and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Command

AS_OF = "2026-11-22"


@pytest.mark.parametrize("name", ["online-forms", "Example: Online forms"])
def test_an_initiative_is_explained_by_its_id_or_name(name: str, planned: Path, command: Command) -> None:
    ran = command("explain", name, "--folder", planned, "--as-of", AS_OF)
    assert ran.code == 0, ran.err
    assert "It is scored work of" in ran.out
    assert "It waits for landing-zone." in ran.out
    assert "Explained online-forms" in ran.err


def test_as_json_it_says_which_initiative(planned: Path, command: Command) -> None:
    ran = command("explain", "landing-zone", "--folder", planned, "--as-of", AS_OF, "--format", "json")
    found = json.loads(ran.out)
    assert found["initiative_id"] == "landing-zone"
    assert {"says": "It must be done, and is not scored."} in found["sentences"]


def test_what_is_neither_is_told_as_an_application(planned: Path, command: Command) -> None:
    ran = command("explain", "online-form", "--folder", planned, "--as-of", AS_OF)
    assert ran.code == 2
    assert "no application with this id or name" in " ".join(ran.err.split())
