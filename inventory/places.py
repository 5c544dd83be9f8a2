"""Sites and organisations as people name them, resolved to the ids of the programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from inventory.model import Claim, Organisation, Site, Warned
from inventory.settling import REGISTER
from safeio.text import slug


@dataclass(slots=True, eq=False)
class Places:
    """The sites, or the organisations, that the programme knows; and what was named but is none of them."""

    what: str
    known: Sequence[Site] | Sequence[Organisation]
    words: dict[str, str] = field(default_factory=dict)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for place in self.known:
            for word in (place.id, place.name, slug(place.name)):
                self.words.setdefault(word.casefold(), place.id)

    def resolve(self, text: str) -> str | None:
        """The id of the place a text names. Without a programme every place is known, by its slug."""
        if not self.known:
            return slug(text)
        return self.words.get(text.casefold()) or self.words.get(slug(text))

    def settled(self, claim: Claim | None) -> str | None:
        """The id a claim gives; None and counted where it names no known place."""
        if claim is None or not isinstance(claim.value, str):
            return None
        found = self.resolve(claim.value)
        if found is None:
            self.unknown[claim.source, claim.value] += 1
        return found

    def warnings(self) -> list[Warned]:
        """One warning for each source and unknown name."""
        return [self._warning(source, text, count) for (source, text), count in sorted(self.unknown.items())]

    def _warning(self, source: str, text: str, count: int) -> Warned:
        names = [place.id for place in self.known]
        near = get_close_matches(slug(text), names, 1, 0.7)
        if near and source.startswith(REGISTER):
            remedy = f'Did you mean "{near[0]}"?'
        else:
            remedy = f"Known here: {', '.join(names[:10])}. Name the {self.what} of a file in sources.yaml."
        message = f'the {self.what} "{text}" is not in programme.yaml, so that of {count} thing(s) is not known'
        return Warned(where=source, message=message, remedy=remedy)
