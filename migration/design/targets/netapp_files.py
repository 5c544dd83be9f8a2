"""A share that servers reach by NFS becomes a volume in Azure NetApp Files."""

from __future__ import annotations

from migration.design.runs_on import Workload
from migration.design.targets import file_share
from migration.design.virtual_machine import Sized

KIND = "netapp-files"
TRAIT = "nfs-files"
"""Said by a person: its servers reach their files by NFS, or need them faster than Azure Files gives them."""


def fits(workload: Workload) -> str | None:
    """Why not, or None. Shares that people open at their desks (SMB) fit Azure Files."""
    if TRAIT not in workload.application.traits:
        return f"its application has no trait {TRAIT}"
    return file_share.fits(workload)


def size(workload: Workload, _region: str) -> Sized:
    """The data it holds now. There is no list price; a pool of a terabyte or more is paid whole."""
    return file_share.sized_by_data(workload, "NetApp Files Standard GB", "NetApp volume")
