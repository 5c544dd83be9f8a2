"""App Service: a web application on a plan of its own, reached and reaching out only inside the network."""

from __future__ import annotations

from typing import Literal

import pulumi
from pulumi_azure_native import web

from migration.model.architecture import SubnetPlace, Workload
from safeio.values import value
from stacks.components.diagnostics import send_logs
from stacks.workloads.endpoint import build_endpoint, build_second_endpoint
from stacks.workloads.public_entry import build_entry
from stacks.workloads.surroundings import Surroundings


@value
class _Site:
    """A web application in one region. `id` starts the Pulumi names."""

    id: str
    name: str
    plan_name: str
    resource_group: str
    region: str
    integration: SubnetPlace


class AppService(pulumi.ComponentResource):
    """A web application.

    Makes 7 resources: plan, application, two settings that turn passwords for publishing off, diagnostic setting,
    private endpoint, its names. Makes 7 more where it stands in the second region too, and what `build_entry` says
    where residents reach it.
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:AppService", workload.id, None, options)
        inside = pulumi.ResourceOptions(parent=self)
        made = [_application(workload, _first(workload), around, inside)]
        build_endpoint(workload, made[0].id, around, inside)
        if workload.second is not None:
            made.append(_application(workload, _second(workload), around, inside))
            build_second_endpoint(workload, made[1].id, around, inside)
        if workload.entry is not None:
            build_entry(workload, made, around, inside)
        self.register_outputs({})


def _first(workload: Workload) -> _Site:
    assert workload.web is not None
    return _Site(
        id=workload.id,
        name=workload.name,
        plan_name=workload.web.plan_name,
        resource_group=workload.resource_group,
        region=workload.region,
        integration=workload.web.integration,
    )


def _second(workload: Workload) -> _Site:
    second = workload.second
    assert second is not None and second.plan_name is not None and second.integration is not None
    return _Site(
        id=f"{workload.id}-second",
        name=second.name,
        plan_name=second.plan_name,
        resource_group=second.resource_group,
        region=second.region,
        integration=second.integration,
    )


def _application(workload: Workload, site: _Site, around: Surroundings, options: pulumi.ResourceOptions) -> web.WebApp:
    """An application with its plan and settings."""
    group = around.groups[site.resource_group]
    made = _site(workload, site, around, options)
    web.WebAppFtpAllowed(
        f"{site.id}-ftp-password", name=made.name, resource_group_name=group, allow=False, opts=options
    )
    web.WebAppScmAllowed(
        f"{site.id}-scm-password", name=made.name, resource_group_name=group, allow=False, opts=options
    )
    send_logs(f"{site.id}-logs", "web", made.id, around.foundation.target, options)
    return made


def _site(workload: Workload, site: _Site, around: Surroundings, options: pulumi.ResourceOptions) -> web.WebApp:
    kind: Literal["app,linux", "app"] = "app,linux" if _is_linux(workload) else "app"
    return web.WebApp(
        f"{site.id}-application",
        name=site.name,
        resource_group_name=around.groups[site.resource_group],
        location=site.region,
        kind=kind,
        reserved=_is_linux(workload),
        server_farm_id=_plan(workload, site, around, options).id,
        https_only=True,
        public_network_access="Disabled",
        virtual_network_subnet_id=around.subnet(site.integration),
        outbound_vnet_routing=web.OutboundVnetRoutingArgs(all_traffic=True),
        identity=web.ManagedServiceIdentityArgs(type=web.ManagedServiceIdentityType.SYSTEM_ASSIGNED),
        site_config=web.SiteConfigArgs(
            always_on=True,
            ftps_state="Disabled",
            http20_enabled=True,
            min_tls_version="1.2",
            scm_min_tls_version="1.2",
            remote_debugging_enabled=False,
        ),
        tags=workload.tags,
        opts=options,
    )


def _plan(workload: Workload, site: _Site, around: Surroundings, options: pulumi.ResourceOptions) -> web.AppServicePlan:
    decided = workload.web
    assert decided is not None
    return web.AppServicePlan(
        f"{site.id}-plan",
        name=site.plan_name,
        resource_group_name=around.groups[site.resource_group],
        location=site.region,
        kind="linux" if _is_linux(workload) else "app",
        reserved=_is_linux(workload),  # the service's own word for Linux
        sku=web.SkuDescriptionArgs(name=decided.sku, capacity=decided.instances),
        tags=workload.tags,
        opts=options,
    )


def _is_linux(workload: Workload) -> bool:
    assert workload.web is not None
    return workload.web.os == "Linux"
