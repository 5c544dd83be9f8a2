"""What runbooks look up, by id: made once for all waves, since an estate has tens of thousands of things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from inventory.model import Application, Thing, ThingKind, things
from migration.model import Disposition
from migration.reports.facts import ReportFacts
from migration.reports.names import Names, names_of


@dataclass(frozen=True)
class Known:
    """Ids to values. `interfaces` and `workloads` have places in their lists, by application, and
    by thing that is replaced, or by application where nothing is: what is found stays in the order of the lists."""

    names: Names
    applications: Mapping[str, Application]
    dispositions: Mapping[str, Disposition]
    things: Mapping[str, tuple[int, ThingKind, Thing]]
    interfaces: Mapping[str, tuple[int, ...]]
    workloads: Mapping[str, tuple[int, ...]]

    def things_of(self, ids: Iterable[str]) -> dict[str, tuple[ThingKind, Thing]]:
        """Those of these things that the estate has, in its order."""
        found = sorted((self.things[one], one) for one in ids if one in self.things)
        return {one: (kind, thing) for (_, kind, thing), one in found}


def known_of(facts: ReportFacts) -> Known:
    """Everything that the runbooks of these facts look up."""
    workloads = facts.architecture.workloads if facts.architecture else ()
    return Known(
        names=names_of(facts),
        applications={one.id: one for one in facts.estate.applications},
        dispositions={one.application_id: one for one in facts.dispositions},
        things={one.id: (place, kind, one) for place, (kind, one) in enumerate(things(facts.estate))},
        interfaces=_places([(one.from_application, one.to_application) for one in facts.estate.interfaces]),
        workloads=_places([one.replaces or (one.application_id,) for one in workloads]),
    )


def at_places(found: Mapping[str, tuple[int, ...]], ids: Collection[str]) -> list[int]:
    """The places at which one of these ids stands, each once, in order."""
    return sorted({place for one in ids for place in found.get(one, ())})


def _places(lists: Iterable[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, ids in enumerate(lists):
        for one in ids:
            found[one].append(place)
    return {one: tuple(places) for one, places in found.items()}
