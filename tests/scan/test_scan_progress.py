"""How far a scan is, in one line; and recordings of hosts that say what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from cloud_unless.scan_progress import ScanProgress, line
from inventory.collector import script, sections
from safeio.errors import InputError
from tools.replay_hosts import read_recordings


@pytest.mark.parametrize(
    ("done", "seconds", "text"),
    [
        (2, 1.0, "2 of 1,000 hosts, 1 failed"),
        (100, 10.0, "100 of 1,000 hosts, 1 failed, 10.0 a second, about 1 min 30 s left"),
        (990, 99.0, "990 of 1,000 hosts, 1 failed, 10.0 a second, about 1 s left"),
    ],
)
def test_the_line_gives_rate_and_time_left(done: int, seconds: float, text: str) -> None:
    assert line(done, 1000, 1, seconds) == text


def test_a_log_gets_a_line_now_and_then() -> None:
    now, said = [0.0], []
    told = ScanProgress(100, lambda: now[0], said.append)
    for _ in range(50):
        now[0] += 1
        told.count(failed=False)
    assert len(said) == 5


def _recording(folder: Path, about: str) -> Path:
    (folder / "web1").mkdir(parents=True)
    (folder / "web1" / "about.yaml").write_text(about)
    (folder / "web1" / "names").write_bytes(b"\n==> uname -n <==\nweb1\n")
    return folder


def test_a_recording_answers_what_the_script_asks_in_its_order(tmp_path: Path) -> None:
    host = read_recordings(_recording(tmp_path, "label: composed\nhow: by this test\nstatuses: {names: 3}\n"))[0]
    found = sections(host.answer(script().encode()))
    assert found.complete
    statuses = {one.name: one.status for one in found.sections}
    assert statuses.pop("names") == 3
    assert set(statuses.values()) == {127}


def test_a_recording_says_whether_it_was_recorded_or_composed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="label"):
        read_recordings(_recording(tmp_path, "how: somehow\n"))
