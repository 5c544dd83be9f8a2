"""How each workload is brought back, and whether that meets the limits people gave. It promises nothing."""

from __future__ import annotations

from collections.abc import Mapping

from inventory.model import Application
from migration.design.gathered import PRODUCTION
from migration.design.inputs import DesignInputs
from migration.design.vaults import CRITICAL, LESSER, STANDARD, backup_policy_name, recovery_vault_id
from migration.model.architecture import Recovery

MOST_CRITICAL = (1, 2)
"""Criticalities that are spread over zones and can be brought back in the second region."""

DAY_MINUTES = 24 * 60

# What the services lose at most inside their region. SQL Database copies its log about every ten minutes, PostgreSQL at
# least every five: learn.microsoft.com, "automated backups" and "backup and restore" of the two services.
LOST_MINUTES: Mapping[str, int] = {
    "windows-vm": DAY_MINUTES,
    "linux-vm": DAY_MINUTES,
    "sql-database": 10,
    "postgresql-flexible": 5,
}
"""How much work each kind of workload can lose inside its region. For the other kinds no such number can be given."""


def matters(application: Application, environment: str) -> bool:
    """True for production of the most critical applications."""
    return environment == PRODUCTION and application.criticality in MOST_CRITICAL


def machine_recovery(
    inputs: DesignInputs, application: Application, environment: str, organisation_id: str
) -> Recovery:
    """A copy a day, in the vault of the spoke."""
    level = STANDARD if environment == PRODUCTION else LESSER
    level = CRITICAL if matters(application, environment) else level
    why = f"a copy a day: up to {DAY_MINUTES} minutes of work can be lost. {_limit(application, DAY_MINUTES)}"
    return Recovery(
        criticality=application.criticality,
        rto_minutes=application.rto_minutes,
        rpo_minutes=application.rpo_minutes,
        method="machine-backup",
        vault=recovery_vault_id(organisation_id, inputs.landing_zone.regions.primary),
        policy=backup_policy_name(level),
        second_region=second_region(inputs, application, environment),
        why=f"{why} {_time(application)}",
    )


def service_recovery(inputs: DesignInputs, application: Application, environment: str, kind: str) -> Recovery:
    """The service keeps copies of its own."""
    minutes = LOST_MINUTES.get(kind)
    if minutes is not None:
        why = f"the service copies its log: up to {minutes} minutes of work can be lost. {_limit(application, minutes)}"
    elif kind == "app-service":
        why = "it holds no data: it is put in again from its source. What it keeps elsewhere has limits of its own."
    else:
        why = (
            "data is kept in several places at once, and a deleted share for some weeks; files that were changed or "
            "deleted inside a share are not brought back by what is built. The limit is not met for those."
        )
    return Recovery(
        criticality=application.criticality,
        rto_minutes=application.rto_minutes,
        rpo_minutes=application.rpo_minutes,
        method="service-backup",
        second_region=second_region(inputs, application, environment),
        why=f"{why} {_time(application)}",
    )


def no_recovery(application: Application) -> Recovery:
    """What stays on premise keeps the copies it has."""
    return Recovery(
        criticality=application.criticality,
        rto_minutes=application.rto_minutes,
        rpo_minutes=application.rpo_minutes,
        method="stays",
        why="it stays on premise: its copies are those it has now, and nothing is built for them",
    )


def second_region(inputs: DesignInputs, application: Application, environment: str) -> str | None:
    """Where a workload can be brought back when its region is lost; None where nothing is built for that."""
    return inputs.landing_zone.regions.secondary if matters(application, environment) else None


def _limit(application: Application, minutes: int) -> str:
    limit = application.rpo_minutes
    if limit is None:
        return "Nobody has said how much may be lost."
    if minutes <= limit:
        return f"The limit of {limit} minutes is met."
    return f"The limit of {limit} minutes is not met: it needs replication of its own."


def _time(application: Application) -> str:
    if application.rto_minutes is None:
        return "Nobody has said how soon it must be back."
    return f"Whether it is back within {application.rto_minutes} minutes is not known until it has been rehearsed."
