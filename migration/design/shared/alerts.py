"""Who is told when an interface stands still: alerts on all that is shared, each with whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from migration.design.inputs import DesignInputs
from migration.design.names import joined
from migration.design.shared.measured import EACH, Measured, measured, together
from migration.design.shared.measures import FULL_PERCENT, ServiceMeasure
from migration.design.shared.owners import Catalogue, catalogue, is_critical, whose, whose_store
from migration.design.shared.whole import check_count
from migration.model.architecture import (
    Architecture,
    DesignNote,
    MetricDimension,
    PartAlerts,
    ServiceAlert,
    SharedServices,
    Stack,
    Workload,
)
from migration.model.architecture.problems import MOST_RESOURCES
from migration.model.architecture.shared_services import SharedPart, shared_parts

FREQUENCIES: Mapping[str, str] = {"PT5M": "PT5M", "PT15M": "PT5M", "PT1H": "PT15M"}
"""How often each window is looked at."""

LONGEST = 1000
"""Characters of what is told: ours, so that it fits a message."""


def with_alerts(inputs: DesignInputs, found: Architecture) -> Architecture:
    """The architecture with the alerts on its shared services, whose stack then comes after the one that watches.

    None are added where nobody watches. Where those of each interface are more than a stack takes, there is one for
    each service. Raises InputError where even they are too many.
    """
    shared, watch = found.shared_services, found.landing_zone.watch
    if shared is None or watch is None:
        return found
    stack = next(one for one in found.stacks if one.name == shared.stack)
    stores = tuple(one for one in found.workloads if one.stack == stack.name)
    alerts, notes = _alerts(inputs, stack, shared, stores, alone=True), found.notes
    if stack.resource_count + _count(alerts) > MOST_RESOURCES:
        alerts, notes = _alerts(inputs, stack, shared, stores, alone=False), (*notes, _too_many(_count(alerts)))
    count = stack.resource_count + _count(alerts)
    check_count(count)
    told = replace(stack, depends_on=(*stack.depends_on, watch.stack), resource_count=count)
    return replace(
        found,
        stacks=tuple(told if one is stack else one for one in found.stacks),
        shared_services=replace(shared, alerts=alerts),
        notes=notes,
    )


def _alerts(
    inputs: DesignInputs, stack: Stack, shared: SharedServices, stores: Sequence[Workload], alone: bool
) -> tuple[PartAlerts, ...]:
    known = catalogue(inputs)
    keys = {one.id: one.subscription_key for one in stack.resource_groups}
    parts: tuple[SharedPart | Workload, ...] = (*shared_parts(shared), *stores)
    found = (
        PartAlerts(
            id=f"{part.id}-alerts",
            part=part.id,
            subscription_key=keys[part.resource_group],
            resource_group=part.resource_group,
            alerts=tuple(_of_part(known, part, alone)),
            tags=part.tags,
        )
        for part in parts
    )
    return tuple(sorted(found, key=lambda one: one.id))


def _of_part(known: Catalogue, part: SharedPart | Workload, alone: bool) -> Iterator[ServiceAlert]:
    things = measured(part) if alone else together(part.id, measured(part))
    for thing in things:
        said = whose_store(part) if isinstance(part, Workload) else _said(known, thing)
        for measure in thing.measures:
            yield _alert(known, thing, measure, said)


def _said(known: Catalogue, thing: Measured) -> str:
    return "Its name is in this message." if thing.name == EACH else whose(known, thing.interface_ids)


def _alert(known: Catalogue, thing: Measured, measure: ServiceMeasure, said: str) -> ServiceAlert:
    worse = measure.severity > 0 and is_critical(known, thing.interface_ids)
    return ServiceAlert(
        name=joined("metric-alert", f"{thing.id}-{measure.name}"),
        metric_namespace=measure.kind,
        metric=measure.metric,
        aggregation=measure.aggregation,
        operator=measure.operator,
        threshold=_threshold(thing, measure),
        dimensions=tuple(_dimensions(thing, measure)),
        severity=measure.severity - worse,
        window=measure.window,
        frequency=FREQUENCIES[measure.window],
        interface_ids=thing.interface_ids,
        why=f"{measure.why} {said}"[:LONGEST],
        source=measure.source,
    )


def _threshold(thing: Measured, measure: ServiceMeasure) -> int:
    if measure.threshold is not None:
        return measure.threshold
    assert thing.size_bytes is not None, "what can fill up has a size"
    return thing.size_bytes * FULL_PERCENT // 100


def _dimensions(thing: Measured, measure: ServiceMeasure) -> Iterator[MetricDimension]:
    if measure.dimension is not None and thing.name is not None:
        yield MetricDimension(name=measure.dimension, values=(thing.name,))
    if measure.only is not None:
        name, text = measure.only
        yield MetricDimension(name=name, values=(text,))


def _count(alerts: Sequence[PartAlerts]) -> int:
    return sum(len(one.alerts) for one in alerts)


def _too_many(count: int) -> DesignNote:
    return DesignNote(
        subject="shared services",
        message=f"{count} alerts would be one for each measure of each interface, more than a stack takes: there is "
        "one for each service, which names the queue, the API or the pipeline, and not who owns it",
        remedy="The interfaces of each are in out/architecture.json under shared_services.",
    )
