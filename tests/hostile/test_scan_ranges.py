"""A range of addresses: where nothing answers there need not be a host, so nothing failed."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from looking import DAY, SHORT, look, target
from scan_folders import AS_OF, folder_for, states
from ssh_app import PASSWORD, App, serving

from cloud_unless.app import main
from cloud_unless.host_trust import ask
from inventory.host_keys import KnownHosts
from inventory.scan_runs import begin, record, unfinished
from inventory.scanners.outcome import Observation
from inventory.store import open_store
from inventory.targets import TargetEntry, targets


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCAN", PASSWORD)


@contextmanager
def saying_nothing(address: str, port: int = 0) -> Iterator[int]:
    """An address that takes no connection and refuses none: its queue is full."""
    with ExitStack() as stack:
        listening = stack.enter_context(closing(socket.socket()))
        listening.bind((address, port))
        listening.listen(0)
        at = listening.getsockname()
        for _ in range(4):
            waiting = stack.enter_context(closing(socket.socket()))
            waiting.setblocking(False)
            waiting.connect_ex(at)
        yield at[1]


def of_range(path: Path, app: App, text: str) -> Path:
    """A folder that names a range in place of hosts."""
    folder = folder_for(path, app)
    named = (folder / "sources.yaml").read_text().replace("hosts: [127.0.0.1]", f"range: {text}")
    (folder / "sources.yaml").write_text(named)
    return folder


def scanned(folder: Path, *arguments: str) -> int:
    return main(["scan", "--seconds", "8", *arguments, "--folder", str(folder), "--as-of", AS_OF])


def test_only_what_a_range_alone_holds_may_be_silent() -> None:
    entries = (
        TargetEntry(range="10.1.2.0/30", user="a", credential="env:A"),
        TargetEntry(hosts=("10.1.2.1",), user="b", credential="env:B"),
    )
    assert [(one.host, one.in_range) for one in targets(entries, 9)] == [("10.1.2.1", False), ("10.1.2.2", True)]


def test_a_silent_address_of_a_range_is_no_fault_and_a_silent_host_is() -> None:
    with saying_nothing("127.0.0.1") as port:
        host = look(target(port), limits=SHORT)
        address = look(target(port, in_range=True), limits=SHORT)
    assert (host.reason, host.failed, len(host.errors)) == ("net-timeout", True, 1)
    assert (address.reason, address.failed, address.errors) == ("silent", False, ())


def test_a_scan_counts_silent_addresses_and_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving() as app, saying_nothing("127.0.0.2", app.port):
        folder = of_range(tmp_path / "p", app, "127.0.0.0/30")
        assert scanned(folder, "--format", "json") == 0
        told = capsys.readouterr()
        assert scanned(folder, "--again", "127.0.0.2") == 3
    shown = json.loads(told.out)
    assert [shown[name] for name in ("read", "failed", "silent")] == [1, 0, 1]
    assert [row["host"] for row in shown["hosts"]] == [f"127.0.0.1:{app.port}"]
    assert "Silent addresses of ranges: 1." in told.err
    assert states(folder) == [(f"127.0.0.2:{app.port}", "net-timeout")]


def test_a_range_in_which_nothing_answers_at_all_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving() as app, saying_nothing("127.0.0.2", app.port):
        folder = of_range(tmp_path / "p", app, "127.0.0.2/32")
        assert scanned(folder, "--seconds", "1") == 3
    assert "Nothing answered anywhere" in capsys.readouterr().err


def test_silent_addresses_have_no_key_to_trust() -> None:
    with saying_nothing("127.0.0.2") as port:
        assert ask([target(port, "127.0.0.2", in_range=True)], KnownHosts(plain={})) == []


def test_a_scan_that_goes_on_does_not_wait_for_them_again(tmp_path: Path) -> None:
    address, host = target(22, "10.1.2.1", in_range=True), target(22, "10.1.2.2")
    with open_store(tmp_path / "estate.db") as store:
        run = begin(store, [address, host], "0" * 64, DAY)
        record(store, run, Observation(target=address, reason="silent"), DAY)
        stopped = unfinished(store)
    assert stopped is not None
    assert stopped.left([address, host]) == (host,)
