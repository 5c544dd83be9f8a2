"""How much may change in one week: which groups hold services too important to change over together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from inventory.model import Application
from migration.model import MoveGroup, Programme


def critical_pairs(
    groups: Iterable[MoveGroup], applications: Mapping[str, Application], programme: Programme
) -> tuple[tuple[str, str], ...]:
    """Groups that each hold a critical application of one service area, in pairs. A criticality or service area that is
    not known counts as none."""
    level = programme.critical_apart
    if level is None:
        return ()
    by_service: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for application in (applications[app] for app in group.application_ids):
            if application.service and application.criticality is not None and application.criticality <= level:
                by_service[application.service].add(group.id)
    return tuple(sorted({pair for ids in by_service.values() for pair in combinations(sorted(ids), 2)}))
