"""Everything an architecture is made from, gathered in one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from inventory.model import Estate, Product
from migration.model import Disposition, Part, Plan, Programme, Unless
from migration.model.architecture import Architecture, PolicyExemption, Verified
from migration.model.landing_zone import LandingZoneFile
from safeio.values import Day, value

SHARED = "shared"
"""Stands for an organisation where something is for all of them: it is built in the platform's subscription."""


def subscription_keys(file: LandingZoneFile) -> Mapping[str | None, str]:
    """The key of each organisation's subscription; that of the platform stands at None, and at SHARED."""
    found = {one.organisation_id: one.key for one in file.subscriptions}
    return {**found, SHARED: found[None]} if None in found else found


@value
class DesignInputs:
    """What `design` reads.

    `previous` is the architecture of the last run: what it has placed keeps its place. `decommission` are the
    workloads that a person allows to be taken out of an applied stack. `parts` are those that the plan names in the
    place of an application that it moves in parts.
    """

    as_of: Day
    estate: Estate
    programme: Programme
    unless: tuple[Unless, ...] = ()
    dispositions: tuple[Disposition, ...]
    plan: Plan
    parts: tuple[Part, ...] = ()
    landing_zone: LandingZoneFile
    products: tuple[Product, ...]
    verified: Verified
    policy_exemptions: tuple[PolicyExemption, ...] = ()
    previous: Architecture | None = None
    decommission: tuple[str, ...] = ()
    estate_sha256: str
    plan_sha256: str
    inputs_sha256: Mapping[str, str] = field(default_factory=dict)
