"""Only ordinary files are opened."""

import os
import socket
from pathlib import Path

import pytest

from safeio.errors import InputError
from safeio.regular import read_regular


def test_an_ordinary_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    assert read_regular(path, 3) == b"abc"


def test_F_12_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(InputError, match="pipe, socket or device"):
        read_regular(path, 100)


def test_F_12_socket_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        with pytest.raises(InputError, match="cannot be opened"):
            read_regular(path, 100)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_F_12_device_is_refused(device: str) -> None:
    with pytest.raises(InputError, match="pipe, socket or device"):
        read_regular(Path(device), 100)


def test_F_12_link_to_a_device_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "servers.csv"
    path.symlink_to("/dev/zero")
    with pytest.raises(InputError, match="pipe, socket or device"):
        read_regular(path, 100)


def test_F_12_folder_missing_file_and_bad_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is a folder"):
        read_regular(tmp_path, 100)
    with pytest.raises(InputError, match="no such file"):
        read_regular(tmp_path / "none.csv", 100)
    with pytest.raises(InputError, match="cannot be opened"):
        read_regular(Path("a\0b"), 100)


def test_F_12_file_over_the_cap_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse.csv"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(InputError, match="larger than the limit of 200 MB"):
        read_regular(path, 200_000_000)


def test_a_file_that_claims_no_size_is_still_capped() -> None:
    with pytest.raises(InputError, match="larger than the limit"):
        read_regular(Path("/proc/self/status"), 10)
