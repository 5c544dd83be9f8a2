"""Checks that the landing zone a person wrote can be built, alone and beside the estate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Network

from migration.design.connection_checks import check_connections
from migration.design.estate_addresses import PRIVATE, found_addresses
from migration.design.gathered import BUILT_ROUTES, owner_of
from migration.design.governance.subscription_ids import check_ids
from migration.design.ground import regions
from migration.design.inputs import SHARED, DesignInputs
from migration.design.regions import REGIONS
from migration.model.landing_zone import LandingZoneFile
from safeio.errors import InputError
from safeio.field_errors import nearest
from safeio.text import slug

FILE = "landing-zone.yaml"

LOG_DAYS = (30, 730)
"""What a workspace takes. Source: learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure."""

LONGEST_KEY = 40
"""Characters of a subscription's key: it becomes a part of the names of budgets and providers."""

LONGEST_ADMINISTRATOR = 20
REFUSED_ADMINISTRATORS = re.compile(
    "1|123|a|actuser|adm|admin[12]?|administrator|aspnet|backup|console|david|guest|john|owner|root|server|sql|"
    "support(_388945a0)?|sys|test[123]?|user[1-5]?"
)
"""Accounts Azure refuses. Source of both: OSProfileArgs.admin_username of the azure-native SDK 3.29."""

KEY_STARTS = ("ssh-ed25519 ", "ssh-rsa ")
"""The kinds of key that Linux machines of Azure take."""


def check_inputs(inputs: DesignInputs) -> None:
    """Raise InputError for the first thing that cannot be built."""
    file = inputs.landing_zone
    _regions(file)
    _names(inputs)
    _subscriptions(inputs)
    _settings(file)
    _overlaps(_pools(file), inputs)
    check_connections(inputs)


def _regions(file: LandingZoneFile) -> None:
    known = [region.name for region in REGIONS]
    for key, name in (("primary", file.regions.primary), ("secondary", file.regions.secondary)):
        if name is not None and name not in known:
            remedy = f"Write one of: {', '.join(known)}."
            raise InputError(f"{FILE} regions.{key}", f"{name[:40]!r} is not a region in the United Kingdom", remedy)
    if file.regions.primary == file.regions.secondary:
        raise InputError(f"{FILE} regions.secondary", "it is the primary region too", "Name the other region.")
    if file.profile == "county" and file.regions.secondary is None:
        remedy = "Name a secondary region, or write: profile: district"
        raise InputError(f"{FILE} regions.secondary", "the profile county has two regions", remedy)
    if file.profile == "district" and file.regions.secondary is not None:
        remedy = "Take it out, or write: profile: county"
        raise InputError(f"{FILE} regions.secondary", "the profile district has one region", remedy)


def _names(inputs: DesignInputs) -> None:
    """Organisations and sites are those of programme.yaml."""
    file = inputs.landing_zone
    organisations = [one.id for one in inputs.programme.organisations]
    sites = [one.id for one in inputs.programme.sites]
    if SHARED in organisations:
        wrong = f"an organisation has the id {SHARED!r}, which stands for what all organisations share"
        raise InputError("programme.yaml organisations", wrong, "Give it another id.")
    _known("platform_organisation", [file.platform_organisation], organisations)
    _known("subscriptions", [one.organisation_id for one in file.subscriptions if one.organisation_id], organisations)
    _known("cost_centres", file.cost_centres, [*organisations, "platform"])
    _known("on_premise_ranges", [one.site_id for one in file.on_premise_ranges], sites)


def _known(key: str, names: Iterable[str], known: list[str]) -> None:
    for name in names:
        if name not in known:
            near = nearest(name, known)
            remedy = f"Did you mean {near!r}?" if near else f"programme.yaml has: {', '.join(known)}."
            raise InputError(f"{FILE} {key}", f"{name[:60]!r} is not in programme.yaml", remedy)


def _subscriptions(inputs: DesignInputs) -> None:
    file = inputs.landing_zone
    where = f"{FILE} subscriptions"
    for one in file.subscriptions:
        if slug(one.key) != one.key or len(one.key) > LONGEST_KEY:
            remedy = f"Use at most {LONGEST_KEY} lower-case letters, digits and hyphens: {slug(one.key)[:LONGEST_KEY]}"
            raise InputError(where, f"{one.key[:60]!r} is not a key", remedy)
    for what, found in (
        ("key", [one.key for one in file.subscriptions]),
        ("subscription_id", [one.subscription_id for one in file.subscriptions if one.subscription_id]),
        ("organisation_id", [one.organisation_id or "(the platform's own)" for one in file.subscriptions]),
    ):
        double = sorted({one for one in found if found.count(one) > 1})
        if double:
            raise InputError(where, f"the {what} {double[0]} stands twice", "Give each organisation one subscription.")
    check_ids(file)
    owners = {one.organisation_id for one in file.subscriptions}
    if None not in owners:
        raise InputError(where, "the platform has none", "Add one without organisation_id, for the hubs.")
    applications = {one.id: one for one in inputs.estate.applications}
    for decided in inputs.dispositions:
        owner = owner_of(applications[decided.application_id], inputs)
        if decided.route in BUILT_ROUTES and owner not in owners:
            wrong = f"{owner} has no subscription, and {decided.application_id} is built for it"
            raise InputError(where, wrong, f"Add one with organisation_id: {owner}")


def _settings(file: LandingZoneFile) -> None:
    if not LOG_DAYS[0] <= file.log_retention_days <= LOG_DAYS[1]:
        wrong = f"{file.log_retention_days} days cannot be kept"
        raise InputError(f"{FILE} log_retention_days", wrong, f"Write {LOG_DAYS[0]} to {LOG_DAYS[1]}.")
    name = file.administrator
    refused = REFUSED_ADMINISTRATORS.fullmatch(name.lower())
    if refused or slug(name) != name.lower() or len(name) > LONGEST_ADMINISTRATOR:
        remedy = f"Write another name, of at most {LONGEST_ADMINISTRATOR} letters and digits."
        raise InputError(f"{FILE} administrator", f"{name[:40]!r} is not taken as the account of machines", remedy)
    if not file.ssh_public_key.startswith(KEY_STARTS) or len(file.ssh_public_key.split()) < 2:
        remedy = "Paste the line of the .pub file. It starts with ssh-ed25519."
        raise InputError(f"{FILE} ssh_public_key", "this is not a public key", remedy)
    for key, found in (("security", file.contacts.security), ("budget", file.contacts.budget)):
        if not found:
            raise InputError(f"{FILE} contacts.{key}", "nobody is told", "Add the address of a shared mailbox.")


def _pools(file: LandingZoneFile) -> dict[str, IPv4Network]:
    found: dict[str, IPv4Network] = {}
    for region in regions(file):
        where = f"{FILE} address_pools.{region}"
        if region not in file.address_pools:
            raise InputError(where, "there is no pool", "Add the addresses that the cloud may use there, as a prefix.")
        found[region] = _prefix(file.address_pools[region], where)
        if not any(found[region].subnet_of(private) for private in PRIVATE):
            remedy = "Take a range inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16."
            raise InputError(where, f"{found[region]} is not private", remedy)
    extra = sorted(set(file.address_pools) - set(found))
    if extra:
        raise InputError(f"{FILE} address_pools.{extra[0]}", "nothing is built in this region", "Take the pool out.")
    return found


def _overlaps(pools: dict[str, IPv4Network], inputs: DesignInputs) -> None:
    file = inputs.landing_zone
    remedy = "Choose a pool that nothing uses."
    sites = [
        (site.site_id, _prefix(site.prefix, f"{FILE} on_premise_ranges[{number}].prefix"))
        for number, site in enumerate(file.on_premise_ranges)
    ]
    addresses = tuple(found_addresses(inputs))
    for region, pool in sorted(pools.items()):
        where = f"{FILE} address_pools.{region}"
        for other, theirs in sorted(pools.items()):
            if other > region and pool.overlaps(theirs):
                raise InputError(where, f"{pool} overlaps the pool of {other} ({theirs})", remedy)
        for site_id, prefix in sites:
            if pool.overlaps(prefix):
                raise InputError(where, f"{pool} overlaps {prefix}, which is in use at {site_id}", remedy)
        for name, prefix in addresses:
            if pool.overlaps(prefix):
                raise InputError(where, f"{pool} overlaps {prefix.with_prefixlen}, which {name} has", remedy)


def _prefix(text: str, where: str) -> IPv4Network:
    try:
        return IPv4Network(text)
    except ValueError:
        remedy = "Write the first address and the length, such as 10.64.0.0/16."
        raise InputError(where, f"{text[:40]!r} is not an IPv4 range", remedy) from None
