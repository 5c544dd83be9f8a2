"""What `scan`, `hosts` and `collectors` show: rows of hosts, faults, keys and scripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cloud_unless.tables import Answer, Column, Table
from inventory.collectors import COLLECTORS
from inventory.scanners.outcome import SILENT

if TYPE_CHECKING:
    from inventory.scanners.outcome import Observation
    from inventory.targets import Target

SHOWN = 40


def dry_run(targets: Sequence[Target]) -> Answer:
    """What a scan would do: which hosts, as whom, by which credential and script."""
    linux = COLLECTORS[0]
    columns = (
        Column(key="host", heading="Host", wrap=True),
        Column(key="user", heading="User"),
        Column(key="credential", heading="Credential", wrap=True),
        Column(key="legacy_crypto", heading="Old cryptography"),
    )
    rows = tuple((one.name, one.user, one.credential, "allowed" if one.legacy_crypto else "no") for one in targets)
    title = f"{len(targets):,} hosts, by {linux.method}, script {linux.sha256()[:16]}…"
    return Answer(
        tables=(Table(name="targets", title=title, columns=columns, rows=rows),),
        facts={"hosts": len(targets), "method": linux.method, "script_sha256": linux.sha256()},
    )


def scanned(observations: Sequence[Observation]) -> Answer:
    """What each host came to, and what is wrong with each, sorted by host: web2 before web10.

    Silent addresses of ranges are counted, and not listed.
    """
    answered = [one for one in observations if one.reason != SILENT]
    ordered = sorted(answered, key=lambda one: _with_numbers(one.target.name))
    hosts = Table(
        name="hosts",
        title="Scanned",
        columns=(
            Column(key="host", heading="Host", wrap=True),
            Column(key="name", heading="Calls itself", wrap=True),
            Column(key="os_name", heading="System", wrap=True),
            Column(key="result", heading="Result"),
            Column(key="claims", heading="Claims", right=True),
            Column(key="not_seen", heading="Not seen", wrap=True),
        ),
        rows=tuple(
            (one.target.name, *_who(one), one.reason or "read", len(one.claims), one.not_seen) for one in ordered
        ),
        most=SHOWN,
    )
    errors = Table(
        name="errors",
        title="What to look at",
        columns=(
            Column(key="host", heading="Host", wrap=True),
            Column(key="reason", heading="Reason"),
            Column(key="message", heading="What, and what to do", wrap=True),
        ),
        rows=tuple((error.target, error.reason, error.message) for one in ordered for error in one.errors),
        most=SHOWN,
    )
    failed = sum(one.failed for one in answered)
    facts = {"read": len(answered) - failed, "failed": failed, "silent": len(observations) - len(answered)}
    return Answer(tables=(hosts, errors), facts=facts)


def _with_numbers(name: str) -> list[str | int]:
    """A name as texts and numbers in turn, so that names sort as people count."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"([0-9]+)", name)]


def _who(one: Observation) -> tuple[str | None, str | None]:
    """The name and the operating system that a host tells of itself."""
    said = {claim.field: str(claim.value) for claim in one.claims if claim.thing_id.startswith("server/")}
    return said.get("name"), said.get("os_name")
