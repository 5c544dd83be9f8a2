"""A share that is kept because it must be, and hardly read, becomes an archive in blob storage."""

from __future__ import annotations

from migration.design.runs_on import Workload
from migration.design.targets import file_share
from migration.design.virtual_machine import Sized

KIND = "blob-archive"
TRAIT = "archive"
"""Said by a person: its files are kept for the law or for history, and read a few times a year at most."""


def fits(workload: Workload) -> str | None:
    """Why not, or None."""
    if TRAIT not in workload.application.traits:
        return f"its application has no trait {TRAIT}"
    return file_share.fits(workload)


def size(workload: Workload, _region: str) -> Sized:
    """The data it holds now. There is no list price for the archive tier."""
    return file_share.sized_by_data(workload, "Blob Archive GB", "archive")
