"""Virtual desktops: a pool that people share, reached only from the council's own networks.

Its hosts are no part of it: they are made from the council's image, as often as that changes, and join with a token of
the pool that lasts for hours.
"""

from __future__ import annotations

import pulumi
from pulumi_azure_native import desktopvirtualization as azure

from migration.model.architecture import DesktopPool, Workload
from stacks.components.diagnostics import send_logs
from stacks.components.private_endpoint import Reached, build_private_endpoint
from stacks.workloads.endpoint import build_endpoint
from stacks.workloads.surroundings import Surroundings

NO_COPYING_OUT = "drivestoredirect:s:;redirectclipboard:i:0;redirectprinters:i:0;usbdevicestoredirect:s:"
"""What is on a desktop stays there: no drives, clipboard, printers or USB of the device people sit at. Source: Azure
Virtual Desktop documentation, RDP properties."""


class VirtualDesktop(pulumi.ComponentResource):
    """A pool of desktops.

    Makes 10 resources: pool, group of what people may open, list of desktops, a diagnostic setting for each of the
    three, and for pool and list a private endpoint with its names.
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:VirtualDesktop", workload.id, None, options)
        decided = workload.desktops
        assert decided is not None
        inside = pulumi.ResourceOptions(parent=self)
        pool = _pool(workload, decided, around, inside)
        group = azure.ApplicationGroup(
            f"{workload.id}-group",
            application_group_name=decided.application_group,
            resource_group_name=around.groups[workload.resource_group],
            location=workload.region,
            application_group_type=azure.ApplicationGroupType.DESKTOP,
            host_pool_arm_path=pool.id,
            tags=workload.tags,
            opts=inside,
        )
        desktops = azure.Workspace(
            f"{workload.id}-desktops",
            workspace_name=decided.desktop_workspace,
            resource_group_name=around.groups[workload.resource_group],
            location=workload.region,
            application_group_references=[group.id],
            public_network_access="Disabled",
            tags=workload.tags,
            opts=inside,
        )
        for name, made in (("pool", pool), ("group", group), ("desktops", desktops)):
            kind = f"desktop-{name}"
            send_logs(f"{workload.id}-{name}-logs", kind, made.id, around.foundation.target, inside)
        build_endpoint(workload, pool.id, around, inside)
        _feed(workload, decided, desktops.id, around, inside)
        self.register_outputs({})


def _pool(
    workload: Workload, decided: DesktopPool, around: Surroundings, options: pulumi.ResourceOptions
) -> azure.HostPool:
    return azure.HostPool(
        f"{workload.id}-pool",
        host_pool_name=workload.name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
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
    decided: DesktopPool,
    desktops_id: pulumi.Input[str],
    around: Surroundings,
    options: pulumi.ResourceOptions,
) -> None:
    reached = Reached(
        id=f"{workload.id}-feed",
        service_id=desktops_id,
        resource_group=around.groups[workload.resource_group],
        region=workload.region,
        tags=workload.tags,
        options=options,
    )
    build_private_endpoint(reached, decided.feed, around.subnet(decided.feed.place), around.foundation.zones)
