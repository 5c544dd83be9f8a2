"""Container Apps: an application in containers in an environment of its own, reached only inside the network."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import app

from migration.model.architecture import ContainerService, Workload
from stacks.components.diagnostics import send_logs
from stacks.workloads.endpoint import build_endpoint
from stacks.workloads.surroundings import Surroundings

PROFILE = "Consumption"


class ContainerApp(pulumi.ComponentResource):
    """An application in containers.

    Makes 5 resources: environment, its diagnostic setting, application, private endpoint, its names.
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:ContainerApp", workload.id, None, options)
        decided = workload.containers
        assert decided is not None
        inside = pulumi.ResourceOptions(parent=self)
        environment = _environment(workload, decided, around, inside)
        _application(workload, decided, environment, around, self)
        send_logs(f"{workload.id}-logs", "containers", environment.id, around.foundation.target, inside)
        build_endpoint(workload, environment.id, around, inside)
        self.register_outputs({})


def _environment(
    workload: Workload, decided: ContainerService, around: Surroundings, options: pulumi.ResourceOptions
) -> app.ManagedEnvironment:
    assert workload.subnet is not None
    return app.ManagedEnvironment(
        f"{workload.id}-environment",
        environment_name=decided.environment_name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
        public_network_access="Disabled",
        vnet_configuration=app.VnetConfigurationArgs(
            infrastructure_subnet_id=around.subnet(workload.subnet),
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
    environment: app.ManagedEnvironment,
    around: Surroundings,
    parent: pulumi.Resource,
) -> None:
    app.ContainerApp(
        f"{workload.id}-application",
        container_app_name=workload.name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
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
