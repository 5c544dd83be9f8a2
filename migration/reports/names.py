"""The names behind the ids: what a committee calls an application, a council, a machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from inventory.model import ThingKind, things
from migration.reports.facts import ReportFacts
from migration.reports.wording import listed, plainly
from safeio.values import value

KINDS: tuple[tuple[ThingKind, str, str], ...] = (
    ("server", "server", "servers"),
    ("hypervisor", "virtualisation host", "virtualisation hosts"),
    ("cluster", "cluster", "clusters"),
    ("storage-array", "storage array", "storage arrays"),
    ("volume", "volume", "volumes"),
    ("share", "file share", "file shares"),
    ("network-device", "network device", "network devices"),
    ("database", "database", "databases"),
    ("software", "software product", "software products"),
)
"""Each kind of thing in the estate, in the order of a report, in words: one and many."""


@value
class Names:
    """Ids to names. What is not in the estate keeps its id, so that a loose end stays visible.

    `applications` has the parts of split applications too, and `wholes` the application of each part.
    """

    applications: Mapping[str, str]
    organisations: Mapping[str, str]
    things: Mapping[str, str]
    kinds: Mapping[str, ThingKind]
    products: Mapping[str, str]
    releases: Mapping[tuple[str, str], str]
    groups: Mapping[str, tuple[str, ...]]
    wholes: Mapping[str, str] = field(default_factory=dict)

    def application(self, identifier: str) -> str:
        """The name of an application."""
        return self.applications.get(identifier) or identifier

    def organisation(self, identifier: str) -> str:
        """The name of a council or partner."""
        return self.organisations.get(identifier) or identifier

    def councils(self, identifiers: Sequence[str]) -> str:
        """Several councils in a sentence; "all organisations" where none of them is left out."""
        if len(self.organisations) > 1 and self.organisations.keys() <= set(identifiers):
            return "all organisations"
        return listed([self.organisation(one) for one in identifiers])

    def thing(self, identifier: str) -> str:
        """The name of a machine, a volume or anything else that stands in the estate."""
        return self.things.get(identifier) or identifier

    def product(self, identifier: str | None, cycle: str | None = None) -> str:
        """ "Windows Server 2012 R2"; an id without a name is shown as words."""
        if not identifier:
            return "not recognised"
        name = self.products.get(identifier) or plainly(identifier)
        return f"{name} {self.releases.get((identifier, cycle), cycle)}" if cycle else name

    def group(self, identifier: str) -> tuple[str, ...]:
        """The applications of a move group; of what is no group, its name or its id."""
        return tuple(self.application(one) for one in self.groups.get(identifier, ())) or (
            self.application(identifier),
        )

    def whole(self, identifier: str) -> str:
        """The id of the application that a part belongs to; that of an application is its own."""
        return self.wholes.get(identifier, identifier)


def names_of(facts: ReportFacts) -> Names:
    """All names a report needs, from the estate, the programme and the plan."""
    estate = facts.estate
    organisations = (*estate.organisations, *facts.folder.programme.organisations)
    return Names(
        applications={
            **{one.id: one.name for one in estate.applications},
            **{part.id: part.name for part in facts.parts},
        },
        organisations={one.id: one.name for one in organisations},
        things={one.id: one.name for _, one in things(estate)},
        kinds={one.id: kind for kind, one in things(estate)},
        products=facts.product_names,
        releases=facts.release_names,
        groups={group.id: group.application_ids for group in facts.plan.groups} if facts.plan else {},
        wholes={part.id: part.application_id for part in facts.parts},
    )
