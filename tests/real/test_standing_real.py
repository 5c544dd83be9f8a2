"""What must stand before a stack is built, asked of the real engine: refused before anything is made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from built_programme import DAY, ZONE, Built, few_workloads, up, written

from migration.model.architecture import Architecture
from safeio.json_files import canonical_json
from stacks.rehearsal.project import write_project
from tests.stacks.small_architecture import WAVE

pytestmark = pytest.mark.timeout(1200)  # the engine starts several programs for each stack, on a busy machine

LATER = "w2-council"
PROGRAM = "from stacks import build\n\nbuild()\n"


def two_waves() -> Architecture:
    """The small architecture with its file share in a wave after that of its machine."""
    whole = few_workloads()
    zone, wave = whole.stacks
    (group,) = wave.resource_groups
    moved = replace(group, id="rg-later", name="rg-later-prod-uks")
    later = replace(wave, name=LATER, wave_id="w2", follows=(WAVE,), resource_groups=(moved,))
    share, machine = sorted(whole.workloads, key=lambda one: one.kind)
    share = replace(share, stack=LATER, resource_group=moved.id)
    return replace(whole, stacks=(zone, wave, later), workloads=(share, machine))


@pytest.fixture
def grounded(tmp_path: Path) -> Built:
    """Both waves designed, and the landing zone built: anew for each test, for each leaves it otherwise."""
    made = written(tmp_path / "standing", two_waves(), PROGRAM)
    up(made, ZONE)
    return made


def started(made: Built, *stacks: str) -> None:
    """The stacks are there, and nothing was built in them."""
    for stack in stacks:
        assert made.engine.run("stack", "init", stack).code == 0


def test_a_subnet_that_somebody_deleted_is_refused_before_anything_is_made(grounded: Built) -> None:
    azure = grounded.engine.azure
    subnet = grounded.found("/subnets/snet-machines")
    azure.remove(subnet.id)
    stood = azure.all()
    started(grounded, WAVE)
    refused = grounded.engine.run("up", "--stack", WAVE, "--yes", "--skip-preview")
    assert refused.code != 0
    assert "workload payroll-linux-vm: its subnet snet-machines of spoke-council-uks" in refused.output.decode()
    assert "cloud-unless drift landing-zone" in refused.output.decode()
    assert azure.all() == stood


def test_a_wave_is_built_after_the_one_before_and_not_earlier(grounded: Built) -> None:
    stood = grounded.engine.azure.all()
    started(grounded, WAVE, LATER)
    early = grounded.engine.run("up", "--stack", LATER, "--yes", "--skip-preview")
    assert early.code != 0
    assert f"stack {LATER}, follows: {WAVE}: it was not applied" in early.output.decode()
    assert f"Build it first: pulumi up --stack {WAVE}" in early.output.decode()
    assert grounded.engine.azure.all() == stood
    first = grounded.engine.run("up", "--stack", WAVE, "--yes", "--skip-preview")
    assert first.code == 0, first.output.decode()
    done = grounded.engine.run("up", "--stack", LATER, "--yes", "--skip-preview")
    assert done.code == 0, done.output.decode()


def test_a_wave_whose_predecessor_was_never_started_is_refused_too(grounded: Built) -> None:
    stood = grounded.engine.azure.all()
    started(grounded, LATER)
    early = grounded.engine.run("up", "--stack", LATER, "--yes", "--skip-preview")
    assert early.code != 0
    assert f"stack {LATER}, follows: {WAVE}: its outputs cannot be read" in early.output.decode()
    assert f"Build it first: pulumi up --stack {WAVE}" in early.output.decode()
    assert grounded.engine.azure.all() == stood


def test_P_12_an_id_of_another_subscription_is_refused_once_something_stands(grounded: Built, tmp_path: Path) -> None:
    stood = grounded.engine.azure.all()
    whole = two_waves()
    zone = whole.landing_zone
    elsewhere = "cccccccc-0000-0000-0000-000000000009"
    moved = tuple(
        replace(one, subscription_id=elsewhere) if one.key == "council" else one for one in zone.subscriptions
    )
    changed = replace(whole, landing_zone=replace(zone, subscriptions=moved))
    write_project(grounded.folder, canonical_json(changed), DAY, tmp_path)
    (grounded.folder / "__main__.py").write_text(PROGRAM)
    refused = grounded.engine.run("up", "--stack", ZONE, "--yes", "--skip-preview")
    assert refused.code != 0
    assert "landing-zone.yaml, subscriptions, council, subscription_id" in refused.output.decode()
    assert grounded.engine.azure.all() == stood
