"""How much may change in one week: which groups hold services too important to change over together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from inventory.model import Application
from migration.model import MoveGroup, Programme


def critical_pairs(
    groups: Iterable[MoveGroup],
    applications: Mapping[str, Application],
    programme: Programme,
    wholes: Mapping[str, str] | None = None,
) -> tuple[tuple[str, str], ...]:
    """Groups that each hold a critical application of one service area, in pairs. A criticality or service area that is
    not known counts as none. `wholes` gives the application of a part: parts of one are one service."""
    level = programme.critical_apart
    if level is None:
        return ()
    by_service: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for group in groups:
        for application in (applications[app] for app in group.application_ids):
            if application.service and application.criticality is not None and application.criticality <= level:
                by_service[application.service][group.id].add((wholes or {}).get(application.id, application.id))
    pairs = (
        (one, other)
        for held in by_service.values()
        for one, other in combinations(sorted(held), 2)
        if len(held[one] | held[other]) > 1
    )
    return tuple(sorted(set(pairs)))
