"""One value for each field of a thing: who wins where sources disagree, and what the others said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inventory.model import Claim, Conflict
from inventory.records import Record

REGISTER = "register:"
# What people know better than an export: whose it is, where it stands, what it is called and used for.
# Of all other fields exports and scans know more, because they were read off the machine.
PEOPLE_KNOW = frozenset(
    {
        "id",
        "name",
        "organisation_id",
        "organisation_ids",
        "site_id",
        "owner",
        "service",
        "function",
        "environment",
        "criticality",
        "data_class",
        "personal_data",
        "users",
        "traits",
        "physical",
    }
)

SCAN = "ssh:"
# What a machine knows better of itself than its hypervisor does, and the other way round: a hypervisor guesses the
# system, and a machine does not see its datastores. The name an export gives stays, because ids are made of it.
KNOWN_INSIDE = frozenset({"os_name", "used_gib"})
KNOWN_OUTSIDE = frozenset({"name", "disks"})


@dataclass(slots=True, eq=False)
class Settled:
    """The winning claim of each field of one thing, and the claims that lost to another value."""

    winners: dict[str, Claim]
    losers: list[tuple[Claim, Claim]]


def settle(group: Sequence[Record]) -> Settled:
    """The winner is of the better source for the field, then the newest, then the first source by name."""
    if len(group) == 1:
        return Settled(group[0].claims, [])
    said: dict[str, list[Claim]] = {}
    for record in group:
        for name, claim in record.claims.items():
            said.setdefault(name, []).append(claim)
    winners, losers = {}, []
    for name in sorted(said):
        ranked = sorted(said[name], key=_rank)
        winners[name] = ranked[0]
        losers += [(ranked[0], other) for other in ranked[1:] if not _agrees(ranked[0], other)]
    return Settled(winners, losers)


def _rank(claim: Claim) -> tuple[bool, bool, int, str, str]:
    by_people = claim.source.startswith(REGISTER)
    worse = by_people != (claim.field in PEOPLE_KNOW)
    return worse, _on_the_wrong_side(claim), -claim.seen_on.toordinal(), claim.source, str(claim.value)


def _on_the_wrong_side(claim: Claim) -> bool:
    """True where the other kind of source, scan or export, knows the field better."""
    return claim.field in (KNOWN_OUTSIDE if claim.source.startswith(SCAN) else KNOWN_INSIDE)


def _agrees(winner: Claim, other: Claim) -> bool:
    """Texts agree without regard to case; a shorter list agrees with one that holds it.

    A hypervisor's and a host's words for one system agree where they begin alike: "CentOS 7 (64-bit)", "CentOS 7.9".
    They never agree to the byte on used space, so a difference there tells nothing. Version 14 agrees with 14.12.
    """
    if winner.field in KNOWN_INSIDE and winner.source.startswith(SCAN) != other.source.startswith(SCAN):
        return winner.field != "os_name" or _first_word(winner) == _first_word(other) or _first_word(other) == "other"
    if isinstance(winner.value, list) and isinstance(other.value, list):
        return set(other.value) <= set(winner.value)
    if winner.field == "version":
        shorter, longer = sorted((shown(winner), shown(other)), key=len)
        return f"{longer}.".startswith(f"{shorter}.")
    return shown(winner).casefold() == shown(other).casefold()


def _first_word(claim: Claim) -> str:
    return next(iter(str(claim.value).casefold().split()), "")


def shown(claim: Claim) -> str:
    """A claim's value as text."""
    if isinstance(claim.value, list):
        return "; ".join(claim.value)
    if isinstance(claim.value, bool):
        return "yes" if claim.value else "no"
    return str(claim.value)


# References are compared once they are resolved, and ids of sources differ by nature.
_NOT_COMPARED = frozenset({"id", "parent_id", "volume_ids", "disks", "thing_id", "contract_id", "flows"})


def conflicts(thing_id: str, settled: Settled) -> list[Conflict]:
    """The disagreements about one thing."""
    return [
        Conflict(
            thing_id=thing_id,
            field=winner.field,
            value=shown(winner),
            source=winner.source,
            other=shown(other),
            other_source=other.source,
        )
        for winner, other in settled.losers
        if winner.field not in _NOT_COMPARED and not _made_up(winner, other)
    ]


def _made_up(winner: Claim, other: Claim) -> bool:
    """The importer names a disk array after vendor and model, and a scan a database after its program."""
    if winner.field != "name":
        return False
    return winner.thing_id.startswith("storage-array/") or (
        other.source.startswith(SCAN) and other.thing_id.startswith("database/")
    )
