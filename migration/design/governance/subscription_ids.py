"""Checks the ids of subscriptions: which may be missing, and which cannot be right."""

from __future__ import annotations

from migration.model.landing_zone import LandingZoneFile, SubscriptionEntry
from safeio.errors import InputError


def check_ids(file: LandingZoneFile) -> None:
    """Raise InputError for a subscription without an id that is not to be new, for the platform's own where it is not
    there yet, and for the id of the tenant."""
    for one in file.subscriptions:
        where = f"landing-zone.yaml subscriptions {one.key}"
        _check_missing(one, where)
        if one.subscription_id == file.tenant_id:
            wrong = "subscription_id is the id of the tenant"
            raise InputError(where, wrong, "Write the id of the subscription: az account list shows it.")


def _check_missing(one: SubscriptionEntry, where: str) -> None:
    if one.subscription_id is not None:
        return
    if one.organisation_id is None:
        remedy = "Make it first, and write its id: everything else is asked for from there."
        raise InputError(f"{where} subscription_id", "the platform's own subscription has no id", remedy)
    if not one.new:
        remedy = "Write the id of one that exists, or new: true to ask for one."
        raise InputError(f"{where} subscription_id", "nobody says which subscription it is", remedy)
