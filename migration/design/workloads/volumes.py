"""The NFS shares of an application become volumes of one NetApp account for each environment."""

from __future__ import annotations

from collections.abc import Sequence

from migration.design.drafts import NOWHERE, Draft
from migration.design.gathered import Part
from migration.design.inputs import DesignInputs
from migration.design.names import compose, shortened
from migration.design.recovery import backup_level
from migration.design.spoke_places import Tenant
from migration.design.targets import file_share, netapp_files
from migration.design.vaults import BACKUP_POLICIES
from migration.design.workloads.left_out import left_out
from migration.design.workloads.single import single
from migration.model.architecture import DesignNote, Volume, VolumeBackups, VolumeStore
from migration.model.architecture.name_rules import name_rule

KIND = netapp_files.KIND

# A volume has 50 GiB to 100 TiB; a pool whose volumes all have standard network features, as ours do, has 1 to 2,048
# TiB. Source: azure-docs 0088bfa7 of 2025-06-10, resource limits of Azure NetApp Files.
LEAST_GIB, MOST_GIB = 50, 102_400
LEAST_POOL_TIB = 1
GIB_A_TIB = 1024

GROWTH = (5, 4)
"""A volume may grow by a quarter. Illustrative."""

LEVEL = "Standard"
DAILY_DAYS = 30
"""One snapshot a day is kept so long, as of machines."""

BACKUP_VAULT, BACKUP_POLICY = "backups", "backups-kept"
"""Names inside an account."""


def volume_store(parts: Sequence[Part], inputs: DesignInputs) -> tuple[Draft | DesignNote, ...]:
    """The account of one application and environment, and a note for each share left out of it."""
    found = [_volume(part) for part in parts]
    notes = tuple(one for one in found if isinstance(one, DesignNote))
    volumes = tuple(sorted((one for one in found if isinstance(one, Volume)), key=lambda one: one.id))
    return (_draft(parts[0], volumes, inputs), *notes) if volumes else notes


def _volume(part: Part) -> Volume | DesignNote:
    held = file_share.held(part.workload.thing)
    if held is None:
        return left_out(part.thing_id, "its size is not known", "Write used_gib for it in things.csv.")
    quota = max(LEAST_GIB, -(-held * GROWTH[0] // GROWTH[1]))
    if quota > MOST_GIB:
        wrong = f"it needs {quota} GiB, and one volume takes {MOST_GIB}"
        return left_out(part.thing_id, wrong, "Split the share before the move.")
    name = shortened(f"vol-{part.thing_id}", name_rule("netapp-volume").longest)
    return Volume(id=part.thing_id, name=name, quota_gib=quota)


def _draft(first: Part, volumes: tuple[Volume, ...], inputs: DesignInputs) -> Draft:
    region, what, environment = inputs.landing_zone.regions.primary, first.application.id, first.environment
    workload_id = f"anf-{what}-{environment}"
    tib = max(LEAST_POOL_TIB, -(-sum(one.quota_gib for one in volumes) // GIB_A_TIB))
    return single(
        first,
        "netapp-files",
        workload_id,
        compose("netapp-account", what, environment, region),
        inputs,
        (Tenant(id=workload_id, purpose="volumes"),),
        subnet=NOWHERE,
        volumes=VolumeStore(
            pool_name=compose("netapp-pool", what, environment, region),
            pool_tib=tib,
            level=LEVEL,
            snapshots="snapshots-kept",
            daily_days=DAILY_DAYS,
            volumes=volumes,
            backups=_backups(first),
        ),
        replaces=tuple(one.id for one in volumes),
        why=f"servers reach it by NFS; each volume may grow by a quarter of what it holds, in a pool of {tib} TiB",
    )


def _backups(first: Part) -> VolumeBackups:
    """Copies are kept as long as those of a machine of the same application. They stay in the region: the service has
    UK South and UK West, and copies to no other region. Source: learn.microsoft.com/azure/azure-netapp-files, backup
    introduction and requirements, read 2026-11-22."""
    days, weeks, months = BACKUP_POLICIES[backup_level(first.application, first.environment)]
    return VolumeBackups(
        vault=BACKUP_VAULT, policy=BACKUP_POLICY, daily_days=days, weekly_weeks=weeks, monthly_months=months
    )
