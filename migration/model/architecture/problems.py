"""What makes an architecture unbuildable, found without Azure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migration.model.architecture.address_problems import address_problems
from migration.model.architecture.connection_problems import connection_problems
from migration.model.architecture.governance_problems import governance_problems
from migration.model.architecture.landing_zone import zone_parts
from migration.model.architecture.name_rules import broken_name
from migration.model.architecture.names_in import Named, names_in
from migration.model.architecture.reference_problems import reference_problems
from migration.model.architecture.shared_names import shared_names
from migration.model.architecture.shared_problems import shared_problems
from migration.model.architecture.shared_services import shared_parts
from migration.model.architecture.watch import WatchPart
from migration.model.architecture.whole import Architecture
from migration.model.decided import Violation

MOST_RESOURCES = 500
"""Of one stack. A preview of more takes longer than people wait for."""

ALWAYS_KNOWN = ("application-id", "migration-wave", "organisation", "environment")
"""Tags whose values no one has to say: they follow from the plan. The others are left out where not known."""

LONGEST_TAG = 256
"""Characters of a tag's value. Source: learn.microsoft.com/azure/azure-resource-manager/management/tag-resources."""


def problems(architecture: Architecture) -> tuple[Violation, ...]:
    """Everything wrong with an architecture; empty when it can be built.

    The constraints are name, address, reference, connection, governance, size, verified and tags.
    """
    return tuple(problem for check in CHECKS for problem in check(architecture))


def _verified(architecture: Architecture) -> Iterator[Violation]:
    for one in architecture.verified.violations:
        if one.severity == "broken":
            yield _problem("verified", one.subject, f"the plan breaks the rule {one.constraint}: {one.message}")


def _sizes(architecture: Architecture) -> Iterator[Violation]:
    for stack in architecture.stacks:
        if not 0 < stack.resource_count <= MOST_RESOURCES:
            message = f"it has {stack.resource_count} resources, and 1 to {MOST_RESOURCES} are built at once"
            yield _problem("size", stack.name, message)


def _names(architecture: Architecture) -> Iterator[Violation]:
    seen: dict[tuple[str, str, str], str] = {}
    shared = (
        Named(kind=kind, name=name, subject=subject, within=within)
        for kind, name, subject, within in shared_names(architecture.shared_services)
    )
    for one in (*names_in(architecture), *shared):
        wrong = broken_name(one.kind, one.name)
        if wrong:
            yield _problem("name", one.subject, f"{one.name[:100]!r} cannot be the name of a {one.kind}: {wrong}")
        kind = "disk" if one.kind in ("system-disk", "data-disk") else one.kind
        key = (kind, one.within, one.name.casefold())
        if key in seen:
            yield _problem("name", one.subject, f"the {one.kind} {one.name!r} has the name of one of {seen[key]}")
        seen[key] = one.subject


def _tags(architecture: Architecture) -> Iterator[Violation]:
    for subject, tags in _tagged(architecture):
        missing = [tag for tag in ALWAYS_KNOWN if tag not in tags]
        if missing:
            yield _problem("tags", subject, f"it has no {', '.join(missing)}")
        empty = sorted(tag for tag, text in tags.items() if not text.strip())
        if empty:
            yield _problem("tags", subject, f"nothing stands in {', '.join(empty)}")
        long = sorted(tag for tag, text in tags.items() if len(text) > LONGEST_TAG)
        if long:
            yield _problem("tags", subject, f"more than {LONGEST_TAG} characters stand in {', '.join(long)}")
    for one in architecture.workloads:
        if one.tags.get("application-id", one.application_id) != one.application_id:
            yield _problem("tags", one.id, f"its application-id is not {one.application_id}")


def _tagged(architecture: Architecture) -> Iterator[tuple[str, Mapping[str, str]]]:
    zone = architecture.landing_zone
    for group in (*zone.resource_groups, *(one for stack in architecture.stacks for one in stack.resource_groups)):
        yield group.id, group.tags
    for one in zone_parts(zone):
        yield one.id, one.tags
    for new in zone.governance.new_subscriptions if zone.governance else ():
        yield new.id, new.tags
    if zone.watch is not None:
        watching: tuple[WatchPart, ...] = (zone.watch.action_group, *zone.watch.subscriptions, *zone.watch.metrics)
        for part in watching:
            yield part.id, part.tags
    for shared in shared_parts(architecture.shared_services):
        yield shared.id, shared.tags
    if architecture.shared_services is not None and architecture.shared_services.page is not None:
        yield architecture.shared_services.page.id, architecture.shared_services.page.tags
    for alerts in architecture.shared_services.alerts if architecture.shared_services else ():
        yield alerts.id, alerts.tags
    for workload in architecture.workloads:
        yield workload.id, workload.tags


def _problem(constraint: str, subject: str, message: str) -> Violation:
    return Violation(constraint=constraint, subject=subject, message=message)


CHECKS = (
    _verified,
    _sizes,
    _names,
    address_problems,
    reference_problems,
    connection_problems,
    governance_problems,
    shared_problems,
    _tags,
)
"""In the order in which their problems are told."""
