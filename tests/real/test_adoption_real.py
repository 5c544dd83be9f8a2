"""What exists is taken over by the real engine: `pulumi import` reads our file, and a run after it changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from built_programme import Built, built

from cloud_unless.app import main
from stacks.rehearsal.messages import changed
from tests.stacks.small_architecture import WAVE

pytestmark = pytest.mark.timeout(1200)  # the engine starts several programs for each stack, on a busy machine


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A landing zone and a wave that stand; what the wave's stack knew of it is kept as a rehearsal keeps it."""
    made = built(tmp_path_factory.mktemp("adoption"))
    kept = made.folder / "out" / "rehearsal"
    kept.mkdir()
    state = made.engine.run("stack", "export", "--stack", WAVE).output
    (kept / f"{WAVE}.state.json").write_bytes(state)
    return made


def test_what_stands_is_taken_into_a_new_stack_and_not_made_again(standing: Built, tmp_path: Path) -> None:
    engine = standing.engine
    # The stack forgets all of it, and Azure keeps it: as if somebody had made it by hand.
    assert engine.run("stack", "rm", "--force", "--yes", WAVE).code == 0
    assert engine.run("stack", "init", WAVE).code == 0
    stood = engine.azure.all()
    existing = tmp_path / "existing.json"
    existing.write_text(json.dumps([{"id": one.id, "type": one.kind, "name": one.id.split("/")[-1]} for one in stood]))
    assert main(["export", "imports", "--existing", str(existing), "--folder", str(standing.folder)]) == 0
    file = standing.folder / "out" / "imports" / f"{WAVE}.json"
    done = engine.run(
        "import", "--file", str(file), "--stack", WAVE, "--yes", "--skip-preview", "--generate-code=false"
    )
    assert done.code == 0, done.output.decode() + done.errors.decode()
    again = engine.run("up", "--stack", WAVE, "--yes", "--skip-preview", "--json")
    assert again.code == 0, again.output.decode()
    assert changed(again.output) == 0
    assert engine.azure.all() == stood
