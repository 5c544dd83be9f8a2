"""One of everything that can be built, rehearsed by the real engine."""

from __future__ import annotations

import base64
import os
import secrets
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from migration.design.resource_counts import landing_zone_resources, workload_resources
from migration.model.architecture import Architecture
from safeio.json_files import canonical_json
from safeio.private_files import write_private
from stacks.rehearsal.rehearse import Rehearsal, rehearse
from tests.stacks.small_architecture import small_architecture

pytestmark = pytest.mark.timeout(1200)  # twenty runs of the engine, on a machine that may be busy

DAY = date(2026, 11, 22)
CANARY = "Canary/7f3a+Passw0rd"
PACK = Path(__file__).parents[2] / "policies" / "cloud-unless-policies"


def _counted(architecture: Architecture) -> Architecture:
    """The same with the numbers of resources that the design foretells."""
    groups = {one.name: len(one.resource_groups) for one in architecture.stacks}
    zone = architecture.landing_zone
    counts = {zone.stack: groups[zone.stack] + landing_zone_resources(zone)}
    for one in architecture.workloads:
        known = counts.get(one.stack, groups[one.stack])
        counts[one.stack] = known + workload_resources(one)
    stacks = tuple(replace(one, resource_count=counts[one.name]) for one in architecture.stacks)
    return replace(architecture, stacks=stacks)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small architecture."""
    made = tmp_path_factory.mktemp("small")
    write_private(made / "out" / "architecture.json", canonical_json(_counted(small_architecture())))
    return made


@pytest.fixture(scope="module")
def told() -> list[str]:
    """The lines of progress."""
    return []


@pytest.fixture(scope="module")
def rehearsed(folder: Path, told: list[str], tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    """All of it, rehearsed once, with a password that can be looked for."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(secrets, "token_urlsafe", lambda size: CANARY if size == 24 else "x" * size)
        patched.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("kept")))
        return rehearse(folder, None, told.append, as_of=DAY, surroundings=os.environ, keep=True)


def test_every_stack_is_built_as_designed_once_and_taken_away(rehearsed: Rehearsal) -> None:
    assert [one.faults for one in rehearsed.stacks] == [() for _ in rehearsed.stacks]
    assert [one.resources for one in rehearsed.stacks] == [one.expected for one in rehearsed.stacks]
    assert rehearsed.passed


def test_X_01_the_password_is_nowhere_in_the_clear(rehearsed: Rehearsal) -> None:
    assert rehearsed.kept is not None
    spelt = (CANARY, quote(CANARY, safe=""), CANARY.encode().hex(), CANARY[::-1])
    forms = (*(one.encode() for one in spelt), base64.b64encode(CANARY.encode()))
    files = [one for one in rehearsed.kept.rglob("*") if one.is_file()]
    found = [one.read_bytes() for one in files] + [
        (one.preview or b"") + (one.state or b"") for one in rehearsed.stacks
    ]
    assert files
    assert [form for form in forms for data in found if form in data] == []


def test_what_stood_can_be_looked_into(rehearsed: Rehearsal) -> None:
    assert rehearsed.kept is not None
    with closing(sqlite3.connect(rehearsed.kept / "stood" / "azure.db")) as stored:
        (count,) = stored.execute("SELECT count(*) FROM resources").fetchone()
    assert count == sum(one.expected or 0 for one in rehearsed.stacks)


def test_X_04_what_is_kept_is_its_owners_alone(rehearsed: Rehearsal) -> None:
    assert rehearsed.kept is not None
    assert rehearsed.kept.stat().st_mode & 0o077 == 0


def test_every_line_of_progress_says_that_it_is_a_rehearsal(rehearsed: Rehearsal, told: list[str]) -> None:
    assert rehearsed.stacks and told
    assert all(line.startswith("rehearsal: ") for line in told)


def _with_an_open_port(architecture: Architecture) -> Architecture:
    """The same with remote desktop open to the internet in the first spoke."""
    spoke, *others = architecture.landing_zone.spokes
    group, *groups = spoke.security_groups
    opened = replace(group.rules[0], name="open", priority=200, sources=("*",), ports=("3389",))
    group = replace(group, rules=(*group.rules, opened))
    zone = replace(architecture.landing_zone, spokes=(replace(spoke, security_groups=(group, *groups)), *others))
    return replace(architecture, landing_zone=zone)


def test_a_standard_that_is_not_kept_stops_the_stack_at_its_preview(tmp_path: Path) -> None:
    write_private(tmp_path / "out" / "architecture.json", canonical_json(_with_an_open_port(small_architecture())))
    surroundings = os.environ
    found = rehearse(tmp_path, ["landing-zone"], print, as_of=DAY, surroundings=surroundings, policy_pack=PACK)
    assert any("NET-001" in fault for fault in found.stacks[0].faults)
    assert (found.stacks[0].stopped_at, found.stacks[0].resources, found.passed) == ("preview", None, False)
