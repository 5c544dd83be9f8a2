"""A kept rehearsal that another one goes on with: what stood is changed by the real engine into what is wanted now."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from safeio.json_files import canonical_json
from safeio.private_files import write_private
from stacks.rehearsal.own_program import rehearse_program
from stacks.rehearsal.rehearse import Rehearsal, rehearse
from tests.stacks.small_architecture import small_architecture

pytestmark = pytest.mark.timeout(1200)

DAY = date(2026, 11, 22)
PROGRAM = """
import pulumi
from pulumi_azure_native import network, resources, sql
config = pulumi.Config()
group = resources.ResourceGroup("group", resource_group_name="rg-one", tags={"owner": config.require("owner")})
server = sql.Server("server", server_name="sql-one", resource_group_name=group.name, version="12.0",
                    administrator_login="someone", administrator_login_password=config.require_secret("password"))
net = network.VirtualNetwork("net", virtual_network_name="vnet", resource_group_name=group.name,
                             address_space={"address_prefixes": ["10.0.0.0/16"]})
"""
ONE_MORE = """
network.Subnet("sub", subnet_name="s", virtual_network_name=net.name, resource_group_name=group.name,
               address_prefix="10.0.1.0/24")
"""
Again = Callable[..., Rehearsal]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the program, and all that is kept, lies."""
    made = tmp_path_factory.mktemp("kept")
    (made / "program").mkdir()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tempfile, "tempdir", str(made))
        yield made


@pytest.fixture(scope="module")
def again(place: Path) -> Again:
    """Rehearses the program after another rehearsal, and keeps its folder."""

    def rehearsed(before: Path | None = None, more: str = "", password: str = "a1!") -> Rehearsal:
        (place / "program" / "__main__.py").write_text(PROGRAM + more)
        settings = {"owner": "one", "password": password}
        found = rehearse_program(
            place / "program", settings, lambda _line: None, surroundings=os.environ, keep=True, before=before
        )
        assert found.passed, found.stacks[0].faults
        return found

    return rehearsed


@pytest.fixture(scope="module")
def kept(again: Again) -> Path:
    """The folder of a first rehearsal."""
    found = again().kept
    assert found is not None
    return found


def test_a_program_that_changed_is_made_of_what_stood(again: Again, kept: Path) -> None:
    found = again(kept, more=ONE_MORE, password="another")
    assert _compared(found) == "rehearsal, compared with what stood: 1 to make (sub); 1 to change (server)"
    assert (found.stacks[0].resources, found.stacks[0].left) == (4, 0)


def test_what_somebody_changed_in_the_file_is_seen_and_put_right(again: Again, kept: Path, tmp_path: Path) -> None:
    stood = shutil.copytree(kept / "stood", tmp_path / "stood")
    with closing(sqlite3.connect(stood / "azure.db")) as stored:
        changed = "json_set(arguments, '$.tags.owner', 'by hand')"
        stored.execute(f"UPDATE resources SET arguments = {changed} WHERE name = 'group'")
        stored.commit()
    assert _compared(again(stood)) == "rehearsal, compared with what stood: 1 to change (group)"


def test_stacks_that_did_not_change_find_all_as_they_left_it(place: Path) -> None:
    folder = place / "programme"
    write_private(folder / "out" / "architecture.json", canonical_json(small_architecture()))

    def rehearsed(before: Path | None) -> Rehearsal:
        wanted = ["landing-zone"]
        surroundings = os.environ
        return rehearse(folder, wanted, print, as_of=DAY, surroundings=surroundings, keep=True, before=before)

    found = rehearsed(rehearsed(None).kept)
    assert found.stacks[0].faults == () and found.stacks[0].changed_again == found.stacks[0].left == 0
    assert _compared(found) == "landing-zone, compared with what stood: nothing changes"


def _compared(found: Rehearsal) -> str:
    (line,) = (one for one in found.notes if "compared with what stood" in one)
    return line
