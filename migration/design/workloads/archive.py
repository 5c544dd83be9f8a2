"""The shares that an application hardly reads become one archive for each environment."""

from __future__ import annotations

from collections.abc import Sequence

from migration.design.drafts import NOWHERE, Draft
from migration.design.endpoints import endpoint
from migration.design.gathered import PRODUCTION, Part
from migration.design.inputs import DesignInputs
from migration.design.names import compose, shortened
from migration.design.spoke_places import Tenant
from migration.design.targets import blob_archive
from migration.design.workloads.single import single
from migration.model.architecture import Archive, ArchiveStore
from migration.model.architecture.name_rules import name_rule

KIND = blob_archive.KIND

KEEP_DAYS = 6 * 365
"""Nothing is changed or deleted for so long: six years, as for claims about contracts in England (Limitation Act 1980,
section 5). Illustrative: a council's retention schedule decides."""

ARCHIVE_AFTER_DAYS = 30
"""Until then people may still look through what they put in. Illustrative."""


def archive_store(parts: Sequence[Part], inputs: DesignInputs) -> Draft:
    """The archive of one application and environment."""
    first = parts[0]
    region, what, environment = inputs.landing_zone.regions.primary, first.application.id, first.environment
    workload_id = f"arch-{what}-{environment}"
    archives = tuple(_archive(part) for part in sorted(parts, key=lambda part: part.thing_id))
    unique = f"{inputs.landing_zone.tenant_id} {workload_id}"
    return single(
        first,
        "blob-archive",
        workload_id,
        compose("storage-account", what, environment, region, unique=unique),
        inputs,
        (Tenant(id=workload_id, purpose="endpoints"),),
        endpoint=endpoint("arch", what, environment, region, NOWHERE, "blob"),
        archive=ArchiveStore(
            # The archive tier is not sold where copies are kept in zones. Source: learn.microsoft.com/azure/storage,
            # access tiers.
            sku="Standard_GRS" if environment == PRODUCTION else "Standard_LRS",
            archives=archives,
            keep_days=KEEP_DAYS,
            archive_after_days=ARCHIVE_AFTER_DAYS,
        ),
        replaces=tuple(one.id for one in archives),
        why=f"it is hardly read: after {ARCHIVE_AFTER_DAYS} days it lies in the cheapest tier, and is read again after "
        "hours",
    )


def _archive(part: Part) -> Archive:
    name = shortened(part.thing_id, name_rule("blob-container").longest)
    return Archive(id=part.thing_id, name=name if len(name) > 2 else f"archive-{name}")
