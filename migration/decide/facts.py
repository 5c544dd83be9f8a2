"""All that a reason may look at for one application, and how it quotes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from inventory.model import Application, Contract, Estate, Interface, Licence, Support
from migration.dates import add_months
from migration.design.runs_on import RunsOn, runs_on
from migration.model import Evidence
from safeio.values import Day, value

T = TypeVar("T")

RETIRE_WITHIN_MONTHS = 36
"""How far ahead an end of use counts when no end of the plan is given: the three years of a council's programme."""


@value
class Facts:
    """One application's surroundings on `as_of`. An end of use up to `retire_by` makes moving it pointless.

    `supports` are of its servers and databases, `contracts` cover one of them, `licences` are for a product on them,
    `interfaces` lead to or from it.
    """

    as_of: Day
    retire_by: Day
    seen_on: Day | None
    runs: RunsOn
    supports: tuple[Support, ...] = ()
    contracts: tuple[Contract, ...] = ()
    licences: tuple[Licence, ...] = ()
    interfaces: tuple[Interface, ...] = ()


def facts_by_application(
    estate: Estate, supports: tuple[Support, ...], as_of: date, plan_to: date | None
) -> Mapping[str, Facts]:
    """The facts of every application by its id; the estate is indexed once."""
    retire_by = plan_to or add_months(as_of, RETIRE_WITHIN_MONTHS)
    by_thing = _by_key((support.thing_id, support) for support in supports)
    covering = _by_key((thing_id, contract) for contract in estate.contracts for thing_id in contract.covers_ids)
    licensed = _by_key((licence.product.casefold(), licence) for licence in estate.licences)
    interfaces = _by_key(
        (application_id, interface)
        for interface in estate.interfaces
        for application_id in {interface.from_application, interface.to_application}
    )
    found = {}
    for application_id, runs in runs_on(estate).items():
        things = _thing_ids(runs)
        found[application_id] = Facts(
            as_of=as_of,
            retire_by=retire_by,
            seen_on=estate.seen_on,
            runs=runs,
            supports=tuple(support for thing in things for support in by_thing[thing]),
            contracts=tuple({c.id: c for thing in things for c in covering[thing]}.values()),
            licences=tuple(licence for product in _products(runs) for licence in licensed[product]),
            interfaces=tuple(interfaces[application_id]),
        )
    return found


def said(application: Application, field: str, fact: str, facts: Facts) -> Evidence:
    """`fact` with the source of the application's field; where nobody filled it in, the source that names it."""
    source = application.said_by.get(field) or application.said_by.get("name") or "estate"
    return Evidence(fact=fact, source=source, seen_on=facts.seen_on)


def _thing_ids(runs: RunsOn) -> tuple[str, ...]:
    ids = {workload.thing.id for workload in runs.workloads if workload.thing}
    ids |= {workload.host.id for workload in runs.workloads if workload.host}
    return tuple(sorted(ids))


def _products(runs: RunsOn) -> tuple[str, ...]:
    products = {getattr(workload.thing, "product", None) for workload in runs.workloads}
    products |= {workload.host.product for workload in runs.workloads if workload.host}
    return tuple(sorted(product.casefold() for product in products if product))


def _by_key(pairs: Iterable[tuple[str, T]]) -> defaultdict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return found
