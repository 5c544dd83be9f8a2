"""The stack that governs a tenant, rehearsed by the real engine, and what waits for a new subscription."""

from __future__ import annotations

import os
import sys
from datetime import date

import pytest

from safeio.json_files import canonical_json
from safeio.private_files import write_private
from stacks.rehearsal.rehearse import StackRehearsed, rehearse
from tests.stacks.governed_architecture import governed_architecture

pytestmark = pytest.mark.timeout(1200)  # a dozen runs of the engine, on a machine that may be busy

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, StackRehearsed]:
    """The governance and the landing zone of a county whose own subscription is not made yet."""
    folder = tmp_path_factory.mktemp("governed")
    write_private(folder / "out" / "architecture.json", canonical_json(governed_architecture(made=False)))

    def told(line: str) -> None:
        print(line, file=sys.stderr)

    found = rehearse(folder, ["landing-zone"], told, as_of=DAY, surroundings=os.environ)
    return {one.stack: one for one in found.stacks}


def test_the_governance_is_built_once_changes_nothing_again_and_is_taken_away(
    rehearsed: dict[str, StackRehearsed],
) -> None:
    found = rehearsed["governance"]
    assert (found.faults, found.changed_again, found.left) == ((), 0, 0)
    assert found.resources == found.expected > 50


def test_the_landing_zone_waits_for_the_new_subscription(rehearsed: dict[str, StackRehearsed]) -> None:
    found = rehearsed["landing-zone"]
    assert found.stopped_at == "preview"
    assert any("the subscription key-2 has no id yet" in fault for fault in found.faults)
