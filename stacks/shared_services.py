"""The stack of shared services, between the landing zone and the waves: what all organisations use together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pulumi

from migration.model.architecture import Architecture, SharedServices, Stack, Workload
from migration.model.architecture.landing_zone import known_ids
from stacks.components.api_gateway import ApiGateway, GatewayZone, SharedVault
from stacks.components.file_exchange import FileExchange
from stacks.components.interface_page import InterfacePage
from stacks.components.message_bus import MessageBus
from stacks.components.policy_exemption import build_exemptions
from stacks.components.resource_group import ResourceGroup
from stacks.components.service_alerts import ServiceAlerts, Watched
from stacks.components.shared_ground import SharedGround
from stacks.components.subscription import providers_of
from stacks.components.transfers import Transfers
from stacks.foundation import Foundation, read_foundation
from stacks.outputs import StackOutputs
from stacks.places import check_places
from stacks.standing import ACTION_GROUP
from stacks.workloads import WORKLOADS
from stacks.workloads.file_share import FileShare
from stacks.workloads.surroundings import surroundings_of, vault_ids

Providers = Mapping[str, pulumi.ProviderResource]
Service = ApiGateway | MessageBus | FileExchange | Transfers


def build_shared_services(architecture: Architecture, stack: Stack) -> None:
    """Make the shared services, and give their ids and addresses. Makes what each component says, 1 resource for each
    resource group, 1 for each alert and for the page of interfaces, and a provider for each subscription it touches."""
    shared = architecture.shared_services
    assert shared is not None, "an architecture with this stack has shared services"
    stores = [one for one in architecture.workloads if one.stack == stack.name]
    providers = _providers(architecture, stack, stores)
    check_places(architecture, stack, stores, providers[stack.subscription_key])
    groups = {one.id: ResourceGroup(one, providers[one.subscription_key]) for one in stack.resource_groups}
    names = {name: one.name for name, one in groups.items()}
    foundation = read_foundation(architecture, stack)
    around = surroundings_of(architecture, stack, stores, foundation, groups, providers, {}, None)
    things: dict[str, pulumi.Resource] = {one.id: WORKLOADS[one.kind](one, around) for one in stores}
    ground = SharedGround(
        groups=names,
        subnets=foundation.subnets,
        zones=foundation.zones,
        target=foundation.target,
        subscription_id=known_ids(architecture.landing_zone)[stack.subscription_key],
        provider=providers[stack.subscription_key],
    )
    services = _services(architecture, shared, ground, _vault(shared, foundation), providers)
    things |= services
    watched = {name: one.watched for name, one in services.items()}
    if shared.page is not None:
        things[shared.page.id] = InterfacePage(shared.page, watched, ground)
    if shared.alerts:
        watched |= {name: one.watched for name, one in things.items() if isinstance(one, FileShare)}
        _alerts(architecture, shared, watched, names, providers)
    build_exemptions(architecture, stack.name, things, names, providers)


def _services(
    architecture: Architecture,
    shared: SharedServices,
    ground: SharedGround,
    vault: SharedVault | None,
    providers: Providers,
) -> Mapping[str, Service]:
    found: dict[str, Service] = {}
    if shared.gateway is not None:
        gateway = ApiGateway(shared.gateway, ground, _gateway_zone(architecture, providers), vault)
        found[shared.gateway.id] = gateway
        pulumi.export("gateway", {"id": gateway.id, "url": gateway.url})
    if shared.bus is not None:
        bus = MessageBus(shared.bus, ground)
        found[shared.bus.id] = bus
        pulumi.export("bus", {"id": bus.id, "host": bus.host})
    if shared.exchange is not None:
        exchange = FileExchange(shared.exchange, ground)
        found[shared.exchange.id] = exchange
        pulumi.export("exchange", {"id": exchange.id})
    if shared.transfers is not None:
        transfers = Transfers(shared.transfers, ground)
        found[shared.transfers.id] = transfers
        pulumi.export("transfers", {"id": transfers.id})
    return found


def _alerts(
    architecture: Architecture,
    shared: SharedServices,
    watched: Mapping[str, Watched],
    groups: Mapping[str, pulumi.Output[str]],
    providers: Providers,
) -> None:
    watch = architecture.landing_zone.watch
    assert watch is not None, "alerts are designed where somebody watches"
    told = StackOutputs(watch.stack).text(ACTION_GROUP)
    for one in shared.alerts:
        ServiceAlerts(one, watched[one.part], groups[one.resource_group], told, providers[one.subscription_key])


def _providers(architecture: Architecture, stack: Stack, stores: Sequence[Workload]) -> Providers:
    zone = architecture.landing_zone
    wanted = {stack.subscription_key, zone.private_dns.subscription_key}
    wanted |= {one.subscription_key for one in stack.resource_groups}
    wanted |= {one.subscription_key for one in zone.recovery_vaults if one.id in vault_ids(stores)}
    return providers_of(architecture, wanted)


def _gateway_zone(architecture: Architecture, providers: Providers) -> GatewayZone:
    zone = architecture.landing_zone
    names = {one.id: one.name for one in zone.resource_groups}
    dns = zone.private_dns
    return GatewayZone(resource_group=names[dns.resource_group], provider=providers[dns.subscription_key])


def _vault(shared: SharedServices, foundation: Foundation) -> SharedVault | None:
    """The shared key vault, where the gateway reads secrets."""
    vault_id = shared.gateway.key_vault if shared.gateway is not None else None
    if vault_id is None:
        return None
    return SharedVault(id=foundation.keys[vault_id, "id"], uri=foundation.keys[vault_id, "uri"])
