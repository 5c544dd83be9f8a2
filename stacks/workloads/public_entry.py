"""The entry by which residents reach a web application: Front Door, a filter before it and a private link behind."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_azure_native import cdn, frontdoor, web

from migration.model.architecture import PublicEntry, Workload
from stacks.components.diagnostics import send_logs
from stacks.workloads.surroundings import Surroundings

TIER = "Premium_AzureFrontDoor"
EVERYWHERE = "Global"
EVERY_PATH = ("/*",)

PROBE_SECONDS = 100
"""How often each place of Front Door asks whether the application lives. Illustrative: every place asks by itself."""


def build_entry(
    workload: Workload, applications: Sequence[web.WebApp], around: Surroundings, options: pulumi.ResourceOptions
) -> None:
    """Make the entry before the application; of two the second waits until people let it answer.

    Makes 8 resources (profile, its diagnostic setting, endpoint, origin group, origin, route, filter, and what joins
    the two), and 1 more where there is a second application.
    """
    decided = workload.entry
    assert decided is not None
    group = around.groups[workload.resource_group]
    profile = cdn.Profile(
        f"{workload.id}-entry",
        profile_name=decided.profile_name,
        resource_group_name=group,
        location=EVERYWHERE,
        sku=cdn.SkuArgs(name=TIER),
        tags=workload.tags,
        opts=options,
    )
    send_logs(f"{workload.id}-entry-logs", "front-door", profile.id, around.foundation.target, options)
    endpoint = cdn.AFDEndpoint(
        f"{workload.id}-entry-endpoint",
        endpoint_name=decided.endpoint_name,
        profile_name=profile.name,
        resource_group_name=group,
        location=EVERYWHERE,
        enabled_state=cdn.EnabledState.ENABLED,
        tags=workload.tags,
        opts=options,
    )
    _route(workload, profile, endpoint, applications, group, options)
    _filter(workload, decided, profile, endpoint, group, options)


def _route(
    workload: Workload,
    profile: cdn.Profile,
    endpoint: cdn.AFDEndpoint,
    applications: Sequence[web.WebApp],
    group: pulumi.Input[str],
    options: pulumi.ResourceOptions,
) -> None:
    """The way from the endpoint to the applications, by HTTPS alone."""
    origins = cdn.AFDOriginGroup(
        f"{workload.id}-entry-origins",
        origin_group_name="applications",
        profile_name=profile.name,
        resource_group_name=group,
        health_probe_settings=cdn.HealthProbeParametersArgs(
            probe_path="/",
            probe_protocol=cdn.ProbeProtocol.HTTPS,
            probe_request_type=cdn.HealthProbeRequestType.HEAD,
            probe_interval_in_seconds=PROBE_SECONDS,
        ),
        load_balancing_settings=cdn.LoadBalancingSettingsParametersArgs(
            sample_size=4, successful_samples_required=3, additional_latency_in_milliseconds=0
        ),
        opts=options,
    )
    made = [
        _origin(workload, number, one, profile, origins, group, options) for number, one in enumerate(applications, 1)
    ]
    cdn.Route(
        f"{workload.id}-entry-route",
        route_name="residents",
        endpoint_name=endpoint.name,
        profile_name=profile.name,
        resource_group_name=group,
        origin_group=cdn.ResourceReferenceArgs(id=origins.id),
        patterns_to_match=list(EVERY_PATH),
        supported_protocols=[cdn.AFDEndpointProtocols.HTTP, cdn.AFDEndpointProtocols.HTTPS],
        https_redirect=cdn.HttpsRedirect.ENABLED,
        forwarding_protocol=cdn.ForwardingProtocol.HTTPS_ONLY,
        link_to_default_domain=cdn.LinkToDefaultDomain.ENABLED,
        # A route to a group without an origin is refused.
        opts=pulumi.ResourceOptions.merge(options, pulumi.ResourceOptions(depends_on=made)),
    )


def _origin(
    workload: Workload,
    number: int,
    application: web.WebApp,
    profile: cdn.Profile,
    origins: cdn.AFDOriginGroup,
    group: pulumi.Input[str],
    options: pulumi.ResourceOptions,
) -> cdn.AFDOrigin:
    """The application as Front Door reaches it. The second one answers once people have switched the databases too."""
    assert workload.entry is not None
    return cdn.AFDOrigin(
        f"{workload.id}-entry-origin-{number}",
        origin_name=f"application-{number}",
        origin_group_name=origins.name,
        profile_name=profile.name,
        resource_group_name=group,
        host_name=application.default_host_name,
        origin_host_header=application.default_host_name,
        https_port=443,
        priority=number,
        weight=1000,
        enabled_state=cdn.EnabledState.ENABLED if number == 1 else cdn.EnabledState.DISABLED,
        enforce_certificate_name_check=True,
        shared_private_link_resource=cdn.SharedPrivateLinkResourcePropertiesArgs(
            group_id="sites",
            private_link=cdn.ResourceReferenceArgs(id=application.id),
            private_link_location=workload.entry.link_region,
            request_message=f"Front Door {workload.entry.profile_name}",
        ),
        opts=options,
    )


def _filter(
    workload: Workload,
    decided: PublicEntry,
    profile: cdn.Profile,
    endpoint: cdn.AFDEndpoint,
    group: pulumi.Input[str],
    options: pulumi.ResourceOptions,
) -> None:
    """What every request is looked through for, and that it holds for all of the endpoint."""
    rules = frontdoor.Policy(
        f"{workload.id}-entry-filter",
        policy_name=decided.filter_name,
        resource_group_name=group,
        location=EVERYWHERE,
        sku=frontdoor.SkuArgs(name=TIER),
        policy_settings=frontdoor.PolicySettingsArgs(
            enabled_state="Enabled", mode="Prevention", request_body_check="Enabled"
        ),
        managed_rules=frontdoor.ManagedRuleSetListArgs(
            managed_rule_sets=[
                frontdoor.ManagedRuleSetArgs(
                    rule_set_type=one.name, rule_set_version=one.version, rule_set_action="Block"
                )
                for one in decided.rules
            ]
        ),
        tags=workload.tags,
        opts=options,
    )
    cdn.SecurityPolicy(
        f"{workload.id}-entry-filtered",
        security_policy_name="filtered",
        profile_name=profile.name,
        resource_group_name=group,
        parameters=cdn.SecurityPolicyWebApplicationFirewallParametersArgs(
            type="WebApplicationFirewall",
            waf_policy=cdn.ResourceReferenceArgs(id=rules.id),
            associations=[
                cdn.SecurityPolicyWebApplicationFirewallAssociationArgs(
                    domains=[cdn.ActivatedResourceReferenceArgs(id=endpoint.id)], patterns_to_match=list(EVERY_PATH)
                )
            ],
        ),
        opts=options,
    )
