"""What is written down of the traffic: a flow log for each network, and a store for them in each region."""

from __future__ import annotations

from migration.design.ground import hub_id, network_group_id, regions
from migration.design.inputs import DesignInputs
from migration.design.names import compose, guid_of, joined
from migration.design.regions import region_of
from migration.design.tags import ENVIRONMENT, platform_tags
from migration.model.architecture import FlowLog, FlowStore
from migration.model.landing_zone import Profile
from safeio.values import Day

ANALYTICS_MINUTES: dict[Profile, int] = {"county": 60, "district": 0}
"""How often Traffic Analytics reads the logs, 0: never. It is paid for by the gigabyte. Illustrative."""

AZURE_WATCHERS = "NetworkWatcherRG"
"""The resource group in which Azure makes a network watcher, NetworkWatcher_<region>, by itself. Source:
learn.microsoft.com/azure/network-watcher/network-watcher-create."""


def flow_store_id(region: str) -> str:
    """The id of the store of a region."""
    return f"flow-logs-{region_of(region).short}"


def flow_log(inputs: DesignInputs, network_id: str, region: str, beside_hub: bool = False) -> FlowLog | None:
    """The flow log of a network (a hub or spoke id), or None where people want none. A network in the hub's own
    subscription (`beside_hub`) has the hub's watcher: a region has one in a subscription."""
    wish = inputs.landing_zone.flow_logs
    if not wish.keep:
        return None
    said = wish.analytics_minutes
    minutes = ANALYTICS_MINUTES[inputs.landing_zone.profile] if said is None else said
    return FlowLog(
        name=joined("flow-log", f"fl-{network_id}"),
        store_id=flow_store_id(region),
        days=wish.days,
        analytics_minutes=minutes or None,
        watcher=f"NetworkWatcher_{region}",
        watcher_group=AZURE_WATCHERS if wish.watchers == "there" else None,
        watcher_of=hub_id(region) if beside_hub and wish.watchers != "there" else None,
    )


def flow_stores(inputs: DesignInputs, key: str, review: Day) -> tuple[FlowStore, ...]:
    """The store of each region with a hub. `key` is the platform's subscription."""
    file = inputs.landing_zone
    if not file.flow_logs.keep:
        return ()
    return tuple(
        FlowStore(
            id=flow_store_id(region),
            name=compose(
                "storage-account", f"{file.prefix}flows", ENVIRONMENT, region, unique=f"{file.tenant_id} flows {region}"
            ),
            identity_name=compose("managed-identity", f"{file.prefix}-flow-logs", ENVIRONMENT, region),
            role_assignment=guid_of(f"{file.tenant_id} {file.prefix} flow logs {region}"),
            subscription_key=key,
            resource_group=network_group_id(None, region),
            region=region,
            # More than one building: in a region without zones only a copy in the paired region is that.
            sku="Standard_ZRS" if region_of(region).zones else "Standard_GRS",
            days=file.flow_logs.days,
            tags=platform_tags(inputs, None, review),
        )
        for region in regions(file)
    )
