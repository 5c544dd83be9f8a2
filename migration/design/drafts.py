"""A workload before its stack, its resource group, its place and its tags are settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inventory.model import Application
from migration.design.gathered import Part
from migration.design.spoke_places import Tenant
from migration.model import Wave
from migration.model.architecture import PrivateEndpoint, SubnetPlace, Workload
from safeio.values import Day, value

LATER = ""
"""Stands where a stack or resource group is settled later."""

NOWHERE = SubnetPlace(network_id=LATER, subnet=LATER)


@value
class Draft:
    """A workload with all that its later places follow from. `tenants` are the addresses it takes: the one with the
    workload's own id is its subnet or endpoint, the other its web integration."""

    workload: Workload
    application: Application
    organisation_id: str
    environment: str
    wave: Wave | None
    cut_over: Day | None
    tenants: tuple[Tenant, ...] = ()


def drafted(first: Part, workload: Workload, tenants: Sequence[Tenant]) -> Draft:
    """The draft of a workload of the application, the environment and the wave of a thing."""
    return Draft(
        workload=workload,
        application=first.application,
        organisation_id=first.organisation_id,
        environment=first.environment,
        wave=first.wave,
        cut_over=first.cut_over,
        tenants=tuple(tenants),
    )


def integration_id(workload_id: str) -> str:
    """The id under which what a workload takes beside its endpoint is counted: a web application's way into the
    network, the subnet of containers, the second endpoint of desktops."""
    return f"{workload_id}/web"


def stood(draft: Draft, places: Mapping[str, SubnetPlace]) -> Workload:
    """The workload with its places filled in."""
    workload = draft.workload
    place = places.get(workload.id)
    if place is None:
        return workload
    if workload.endpoint is not None:
        workload = replace(workload, endpoint=replace(workload.endpoint, place=place))
    else:
        workload = replace(workload, subnet=place)
    if workload.web is not None:
        workload = replace(workload, web=replace(workload.web, integration=places[integration_id(workload.id)]))
    if workload.containers is not None:
        workload = replace(workload, subnet=places[integration_id(workload.id)])
    if workload.desktops is not None:
        feed = replace(workload.desktops.feed, place=places[integration_id(workload.id)])
        workload = replace(workload, desktops=replace(workload.desktops, feed=feed))
    return workload


def places_of(workload: Workload) -> Mapping[str, SubnetPlace]:
    """Where a workload stands, by tenant id: the reverse of `stood`."""
    endpoint: PrivateEndpoint | None = workload.endpoint
    place = endpoint.place if endpoint else workload.subnet
    found = {workload.id: place} if place else {}
    beside = workload.web.integration if workload.web else None
    beside = workload.desktops.feed.place if workload.desktops else beside
    beside = workload.subnet if workload.containers else beside
    return found | ({integration_id(workload.id): beside} if beside else {})
