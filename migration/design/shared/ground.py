"""What shared services need of the landing zone: private zones, and the places that they have had before."""

from __future__ import annotations

from collections.abc import Mapping

from migration.design.endpoints import BLOB_ZONE, BUS_ZONE, FACTORY_ZONE, PORTAL_ZONE, QUEUE_ZONE
from migration.design.inputs import DesignInputs
from migration.design.shared.demand import Demand
from migration.design.shared.gateway import gateway_zone
from migration.design.shared.place import BUS, EXCHANGE, FACTORY, GATEWAY, PORTAL, QUEUES
from migration.model.architecture import Architecture, SubnetPlace


def shared_zones(inputs: DesignInputs, found: Demand) -> frozenset[str]:
    """The private zones in which the names of what is asked for are found."""
    zones = {
        "gateway": (gateway_zone(inputs),),
        "bus": (BUS_ZONE,),
        "exchange": (BLOB_ZONE, QUEUE_ZONE),
        "transfers": (FACTORY_ZONE, PORTAL_ZONE),
    }
    return frozenset(zone for service in {one.service for one in found.asks} for zone in zones[service])


def shared_places(before: Architecture) -> Mapping[str, SubnetPlace]:
    """Where the services of an earlier architecture stand, by tenant id."""
    shared = before.shared_services
    found: dict[str, SubnetPlace] = {}
    if shared is None:
        return found
    if shared.gateway is not None:
        found[GATEWAY] = shared.gateway.place
    if shared.bus is not None:
        found[BUS] = shared.bus.endpoint.place
    if shared.exchange is not None:
        found |= {EXCHANGE: shared.exchange.endpoint.place, QUEUES: shared.exchange.queue_endpoint.place}
    if shared.transfers is not None:
        found |= {FACTORY: shared.transfers.endpoint.place, PORTAL: shared.transfers.portal_endpoint.place}
    return found
