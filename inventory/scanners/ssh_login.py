"""One login with one credential: never a second attempt, never another key than the one that is named."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field
from typing import Any

import paramiko
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from inventory.credentials import Secret
from inventory.scanners.guarded import Session
from inventory.scanners.logins import Logins, Refused
from inventory.scanners.outcome import HostError
from inventory.scanners.watch import Watch
from inventory.targets import Target
from safeio.errors import InputError
from safeio.values import value

_NEW_PASSWORD = re.compile(r"new password|change your password|expired", re.I)
# OpenSSH before 7.2 checks RSA keys by SHA-1 signatures only (release notes of 7.2, 2016-02-29).
_SIGNS_WITH_SHA1 = re.compile(r"OpenSSH_([1-6]\.|7\.[01](?![0-9]))")


@value
class Credential:
    """A secret ready for use. `key` is the private key, opened once for all hosts; None for a password or an agent.

    Sent to another process, it is opened there again: an open key cannot be sent.
    """

    secret: Secret
    key: Any = field(default=None, repr=False)

    def __reduce__(self) -> tuple[Callable[[Secret, str], Credential], tuple[Secret, str]]:
        return prepared, (self.secret, self.secret.reference)


def prepared(secret: Secret, where: str) -> Credential:
    """Open the private key, or find it in the agent. Raises InputError, so that a scan does not start in vain."""
    if secret.agent_key is not None:
        with _agent_key(secret.agent_key) as key:
            if key is None:
                raise InputError(where, "the agent does not hold this one key", "See: ssh-add -l. Name it fully.")
        return Credential(secret=secret)
    if secret.private_key is None:
        return Credential(secret=secret)
    return Credential(secret=secret, key=_opened(secret.private_key, secret.passphrase, where))


def log_in(session: Session, target: Target, credential: Credential, watch: Watch, logins: Logins) -> None:
    """Log in once. Raises HostError (auth-failed, auth-suspended, password-expired, net-timeout, …)."""
    reference = credential.secret.reference
    if credential.secret.password is not None:
        password = credential.secret.password
        with logins.attempt(reference, watch.seconds_left):
            _attempt(session, lambda: session.auth_with_password(target.user, password, _Answers(password)), watch)
    elif credential.key is not None:
        _refuse_sha1_signature(session, credential.key)
        with logins.attempt(reference, watch.seconds_left):
            _attempt(session, lambda: session.auth_publickey(target.user, credential.key), watch)
    else:
        assert credential.secret.agent_key is not None, "a credential is a password, a key or an agent's key"
        with _agent_key(credential.secret.agent_key) as key, logins.attempt(reference, watch.seconds_left):
            if key is None:
                raise HostError("auth-failed", "The agent no longer holds the key.")
            _attempt(session, lambda: session.auth_publickey(target.user, key), watch)


class _Answers:
    """Answers the one question for the password, once; any other question is left unanswered."""

    def __init__(self, password: str) -> None:
        self._left = [password]

    def __call__(self, title: str, instructions: str, prompts: Sequence[tuple[str, bool]]) -> list[str]:
        asked = " ".join([title, instructions, *(prompt for prompt, _ in prompts)])
        if _NEW_PASSWORD.search(asked):
            raise HostError("password-expired", "It asks for a new password.")
        if not prompts:
            return []
        if len(prompts) > 1 or not self._left:
            raise HostError("auth-failed", "It asks for more than the password.")
        return [self._left.pop()]


def _attempt(session: Session, attempt: Callable[[], Any], watch: Watch) -> None:
    try:
        more = attempt()
    except HostError:
        raise
    except paramiko.BadAuthenticationType:
        raise HostError("auth-failed", "It does not take this kind of credential.") from None
    except paramiko.AuthenticationException as error:
        if watch.expired:
            raise HostError("net-timeout", "It does not answer the login in time.") from None
        # A host that allows one try only hangs up in place of an answer: that is a refusal too.
        said = "It refuses the login" if session.is_active() else "It hangs up at the login"
        raise Refused(f"{said} (user and credential do not fit, or the user may not log in).") from error
    except Exception as error:  # noqa: BLE001 - a hostile peer can make any of paramiko's parsers fail
        raise _ended(watch, error) from None
    if more:
        raise HostError("auth-failed", "It wants a second way of logging in as well.")


def _ended(watch: Watch, error: Exception) -> HostError:
    if watch.expired:
        return HostError("net-timeout", "It does not answer the login in time.")
    if "Illegal info request" in str(error):  # message 60 in answer to a password: RFC 4252 section 8
        return HostError("password-expired", "It wants the password changed.")
    return HostError("protocol", "It breaks off, or speaks SSH wrongly, at the login.")


def _refuse_sha1_signature(session: Session, key: Any) -> None:
    """A SHA-2 signature would be a login refused for a wrong reason."""
    if key.get_name() == "ssh-rsa" and _SIGNS_WITH_SHA1.search(session.remote_version):
        raise HostError("needs-legacy-crypto", "It checks RSA keys by SHA-1 signatures only.")


def _opened(text: str, passphrase: str | None, where: str) -> Any:
    password = passphrase.encode("utf-8") if passphrase is not None else None
    openssh = "BEGIN OPENSSH PRIVATE KEY" in text
    load = serialization.load_ssh_private_key if openssh else serialization.load_pem_private_key
    try:
        found = load(text.encode("utf-8"), password)
    except TypeError:
        remedy = "Name the passphrase by reference: passphrase: env:NAME."
        if passphrase is not None:
            remedy = "Take the passphrase out of the entry."
        raise InputError(where, "the key and its passphrase do not fit together", remedy) from None
    except (ValueError, UnsupportedAlgorithm):
        wrong = "this is not a private key that can be read, or its passphrase is another"
        raise InputError(where, wrong, "Try it with: ssh-keygen -y -f FILE.") from None
    old, new = serialization.PrivateFormat.TraditionalOpenSSL, serialization.PrivateFormat.OpenSSH
    for kind, ours, form in (
        (rsa.RSAPrivateKey, paramiko.RSAKey, old),
        (ed25519.Ed25519PrivateKey, paramiko.Ed25519Key, new),
        (ec.EllipticCurvePrivateKey, paramiko.ECDSAKey, old),
    ):
        if isinstance(found, kind):
            # paramiko does not read every form of a key; this one it reads.
            plain = found.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
            with suppress(paramiko.SSHException):
                return ours.from_private_key(io.StringIO(plain.decode("ascii")))
    raise InputError(where, "keys of this type are not used", "Make one with: ssh-keygen -t ed25519.")


@contextmanager
def _agent_key(wanted: str) -> Iterator[Any]:
    """The agent's key with this fingerprint or comment; None when there is not exactly one.

    Each login has a connection to the agent of its own: two threads on one would read each other's answers.
    """
    try:
        agent = paramiko.Agent()
    except Exception:  # noqa: BLE001 - whatever answers there is not an agent
        yield None
        return
    try:
        found = [key for key in agent.get_keys() if wanted in (key.fingerprint, key.comment)]
        yield found[0] if len(found) == 1 else None
    finally:
        agent.close()
