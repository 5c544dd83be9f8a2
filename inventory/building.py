"""From settled claims to the things of the estate: servers, hosts, storage, network, databases and software."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from inventory import model
from inventory.model import Claim, Disk, Product, Warned
from inventory.naming import Index, Thing
from inventory.recognise import recognise, recognise_system
from inventory.settling import Settled

CLASSES: Mapping[str, type[model.Thing]] = {
    "server": model.Server,
    "hypervisor": model.Hypervisor,
    "cluster": model.Cluster,
    "storage-array": model.StorageArray,
    "volume": model.Volume,
    "share": model.Share,
    "network-device": model.NetworkDevice,
    "database": model.Database,
    "software": model.Software,
}
# What a thing of each kind may run on or be part of, the likelier first.
PARENTS: Mapping[str, tuple[str, ...]] = {
    "server": ("hypervisor", "cluster", "server"),
    "hypervisor": ("cluster",),
    "cluster": (),
    "storage-array": (),
    "volume": ("storage-array",),
    "share": ("volume", "server", "storage-array"),
    "network-device": ("network-device",),
    "database": ("server", "cluster"),
    "software": ("server",),
}


# What is not copied from a claim, but resolved or given by merging.
_RESOLVED = {"id", "said_by", "organisation_id", "site_id", "parent_id", "disks", "volume_ids"}
_FIELDS = {kind: {field.name for field in dataclasses.fields(of)} - _RESOLVED for kind, of in CLASSES.items()}


def build(
    thing: Thing,
    settled: Settled,
    places: tuple[str | None, str | None],
    index: Index,
    products: tuple[Product, ...],
    warnings: list[Warned],
) -> model.Thing:
    """The value of one thing. `places` are its site and organisation."""
    winners, names = settled.winners, _FIELDS[thing.kind]
    facts: dict[str, Any] = {"site_id": places[0], "organisation_id": places[1]}
    for name, claim in winners.items():
        if name in names:
            facts[name] = tuple(claim.value) if isinstance(claim.value, list) else claim.value
    facts["name"] = thing.name
    facts["parent_id"] = _parent(thing, winners.get("parent_id"), index, warnings)
    if thing.kind == "server":
        facts |= _storage(winners, index)
    _recognise(thing.kind, facts, products)
    said_by = {name: claim.source for name, claim in winners.items() if facts.get(name) is not None}
    return CLASSES[thing.kind](id=thing.id, said_by=dict(sorted(said_by.items())), **facts)


def _parent(thing: Thing, claim: Claim | None, index: Index, warnings: list[Warned]) -> str | None:
    if claim is None:
        return None
    found = [one for one in index.find(str(claim.value), PARENTS[thing.kind], claim.source) if one is not thing]
    near = [one for one in found if one.place == thing.place] or found
    if len(near) == 1 or (near and near[0].kind != near[1].kind):
        return near[0].id
    said = "names several things" if near else "names nothing known"
    kinds = " or ".join(PARENTS[thing.kind]) or "nothing"
    message = f'parent_id "{claim.value}" {said} it can be part of ({kinds})'
    where = f"{claim.source}, {thing.kind} {thing.name}"
    warnings.append(Warned(where=where, message=message, remedy="Correct the name, or use the id of the one meant."))
    return None


def _storage(winners: Mapping[str, Claim], index: Index) -> dict[str, Any]:
    """Disks are claimed as "name|size in GiB|volume", either of the last two empty where it is not known."""
    facts: dict[str, Any] = {}
    if "disks" in winners:
        claim = winners["disks"]
        facts["disks"] = tuple(_disk(text, claim.source, index) for text in _texts(claim))
    if "volume_ids" in winners:
        claim = winners["volume_ids"]
        ids = {_volume(text, claim.source, index) for text in _texts(claim)}
        facts["volume_ids"] = tuple(sorted(one for one in ids if one))
    return facts


def _texts(claim: Claim) -> Sequence[str]:
    return claim.value if isinstance(claim.value, list) else [str(claim.value)]


def _disk(text: str, source: str, index: Index) -> Disk:
    name, size, volume = [*text.split("|", 2), "", ""][:3]
    size_gib = int(size) if size.isascii() and size.isdigit() else None
    return Disk(name=name, size_gib=size_gib, volume_id=_volume(volume, source, index))


def _volume(text: str, source: str, index: Index) -> str | None:
    found = index.find(text, ("volume", "storage-array"), source) if text else []
    return found[0].id if len(found) == 1 else None


def _recognise(kind: str, facts: dict[str, Any], products: tuple[Product, ...]) -> None:
    """Set product and cycle from what was found; a product that is not recognised keeps the words of its source."""
    operating_system = kind in ("server", "hypervisor")
    text = facts.get("os_name" if operating_system else "product")
    if not isinstance(text, str):
        return
    if operating_system:
        found = recognise_system(text, products)
    else:
        version = facts.get("version")
        found = recognise(text, products, None if version is None else str(version))
    if found is None:
        return
    facts["product"] = found[0]
    if "cycle" in _FIELDS[kind] and found[1] is not None:
        facts["cycle"] = found[1]
