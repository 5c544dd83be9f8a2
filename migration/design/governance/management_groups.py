"""The management groups: those of the profile, called and placed as people say, with the groups they add."""

from __future__ import annotations

from collections.abc import Mapping

from migration.model.architecture import ManagementGroup
from migration.model.architecture.name_rules import broken_name
from migration.model.governance import ManagementGroupEntry
from migration.model.landing_zone import LandingZoneFile, Profile
from safeio.errors import InputError
from safeio.field_errors import nearest
from safeio.text import slug
from safeio.values import value

WHERE = "landing-zone.yaml governance.management_groups"
ROOT, PLATFORM, LANDING_ZONES, CORP, ONLINE = "root", "platform", "landing-zones", "corp", "online"
SANDBOX, DECOMMISSIONED, QUARANTINE = "sandbox", "decommissioned", "quarantine"
CONNECTIVITY, MANAGEMENT, IDENTITY = "connectivity", "management", "identity"

DEEPEST = 6
"""Levels below the tenant's own group. Source: learn.microsoft.com/azure/governance/management-groups/overview."""

LONGEST_KEY = 40
"""Characters of a key: it becomes a part of ids."""


@value
class Place:
    """A management group before it has its names: what people see, and the key of the group above it."""

    display_name: str
    parent: str | None


_SHARED: Mapping[str, Place] = {
    ROOT: Place(display_name="Cloud", parent=None),
    PLATFORM: Place(display_name="Platform", parent=ROOT),
    LANDING_ZONES: Place(display_name="Landing zones", parent=ROOT),
    CORP: Place(display_name="Corp", parent=LANDING_ZONES),
    ONLINE: Place(display_name="Online", parent=LANDING_ZONES),
    SANDBOX: Place(display_name="Sandbox", parent=ROOT),
    DECOMMISSIONED: Place(display_name="Decommissioned", parent=ROOT),
    QUARANTINE: Place(display_name="Quarantine", parent=ROOT),
}

PROFILES: Mapping[Profile, Mapping[str, Place]] = {
    "county": {
        **_SHARED,
        CONNECTIVITY: Place(display_name="Connectivity", parent=PLATFORM),
        MANAGEMENT: Place(display_name="Management", parent=PLATFORM),
        IDENTITY: Place(display_name="Identity", parent=PLATFORM),
    },
    "district": _SHARED,
}
"""The groups of each profile. Source: Azure Landing Zones Library platform/alz, faae8ccf of 2026-06-27; quarantine from
the Cabinet Office digital handbook, reviewed 2026-05-14. A district's platform is one subscription: it needs no groups
of its own below `platform`."""


def management_groups(file: LandingZoneFile) -> tuple[ManagementGroup, ...]:
    """The groups, each after the one above it. Raises InputError for a key that stands twice, a group that stands in
    itself, an unknown group above it, and a name or id that Azure does not take."""
    entries = _entries(file)
    places = {key: _place(key, place, entries.get(key)) for key, place in PROFILES[file.profile].items()}
    places |= {key: _added(entry) for key, entry in entries.items() if key not in places}
    for key, place in places.items():
        _check_parent(key, place, places)
    found = tuple(
        ManagementGroup(
            id=group_id(key),
            key=key,
            name=_name(file, key, entries.get(key)),
            display_name=places[key].display_name,
            parent=group_id(above) if (above := places[key].parent) is not None else None,
        )
        for key in sorted(places, key=lambda one: (len(_above(one, places)), one))
    )
    _check_names(found)
    return found


def group_id(key: str) -> str:
    """The id in the architecture of the group with this key."""
    return f"mg-{key}"


def known_key(key: str, groups: tuple[ManagementGroup, ...], where: str) -> str:
    """`key`, which is one of the groups. Raises InputError with the nearest where it is not."""
    keys = sorted(one.key for one in groups)
    if key not in keys:
        near = nearest(key, keys)
        remedy = f"Did you mean {near!r}?" if near else f"Write one of: {', '.join(keys)}."
        raise InputError(where, f"there is no management group {key[:60]!r}", remedy)
    return key


def _entries(file: LandingZoneFile) -> Mapping[str, ManagementGroupEntry]:
    found: dict[str, ManagementGroupEntry] = {}
    for one in file.governance.management_groups:
        if slug(one.key) != one.key or len(one.key) > LONGEST_KEY:
            remedy = f"Use at most {LONGEST_KEY} lower-case letters, digits and hyphens: {slug(one.key)[:LONGEST_KEY]}"
            raise InputError(WHERE, f"{one.key[:60]!r} is not a key", remedy)
        if one.key in found:
            raise InputError(WHERE, f"the group {one.key} is named twice", "Keep one entry for each key.")
        found[one.key] = one
    return found


def _place(key: str, place: Place, entry: ManagementGroupEntry | None) -> Place:
    if entry is None:
        return place
    if key == ROOT and entry.parent is not None:
        remedy = "Take it out. What stands above all groups is said by parent_group."
        raise InputError(WHERE, "the group root has a parent", remedy)
    return Place(display_name=entry.name or place.display_name, parent=entry.parent or place.parent)


def _added(entry: ManagementGroupEntry) -> Place:
    if entry.parent is None:
        remedy = f"Write parent: {LANDING_ZONES}, or the key of another group. Keys of the profile need none."
        raise InputError(WHERE, f"{entry.key} is no group of the profile, and nobody says what it stands in", remedy)
    return Place(display_name=entry.name or entry.key.replace("-", " ").capitalize(), parent=entry.parent)


def _check_parent(key: str, place: Place, places: Mapping[str, Place]) -> None:
    if place.parent is not None and place.parent not in places:
        near = nearest(place.parent, sorted(places))
        remedy = f"Did you mean {near!r}?" if near else f"Write one of: {', '.join(sorted(places))}."
        raise InputError(WHERE, f"{key} stands in {place.parent[:60]!r}, which is no group", remedy)
    above = _above(key, places)
    if key in above:
        circle = " in ".join((key, *above[: above.index(key) + 1]))
        raise InputError(WHERE, f"{circle}: a group cannot stand in itself", "Give one of them another parent.")
    if len(above) + 1 > DEEPEST:
        wrong = f"{key} is {len(above) + 1} levels deep, and Azure takes {DEEPEST}"
        raise InputError(WHERE, wrong, "Put it nearer to the root.")


def _above(key: str, places: Mapping[str, Place]) -> tuple[str, ...]:
    """The keys above one, the nearest first. In a circle it ends where it comes round."""
    found: list[str] = []
    at = places[key].parent
    while at is not None and at in places:
        found.append(at)
        if found.count(at) > 1:
            break
        at = places[at].parent
    return tuple(found)


def _name(file: LandingZoneFile, key: str, entry: ManagementGroupEntry | None) -> str:
    own = f"mg-{file.prefix}" if key == ROOT else f"mg-{file.prefix}-{key}"
    return (entry.id if entry else None) or own


def _check_names(groups: tuple[ManagementGroup, ...]) -> None:
    seen: dict[str, str] = {}
    for one in groups:
        wrong = broken_name("management-group", one.name)
        if wrong:
            raise InputError(WHERE, f"{one.name[:100]!r} cannot be the id of {one.key}: {wrong}", "Write another id.")
        if one.name.casefold() in seen:
            wrong = f"{seen[one.name.casefold()]} and {one.key} have the same id, {one.name}"
            raise InputError(WHERE, wrong, "Give each group an id of its own.")
        seen[one.name.casefold()] = one.key
