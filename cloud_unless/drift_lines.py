"""The last look for drift, as lines of the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cloud_unless.drift_record import DRIFT, DriftFile, ResourceDrift
from cloud_unless.drift_rows import WORDS
from cloud_unless.progress import say

if TYPE_CHECKING:
    from migration.reports.facts import DriftSeen


def read_drift(folder: Path, architecture_sha256: str) -> DriftFile | None:
    """out/drift.json, None where nobody looked yet, or looked at another design; that is said. Raises InputError when
    it was changed by hand."""
    from safeio.json_files import read_json

    if not (folder / DRIFT).exists():
        return None
    found = read_json(folder / DRIFT, DriftFile, canonical=True)
    if found.architecture_sha256 != architecture_sha256:
        say("The last look for drift was of another design, so it is left out. To look again, run: cloud-unless drift")
        return None
    return found


def in_words(one: ResourceDrift) -> str:
    """What differs, with the names of the properties and without their values."""
    names = ", ".join(found.property for found in one.properties)
    return f"{WORDS[one.kind]}: {names}" if names else WORDS[one.kind]


def drift_seen(found: DriftFile) -> DriftSeen:
    """The lines of the report."""
    from migration.reports.facts import DriftLine, DriftSeen

    return DriftSeen(
        as_of=found.as_of,
        resources=sum(one.resources or 0 for one in found.stacks),
        whole=not any(one.faults for one in found.stacks),
        lines=tuple(
            DriftLine(application_id=one.origin.application_id, stack=one.stack, resource=one.name, what=in_words(one))
            for one in found.drifts
        ),
    )
