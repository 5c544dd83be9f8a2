"""Scanning: looks at every target, many at once; one failing host never stops the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from datetime import date

from inventory import collector
from inventory.host_keys import KnownHosts, keys_of
from inventory.model import Claim, ScanError
from inventory.scanners.limits import Limits
from inventory.scanners.logins import Logins, Refused
from inventory.scanners.outcome import REMEDIES, SILENT, HostError, Observation, Ran, Reason
from inventory.scanners.pace import Pace
from inventory.scanners.ssh_login import Credential
from inventory.scanners.visit import Visit
from inventory.targets import Target
from safeio.terminal_text import shown

Credentials = Mapping[tuple[str, str | None], Credential]
"""The opened credentials by their reference and that of their passphrase."""


def scan(
    targets: Sequence[Target],
    look: Callable[[Target], Observation],
    executor: Executor,
    at_once: int,
    stopping: Callable[[], bool],
) -> Iterator[Observation]:
    """Each target looked at, in the order in which the looks end; at most `at_once` at a time.

    Once `stopping` says so, no new look begins, and those under way are waited for. `executor` may be a pool of
    threads or processes, or anything else with the interface of `concurrent.futures`.
    """
    waiting = iter(targets)
    running: set[Future[Observation]] = set()
    while True:
        while len(running) < at_once and not stopping() and (target := next(waiting, None)) is not None:
            running.add(executor.submit(look, target))
        if not running:
            return
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield future.result()


@dataclass(frozen=True, kw_only=True)
class Look:
    """Looks at one target over SSH with the collector script when it is called, and never raises.

    It can be sent to another process, so that any executor can run it. What is sent holds the credentials, and may go
    only to machines that are trusted with them. `logins` and `pace` then count for each process.
    """

    credentials: Credentials
    known: KnownHosts
    seen_on: date
    limits: Limits
    logins: Logins
    pace: Pace

    def __call__(self, target: Target) -> Observation:
        """What the look comes to."""
        try:
            credential = self.credentials[target.credential, target.passphrase]
            return _observed(target, self._ran(target, credential), self.seen_on, credential)
        except HostError as error:
            return _failed(target, error.reason, error.message, self.seen_on, isinstance(error, Refused))
        except Exception as error:  # noqa: BLE001 - one failing host never stops the rest
            return _failed(target, "internal", f"{type(error).__name__} in this program.", self.seen_on)

    def _ran(self, target: Target, credential: Credential) -> Ran:
        from inventory.scanners.ssh import run

        self.logins.check(target.credential)
        visit = Visit(
            target=target,
            credential=credential,
            trusted=keys_of(self.known, target.host, target.port),
            script=collector.script().encode("ascii"),
            limits=self.limits,
        )
        try:
            return run(visit, self.logins, self.pace)
        except HostError as error:
            if error.reason != "needs-legacy-crypto" or not target.legacy_crypto:
                raise
            fault = error
        from inventory.scanners.ssh_legacy import run_legacy

        ran = run_legacy(visit, self.logins, self.pace)
        return replace(ran, faults=(("needs-legacy-crypto", fault.message),))


def _observed(target: Target, ran: Ran, seen_on: date, credential: Credential) -> Observation:
    """What the output says, whole or not."""
    output, notices = (_without_secret(said, credential) for said in (ran.output, ran.notices))
    ran = replace(ran, output=output, notices=notices)
    sections = collector.sections(output)
    collected = collector.claims(sections, target.name, seen_on)
    reason, message = _incomplete(ran, sections.complete, bool(sections.sections))
    faults = tuple(_error(target, reason, said, seen_on) for reason, said in ran.faults)
    failure = (_error(target, reason, message, seen_on),) if reason is not None and message is not None else ()
    return Observation(
        target=target,
        claims=(*collected.claims, *_places(target, collected.claims, seen_on)),
        errors=(*failure, *faults, *collected.errors),
        not_seen=collected.not_seen,
        reason=reason,
        message=message,
        sha256=hashlib.sha256(output).hexdigest(),
        sections=len(sections.sections),
    )


def _incomplete(ran: Ran, ended: bool, began: bool) -> tuple[Reason | None, str | None]:
    """Why the output is not all there is. None only with the end marker and an exit status: a cut looks like an end."""
    from inventory.scanners.ssh import password_expired

    if ended and ran.cut is None:
        return None, None
    if ran.cut == "time":
        return "cmd-timeout", "The time was up before it had said everything."
    if ran.cut == "size":
        return "truncated", "It said more than is read from one host."
    if began:
        return "truncated", "It broke off before it had said everything."
    if password_expired(ran):
        return "password-expired", "It wants the password changed first."
    said = shown((ran.notices or ran.output)[:400].decode("utf-8", "replace"), 160)
    return "protocol", f"It did not run the script, and said: {said or 'nothing'}"


def _without_secret(output: bytes, credential: Credential) -> bytes:
    """A host that was taken over knows the password it was given, and may say it: it must not reach the store."""
    secret = (credential.secret.password or "").encode("utf-8")
    return output.replace(secret, b"*" * len(secret)) if secret else output


def _places(target: Target, claims: Sequence[Claim], seen_on: date) -> Iterator[Claim]:
    """What the entry says of the host itself: its site and organisation."""
    servers = dict.fromkeys((one.thing_id, one.source) for one in claims if one.thing_id.startswith("server/"))
    for thing_id, source in servers:
        for field, said in (("site_id", target.site_id), ("organisation_id", target.organisation_id)):
            if said is not None:
                yield Claim(thing_id=thing_id, field=field, value=said, source=source, seen_on=seen_on)


def _failed(target: Target, reason: Reason, message: str, seen_on: date, refused: bool = False) -> Observation:
    errors = () if reason == SILENT else (_error(target, reason, message, seen_on),)
    return Observation(target=target, errors=errors, reason=reason, message=message, refused=refused)


def _error(target: Target, reason: Reason, message: str, seen_on: date) -> ScanError:
    said = f"{shown(message, 400)} {REMEDIES[reason]}"
    return ScanError(target=target.name, reason=reason, message=said, seen_on=seen_on)
