"""Hosts that hang, drip or babble: each ends in time, with a plain reason, and leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from looking import PATIENT, SHORT, look, look_at, nothing_left, rss_mib, target
from ssh_app import serving
from ssh_raw import Behaviour, dripping, flooding, misbehaving, saying, silent

GREETING = b"SSH-2.0-OpenSSH_9.2\r\n"


def _ends(behaviour: Behaviour, reason: str) -> None:
    """The look ends by itself: the host stays as it is until then, so a look without a limit would go on for ever."""
    with nothing_left(), misbehaving(behaviour) as port:
        seen = look(target(port), limits=SHORT)
    assert seen.reason == reason
    assert seen.errors[0].reason == reason
    assert seen.claims == ()


def test_S_01_a_host_that_says_nothing_ends_in_time_and_others_are_read() -> None:
    with nothing_left(), misbehaving(silent) as port, serving(address="127.0.0.2") as app:
        hosts = [target(port), *(target(app.port, "127.0.0.2", user=f"scan{n}") for n in range(9))]
        limits = replace(PATIENT, login_seconds=4)
        seen = look_at(hosts, [app.trusted("127.0.0.2")], limits=limits)
    assert [one.reason for one in seen] == ["banner-timeout", *[None] * 9]


def test_S_02_a_tarpit_is_a_banner_timeout() -> None:
    _ends(dripping(b"3a7f\r\n", 0.1), "banner-timeout")


def test_S_03_single_bytes_without_a_line_end() -> None:
    before = rss_mib()
    _ends(dripping(b"x", 0.05), "banner-timeout")
    assert rss_mib() - before < 5


@pytest.mark.parametrize("start", [GREETING, GREETING + b"\0\0\1\0\4\x14"], ids=["greeting", "half a packet"])
def test_S_03_silence_in_the_key_exchange(start: bytes) -> None:
    _ends(saying(start, then_close=False), "net-timeout")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n", "protocol"),
        (b"\x16\x03\x01\x00\xf1\x01\x00\x00\xed\x03\x03" + b"\0" * 200 + b"\n", "protocol"),
        (b"SSH-1.5-OpenSSH_1.2\r\n", "kex-incompatible"),
        (b"SSH-\r\n", "protocol"),
        (b"", "refused"),
        (GREETING + b"\x7f\xff\xff\xfc" + b"\x04" * 2_000_000, "protocol"),
        (GREETING + b"\x00\x00\x00\x0c\x0b\x14" + b"\xff" * 600, "protocol"),
        (GREETING + b"\0" * 100, "protocol"),
    ],
    ids=["http", "tls", "ssh-1", "no version", "closed", "long packet", "bad lists", "zeros"],
)
def test_S_04_what_is_not_ssh_is_told_plainly(said: bytes, reason: str) -> None:
    before = rss_mib()
    _ends(saying(said), reason)
    assert rss_mib() - before < 16


def test_S_04_a_flood_without_a_line_end_is_cut_off() -> None:
    before = rss_mib()
    _ends(flooding(50_000_000), "protocol")
    assert rss_mib() - before < 16


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=4096), st.booleans())
def test_S_04_any_bytes_end_in_a_reason(said: bytes, greets: bool) -> None:
    with misbehaving(saying((GREETING if greets else b"") + said)) as port:
        seen = look(target(port), limits=SHORT)
    assert seen.reason in {
        "protocol",
        "refused",
        "kex-incompatible",
        "needs-legacy-crypto",
        "banner-timeout",
        "net-timeout",
    }


def test_a_port_without_a_server_is_refused() -> None:
    with misbehaving(silent) as port:
        pass
    assert look(target(port)).reason == "refused"


def test_a_name_that_is_not_known_is_told() -> None:
    assert look(target(22, "no-such-host.invalid")).reason == "dns"
