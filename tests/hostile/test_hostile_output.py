"""Hosts that say too much, too little, or the wrong thing: kept apart from what is whole, and never a crash."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from looking import PATIENT, look, nothing_left, rss_mib, target
from ssh_app import GOOD, PASSWORD, Answer, serving, writing

from inventory.scanners.outcome import Observation


def _look(answer: Answer, **limits: Any) -> Observation:
    with nothing_left(), serving(answer) as app:
        return look(target(app.port), [app.trusted()], **limits)


def _said(seen: Observation) -> set[str]:
    return {str(claim.value) for claim in seen.claims}


def test_S_09_a_gigabyte_is_cut_at_the_cap() -> None:
    async def answer(process: Any) -> None:
        for _ in range(1_000):
            process.stdout.write(b"x" * 1_000_000)
            await process.stdout.drain()

    before = rss_mib()
    seen = _look(answer)
    assert seen.reason == "truncated"
    assert rss_mib() - before < 32


def test_S_10_a_drip_ends_in_time_and_is_never_taken_as_complete() -> None:
    async def answer(process: Any) -> None:
        process.stdout.write(GOOD[:-30])
        while True:
            process.stdout.write(b".")
            await asyncio.sleep(0.05)

    seen = _look(answer, limits=replace(PATIENT, total_seconds=5))
    assert seen.reason == "cmd-timeout"
    assert "Debian GNU/Linux 12 (bookworm)" in _said(seen)


def test_S_11_standard_error_is_drained_beside_standard_output() -> None:
    seen = _look(writing(GOOD, notices=b"warning\n" * 2_500_000))
    assert seen.reason is None


def test_S_11_standard_error_without_end_is_cut() -> None:
    async def answer(process: Any) -> None:
        while True:
            process.stderr.write(b"x" * 1_000_000)
            await process.stderr.drain()

    assert _look(answer).reason in ("truncated", "cmd-timeout")


@pytest.mark.parametrize("kept", [200, len(GOOD) - 30])
def test_S_12_output_that_breaks_off_is_kept_and_is_not_complete(kept: int) -> None:
    async def answer(process: Any) -> None:
        process.stdout.write(GOOD[:kept])
        await process.stdout.drain()
        process.channel.get_connection().abort()

    seen = _look(answer)
    assert seen.reason == "truncated"
    assert seen.claims


def test_S_12_without_an_exit_status_it_is_not_complete() -> None:
    assert _look(writing(GOOD, status=None)).reason == "truncated"


def test_S_12_a_process_that_was_killed_is_not_complete() -> None:
    async def answer(process: Any) -> None:
        process.stdout.write(GOOD)
        process.exit_with_signal("KILL")

    assert _look(answer).reason == "truncated"


NOISE = b"\x1b]0;title\x07Last login: today\r\n\x1b[31mWelcome!\x1b[0m\n#cloud-unless-end 2\n"


def test_S_14_noise_before_and_after_is_ignored() -> None:
    seen = _look(writing(NOISE + GOOD + b"\nlogout\n" + NOISE, notices=b"stdin: is not a tty\n"))
    assert seen.reason is None
    assert _said(seen) == _said(_look(writing(GOOD)))


@pytest.mark.parametrize(
    ("notices", "reason"),
    [
        (b"WARNING: Your password has expired.\nPassword change required but no TTY available.\n", "password-expired"),
        (b"You are required to change your password immediately (administrator enforced)\n", "password-expired"),
        (b"rbash: sh: command not found\n", "protocol"),
        (b"This account is currently not available.\n", "protocol"),
        (b"", "protocol"),
    ],
)
def test_S_14_a_host_that_does_not_run_the_script_is_told_with_what_it_said(notices: bytes, reason: str) -> None:
    seen = _look(writing(b"", notices=notices, status=1))
    assert (seen.reason, seen.claims) == (reason, ())


def test_S_14_the_command_is_two_plain_words_for_any_login_shell() -> None:
    with serving() as app:
        look(target(app.port), [app.trusted()])
        assert app.commands == ["sh -s"]


@pytest.mark.parametrize(
    "said",
    ["bücher".encode("latin-1"), "サーバ".encode("shift-jis"), b"\xff\xfe\x00\x00", "a\u202eb\u0007c".encode()],
    ids=["latin-1", "shift-jis", "not text", "control"],
)
def test_S_15_any_encoding_is_stored_clean(said: bytes) -> None:
    from ssh_app import OS_RELEASE, framed

    output = framed({"operating_system": (0, OS_RELEASE.replace(b"bookworm", said)), "names": (0, said)})
    seen = _look(writing(output))
    assert seen.reason is None
    for text in _said(seen):
        text.encode("utf-8")
        assert not any(char in text for char in "\u202e\x00\x07\x1b")


def test_S_19_the_script_asks_for_no_password() -> None:
    from inventory.collector import script

    assert all("sudo -n" in line or '"$sudo"' in line for line in script().splitlines() if "sudo " in line)


def test_X_01_a_host_that_says_our_password_does_not_get_it_into_the_store() -> None:
    seen = _look(writing(GOOD.replace(b"bookworm", PASSWORD[:8].encode()), notices=PASSWORD.encode()))
    assert PASSWORD not in repr(seen)
    seen = _look(writing(b"", notices=PASSWORD.encode(), status=1))
    assert PASSWORD not in repr(seen)


def test_a_host_that_opens_no_channel_is_told() -> None:
    with nothing_left(), serving(process_factory=None) as app:
        seen = look(target(app.port), [app.trusted()])
    assert seen.reason == "protocol"
