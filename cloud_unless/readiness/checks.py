"""The checks of doctor, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable

from cloud_unless.readiness import machine_checks, place_checks
from cloud_unless.readiness.checked import Checked
from cloud_unless.readiness.seen import Seen

CHECKS: tuple[Callable[[Seen], Checked | None], ...] = (
    machine_checks.python,
    machine_checks.packages,
    machine_checks.stacks,
    machine_checks.keyring,
    machine_checks.other_extras,
    machine_checks.pulumi,
    machine_checks.ssh_agent,
    place_checks.folder,
    place_checks.permissions,
    place_checks.git,
    place_checks.database,
    place_checks.disk,
    machine_checks.temporary_disk,
    place_checks.clock,
    place_checks.products,
    place_checks.prices,
    machine_checks.terminal,
    machine_checks.locale,
)


def checked(seen: Seen) -> tuple[Checked, ...]:
    """Every answer, without those of checks that have nothing to look at."""
    return tuple(found for check in CHECKS if (found := check(seen)) is not None)
