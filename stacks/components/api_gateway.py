"""API Management inside the network: applications call each other here, and nobody from the internet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

import pulumi
from pulumi_azure_native import apimanagement as azure
from pulumi_azure_native import authorization, privatedns

from migration.model.architecture import ApiGateway as Decided
from migration.model.architecture import Backend, GatewayApi
from safeio.values import value
from stacks.components.api_measurements import principal_of, send_measurements
from stacks.components.diagnostics import send_logs
from stacks.components.service_alerts import Watched
from stacks.components.shared_ground import SharedGround

SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6"
"""Key Vault Secrets User. Source: the list of built-in roles."""

HEADER = "x-gateway-key"
"""The header in which a backend finds the secret that the gateway shows it."""

_SECURITY = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security."
OLD = {
    f"{_SECURITY}{name}": "False"
    for name in (
        "Backend.Protocols.Ssl30",
        "Backend.Protocols.Tls10",
        "Backend.Protocols.Tls11",
        "Ciphers.TripleDes168",
        "Protocols.Ssl30",
        "Protocols.Tls10",
        "Protocols.Tls11",
    )
}
"""Protocols and a cipher that can be broken. They are off in a new service; here it is said."""

RECORD_SECONDS = 3600


@value
class SharedVault:
    """The shared key vault: its id in Azure, and its address."""

    id: pulumi.Output[str]
    uri: pulumi.Output[str]


@value
class GatewayZone:
    """The private zone with the gateway's own name, which the landing zone has made: its resource group, and the
    provider of its subscription."""

    resource_group: str
    provider: pulumi.ProviderResource


class ApiGateway(pulumi.ComponentResource):
    """A gateway.

    Makes 3 resources (service, diagnostic setting, its record in the private zone), 4 for what it measures of calls, 1
    for its right to read secrets, 1 for each backend and each secret of one, and 2 for each API (the API and where it
    leads).
    """

    def __init__(self, gateway: Decided, ground: SharedGround, zone: GatewayZone, vault: SharedVault | None) -> None:
        options = pulumi.ResourceOptions(provider=ground.provider)
        super().__init__("cloud-unless:shared-services:ApiGateway", gateway.id, None, options)
        group = ground.groups[gateway.resource_group]
        inside = pulumi.ResourceOptions(parent=self)
        made = _service(gateway, group, ground, inside)
        self.id: pulumi.Output[str] = made.id
        self.watched: Watched = {"Microsoft.ApiManagement/service": made.id}
        self.url = f"https://{gateway.private_zone}"
        send_logs(f"{gateway.id}-logs", "api-management", made.id, ground.target, inside)
        if gateway.insights is not None:
            send_measurements(gateway, gateway.insights, made, ground, inside)
        _record(gateway, zone, made, self)
        before = _right(gateway, ground, vault, made, inside)
        backends = {one.id: _backend(gateway, one, made, group, vault, before, self) for one in gateway.backends}
        names = {one.id: one.name for one in gateway.backends}
        for api in gateway.apis:
            _api(gateway, api, names[api.backend], backends[api.backend], made, group, self)
        self.register_outputs({})


def _service(
    gateway: Decided, group: pulumi.Input[str], ground: SharedGround, options: pulumi.ResourceOptions
) -> azure.ApiManagementService:
    return azure.ApiManagementService(
        f"{gateway.id}-service",
        service_name=gateway.name,
        resource_group_name=group,
        location=gateway.region,
        sku=azure.ApiManagementServiceSkuPropertiesArgs(name=gateway.tier, capacity=gateway.units),
        publisher_name=gateway.publisher,
        publisher_email=gateway.contact,
        identity=azure.ApiManagementServiceIdentityArgs(type=azure.ApimIdentityType.SYSTEM_ASSIGNED),
        virtual_network_type=azure.VirtualNetworkType.INTERNAL,
        virtual_network_configuration=azure.VirtualNetworkConfigurationArgs(
            subnet_resource_id=ground.subnet(gateway.place)
        ),
        custom_properties=OLD,
        tags=gateway.tags,
        opts=options,
    )


def _record(gateway: Decided, zone: GatewayZone, made: azure.ApiManagementService, parent: pulumi.Resource) -> None:
    privatedns.PrivateRecordSet(
        f"{gateway.id}-name",
        private_zone_name=gateway.private_zone,
        resource_group_name=zone.resource_group,
        record_type="A",
        relative_record_set_name="@",
        ttl=RECORD_SECONDS,
        a_records=[privatedns.ARecordArgs(ipv4_address=made.private_ip_addresses.apply(_first))],
        opts=pulumi.ResourceOptions(parent=parent, provider=zone.provider),
    )


def _first(addresses: Any) -> str:
    assert addresses, "a gateway inside a network has an address there"
    found: str = addresses[0]
    return found


def _right(
    gateway: Decided,
    ground: SharedGround,
    vault: SharedVault | None,
    made: azure.ApiManagementService,
    options: pulumi.ResourceOptions,
) -> list[pulumi.Resource]:
    """The gateway's right to read secrets, where a backend asks for one."""
    if gateway.secrets_right is None or vault is None:
        return []
    right = authorization.RoleAssignment(
        f"{gateway.id}-secrets-right",
        role_assignment_name=gateway.secrets_right,
        scope=vault.id,
        role_definition_id=ground.role(SECRETS_USER),
        principal_id=made.identity.apply(principal_of),
        principal_type="ServicePrincipal",
        opts=options,
    )
    return [right]


def _backend(
    gateway: Decided,
    backend: Backend,
    made: azure.ApiManagementService,
    group: pulumi.Input[str],
    vault: SharedVault | None,
    before: list[pulumi.Resource],
    parent: pulumi.Resource,
) -> azure.Backend:
    shown: Mapping[str, list[str]] | None = None
    if backend.named_value is not None and vault is not None:
        secret = backend.secret
        # Azure reads the secret when the value is made, so the right to do so comes first.
        azure_value = azure.NamedValue(
            f"{gateway.id}-{backend.id}-secret",
            named_value_id=backend.named_value,
            display_name=backend.named_value,
            service_name=made.name,
            resource_group_name=group,
            secret=True,
            key_vault=azure.KeyVaultContractCreatePropertiesArgs(
                secret_identifier=vault.uri.apply(lambda uri: f"{uri.rstrip('/')}/secrets/{secret}")
            ),
            opts=pulumi.ResourceOptions(parent=parent, depends_on=before),
        )
        before = [azure_value]
        shown = {HEADER: [f"{{{{{backend.named_value}}}}}"]}
    return azure.Backend(
        f"{gateway.id}-{backend.id}",
        backend_id=backend.name,
        service_name=made.name,
        resource_group_name=group,
        url=backend.url,
        protocol=azure.BackendProtocol.HTTP,  # the service's word for REST; the address says https
        tls=azure.BackendTlsPropertiesArgs(validate_certificate_chain=True, validate_certificate_name=True),
        credentials=azure.BackendCredentialsContractArgs(header=shown) if shown else None,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=before),
    )


def _api(
    gateway: Decided,
    api: GatewayApi,
    backend_name: str,
    backend: pulumi.Resource,
    made: azure.ApiManagementService,
    group: pulumi.Input[str],
    parent: pulumi.Resource,
) -> None:
    # People put in the operations from the application's own description; a later run leaves them as they are.
    entry = azure.Api(
        f"{gateway.id}-{api.id}",
        api_id=api.name,
        display_name=api.display_name,
        description=f"Interfaces: {', '.join(api.interface_ids)}"[:1000],
        path=api.path,
        protocols=[azure.Protocol.HTTPS],
        subscription_required=True,
        service_name=made.name,
        resource_group_name=group,
        opts=pulumi.ResourceOptions(parent=parent),
    )
    azure.ApiPolicy(
        f"{gateway.id}-{api.id}-way",
        api_id=entry.name,
        policy_id="policy",
        service_name=made.name,
        resource_group_name=group,
        format="rawxml",
        value=_policy(backend_name),
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[backend]),
    )


def _policy(backend_name: str) -> str:
    way = f"<set-backend-service backend-id={quoteattr(backend_name)} />"
    rest = "".join(f"<{name}><base /></{name}>" for name in ("backend", "outbound", "on-error"))
    return f"<policies><inbound><base />{way}</inbound>{rest}</policies>"
