"""Claims gathered into records: all that one source says of one thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from inventory.identifiers import is_domain_name
from inventory.model import Claim
from safeio.text import slug


@dataclass(slots=True, eq=False)
class Record:
    """One source's words on one thing. `own` is the source's own slug for it; one claim a field, the newest."""

    kind: str
    source: str
    own: str
    claims: dict[str, Claim] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """The value of a text field, None where nothing is said."""
        claim = self.claims.get(name)
        return claim.value if claim is not None and isinstance(claim.value, str) else None

    def texts(self, name: str) -> list[str]:
        """The value of a list field, empty where nothing is said."""
        claim = self.claims.get(name)
        return claim.value if claim is not None and isinstance(claim.value, list) else []

    @property
    def name(self) -> str:
        """The name as said, else the source's own slug."""
        return self.text("name") or self.own

    @property
    def explicit_id(self) -> str | None:
        """The id that a register gives; exports give none."""
        return self.text("id")


def records(claims: Iterable[Claim]) -> dict[str, list[Record]]:
    """Records by kind, sorted by source and slug, whatever the order of the claims."""
    found: dict[tuple[str, str], Record] = {}
    for claim in claims:
        key = (claim.source, claim.thing_id)
        record = found.get(key)
        if record is None:
            kind, _, own = claim.thing_id.partition("/")
            record = found[key] = Record(kind, claim.source, own)
        known = record.claims.get(claim.field)
        if known is None or _newer(claim, known):
            record.claims[claim.field] = claim
    by_kind: dict[str, list[Record]] = {}
    for record in sorted(found.values(), key=lambda one: (one.kind, one.source, one.own)):
        by_kind.setdefault(record.kind, []).append(record)
    return by_kind


def _newer(claim: Claim, known: Claim) -> bool:
    """Newest first; on one day the larger text, only so that the order of claims does not matter."""
    if claim.seen_on != known.seen_on:
        return claim.seen_on > known.seen_on
    return str(claim.value) > str(known.value)


def names_of(record: Record) -> set[str]:
    """Every word that may stand for the thing, in lower case: its names, ids, slugs, and a domain name's first part."""
    words = {record.own, record.name.casefold(), slug(record.name)}
    for extra in (record.explicit_id, record.text("dns_name")):
        if extra:
            words.add(extra.casefold())
    return words | {word.partition(".")[0] for word in words if is_domain_name(word)}
