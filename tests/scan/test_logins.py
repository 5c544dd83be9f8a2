"""A refused credential rests after three hosts, however many are scanned at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from inventory.scanners.logins import Logins, Refused
from inventory.scanners.outcome import HostError
from inventory.scanners.pace import Pace


def _refused(logins: Logins, credential: str = "a") -> str:
    try:
        with logins.attempt(credential, 5):
            raise Refused("no")
    except HostError as error:
        return error.reason


def test_S_07_three_refusals_and_no_more_whatever_the_threads() -> None:
    logins, tried = Logins(), []

    def attempt(_: int) -> None:
        with suppress(HostError), logins.attempt("a", 20):
            tried.append(threading.get_ident())
            raise Refused("no")

    with ThreadPoolExecutor(32) as pool:
        list(pool.map(attempt, range(200)))
    assert len(tried) == 3


def test_each_credential_is_counted_on_its_own_and_success_does_not_count() -> None:
    logins = Logins({"b": 3})
    for _ in range(10):
        with logins.attempt("a", 5):
            pass
    assert [_refused(logins) for _ in range(4)] == ["auth-failed"] * 3 + ["auth-suspended"]
    with pytest.raises(HostError, match="rests"):
        logins.check("b")


def test_another_failure_is_no_refusal() -> None:
    logins = Logins()
    for _ in range(5):
        with suppress(HostError), logins.attempt("a", 5):
            raise HostError("net-timeout", "")
    logins.check("a")


def test_who_waits_too_long_for_a_place_is_told() -> None:
    logins = Logins({"a": 2})
    with logins.attempt("a", 5), pytest.raises(HostError) as told, logins.attempt("a", 0.01):
        pass
    assert told.value.reason == "net-timeout"


def test_connections_to_one_subnet_are_spread_and_loopback_waits_for_nothing() -> None:
    pace = Pace(lambda: 0.0, per_subnet=10, overall=1000)
    assert [round(pace.wait_seconds(f"10.0.0.{n}"), 3) for n in range(4)] == [0, 0.1, 0.2, 0.3]
    assert pace.wait_seconds("10.0.1.1") < 0.31
    assert [pace.wait_seconds(text) for text in ("127.0.0.1", "127.9.9.9", "::1")] == [0, 0, 0]


def test_connections_altogether_are_spread_too() -> None:
    pace = Pace(lambda: 0.0, per_subnet=1000, overall=10)
    assert [round(pace.wait_seconds(f"10.0.{n}.1"), 3) for n in range(3)] == [0, 0.1, 0.2]
