"""Scans in the store: which run is under way, what each host came to, and what is left to do after a stop."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, func, select, update

from inventory.claim_rows import Said, keep, new_id
from inventory.model import ScanError
from inventory.scanners.outcome import NOT_TRIED_AGAIN, SILENT, Observation
from inventory.schema import SCAN_ERRORS, SCAN_HOSTS, SCAN_RUNS
from inventory.store import Store
from inventory.targets import Target
from safeio.values import Day, value

COMPLETE = "complete"
FORMAT = "ssh"

# Made once: SQLAlchemy takes longer to make a statement than SQLite takes to run it.
_READ_BEFORE = (
    select(SCAN_HOSTS.c.id)
    .where(SCAN_HOSTS.c.target == bindparam("target"), SCAN_HOSTS.c.state == bindparam("complete"))
    .limit(1)
)
_HOST = select(SCAN_HOSTS.c.id).where(
    SCAN_HOSTS.c.run_id == bindparam("of_run"), SCAN_HOSTS.c.target == bindparam("target")
)
_CAME_TO = update(SCAN_HOSTS).where(SCAN_HOSTS.c.id == bindparam("of_id"))
_FORGET_ERRORS = SCAN_ERRORS.delete().where(SCAN_ERRORS.c.host_id == bindparam("of_host"))
_ADD_ERRORS = SCAN_ERRORS.insert()


@value
class ScanRun:
    """A run that has not ended. `states` has what each host came to, None where it was not looked at yet.

    `refused` counts refused logins by the reference of their credential.
    """

    id: int
    began_on: Day
    states: Mapping[str, str | None]
    refused: Mapping[str, int]

    def left(self, targets: Iterable[Target]) -> tuple[Target, ...]:
        """The targets without a complete observation, but for those that are not tried again in this run."""
        done = {COMPLETE, SILENT, *NOT_TRIED_AGAIN}
        return tuple(target for target in targets if self.states.get(target.name) not in done)


def begin(store: Store, targets: Sequence[Target], script_sha256: str, at: date) -> ScanRun:
    """Begin a run of these targets. A run that was not ended is given up."""
    with store.writing() as connection:
        connection.execute(update(SCAN_RUNS).where(SCAN_RUNS.c.ended == 0).values(ended=1))
        row = {"began_on": at.isoformat(), "script_sha256": script_sha256, "ended": 0}
        run_id = new_id(connection, SCAN_RUNS.insert(), row)
    run = ScanRun(id=run_id, began_on=at, states={}, refused={})
    widen(store, run, targets)
    return run


def widen(store: Store, run: ScanRun, targets: Sequence[Target]) -> None:
    """Add the targets that the run does not have yet."""
    rows = [
        {"run_id": run.id, "target": target.name, "credential": target.credential, "refused": 0}
        for target in targets
        if target.name not in run.states
    ]
    if rows:
        with store.writing() as connection:
            connection.execute(SCAN_HOSTS.insert(), rows)


def unfinished(store: Store) -> ScanRun | None:
    """The run that was stopped before all its hosts were looked at; None when there is none."""
    with store.reading() as connection:
        run = connection.execute(select(SCAN_RUNS).where(SCAN_RUNS.c.ended == 0)).first()
        if run is None:
            return None
        hosts = connection.execute(select(SCAN_HOSTS).where(SCAN_HOSTS.c.run_id == run.id)).all()
    refused = Counter(host.credential for host in hosts if host.refused)
    states = {host.target: host.state for host in hosts}
    return ScanRun(id=run.id, began_on=date.fromisoformat(run.began_on), states=states, refused=refused)


def record(store: Store, run: ScanRun, observation: Observation, at: date) -> None:
    """Keep what one host came to, all of it or nothing.

    Claims of a host that was not read to the end count only until it was read to the end once: a part must not
    replace the whole.
    """
    target = observation.target.name
    with store.writing() as connection:
        import_id = None
        if observation.claims and (observation.reason is None or not _read_before(connection, target)):
            import_id = keep(connection, _said(observation), at)
        host_id = connection.execute(_HOST, {"of_run": run.id, "target": target}).scalar_one()
        connection.execute(
            _CAME_TO,
            {
                "of_id": host_id,
                "state": observation.reason or COMPLETE,
                "message": observation.message,
                "refused": int(observation.refused),
                "not_seen": json.dumps(observation.not_seen, ensure_ascii=False),
                "seen_on": at.isoformat(),
                "import_id": import_id,
            },
        )
        connection.execute(_FORGET_ERRORS, {"of_host": host_id})
        if observation.errors:
            connection.execute(_ADD_ERRORS, [_error_row(host_id, error) for error in observation.errors])


def _read_before(connection: Connection, target: str) -> bool:
    """True when the host was read to the end in this run or an earlier one."""
    return connection.execute(_READ_BEFORE, {"target": target, "complete": COMPLETE}).first() is not None


def end(store: Store, run: ScanRun) -> bool:
    """Mark the run as ended when all its hosts were looked at; True when that is so."""
    with store.writing() as connection:
        waiting = connection.execute(
            select(func.count()).where(SCAN_HOSTS.c.run_id == run.id, SCAN_HOSTS.c.state.is_(None))
        ).scalar_one()
        if not waiting:
            connection.execute(update(SCAN_RUNS).where(SCAN_RUNS.c.id == run.id).values(ended=1))
    return not waiting


def scan_errors(store: Store) -> tuple[ScanError, ...]:
    """What was wrong with each host when it was last looked at, sorted by host."""
    newest = select(func.max(SCAN_HOSTS.c.id)).where(SCAN_HOSTS.c.state.is_not(None)).group_by(SCAN_HOSTS.c.target)
    query = (
        select(SCAN_HOSTS.c.target, SCAN_ERRORS.c.reason, SCAN_ERRORS.c.message, SCAN_ERRORS.c.seen_on)
        .join(SCAN_ERRORS, SCAN_ERRORS.c.host_id == SCAN_HOSTS.c.id)
        .where(SCAN_HOSTS.c.id.in_(newest))
        .order_by(SCAN_HOSTS.c.target, SCAN_ERRORS.c.reason, SCAN_ERRORS.c.message)
    )
    with store.reading() as connection:
        return tuple(
            ScanError(
                target=row.target, reason=row.reason, message=row.message, seen_on=date.fromisoformat(row.seen_on)
            )
            for row in connection.execute(query)
        )


def _said(observation: Observation) -> Said:
    assert observation.sha256 is not None, "there are claims, so there was output"
    return Said(
        source=observation.claims[0].source,
        path=f"{FORMAT}://{observation.target.name}",
        format=FORMAT,
        sha256=observation.sha256,
        rows=observation.sections,
        claims=observation.claims,
        rejected=len(observation.errors),
    )


def _error_row(host_id: int, error: ScanError) -> dict[str, object]:
    return {
        "host_id": host_id,
        "reason": error.reason,
        "message": error.message,
        "seen_on": error.seen_on.isoformat(),
    }
