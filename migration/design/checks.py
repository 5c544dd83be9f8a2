"""Checks that the landing zone a person wrote can be built, alone and beside the estate."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network

from inventory.model import Estate, NetworkDevice, Server
from migration.design.gathered import owner_of
from migration.design.inputs import DesignInputs
from migration.design.regions import REGIONS
from migration.model.landing_zone import LandingZoneFile
from safeio.errors import InputError

FILE = "landing-zone.yaml"

PRIVATE = tuple(IPv4Network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"))
"""RFC 1918 and RFC 6598: the ranges that nobody on the internet has."""

LOG_DAYS = (30, 730)
"""What a workspace takes. Source: learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure."""

# Names Azure refuses for the administrator of a machine: documentation of the virtual machine's osProfile in the
# azure-native SDK 3.29.
REFUSED_ADMINISTRATORS = (
    "administrator",
    "admin",
    "root",
    "guest",
    "user",
    "test",
    "owner",
    "sys",
    "support",
    "backup",
)


def check_inputs(inputs: DesignInputs) -> None:
    """Raise InputError for the first thing that cannot be built."""
    file = inputs.landing_zone
    _regions(file)
    _subscriptions(inputs)
    _settings(file)
    pools = _pools(file)
    _overlaps(pools, file, inputs.estate)


def _regions(file: LandingZoneFile) -> None:
    known = [region.name for region in REGIONS]
    for key, name in (("primary", file.regions.primary), ("secondary", file.regions.secondary)):
        if name is not None and name not in known:
            raise InputError(
                f"{FILE} regions.{key}",
                f"{name!r} is not a region in the United Kingdom",
                f"Write one of: {', '.join(known)}.",
            )
    if file.regions.primary == file.regions.secondary:
        raise InputError(f"{FILE} regions.secondary", "it is the primary region too", "Name the other region.")
    if file.profile == "county" and file.regions.secondary is None:
        remedy = "Name a secondary region, or write: profile: district."
        raise InputError(f"{FILE} regions.secondary", "the profile county has two regions", remedy)


def _subscriptions(inputs: DesignInputs) -> None:
    file = inputs.landing_zone
    where = f"{FILE} subscriptions"
    for what, found in (
        ("key", [one.key for one in file.subscriptions]),
        ("subscription_id", [one.subscription_id for one in file.subscriptions]),
        ("organisation_id", [one.organisation_id or "the platform's own" for one in file.subscriptions]),
    ):
        double = sorted({one for one in found if found.count(one) > 1})
        if double:
            raise InputError(
                where, f"the {what} {double[0]!r} stands twice", "Give each organisation one subscription."
            )
    owners = {one.organisation_id for one in file.subscriptions}
    if None not in owners:
        raise InputError(where, "the platform has none", "Add one without organisation_id, for the hubs.")
    applications = {one.id: one for one in inputs.estate.applications}
    built = [one for one in inputs.dispositions if one.route in ("rehost", "replatform", "retain")]
    for decided in built:
        owner = owner_of(applications[decided.application_id], inputs)
        if owner not in owners:
            wrong = f"{owner} has no subscription, and {decided.application_id} is built for it"
            raise InputError(where, wrong, f"Add one with organisation_id: {owner}")


def _settings(file: LandingZoneFile) -> None:
    if not LOG_DAYS[0] <= file.log_retention_days <= LOG_DAYS[1]:
        wrong = f"{file.log_retention_days} days are not kept"
        raise InputError(f"{FILE} log_retention_days", wrong, f"Write {LOG_DAYS[0]} to {LOG_DAYS[1]}.")
    if file.administrator.lower() in REFUSED_ADMINISTRATORS or not 1 <= len(file.administrator) <= 20:
        wrong = f"{file.administrator[:40]!r} is not taken as the account of machines"
        raise InputError(f"{FILE} administrator", wrong, "Write another name of at most 20 characters.")
    if not file.ssh_public_key.startswith(("ssh-ed25519 ", "ssh-rsa ")):
        raise InputError(
            f"{FILE} ssh_public_key", "this is not a public key", "Paste a line that starts with ssh-ed25519."
        )
    for key, found in (("security", file.contacts.security), ("budget", file.contacts.budget)):
        if not found:
            raise InputError(f"{FILE} contacts.{key}", "nobody is told", "Add the address of a shared mailbox.")


def _pools(file: LandingZoneFile) -> dict[str, IPv4Network]:
    found: dict[str, IPv4Network] = {}
    for region in filter(None, (file.regions.primary, file.regions.secondary)):
        where = f"{FILE} address_pools.{region}"
        if region not in file.address_pools:
            raise InputError(where, "there is no pool", "Add the addresses that the cloud may use there, as a prefix.")
        found[region] = _prefix(file.address_pools[region], where)
        if not any(found[region].subnet_of(private) for private in PRIVATE):
            raise InputError(
                where, f"{found[region]} is not private", "Take a range of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16."
            )
    extra = sorted(set(file.address_pools) - set(found))
    if extra:
        raise InputError(f"{FILE} address_pools.{extra[0]}", "nothing is built in this region", "Take the pool out.")
    return found


def _overlaps(pools: dict[str, IPv4Network], file: LandingZoneFile, estate: Estate) -> None:
    remedy = "Choose a pool that nothing uses."
    regions = sorted(pools)
    for at, region in enumerate(regions):
        where = f"{FILE} address_pools.{region}"
        for other in regions[at + 1 :]:
            if pools[region].overlaps(pools[other]):
                raise InputError(where, f"{pools[region]} overlaps the pool of {other} ({pools[other]})", remedy)
        for number, site in enumerate(file.on_premise_ranges):
            prefix = _prefix(site.prefix, f"{FILE} on_premise_ranges[{number}].prefix")
            if pools[region].overlaps(prefix):
                raise InputError(where, f"{pools[region]} overlaps {prefix}, which is in use at {site.site_id}", remedy)
        for name, address in _addresses(estate):
            if address in pools[region]:
                raise InputError(where, f"{pools[region]} holds {address}, which {name} has", remedy)


def _addresses(estate: Estate) -> Iterator[tuple[str, IPv4Address]]:
    """Every IPv4 address found in the estate, with who has it. What is not one is passed over."""
    found: tuple[Server | NetworkDevice, ...] = (*estate.servers, *estate.network_devices)
    for thing in found:
        for text in thing.addresses:
            try:
                yield thing.name, IPv4Address(text.partition("/")[0])
            except ValueError:
                continue


def _prefix(text: str, where: str) -> IPv4Network:
    try:
        return IPv4Network(text)
    except ValueError:
        remedy = "Write the first address and the length, such as 10.64.0.0/16."
        raise InputError(where, f"{text[:40]!r} is not an IPv4 range", remedy) from None
