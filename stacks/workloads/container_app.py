"""Container Apps: an application in containers in an environment of its own, reached only inside the network."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import app

from migration.model.architecture import ContainerService, SubnetPlace, Workload
from safeio.values import value
from stacks.components.diagnostics import send_logs
from stacks.workloads.endpoint import build_endpoint, build_second_endpoint
from stacks.workloads.surroundings import Surroundings

PROFILE = "Consumption"


@value
class _Site:
    """An application and its environment in one region. `id` starts the Pulumi names."""

    id: str
    name: str
    environment_name: str
    resource_group: str
    region: str
    subnet: SubnetPlace


class ContainerApp(pulumi.ComponentResource):
    """An application in containers.

    Makes 5 resources: environment, its diagnostic setting, application, private endpoint, its names. Makes 5 more where
    it stands in the second region too.
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:ContainerApp", workload.id, None, options)
        inside = pulumi.ResourceOptions(parent=self)
        build_endpoint(workload, _build(workload, _first(workload), around, self), around, inside)
        if workload.second is not None:
            build_second_endpoint(workload, _build(workload, _second(workload), around, self), around, inside)
        self.register_outputs({})


def _first(workload: Workload) -> _Site:
    assert workload.containers is not None and workload.subnet is not None
    return _Site(
        id=workload.id,
        name=workload.name,
        environment_name=workload.containers.environment_name,
        resource_group=workload.resource_group,
        region=workload.region,
        subnet=workload.subnet,
    )


def _second(workload: Workload) -> _Site:
    second = workload.second
    assert second is not None and second.environment_name is not None and second.integration is not None
    return _Site(
        id=f"{workload.id}-second",
        name=second.name,
        environment_name=second.environment_name,
        resource_group=second.resource_group,
        region=second.region,
        subnet=second.integration,
    )


def _build(workload: Workload, site: _Site, around: Surroundings, parent: pulumi.Resource) -> pulumi.Output[str]:
    """The id of the environment, with the application in it."""
    decided = workload.containers
    assert decided is not None
    inside = pulumi.ResourceOptions(parent=parent)
    environment = _environment(workload, site, around, inside)
    _application(workload, decided, site, environment, around, parent)
    send_logs(f"{site.id}-logs", "containers", environment.id, around.foundation.target, inside)
    return environment.id


def _environment(
    workload: Workload, site: _Site, around: Surroundings, options: pulumi.ResourceOptions
) -> app.ManagedEnvironment:
    return app.ManagedEnvironment(
        f"{site.id}-environment",
        environment_name=site.environment_name,
        resource_group_name=around.groups[site.resource_group],
        location=site.region,
        public_network_access="Disabled",
        vnet_configuration=app.VnetConfigurationArgs(
            infrastructure_subnet_id=around.subnet(site.subnet),
            internal=False,  # its address is the private endpoint; the public one is closed above
        ),
        workload_profiles=[app.WorkloadProfileArgs(name=PROFILE, workload_profile_type=PROFILE)],
        app_logs_configuration=app.AppLogsConfigurationArgs(destination="azure-monitor"),
        peer_traffic_configuration=app.ManagedEnvironmentPeerTrafficConfigurationArgs(
            encryption=app.ManagedEnvironmentEncryptionArgs(enabled=True)
        ),
        tags=workload.tags,
        opts=options,
    )


def _application(
    workload: Workload,
    decided: ContainerService,
    site: _Site,
    environment: app.ManagedEnvironment,
    around: Surroundings,
    parent: pulumi.Resource,
) -> None:
    app.ContainerApp(
        f"{site.id}-application",
        container_app_name=site.name,
        resource_group_name=around.groups[site.resource_group],
        location=site.region,
        managed_environment_id=environment.id,
        workload_profile_name=PROFILE,
        identity=app.ManagedServiceIdentityArgs(type=app.ManagedServiceIdentityType.SYSTEM_ASSIGNED),
        configuration=app.ConfigurationArgs(
            active_revisions_mode=app.ActiveRevisionsMode.SINGLE,
            ingress=app.IngressArgs(external=True, allow_insecure=False, target_port=decided.port, transport="auto"),
        ),
        template=app.TemplateArgs(
            containers=[
                app.ContainerArgs(
                    name="application",
                    image=decided.image,
                    resources=app.ContainerResourcesArgs(cpu=decided.cpu, memory=f"{decided.memory_gib:g}Gi"),
                )
            ],
            scale=app.ScaleArgs(min_replicas=decided.least, max_replicas=decided.most),
        ),
        tags=workload.tags,
        # People put their own image in; the next run leaves it there.
        opts=pulumi.ResourceOptions(parent=parent, ignore_changes=["template.containers[0].image"]),
    )
