"""`scan`, `hosts` and `collectors` as people run them."""

from __future__ import annotations

import hashlib
import json
import stat
from pathlib import Path

import asyncssh
import pytest
from looking import nothing_left
from scan_folders import AS_OF, dump, folder_for, line, run, states
from ssh_app import GOOD, PASSWORD, serving, writing
from ssh_raw import misbehaving, silent

from cloud_unless.app import main
from inventory.host_keys import fingerprint
from tools.replay_hosts import framed

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCAN", PASSWORD)
    monkeypatch.setenv("COLUMNS", "200")


def _main(folder: Path, name: str, *arguments: str) -> int:
    return main(line(folder, name, *arguments)[3:])


def test_hosts_are_read_stored_and_settled(tmp_path: Path) -> None:
    with nothing_left(), serving() as app:
        folder = folder_for(tmp_path / "p", app)
        assert _main(folder, "scan") == 0
    assert {("server/web1", "name", '"web1"'), ("server/web1", "site_id", '"main-site"')} <= {
        row[1:4] for row in dump(folder)
    }
    assert _main(folder, "estate") == 0
    estate = json.loads((folder / "out" / "estate.json").read_text())
    assert [(server["id"], server["site_id"], server["cycle"]) for server in estate["servers"]] == [
        ("web1", "main-site", "12")
    ]


def test_S_05_a_changed_key_is_exit_3_with_both_fingerprints(tmp_path: Path, capsys: Captured) -> None:
    with serving() as app:
        folder = folder_for(tmp_path / "p", app)
        before, app.host_key = app.host_key, asyncssh.generate_private_key("ssh-ed25519")
        folder_for(folder, app, trusted=False)
        (folder / "known_hosts").write_text(app.trusted().line + "\n")
        assert _main(folder, "scan", "--format", "json") == 3
    said = capsys.readouterr().out
    assert fingerprint(before.public_data) in said and fingerprint(app.host_key.public_data) in said


def test_S_06_trust_is_asked_for_and_written_once(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as app:
        folder = folder_for(tmp_path / "p", app, trusted=False)
        assert _main(folder, "scan") == 3
        assert _main(folder, "hosts", "trust") == 2
        assert not (folder / "known_hosts").exists()
        assert _main(folder, "hosts", "trust", "--yes-i-compared", "SHA256:another") == 3
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("sys.stdin.readline", lambda: "n\n")
        assert _main(folder, "hosts", "trust") == 3
        monkeypatch.setattr("sys.stdin.readline", lambda: "yes\n")
        assert _main(folder, "hosts", "trust") == 0
        assert fingerprint(app.host_key.public_data) in capsys.readouterr().out
        assert (folder / "known_hosts").read_text() == app.trusted().line + "\n"
        assert stat.S_IMODE((folder / "known_hosts").stat().st_mode) == 0o600
        assert _main(folder, "scan") == 0
        assert app.asked == 1


def test_S_06_a_script_trusts_the_one_fingerprint_it_names(tmp_path: Path) -> None:
    with serving() as app:
        folder = folder_for(tmp_path / "p", app, trusted=False)
        option = ("--yes-i-compared", fingerprint(app.host_key.public_data))
        assert _main(folder, "hosts", "trust", f"127.0.0.1:{app.port}", *option) == 0
        assert app.asked == 0
    assert app.trusted().line in (folder / "known_hosts").read_text()


def test_a_changed_key_is_never_trusted_in_place_of_the_old_one(tmp_path: Path, capsys: Captured) -> None:
    with serving() as app:
        folder = folder_for(tmp_path / "p", app, trusted=False)
        real, app.host_key = app.host_key, asyncssh.generate_private_key("ssh-ed25519")
        (folder / "known_hosts").write_text(app.trusted().line + "\n")
        option = ("--yes-i-compared", fingerprint(real.public_data))
        assert _main(folder, "hosts", "trust", f"127.0.0.1:{app.port}", *option) == 3
    assert (folder / "known_hosts").read_text() == app.trusted().line + "\n"
    assert "CHANGED" in capsys.readouterr().out


def test_hosts_list_shows_the_trusted_and_the_missing(tmp_path: Path, capsys: Captured) -> None:
    with serving() as app:
        folder = folder_for(tmp_path / "p", app)
        folder_for(folder, app, ["127.0.0.1", "127.0.0.9"], trusted=False)
    assert _main(folder, "hosts", "list", "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)["hosts"]
    assert [row["state"] for row in rows] == ["trusted", "not trusted yet"]


def test_S_07_a_wrong_password_is_exit_3_and_is_not_tried_again_on_the_same_run(tmp_path: Path) -> None:
    addresses = [f"127.0.0.{n}" for n in range(1, 7)]
    with serving(passwords=["another"], address=addresses) as app:
        folder = folder_for(tmp_path / "p", app, addresses)
        assert _main(folder, "scan") == 3
        assert len(app.attempts) == 3
    assert sorted(state for _, state in states(folder)) == ["auth-failed"] * 3 + ["auth-suspended"] * 3


def test_T_04_a_wrong_clock_is_shown_and_the_host_is_still_read(tmp_path: Path, capsys: Captured) -> None:
    clock = framed({"clock": (0, b"\n==> date -u +%s <==\n1300000000\n"), "names": (0, b"\n==> uname -n <==\nold1\n")})
    with serving(writing(clock)) as app:
        assert _main(folder_for(tmp_path / "p", app), "scan", "--format", "json") == 0
    assert [one["reason"] for one in json.loads(capsys.readouterr().out)["errors"]] == ["clock-wrong"]
    assert _main(tmp_path / "p", "estate") == 0
    estate = json.loads((tmp_path / "p" / "out" / "estate.json").read_text())
    assert [(one["target"], one["reason"]) for one in estate["scan_errors"]] == [
        (f"127.0.0.1:{app.port}", "clock-wrong")
    ]


def test_C_06_a_dry_run_shows_hosts_method_and_script_and_opens_no_socket(tmp_path: Path) -> None:
    with serving() as app:
        folder = folder_for(tmp_path / "p", app, ["127.0.0.1", "web1.example"], trusted=False)
    spy = (
        "import sys; sys.addaudithook(lambda e, a: e.startswith('socket.') and sys.exit(f'{e} {a}'));"
        "from cloud_unless.app import main; sys.exit(main(sys.argv[1:]))"
    )
    arguments = line(folder, "scan", "--dry-run", "--format", "json")
    done = run([arguments[0], "-c", spy, *arguments[3:]], {"SCAN": ""})
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert [row["host"] for row in said["targets"]] == [f"127.0.0.1:{app.port}", f"web1.example:{app.port}"]
    assert said["script_sha256"] in run([*arguments[:3], "collectors", "show", "linux"]).stderr
    assert not (folder / "estate.db").exists()


def test_collectors_show_prints_the_script_byte_for_byte() -> None:
    done = run([*line(Path(), "collectors")[:3], "collectors", "show", "linux"])
    assert hashlib.sha256(done.stdout.encode()).hexdigest() in done.stderr
    listed = run([*line(Path(), "collectors")[:3], "collectors", "--format", "json"])
    assert json.loads(listed.stdout)["collectors"][0]["name"] == "linux"


SPY = """
import sys
def spy(event, arguments):
    if event in ("socket.connect", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"):
        print("SPY", event, arguments[-1], file=sys.stderr)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & 0o100:
        print("OPENED", arguments[0], file=sys.stderr)
sys.addaudithook(spy)
from cloud_unless.app import main
sys.exit(main(sys.argv[1:]))
"""


def test_X_08_I_01_a_scan_talks_to_its_targets_alone_and_starts_no_program(tmp_path: Path) -> None:
    with serving() as app:
        folder = folder_for(tmp_path / "p", app)
        arguments = line(folder, "scan")
        done = run([arguments[0], "-c", SPY, *arguments[3:]])
    assert done.returncode == 0, done.stderr
    spied = {row for row in done.stderr.splitlines() if row.startswith("SPY")}
    assert spied == {f"SPY socket.connect ('127.0.0.1', {app.port})"}


def test_X_01_no_file_and_no_output_holds_the_password(tmp_path: Path) -> None:
    canary = "c4nary-Pa55word-7"
    leaky = writing(GOOD.replace(b"bookworm", canary.encode()), notices=canary.encode())
    with serving(leaky, passwords=[canary]) as app, serving(writing(b"", canary.encode(), 1), [canary]) as other:
        folder = folder_for(tmp_path / "p", app)
        sources = (folder / "sources.yaml").read_text()
        entry = sources.splitlines()[-1].replace(str(app.port), str(other.port))
        (folder / "sources.yaml").write_text(sources + entry + "\n")
        with (folder / "known_hosts").open("a") as known:
            known.write(other.trusted().line + "\n")
        arguments = line(folder, "scan")
        done = run([*arguments[:3], "--debug", *arguments[3:]], {"SCAN": canary})
    assert done.returncode == 3
    found = [
        done.stdout,
        done.stderr,
        *(file.read_bytes().decode("latin-1") for file in folder.rglob("*") if file.is_file()),
    ]
    for spelt in (canary, canary[::-1], canary.encode().hex()):
        assert not any(spelt in text for text in found)


def test_X_02_a_fault_of_ours_names_its_kind_and_no_values(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(PASSWORD)

    monkeypatch.setattr("inventory.scanners.ssh.run", fail)
    with serving() as app:
        assert _main(folder_for(tmp_path / "p", app), "scan") == 3
    said = "".join(capsys.readouterr())
    assert "RuntimeError" in said and PASSWORD not in said


def test_X_04_every_file_of_a_scan_is_private_from_the_start(tmp_path: Path) -> None:
    with serving() as app:
        folder = folder_for(tmp_path / "p", app)
        arguments = line(folder, "scan")
        umask = f"import os; os.umask(0)\n{SPY}"
        done = run([arguments[0], "-c", umask, *arguments[3:]])
    assert done.returncode == 0, done.stderr
    made = [path for path in folder.iterdir() if path.name.startswith("estate.db")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}


def test_no_hosts_is_told_with_an_example(tmp_path: Path, capsys: Captured) -> None:
    with serving() as app:
        folder = folder_for(tmp_path / "p", app)
    (folder / "sources.yaml").write_text("schema_version: 1\n")
    assert _main(folder, "scan") == 2
    assert "targets: [{hosts:" in capsys.readouterr().err


def test_a_host_that_is_not_named_is_refused(tmp_path: Path, capsys: Captured) -> None:
    with serving() as app:
        folder = folder_for(tmp_path / "p", app)
        assert _main(folder, "scan", "127.0.0.7") == 2
        assert _main(folder, "scan", "127.0.0.1") == 0
    assert "127.0.0.7" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new"),
    [("site: main-site", "site: nowhere"), ("env:SCAN", "hunter2"), ("user: scan", "user: scan, password: x")],
)
def test_mistakes_in_an_entry_are_told_before_anything_is_done(
    old: str, new: str, tmp_path: Path, capsys: Captured
) -> None:
    with serving() as app:
        folder = folder_for(tmp_path / "p", app)
        text = (folder / "sources.yaml").read_text()
        (folder / "sources.yaml").write_text(text.replace(old, new))
        assert _main(folder, "scan") == 2
        assert app.asked == 0
    assert "hunter2" not in capsys.readouterr().err


def test_S_20_one_bad_host_never_stops_the_rest(tmp_path: Path, capsys: Captured) -> None:
    with misbehaving(silent) as port, serving() as app:
        folder = folder_for(tmp_path / "p", app)
        text = (folder / "sources.yaml").read_text()
        entry = text.splitlines()[-1].replace(str(app.port), str(port))
        (folder / "sources.yaml").write_text(f"{text}{entry}\n")
        assert _main(folder, "scan", "--seconds", "2", "--as-of", AS_OF) == 3
    assert "1 could not be read" in capsys.readouterr().err
    assert sorted(str(state) for _, state in states(folder)) == ["banner-timeout", "complete"]
