"""How each workload is brought back, and whether that meets the limits people gave. It promises nothing."""

from __future__ import annotations

from collections.abc import Mapping

from inventory.model import Application
from migration.design.gathered import PRODUCTION
from migration.design.inputs import DesignInputs
from migration.design.vaults import (
    CRITICAL,
    LESSER,
    STANDARD,
    backup_policy_name,
    recovery_vault_id,
    share_policy_name,
)
from migration.model.architecture import Recovery
from safeio.values import value

MOST_CRITICAL = (1, 2)
"""Criticalities that are spread over zones and can be brought back in the second region."""

ALWAYS_COPIED = 1
"""The criticality that has a second one running, or ready, whatever its limits say."""

DAY_MINUTES = 24 * 60

# What the services lose at most inside their region. SQL Database copies its log about every ten minutes, PostgreSQL
# and MySQL at least every five: learn.microsoft.com, "automated backups" and "backup and restore" of the services.
LOST_MINUTES: Mapping[str, int] = {
    "windows-vm": DAY_MINUTES,
    "linux-vm": DAY_MINUTES,
    "sql-vm": DAY_MINUTES,
    "sql-database": 10,
    "sql-managed-instance": 10,
    "postgresql-flexible": 5,
    "mysql-flexible": 5,
    "netapp-files": 60,
}
"""How much work each kind of workload can lose inside its region. For the other kinds no such number can be given."""

RESTORED_LOST, RESTORED_BACK = 60, 12 * 60
"""What restoring a managed database from its copies in the other region loses, and how long it takes, in minutes.
Source: learn.microsoft.com/azure/azure-sql, business continuity: geo-restore. Machines lose more: 36 hours
(MicrosoftDocs azure-docs 069db3a1 of 2025-06-30, Cross Region Restore)."""


@value
class Copied:
    """What is lost when a workload goes over to its second one, and how soon it is back, in minutes. None is not
    known."""

    lost: int | None
    back: int | None


COPIED: Mapping[str, Copied] = {
    # A point every five minutes: azure-docs 01d18a2d of 2025-07-25, Azure-to-Azure questions. Two hours: the service
    # level of Site Recovery as the page on disaster recovery of Azure Virtual Desktop names it.
    "windows-vm": Copied(lost=5, back=120),
    "linux-vm": Copied(lost=5, back=120),
    "sql-vm": Copied(lost=5, back=120),
    # Five seconds and one hour: learn.microsoft.com/azure/azure-sql, business continuity, failover groups.
    "sql-database": Copied(lost=1, back=60),
    # The same two numbers of the same page for instances: sql-docs 050debc4 of 2023-05-01.
    "sql-managed-instance": Copied(lost=1, back=60),
    # Read replicas: "minutes", and less than five of work, both without a promise; business continuity of the service.
    "postgresql-flexible": Copied(lost=5, back=None),
    "mysql-flexible": Copied(lost=5, back=None),
    "app-service": Copied(lost=None, back=None),
    "container-app": Copied(lost=None, back=None),
    "virtual-desktop": Copied(lost=None, back=None),
    # A copy every ten minutes: typically under twenty are lost, without a promise; the storage's part of the way back
    # is done within a minute, all of it is not known: azure-docs 049274e5 of 2023-05-08, cross-region replication.
    "netapp-files": Copied(lost=20, back=None),
}
"""The kinds that can have a second one in the other region."""

FROM_SOURCE = ("app-service", "container-app", "virtual-desktop")
"""Kinds that hold no data."""

KEPT_HERE = ("netapp-files",)
"""Kinds whose copies stay in their region where no second one is kept."""


def matters(application: Application, environment: str) -> bool:
    """True for production of the most critical applications."""
    return environment == PRODUCTION and application.criticality in MOST_CRITICAL


def is_copied(inputs: DesignInputs, application: Application, environment: str, kind: str) -> bool:
    """Whether a second one is kept ready in the second region.

    It is for production of criticality 1, and of criticality 2 where restoring from copies in the other region loses
    more, or takes longer, than people allow. All workloads of an application are judged alike.
    """
    return inputs.landing_zone.regions.secondary is not None and asks_for_second(application, environment, kind)


def asks_for_second(application: Application, environment: str, kind: str) -> bool:
    """The same, wherever there is a second region: it is known before anything is designed."""
    if not matters(application, environment) or kind not in COPIED:
        return False
    return application.criticality == ALWAYS_COPIED or _restoring_is_too_little(application)


def machine_recovery(
    inputs: DesignInputs, application: Application, environment: str, organisation_id: str, kind: str
) -> Recovery:
    """A copy a day, in the vault of the spoke; where limits ask, the disks are copied to the second region too."""
    copied = is_copied(inputs, application, environment, kind)
    why = f"a backup a day: up to {DAY_MINUTES} minutes of work can be lost"
    limit = "" if copied else f" {_limit(application, DAY_MINUTES)}"
    return Recovery(
        criticality=application.criticality,
        rto_minutes=application.rto_minutes,
        rpo_minutes=application.rpo_minutes,
        method="machine-backup",
        vault=recovery_vault_id(organisation_id, inputs.landing_zone.regions.primary),
        policy=backup_policy_name(backup_level(application, environment)),
        second_region=second_region(inputs, application, environment),
        why=f"{why}.{limit} {_region_lost(inputs, application, environment, kind)}",
    )


def share_recovery(
    inputs: DesignInputs, application: Application, environment: str, organisation_id: str, too_large: int
) -> Recovery:
    """A copy a day of each share, in the vault of the spoke; `too_large` is how many shares the vault does not take."""
    left = f"{too_large} of its shares the vault does not take: what is changed in those is not brought back. "
    why = (
        f"a backup a day in the vault, and a snapshot beside the share: up to {DAY_MINUTES} minutes of work can be "
        f"lost. {left if too_large else ''}{_limit(application, DAY_MINUTES)}"
    )
    return Recovery(
        criticality=application.criticality,
        rto_minutes=application.rto_minutes,
        rpo_minutes=application.rpo_minutes,
        method="share-backup",
        vault=recovery_vault_id(organisation_id, inputs.landing_zone.regions.primary),
        policy=share_policy_name(backup_level(application, environment)),
        second_region=second_region(inputs, application, environment),
        why=f"{why} {_region_lost(inputs, application, environment, 'file-share')}",
    )


def backup_level(application: Application, environment: str) -> str:
    """How long copies are kept, as BACKUP_POLICIES of the vaults has it."""
    if matters(application, environment):
        return CRITICAL
    return STANDARD if environment == PRODUCTION else LESSER


def service_recovery(inputs: DesignInputs, application: Application, environment: str, kind: str) -> Recovery:
    """The service keeps copies of its own."""
    minutes = LOST_MINUTES.get(kind)
    if kind == "netapp-files":
        why = "a snapshot an hour, and a backup a day that outlives the volume:"
        why = f"{why} up to {minutes} minutes of work can be lost. {_limit(application, minutes or 0)}"
    elif minutes is not None:
        why = f"the service copies its log: up to {minutes} minutes of work can be lost. {_limit(application, minutes)}"
    elif kind in ("app-service", "container-app", "virtual-desktop"):
        why = "it holds no data: it is put in again from its source. What it keeps elsewhere has limits of its own."
    elif kind == "blob-archive":
        why = "nothing in it can be changed or deleted before its time, and it is kept in both regions."
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
        why=f"{why} {_region_lost(inputs, application, environment, kind)}",
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


def _restoring_is_too_little(application: Application) -> bool:
    lost, back = application.rpo_minutes, application.rto_minutes
    return (lost is not None and lost < RESTORED_LOST) or (back is not None and back < RESTORED_BACK)


def _region_lost(inputs: DesignInputs, application: Application, environment: str, kind: str) -> str:
    """What happens when the region is lost, and whether that meets the limits."""
    second = inputs.landing_zone.regions.secondary
    if is_copied(inputs, application, environment, kind):
        copied = COPIED[kind]
        lost = "" if copied.lost is None else f", {copied.lost} minutes of work are lost"
        back = "" if copied.back is None else f", and it is back within about {copied.back} minutes"
        limit = "" if copied.lost is None else f" {_limit(application, copied.lost)}"
        return f"A second one is ready in {second}: when the region is lost{lost}{back}.{limit} {_time(application)}"
    if not matters(application, environment):
        return _time(application)
    if kind in FROM_SOURCE:
        return f"When the region is lost, it is built again elsewhere from its source. {_time(application)}"
    if kind in KEPT_HERE:
        return f"Nothing of it is kept in another region: when this one is lost, no limit is met. {_time(application)}"
    if second is None:
        return f"There is one region to build in: when it is lost, no limit is met. {_time(application)}"
    return f"When the region is lost, it is restored in {second} from its copies there. {_time(application)}"


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
