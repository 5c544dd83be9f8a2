"""A scan by processes in place of threads: what is handed to the pool can be sent, with its guards."""

from __future__ import annotations

import copy
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import asyncssh
import pytest
from looking import CREDENTIAL, a_look, target
from ssh_app import serving

from inventory.credentials import Secret
from inventory.scan import scan
from inventory.scanners.logins import MOST_REFUSED, Logins

ADDRESSES = ("127.0.0.1", "127.0.0.2", "127.0.0.3")


@pytest.mark.parametrize("kind", ["password", "key"])
def test_processes_read_hosts_as_threads_do(kind: str) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    secret = None
    if kind == "key":
        secret = Secret(reference=CREDENTIAL, private_key=key.export_private_key().decode("ascii"))
    with serving(address=ADDRESSES, public_key=key.public_data) as app:
        targets = [target(app.port, address) for address in ADDRESSES]
        look = a_look(targets, [app.trusted(address) for address in ADDRESSES], secret)
        with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
            seen = list(scan(targets, look, pool, 2, lambda: False))
        here = [look(one) for one in targets]
    assert [one.reason for one in seen] == [None] * 3
    assert sorted(seen, key=lambda one: targets.index(one.target)) == here


def test_all_looks_in_one_process_share_one_guard_of_the_account() -> None:
    logins = Logins({CREDENTIAL: MOST_REFUSED - 1})
    first, second, other = copy.copy(logins), copy.copy(logins), copy.copy(Logins())
    assert first is second
    assert first is not other
