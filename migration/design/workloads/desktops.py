"""The servers on which people work become one pool of desktops for each environment."""

from __future__ import annotations

from collections.abc import Sequence

from migration.design.drafts import NOWHERE, Draft, integration_id
from migration.design.endpoints import endpoint
from migration.design.gathered import Part
from migration.design.inputs import DesignInputs
from migration.design.names import compose
from migration.design.spoke_places import Tenant
from migration.design.targets import virtual_desktop
from migration.design.workloads.single import single
from migration.model.architecture import DesktopPool

KIND = virtual_desktop.KIND

MOST_PEOPLE = 12
"""People to a host. Illustrative: what they do there decides."""

CONNECTION_SEATS = 4
FEED_SEATS = 2
"""Addresses of the two endpoints. Illustrative: Microsoft's pages on virtual desktops and Private Link (azure-docs of
2023-07-04) do not give a number."""


def desktop_pool(parts: Sequence[Part], inputs: DesignInputs) -> Draft:
    """The pool that takes over the servers of one application and environment."""
    first = parts[0]
    region, what, environment = inputs.landing_zone.regions.primary, first.application.id, first.environment
    workload_id = f"vd-{what}-{environment}"
    return single(
        first,
        "virtual-desktop",
        workload_id,
        compose("host-pool", what, environment, region),
        inputs,
        (
            Tenant(id=workload_id, purpose="endpoints", seats=CONNECTION_SEATS),
            Tenant(id=integration_id(workload_id), purpose="endpoints", seats=FEED_SEATS),
        ),
        endpoint=endpoint("vd", what, environment, region, NOWHERE, "connection"),
        desktops=DesktopPool(
            application_group=compose("application-group", what, environment, region),
            desktop_workspace=compose("desktop-workspace", what, environment, region),
            most_people=MOST_PEOPLE,
            feed=endpoint("vd-feed", what, environment, region, NOWHERE, "feed"),
        ),
        replaces=tuple(sorted(part.thing_id for part in parts)),
        why="people sign in to it from their desks; its hosts are made from the council's own image and join with a "
        "token that lasts for hours",
    )
