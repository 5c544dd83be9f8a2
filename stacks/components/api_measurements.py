"""Application Insights for API Management: which call took how long and failed where, and nothing of what was said."""

from __future__ import annotations

from typing import Any

import pulumi
from pulumi_azure_native import apimanagement as azure
from pulumi_azure_native import applicationinsights, authorization

from migration.model.architecture import ApiGateway, GatewayInsights
from stacks.components.shared_ground import SharedGround

METRICS_PUBLISHER = "3913510d-42f4-4e42-8a64-420c390055eb"
"""Monitoring Metrics Publisher. Source: the list of built-in roles."""

SEEN_BY_NOBODY = ["connection_string", "instrumentation_key"]
"""Outputs that Pulumi encrypts. With keys off nobody can write by them; still, they are no one's business."""


def send_measurements(
    gateway: ApiGateway,
    insights: GatewayInsights,
    service: azure.ApiManagementService,
    ground: SharedGround,
    options: pulumi.ResourceOptions,
) -> None:
    """Let a gateway tell an Application Insights component of its calls. Makes 4 resources: the component, the
    gateway's right to write there, how it finds it, and what it tells.

    Source: learn.microsoft.com/azure/api-management/api-management-howto-app-insights, read 2026-11-22.
    """
    group = ground.groups[gateway.resource_group]
    component = _component(gateway, insights, ground, options)
    right = authorization.RoleAssignment(
        f"{gateway.id}-insights-right",
        role_assignment_name=insights.right,
        scope=component.id,
        role_definition_id=ground.role(METRICS_PUBLISHER),
        principal_id=service.identity.apply(principal_of),
        principal_type="ServicePrincipal",
        opts=options,
    )
    place: pulumi.Output[str] = pulumi.Output.secret(component.connection_string)
    logger = azure.Logger(
        f"{gateway.id}-insights-logger",
        logger_id=insights.logger,
        service_name=service.name,
        resource_group_name=group,
        logger_type=azure.LoggerType.APPLICATION_INSIGHTS,
        resource_id=component.id,
        credentials={"connectionString": place, "identityClientId": "SystemAssigned"},
        opts=pulumi.ResourceOptions.merge(options, pulumi.ResourceOptions(depends_on=[right])),
    )
    azure.Diagnostic(
        f"{gateway.id}-measurements",
        diagnostic_id="applicationinsights",
        service_name=service.name,
        resource_group_name=group,
        logger_id=logger.id,
        always_log=azure.AlwaysLog.ALL_ERRORS,
        sampling=azure.SamplingSettingsArgs(
            sampling_type=azure.SamplingType.FIXED, percentage=insights.sampling_percent
        ),
        http_correlation_protocol=azure.HttpCorrelationProtocol.W3_C,
        log_client_ip=False,
        verbosity=azure.Verbosity.INFORMATION,
        frontend=_nothing_said(),
        backend=_nothing_said(),
        opts=options,
    )


def _component(
    gateway: ApiGateway, insights: GatewayInsights, ground: SharedGround, options: pulumi.ResourceOptions
) -> applicationinsights.Component:
    return applicationinsights.Component(
        f"{gateway.id}-insights",
        resource_name_=insights.name,
        resource_group_name=ground.groups[gateway.resource_group],
        location=gateway.region,
        kind="web",
        application_type=applicationinsights.ApplicationType.WEB,
        workspace_resource_id=ground.target.workspace_id,
        ingestion_mode=applicationinsights.IngestionMode.LOG_ANALYTICS,
        disable_local_auth=True,
        disable_ip_masking=False,
        # Closed to the public network it would need a private link scope, which the landing zone does not have.
        public_network_access_for_ingestion=applicationinsights.PublicNetworkAccessType.ENABLED,
        public_network_access_for_query=applicationinsights.PublicNetworkAccessType.ENABLED,
        tags=gateway.tags,
        opts=pulumi.ResourceOptions.merge(options, pulumi.ResourceOptions(additional_secret_outputs=SEEN_BY_NOBODY)),
    )


def _nothing_said() -> azure.PipelineDiagnosticSettingsArgs:
    """Neither headers nor bodies, and no address's words after the question mark: they say who asks about whom."""
    hidden = azure.DataMaskingArgs(
        query_params=[azure.DataMaskingEntityArgs(mode=azure.DataMaskingMode.HIDE, value="*")]
    )
    message = azure.HttpMessageDiagnosticArgs(
        body=azure.BodyDiagnosticSettingsArgs(bytes=0), headers=[], data_masking=hidden
    )
    return azure.PipelineDiagnosticSettingsArgs(request=message, response=message)


def principal_of(identity: Any) -> str:
    """The id of the gateway's own identity, as Azure says it."""
    assert identity is not None, "the gateway is made with an identity"
    found: str = identity.principal_id
    return found
