"""App Service: a web application on a plan of its own, reached and reaching out only inside the network."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import web

from migration.model.architecture import WebApplication, Workload
from stacks.components.diagnostics import send_logs
from stacks.workloads.endpoint import build_endpoint
from stacks.workloads.surroundings import Surroundings


class AppService(pulumi.ComponentResource):
    """A web application.

    Makes 7 resources: plan, application, two settings that turn passwords for publishing off, diagnostic setting,
    private endpoint, its names.
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:AppService", workload.id, None, options)
        decided = workload.web
        assert decided is not None
        group = around.groups[workload.resource_group]
        inside = pulumi.ResourceOptions(parent=self)
        application = _application(workload, decided, around, inside)
        web.WebAppFtpAllowed(
            f"{workload.id}-ftp-password", name=application.name, resource_group_name=group, allow=False, opts=inside
        )
        web.WebAppScmAllowed(
            f"{workload.id}-scm-password", name=application.name, resource_group_name=group, allow=False, opts=inside
        )
        send_logs(f"{workload.id}-logs", "web", application.id, around.foundation.target, inside)
        build_endpoint(workload, application.id, around, inside)
        self.register_outputs({})


def _application(
    workload: Workload, decided: WebApplication, around: Surroundings, options: pulumi.ResourceOptions
) -> web.WebApp:
    linux = decided.os == "Linux"
    plan = web.AppServicePlan(
        f"{workload.id}-plan",
        name=decided.plan_name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
        kind="linux" if linux else "app",
        reserved=linux,  # the service's own word for Linux
        sku=web.SkuDescriptionArgs(name=decided.sku, capacity=decided.instances),
        tags=workload.tags,
        opts=options,
    )
    return web.WebApp(
        f"{workload.id}-application",
        name=workload.name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
        kind="app,linux" if linux else "app",
        reserved=linux,
        server_farm_id=plan.id,
        https_only=True,
        public_network_access="Disabled",
        virtual_network_subnet_id=around.subnet(decided.integration),
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
