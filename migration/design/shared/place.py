"""Where shared services stand: their stack, their resource group, and who takes an address in their spoke."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from migration.dates import add_months
from migration.design.endpoints import endpoint
from migration.design.inputs import SHARED, DesignInputs, subscription_keys
from migration.design.landing_zone import REVIEW_MONTHS
from migration.design.names import compose, joined, short_hash
from migration.design.regions import region_of
from migration.design.shared.demand import Demand
from migration.design.spoke_places import Tenant
from migration.design.tags import ENVIRONMENT, SHARED_SERVICES, platform_tags
from migration.model.architecture import PrivateEndpoint, ResourceGroup, SubnetPlace
from migration.model.architecture.name_kinds import NameKind
from safeio.values import value

STACK = SHARED_SERVICES

GATEWAY, BUS, EXCHANGE, QUEUES, FACTORY, PORTAL = (
    f"{STACK}/{name}" for name in ("gateway", "bus", "exchange", "queues", "transfers", "portal")
)
"""The ids under which the addresses of the services are counted."""

TENANTS: Mapping[str, tuple[Tenant, ...]] = {
    # Two addresses for a unit and one for its load balancer. Source: learn.microsoft.com/azure/api-management, subnet
    # size of an instance inside a network.
    "gateway": (Tenant(id=GATEWAY, purpose="apis", seats=3),),
    "bus": (Tenant(id=BUS, purpose="endpoints"),),
    "exchange": (Tenant(id=EXCHANGE, purpose="endpoints"), Tenant(id=QUEUES, purpose="endpoints")),
    "transfers": (Tenant(id=FACTORY, purpose="endpoints"), Tenant(id=PORTAL, purpose="endpoints")),
}


@value
class Site:
    """What every shared service is made with: `places` are those of its addresses by tenant id."""

    inputs: DesignInputs
    region: str
    subscription_key: str
    resource_group: str
    places: Mapping[str, SubnetPlace]
    tags: Mapping[str, str]

    def where(self) -> Mapping[str, str]:
        """The fields by which a part says where it stands."""
        return {
            "subscription_key": self.subscription_key,
            "resource_group": self.resource_group,
            "region": self.region,
        }

    def endpoint(self, kind: str, tenant: str, group_id: str) -> PrivateEndpoint:
        """A private endpoint at the place of a tenant."""
        return endpoint(kind, SHARED, ENVIRONMENT, self.region, self.places[tenant], group_id)


def service_tenants(found: Demand) -> tuple[Tenant, ...]:
    """The addresses that the services asked for take."""
    wanted = {one.service for one in found.asks}
    return tuple(tenant for service in sorted(wanted) for tenant in TENANTS[service])


def site_of(inputs: DesignInputs, places: Mapping[str, SubnetPlace]) -> Site:
    """Where shared services stand."""
    region = inputs.landing_zone.regions.primary
    group = integration_group(inputs)
    return Site(
        inputs=inputs,
        region=region,
        subscription_key=group.subscription_key,
        resource_group=group.id,
        places=places,
        tags=group.tags,
    )


def integration_group(inputs: DesignInputs) -> ResourceGroup:
    """The resource group of the integration platform."""
    file = inputs.landing_zone
    region = file.regions.primary
    return ResourceGroup(
        id=f"rg-integration-{region_of(region).short}",
        name=compose("resource-group", f"{file.prefix}-integration", ENVIRONMENT, region),
        region=region,
        subscription_key=subscription_keys(file)[SHARED],
        tags=platform_tags(inputs, None, review(inputs), SHARED_SERVICES),
    )


def single_hyphens(kind: NameKind, text: str) -> str:
    """A name put together from ids, for kinds that refuse two hyphens in a row: ids of interfaces that were seen have
    them. A hash tells apart what is alike without them."""
    plain = re.sub("-+", "-", text)
    return joined(kind, plain if plain == text else f"{plain}-{short_hash(text)}")


def unique_text(inputs: DesignInputs, what: str) -> str:
    """A text that makes a name different from everybody else's in Azure."""
    return f"{inputs.landing_zone.tenant_id} {inputs.landing_zone.prefix} {STACK} {what}"


def review(inputs: DesignInputs) -> date:
    """A year after they were planned, shared services are looked at again."""
    return add_months(inputs.plan.as_of, REVIEW_MONTHS)
