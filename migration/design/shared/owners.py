"""Whose an interface is, in words for somebody who is woken by its alert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inventory.model import Application, Interface
from migration.design.inputs import DesignInputs
from migration.model.architecture import Workload
from safeio.values import value

MOST = 3
"""Interfaces that are named; of the others only the number is told. A message on a telephone is short."""

MOST_CRITICAL = 1


@value
class Catalogue:
    """The interfaces and the applications of the estate, by their ids."""

    interfaces: Mapping[str, Interface]
    applications: Mapping[str, Application]


def catalogue(inputs: DesignInputs) -> Catalogue:
    """What the estate knows of its interfaces and of who owns their ends."""
    return Catalogue(
        interfaces={one.id: one for one in inputs.estate.interfaces},
        applications={one.id: one for one in inputs.estate.applications},
    )


def whose(known: Catalogue, interface_ids: Sequence[str]) -> str:
    """The interfaces with their ends, and who owns those."""
    if not interface_ids:
        return ""
    named = interface_ids[:MOST]
    more = f"; and {len(interface_ids) - MOST} more" if len(interface_ids) > MOST else ""
    word = "Interface" if len(interface_ids) == 1 else "Interfaces"
    return f"{word} {'; '.join(in_words(known, one) for one in named)}{more}. Owners: {owners_of(known, named)}."


def whose_store(store: Workload) -> str:
    """The shares of a store, and who looks after them."""
    assert store.files is not None
    shares = [one.id for one in store.files.shares]
    more = f" and {len(shares) - MOST} more" if len(shares) > MOST else ""
    told = f"Files of {store.tags.get('organisation', 'nobody known')}: {', '.join(shares[:MOST])}{more}."
    owner = store.tags.get("owner")
    return f"{told} Owner: {owner}." if owner else told


def owners_of(known: Catalogue, interface_ids: Sequence[str]) -> str:
    """Who owns the applications at the ends of interfaces."""
    return "; ".join(f"{name}: {_owner(known, name)}" for name in ends_of(known, interface_ids))


def is_critical(known: Catalogue, interface_ids: Sequence[str]) -> bool:
    """Whether one of the ends is of the highest criticality."""
    ends = (known.applications.get(name) for name in ends_of(known, interface_ids))
    return any(one is not None and one.criticality == MOST_CRITICAL for one in ends)


def ends_of(known: Catalogue, interface_ids: Sequence[str]) -> tuple[str, ...]:
    """The applications at the ends of interfaces, by their ids."""
    found = (known.interfaces[one] for one in interface_ids)
    return tuple(sorted({name for one in found for name in (one.from_application, one.to_application)}))


def in_words(known: Catalogue, interface_id: str) -> str:
    """An interface with what it carries and its ends."""
    one = known.interfaces[interface_id]
    data = f" ({one.data})" if one.data else ""
    return f"{one.id}{data}, {one.from_application} to {one.to_application}"


def _owner(known: Catalogue, application_id: str) -> str:
    found = known.applications.get(application_id)
    return found.owner if found is not None and found.owner else "nobody has said who owns it"
