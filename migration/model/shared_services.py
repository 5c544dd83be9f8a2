"""What people write about shared services: the section `shared_services` of landing-zone.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from safeio.values import value

GatewayTier = Literal["Premium", "Developer"]
"""The two tiers of API Management that stand inside a network, with no door on the internet, from their first day."""


@value
class BackendEntry:
    """Where the API of an application is answered, for the gateway to call. `url` begins with https://; without it the
    design takes the address of what the application becomes. `secret` is the name of a secret in the shared key vault,
    which people put there first: the gateway shows its value to the application."""

    application_id: str
    url: str | None = None
    secret: str | None = None


@value
class SharedServicesSection:
    """What all organisations share. With `integration: none` no integration platform is built, whatever the interfaces
    ask for; with `files: none` shares that no application owns are left where they are.

    `api_management_from` is the number of APIs from which a gateway is built; without it, that of the profile.
    `api_sampling_percent` is the part of the calls through the gateway that Application Insights is told of; failed
    calls are told always. Every call is in the gateway's log anyway. The default is illustrative.
    `files_criticality` says how critical those shares are, as applications.csv does of applications (1 = most).
    """

    integration: Literal["by-interfaces", "none"] = "by-interfaces"
    files: Literal["by-shares", "none"] = "by-shares"
    files_criticality: Annotated[int, Field(ge=1, le=4)] | None = None
    api_management_from: Annotated[int, Field(ge=1)] | None = None
    api_management_tier: GatewayTier = "Premium"
    api_sampling_percent: Annotated[int, Field(ge=1, le=100)] = 10
    backends: tuple[BackendEntry, ...] = ()
