"""Host keys and logins: nothing of ours is sent to a stranger, and no credential is tried twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import asyncssh
import pytest
from looking import CREDENTIAL, SHORT, look, look_at, nothing_left, target
from ssh_app import App, serving

from inventory.credentials import Secret
from inventory.host_keys import HostKey, fingerprint
from inventory.scanners.logins import Logins


def _key_secret(kind: str = "ssh-ed25519") -> tuple[Secret, bytes]:
    key = asyncssh.generate_private_key(kind)
    return Secret(reference="file:key", private_key=key.export_private_key().decode()), key.public_data


def test_S_05_a_changed_key_stops_before_the_login_and_both_fingerprints_are_told() -> None:
    other = asyncssh.generate_private_key("ssh-ed25519")
    with nothing_left(), serving() as app:
        before = HostKey(host=f"[127.0.0.1]:{app.port}", kind="ssh-ed25519", data=other.public_data)
        seen = look(target(app.port), [before])
        assert (seen.reason, app.asked, app.attempts) == ("hostkey-changed", 0, [])
        assert fingerprint(other.public_data) in seen.errors[0].message
        assert fingerprint(app.host_key.public_data) in seen.errors[0].message


def test_S_06_an_unknown_key_is_refused_before_the_login() -> None:
    with serving() as app:
        seen = look(target(app.port))
        assert (seen.reason, app.asked) == ("hostkey-unknown", 0)
        assert fingerprint(app.host_key.public_data) in seen.errors[0].message


def test_a_host_with_several_keys_is_asked_for_the_one_we_know() -> None:
    ecdsa, ed25519 = (asyncssh.generate_private_key(kind) for kind in ("ecdsa-sha2-nistp256", "ssh-ed25519"))
    with serving(host_key=ecdsa) as app, serving(host_key=ed25519) as other:
        assert look(target(app.port), [app.trusted()]).reason is None
        assert look(target(other.port), [other.trusted()]).reason is None
    with serving(host_key=[ed25519, ecdsa]) as app:
        known = HostKey(host=f"[127.0.0.1]:{app.port}", kind="ecdsa-sha2-nistp256", data=ecdsa.public_data)
        assert look(target(app.port), [known]).reason is None


def test_S_07_a_wrong_password_reaches_three_hosts_and_then_rests() -> None:
    with nothing_left(), serving(passwords=["another"]) as app:
        seen = look_at([target(app.port, user=f"u{n}") for n in range(50)], [app.trusted()], at_once=16)
        assert app.asked == len(app.attempts) == 3
    reasons = [one.reason for one in seen]
    assert (reasons.count("auth-failed"), reasons.count("auth-suspended")) == (3, 47)


def test_S_07_refusals_of_an_earlier_go_of_the_run_count() -> None:
    with serving(passwords=["another"]) as app:
        seen = look_at([target(app.port)] * 5, [app.trusted()], logins=Logins({CREDENTIAL: 2}))
        assert len(app.attempts) == 1
    assert sum(one.refused for one in seen) == 1


def test_S_08_only_the_named_key_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret, public = _key_secret()
    (tmp_path / ".ssh").mkdir()
    for number in range(10):
        asyncssh.generate_private_key("ssh-ed25519").write_private_key(tmp_path / ".ssh" / f"id_{number}")
    monkeypatch.setenv("HOME", str(tmp_path))
    with serving(passwords=(), public_key=public) as app:
        assert look(target(app.port), [app.trusted()], secret=secret).reason is None
        assert app.attempts[-1:] == ["publickey"]
        assert app.asked == 1
    with serving(passwords=["x"], public_key=b"another") as app:
        assert look(target(app.port), [app.trusted()], secret=secret).reason == "auth-failed"
        assert app.attempts == ["publickey"]


@pytest.mark.parametrize("kind", ["ssh-ed25519", "ecdsa-sha2-nistp256", "ssh-rsa"])
def test_keys_of_each_usual_kind_log_in(kind: str) -> None:
    secret, public = _key_secret(kind)
    with serving(passwords=(), public_key=public) as app:
        assert look(target(app.port), [app.trusted()], secret=secret).reason is None


class _Questions(asyncssh.SSHServer):
    """Asks for the password as a question; some ask for more."""

    def __init__(self, app: App, prompts: list[str]) -> None:
        self._app = app
        self._prompts = prompts

    def begin_auth(self, username: str) -> bool:
        return True

    def kbdint_auth_supported(self) -> bool:
        return True

    def get_kbdint_challenge(self, username: str, lang: str, submethods: str) -> Any:
        return "", "", "", [(prompt, False) for prompt in self._prompts]

    def validate_kbdint_response(self, username: str, responses: Any) -> bool:
        self._app.attempts.append("questions")
        return list(responses) == ["correct horse battery"]


@pytest.mark.parametrize(
    ("prompts", "reason"),
    [(["Password: "], None), (["New password: "], "password-expired"), (["Password: ", "Code: "], "auth-failed")],
)
def test_a_host_that_asks_questions_gets_the_password_and_nothing_else(prompts: list[str], reason: str | None) -> None:
    with nothing_left(), serving(login=lambda app: _Questions(app, prompts)) as app:
        assert look(target(app.port), [app.trusted()]).reason == reason
        assert len(app.attempts) == (reason is None)


def test_a_host_that_takes_no_passwords_is_told_and_does_not_count_as_refused() -> None:
    _, public = _key_secret()
    with serving(passwords=(), public_key=public) as app:
        seen = look(target(app.port), [app.trusted()])
    assert (seen.reason, seen.refused) == ("auth-failed", False)


class _Hangs(asyncssh.SSHServer):
    """Never answers a login."""

    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    async def validate_password(self, username: str, password: str) -> bool:
        import asyncio

        await asyncio.Event().wait()
        return False


def test_a_login_that_is_never_answered_ends_in_time_and_is_no_refusal() -> None:
    with nothing_left(), serving(login=lambda _: _Hangs()) as app:
        seen = look(target(app.port), [app.trusted()], limits=SHORT)
    assert (seen.reason, seen.refused) == ("net-timeout", False)


OLD: dict[str, Any] = {
    "kex_algs": ["diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1"],
    "signature_algs": ["ssh-rsa"],
    "encryption_algs": ["aes128-cbc", "3des-cbc"],
    "mac_algs": ["hmac-sha1"],
}


def test_S_13_a_host_that_only_speaks_sha1_is_flagged() -> None:
    with serving(host_key=asyncssh.generate_private_key("ssh-rsa"), **OLD) as app:
        seen = look(target(app.port), [app.trusted()])
        assert (seen.reason, app.asked) == ("needs-legacy-crypto", 0)
    assert "legacy_crypto: true" in seen.errors[0].message


@pytest.mark.parametrize("with_key", [True, False])
def test_S_13_where_the_entry_allows_it_the_host_is_read_and_still_flagged(with_key: bool) -> None:
    secret, public = _key_secret("ssh-rsa")
    with nothing_left(), serving(host_key=asyncssh.generate_private_key("ssh-rsa"), public_key=public, **OLD) as app:
        options = {"secret": secret} if with_key else {}
        seen = look(target(app.port, legacy_crypto=True), [app.trusted()], **options)
        assert app.asked == 1
    assert seen.reason is None and seen.claims
    assert [error.reason for error in seen.errors if error.reason == "needs-legacy-crypto"]


def test_S_13_old_cryptography_checks_the_host_key_and_tries_a_password_once() -> None:
    key = asyncssh.generate_private_key("ssh-rsa")
    with serving(host_key=key, passwords=["another"], **OLD) as app:
        old = target(app.port, legacy_crypto=True)
        assert look(old).reason == "hostkey-unknown"
        assert (app.asked, look(old, [app.trusted()]).reason, len(app.attempts)) == (0, "auth-failed", 1)
        assert [one.reason for one in look_at([old] * 5, [app.trusted()])].count("auth-suspended") == 2


def test_a_host_with_cryptography_of_its_own_is_told() -> None:
    with serving(kex_algs=["curve448-sha512"]) as app:
        assert look(target(app.port), [app.trusted()]).reason == "kex-incompatible"
