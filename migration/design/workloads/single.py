"""The draft of a workload that one application has once in an environment: what every such draft holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from migration.design.drafts import LATER, Draft, drafted
from migration.design.gathered import Part
from migration.design.inputs import DesignInputs
from migration.design.recovery import service_recovery
from migration.design.spoke_places import Tenant
from migration.model.architecture import Workload, WorkloadKind


def single(
    first: Part,
    kind: WorkloadKind,
    workload_id: str,
    name: str,
    inputs: DesignInputs,
    tenants: Sequence[Tenant],
    **parts: Any,
) -> Draft:
    """The draft; `parts` are the fields of the workload that its kind fills, with `replaces` and `why`."""
    workload = Workload(
        id=workload_id,
        application_id=first.application.id,
        stack=LATER,
        kind=kind,
        name=name,
        resource_group=LATER,
        region=inputs.landing_zone.regions.primary,
        zone=None,
        recovery=service_recovery(inputs, first.application, first.environment, kind),
        tags={},
        **{"size": None, **parts},
    )
    return drafted(first, workload, tenants)
