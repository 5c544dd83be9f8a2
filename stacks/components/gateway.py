"""A hub's ways to the sites: a gateway, the far ends of its tunnels, and its connections."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import network as azure

from migration.model.architecture import Connection, Gateway, LocalNetwork, Proposal
from stacks.components.diagnostics import send_logs
from stacks.components.network import Place
from stacks.components.public_address import build_public_address

PEER_ANSWER_SECONDS = 45
"""After so long without a word the other end counts as gone. The default of Azure."""


def build_gateway(
    place: Place,
    gateway: Gateway,
    subnet: pulumi.Input[str],
    keys: Mapping[str, pulumi.Output[str]],
    after: pulumi.Resource,
) -> azure.VirtualNetworkGateway:
    """Make a gateway with its connections, once what changes the network before is done (`after`). `keys` are the
    secrets of its connections by name.

    Makes 2 resources (gateway, diagnostic setting), 2 for each address, 1 for each connection, and 1 more for each
    connection to a site.
    """
    addresses = [build_public_address(place, one, gateway.zones) for one in gateway.public_ips]
    tunnels = gateway.kind == "Vpn"
    bgp = tunnels and any(one.site is not None and one.site.asn is not None for one in gateway.connections)
    made = azure.VirtualNetworkGateway(
        f"{place.id}-{gateway.name}",
        virtual_network_gateway_name=gateway.name,
        resource_group_name=place.resource_group,
        location=place.region,
        gateway_type=gateway.kind,
        vpn_type="RouteBased" if tunnels else None,
        vpn_gateway_generation=_generation(gateway) if tunnels else None,
        active_active=len(addresses) > 1,
        enable_bgp=bgp,
        sku=azure.VirtualNetworkGatewaySkuArgs(name=gateway.sku, tier=gateway.sku),
        ip_configurations=[
            azure.VirtualNetworkGatewayIPConfigurationArgs(
                name=f"address-{number}",
                private_ip_allocation_method="Dynamic",
                public_ip_address=azure.SubResourceArgs(id=one.id),
                subnet=azure.SubResourceArgs(id=subnet),
            )
            for number, one in enumerate(addresses, 1)
        ],
        tags=place.tags,
        opts=pulumi.ResourceOptions.merge(place.options, pulumi.ResourceOptions(depends_on=[after])),
    )
    send_logs(f"{place.id}-{gateway.name}-logs", "gateway", made.id, place.target, place.options)
    for one in gateway.connections:
        _connection(place, gateway, one, made, keys)
    return made


def _generation(gateway: Gateway) -> str:
    # The smallest size is made of the first generation only: learn.microsoft.com/azure/vpn-gateway/about-gateway-skus.
    return "Generation1" if gateway.sku == "VpnGw1AZ" else "Generation2"


def _connection(
    place: Place,
    gateway: Gateway,
    connection: Connection,
    made: azure.VirtualNetworkGateway,
    keys: Mapping[str, pulumi.Output[str]],
) -> None:
    tunnel = gateway.kind == "Vpn"
    key = keys[connection.secret] if connection.secret else None
    far = _far_end(place, connection.site) if connection.site else None
    azure.VirtualNetworkGatewayConnection(
        f"{place.id}-{connection.name}",
        virtual_network_gateway_connection_name=connection.name,
        resource_group_name=place.resource_group,
        location=place.region,
        connection_type="IPsec" if tunnel else "ExpressRoute",
        connection_protocol="IKEv2" if tunnel else None,
        # Plain values: the arguments of the SDK would send settings of the gateways along with their ids.
        virtual_network_gateway1={"id": made.id},
        local_network_gateway2={"id": far.id} if far is not None else None,
        peer=azure.SubResourceArgs(id=connection.circuit_id) if connection.circuit_id else None,
        shared_key=key if tunnel else None,
        authorization_key=None if tunnel else key,
        enable_bgp=connection.site is not None and connection.site.asn is not None,
        ipsec_policies=[_proposal(connection.proposal)] if connection.proposal else None,
        dpd_timeout_seconds=PEER_ANSWER_SECONDS if tunnel else None,
        use_policy_based_traffic_selectors=False if tunnel else None,
        tags=place.tags,
        opts=place.options,
    )


def _far_end(place: Place, site: LocalNetwork) -> azure.LocalNetworkGateway:
    bgp = None
    if site.asn is not None:
        bgp = azure.BgpSettingsArgs(asn=site.asn, bgp_peering_address=site.bgp_address)
    return azure.LocalNetworkGateway(
        f"{place.id}-{site.name}",
        local_network_gateway_name=site.name,
        resource_group_name=place.resource_group,
        location=place.region,
        gateway_ip_address=site.public_address,
        local_network_address_space=azure.AddressSpaceArgs(address_prefixes=list(site.prefixes)),
        bgp_settings=bgp,
        tags=place.tags,
        opts=place.options,
    )


def _proposal(proposal: Proposal) -> azure.IpsecPolicyArgs:
    return azure.IpsecPolicyArgs(
        ike_encryption=proposal.ike_encryption,
        ike_integrity=proposal.ike_integrity,
        dh_group=proposal.dh_group,
        ipsec_encryption=proposal.ipsec_encryption,
        ipsec_integrity=proposal.ipsec_integrity,
        pfs_group=proposal.pfs_group,
        sa_life_time_seconds=proposal.seconds,
        sa_data_size_kilobytes=proposal.kilobytes,
    )
