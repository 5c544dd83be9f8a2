"""Files are written whole, for their owner only, or not at all."""

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeio.errors import StorageError
from safeio.private_files import private_folder, write_private


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("open_umask")
def test_X_04_files_are_0600_and_folders_0700_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "out" / "reports" / "plan.json"
    write_private(path, b"{}")
    assert (mode(path), mode(path.parent), mode(path.parent.parent)) == (0o600, 0o700, 0o700)


@pytest.mark.usefixtures("open_umask")
def test_X_04_a_file_that_others_could_read_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_private(path, b"new")
    assert (mode(path), path.read_bytes()) == (0o600, b"new")


@pytest.mark.usefixtures("open_umask")
def test_X_04_files_are_private_from_their_creation(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from safeio.private_files import write_private\n"
        "flags = []\n"
        "def hook(event, args):\n"
        "    if event == 'open' and isinstance(args[0], str) and args[0].endswith('.tmp'):\n"
        "        flags.append(args[2])\n"
        "    assert event != 'os.chmod', args\n"
        "sys.addaudithook(hook)\n"
        "write_private(Path(sys.argv[1]), b'x')\n"
        "import os\n"
        "assert flags and all(flag & os.O_EXCL and flag & os.O_NOFOLLOW for flag in flags), flags\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "a")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert mode(tmp_path / "a") == 0o600


def test_X_05_link_at_the_target_is_refused(tmp_path: Path) -> None:
    victim, path = tmp_path / "victim", tmp_path / "plan.json"
    victim.write_bytes(b"keep")
    path.symlink_to(victim)
    with pytest.raises(StorageError, match="symbolic link"):
        write_private(path, b"new")
    assert victim.read_bytes() == b"keep"


def test_X_05_dangling_link_at_the_target_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.symlink_to(tmp_path / "not-there")
    with pytest.raises(StorageError, match="symbolic link"):
        write_private(path, b"new")


def test_X_05_link_at_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageError, match="symbolic link"):
        write_private(tmp_path / "out" / "plan.json", b"new")
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only"), (errno.EIO, "writing failed")]
)
def test_R_04_a_failing_write_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    path = tmp_path / "plan.json"
    write_private(path, b"old")

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageError, match=said):
        write_private(path, b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("plan.json", b"old")]


def test_R_04_a_full_disk_keeps_the_old_file(tmp_path: Path) -> None:
    """A limit on file size stands in for the full disk: the kernel itself refuses the write."""
    path = tmp_path / "plan.json"
    write_private(path, b"old")
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from safeio.errors import StorageError\n"
        "from safeio.private_files import write_private\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write_private(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except StorageError as problem:\n"
        "    print(problem)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert "a limit on the size of files" in done.stdout
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("plan.json", b"old")]


def test_R_04_killed_while_writing_keeps_the_old_file_and_the_next_write_tidies_up(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    write_private(path, b"old")
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from safeio.private_files import write_private\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "write_private(Path(sys.argv[1]), b'half')\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)])
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    write_private(path, b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("plan.json", b"new")]


def test_a_file_being_written_by_another_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, really = tmp_path / "plan.json", os.fsync

    def meanwhile(descriptor: int) -> None:
        monkeypatch.setattr(os, "fsync", really)
        write_private(path, b"second")
        really(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    write_private(path, b"first")
    assert path.read_bytes() == b"first"


def test_folder_and_file_that_stand_in_the_way_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="not a folder"):
        private_folder(tmp_path / "file")
    with pytest.raises(StorageError, match="not a folder"):
        write_private(tmp_path / "file" / "deep" / "a", b"")
    with pytest.raises(StorageError, match="not an ordinary file"):
        write_private(tmp_path, b"")
