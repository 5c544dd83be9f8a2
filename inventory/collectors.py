"""The scripts that are run on hosts: one for each kind of host, constant, and shown to whoever asks."""

from __future__ import annotations

from collections.abc import Callable

from inventory import collector
from safeio.values import value


@value
class Collector:
    """A script for one kind of host. `method` is how it gets there; `needs` is the least the account must have."""

    name: str
    method: str
    needs: str
    script: Callable[[], str]
    sha256: Callable[[], str]


COLLECTORS: tuple[Collector, ...] = (
    Collector(
        name="linux",
        method="SSH: one connection, one login, sh -s",
        needs="any login, no sudo",
        script=collector.script,
        sha256=collector.script_sha256,
    ),
)
