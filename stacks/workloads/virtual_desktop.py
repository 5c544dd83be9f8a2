"""Virtual desktops: a pool that people share, reached only from the council's own networks.

Its hosts are no part of it: they are made from the council's image, as often as that changes, and join with a token of
the pool that lasts for hours.
"""

from __future__ import annotations

import pulumi
from pulumi_azure_native import desktopvirtualization as azure

from migration.model.architecture import DesktopPool, PrivateEndpoint, Workload
from safeio.values import value
from stacks.components.diagnostics import send_logs
from stacks.components.private_endpoint import Reached, build_private_endpoint
from stacks.workloads.endpoint import build_endpoint, build_second_endpoint
from stacks.workloads.surroundings import Surroundings

NO_COPYING_OUT = "drivestoredirect:s:;redirectclipboard:i:0;redirectprinters:i:0;usbdevicestoredirect:s:"
"""What is on a desktop stays there: no drives, clipboard, printers or USB of the device people sit at. Source: Azure
Virtual Desktop documentation, RDP properties."""


@value
class _Site:
    """A pool in one region. `id` starts the Pulumi names; the other fields are those of the workload or its second
    one."""

    id: str
    name: str
    application_group: str
    desktop_workspace: str
    resource_group: str
    region: str
    feed: PrivateEndpoint


class VirtualDesktop(pulumi.ComponentResource):
    """A pool of desktops.

    Makes 10 resources: pool, group of what people may open, list of desktops, a diagnostic setting for each of the
    three, and for pool and list a private endpoint with its names. Makes 10 more where there is a second pool.
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:VirtualDesktop", workload.id, None, options)
        inside = pulumi.ResourceOptions(parent=self)
        build_endpoint(workload, _desktops(workload, _first(workload), around, inside), around, inside)
        if workload.second is not None:
            build_second_endpoint(workload, _desktops(workload, _second(workload), around, inside), around, inside)
        self.register_outputs({})


def _first(workload: Workload) -> _Site:
    decided = workload.desktops
    assert decided is not None
    return _Site(
        id=workload.id,
        name=workload.name,
        application_group=decided.application_group,
        desktop_workspace=decided.desktop_workspace,
        resource_group=workload.resource_group,
        region=workload.region,
        feed=decided.feed,
    )


def _second(workload: Workload) -> _Site:
    second = workload.second
    assert second is not None and second.feed is not None
    assert second.application_group is not None and second.desktop_workspace is not None
    return _Site(
        id=f"{workload.id}-second",
        name=second.name,
        application_group=second.application_group,
        desktop_workspace=second.desktop_workspace,
        resource_group=second.resource_group,
        region=second.region,
        feed=second.feed,
    )


def _desktops(
    workload: Workload, site: _Site, around: Surroundings, options: pulumi.ResourceOptions
) -> pulumi.Output[str]:
    """The id of a pool, with the group and the list by which people find it."""
    decided = workload.desktops
    assert decided is not None
    pool = _pool(workload, decided, site, around, options)
    group = azure.ApplicationGroup(
        f"{site.id}-group",
        application_group_name=site.application_group,
        resource_group_name=around.groups[site.resource_group],
        location=site.region,
        application_group_type=azure.ApplicationGroupType.DESKTOP,
        host_pool_arm_path=pool.id,
        tags=workload.tags,
        opts=options,
    )
    desktops = azure.Workspace(
        f"{site.id}-desktops",
        workspace_name=site.desktop_workspace,
        resource_group_name=around.groups[site.resource_group],
        location=site.region,
        application_group_references=[group.id],
        public_network_access="Disabled",
        tags=workload.tags,
        opts=options,
    )
    for name, made in (("pool", pool), ("group", group), ("desktops", desktops)):
        send_logs(f"{site.id}-{name}-logs", f"desktop-{name}", made.id, around.foundation.target, options)
    _feed(workload, site, desktops.id, around, options)
    return pool.id


def _pool(
    workload: Workload, decided: DesktopPool, site: _Site, around: Surroundings, options: pulumi.ResourceOptions
) -> azure.HostPool:
    return azure.HostPool(
        f"{site.id}-pool",
        host_pool_name=site.name,
        resource_group_name=around.groups[site.resource_group],
        location=site.region,
        host_pool_type=azure.HostPoolType.POOLED,
        load_balancer_type=azure.LoadBalancerType.BREADTH_FIRST,
        preferred_app_group_type=azure.PreferredAppGroupType.DESKTOP,
        max_session_limit=decided.most_people,
        start_vm_on_connect=True,
        public_network_access="Disabled",
        custom_rdp_property=NO_COPYING_OUT,
        tags=workload.tags,
        opts=options,
    )


def _feed(
    workload: Workload,
    site: _Site,
    desktops_id: pulumi.Input[str],
    around: Surroundings,
    options: pulumi.ResourceOptions,
) -> None:
    reached = Reached(
        id=f"{site.id}-feed",
        service_id=desktops_id,
        resource_group=around.groups[site.resource_group],
        region=site.region,
        tags=workload.tags,
        options=options,
    )
    build_private_endpoint(reached, site.feed, around.subnet(site.feed.place), around.foundation.zones)
