"""What the gateway tells Application Insights of its calls, and whether the firewall lets it."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from migration.design.inputs import SHARED, DesignInputs
from migration.design.names import compose, guid_of, joined
from migration.design.shared.place import unique_text
from migration.design.tags import ENVIRONMENT
from migration.model.architecture import DesignNote, GatewayInsights

HOSTS = "*.in.applicationinsights.azure.com"
"""Where measurements are sent. Source: learn.microsoft.com, azure-monitor/fundamentals/azure-monitor-network-access,
telemetry of a region, read 2026-11-22."""


def gateway_insights(inputs: DesignInputs, region: str) -> GatewayInsights:
    """The component that gets what a gateway in the region measures."""
    name = compose("application-insights", f"{SHARED}-apis", ENVIRONMENT, region)
    return GatewayInsights(
        name=name,
        logger=joined("gateway-logger", name),
        sampling_percent=inputs.landing_zone.shared_services.api_sampling_percent,
        right=guid_of(unique_text(inputs, "measurements")),
    )


def closed_to_insights(inputs: DesignInputs) -> Iterator[DesignNote]:
    """A note where the firewall keeps the measurements in."""
    let_out = (host.casefold() for one in inputs.landing_zone.allowed_outbound for host in one.hosts)
    if not any(fnmatchcase(HOSTS, host) for host in let_out):
        yield DesignNote(
            subject="shared services",
            message="what the gateway measures of its calls does not pass the firewall; its log does",
            remedy=f"Write {HOSTS} under allowed_outbound in landing-zone.yaml.",
        )
