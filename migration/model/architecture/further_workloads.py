"""Workloads that are none of machine, database or web application: containers, volumes, archives, desktops."""

from __future__ import annotations

from migration.model.architecture.network import PrivateEndpoint
from safeio.values import value


@value
class ContainerService:
    """An application in containers and the environment it runs in. `cpu` and `memory_gib` are of one instance, of which
    there are `least` to `most`. `image` stands there until the council's own is put in."""

    environment_name: str
    image: str
    cpu: float
    memory_gib: float
    least: int
    most: int
    port: int


@value
class Volume:
    """A volume that servers reach by NFS. `id` is of the share it replaces."""

    id: str
    name: str
    quota_gib: int


@value
class VolumeBackups:
    """The vault and the policy by which the service copies volumes out of their pool: one a day for `daily_days`, one a
    week for `weekly_weeks`, one a month for `monthly_months`."""

    vault: str
    policy: str
    daily_days: int
    weekly_weeks: int
    monthly_months: int


@value
class VolumeStore:
    """A NetApp account's pool of `pool_tib` with its volumes. `snapshots` names the policy by which copies are kept in
    the volume: one an hour for a day, one a day for `daily_days`. `backups` outlive the volume."""

    pool_name: str
    pool_tib: int
    level: str
    snapshots: str
    daily_days: int
    volumes: tuple[Volume, ...]
    backups: VolumeBackups | None = None


@value
class Archive:
    """One part of an archive. `id` is of the share it replaces."""

    id: str
    name: str


@value
class ArchiveStore:
    """A storage account whose contents move to the archive tier after `archive_after_days`, and cannot be changed or
    deleted for `keep_days`. `sku` is its replication."""

    sku: str
    archives: tuple[Archive, ...]
    keep_days: int
    archive_after_days: int


@value
class DesktopPool:
    """A pool of desktops that people share, `most_people` to a host. Its hosts are made from the council's own image
    and join with a token that an administrator draws, so that no token is kept. `feed` is how the
    list of desktops is reached."""

    application_group: str
    desktop_workspace: str
    most_people: int
    feed: PrivateEndpoint
