"""What moving each group costs: running it in the cloud each month, and what is paid once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from inventory.model import Deployment, Estate
from migration.design.placing import all_placements
from migration.design.public_entry import TRAIT as PUBLIC
from migration.design.targets import app_service
from migration.model import CostItem, Disposition, GroupCosts, MoveGroup, Part, Placement, Price, Programme, SkuLine
from migration.money.devices import device_items
from migration.money.payers import Weights, application_payers
from migration.money.pence import in_parts
from migration.money.prices import find_price, is_allowance, monthly_gbp
from migration.money.second_region import second_placements
from migration.plan.footprint import footprint

IMPLEMENTATION = "implementation"
"""Sku of what a move costs once, apart from the person-days of our own teams: "implementation <route>" for each
application, or "implementation <application id>". Such rows are the user's; without one nothing is charged."""

ENTRY = SkuLine(sku="Front Door Premium", unit="month", quantity=Decimal(1), what="an entry for residents")
"""The list prices have none, neither for the month nor for what passes through it."""


def group_costs(
    groups: tuple[MoveGroup, ...],
    dispositions: tuple[Disposition, ...],
    estate: Estate,
    programme: Programme,
    prices: tuple[Price, ...],
    parts: tuple[Part, ...] = (),
    second_region: str | None = None,
) -> tuple[GroupCosts, ...]:
    """Cost items of every group, by application, organisation and sku.

    Prices are those of the later of the plan's first day and the day of the decision. Cloud services are revenue and
    run from `seeding_from`, beside the old machines, until the plan ends. What is paid once is revenue unless its price
    row says capital, and falls on the cut-over. A thing that several applications share is split between them by
    their deployments' shares, else equally; an application's part between its organisations likewise. What is paid once
    for an application is shared by its `parts`, where it moves in parts. What stands ready in the `second_region` has
    the prices of that region; without one nothing is charged for it.
    """
    on = max([programme.plan_from, *(d.decided_on for d in dispositions)])
    by_sku: dict[str, list[Price]] = defaultdict(list)
    for price in prices:
        by_sku[price.sku].append(price)
    book = {sku: find_price(rows, sku, programme.region, on) for sku, rows in by_sku.items()}
    placed = all_placements(dispositions, estate, programme.region)
    second_book: PriceBook = {}
    ready: Mapping[str, tuple[Placement, ...]] = {}
    if second_region is not None:
        second_book = {sku: find_price(rows, sku, second_region, on) for sku, rows in by_sku.items()}
        ready = second_placements(dispositions, estate, programme.region)
    sharing = _parts(placed, estate)
    once = _of_wholes(parts)
    payers = _payers(estate, [organisation.id for organisation in programme.organisations])
    routes = {d.application_id: d.route for d in dispositions}
    stand = footprint(estate)
    open_to_all = {one.id for one in estate.applications if PUBLIC in one.traits}
    return tuple(
        GroupCosts(
            group_id=group.id,
            items=(
                *device_items(group, programme, stand, payers),
                *(
                    item
                    for app_id in group.application_ids
                    for item in (
                        *_cloud(app_id, placed.get(app_id, ()), sharing, payers[app_id], book),
                        *_entry(app_id, app_id in open_to_all, placed.get(app_id, ()), payers[app_id], book, once),
                        *_second(app_id, ready.get(app_id, ()), sharing, payers[app_id], second_book),
                        *_once(app_id, routes.get(app_id, "retain"), payers[app_id], book, once),
                    )
                ),
            ),
        )
        for group in groups
    )


def unpriced(costs: Iterable[GroupCosts]) -> tuple[str, ...]:
    """The skus for which no price row was found, sorted. A price or allowance for each makes the totals complete."""
    items = [item for group in costs for item in group.items]
    return tuple(sorted({item.sku for item in items if item.sku and item.gbp is None and item.source is None}))


PriceBook = Mapping[str, Price | None]
"""The price of each sku, in one region on one day."""

Parts = Mapping[tuple[str, str], Weights]
"""For each thing and kind of target: the applications that share it, with their weights."""


def _parts(placed: Mapping[str, tuple[Placement, ...]], estate: Estate) -> Parts:
    sharing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for app_id, found in placed.items():
        for placement in found:
            sharing[placement.thing_id, placement.target_kind].add(app_id)
    shares: dict[tuple[str, str], list[Deployment]] = defaultdict(list)
    for deployment in estate.deployments:
        shares[deployment.thing_id, deployment.application_id].append(deployment)
    return {
        key: _weights(sorted(apps), {app: shares.get((key[0], app), []) for app in apps})
        for key, apps in sharing.items()
    }


def _weights(apps: Sequence[str], rows: Mapping[str, Sequence[Deployment]]) -> Weights:
    """Said shares as they are; applications without one share the rest equally. All equal where nothing is left."""
    said = {
        app: sum((d.share for d in rows[app] if d.share is not None), Decimal(0))
        for app in apps
        if any(d.share is not None for d in rows[app])
    }
    silent = len(apps) - len(said)
    rest = max(Decimal(0), 1 - sum(said.values(), Decimal(0))) / silent if silent else Decimal(0)
    return {app: said.get(app, rest) for app in apps}


def _payers(estate: Estate, everyone: Sequence[str]) -> Mapping[str, Weights]:
    deployed: dict[str, list[Deployment]] = defaultdict(list)
    for deployment in estate.deployments:
        deployed[deployment.application_id].append(deployment)
    return {a.id: application_payers(a, deployed[a.id], everyone) for a in estate.applications}


def _cloud(
    app_id: str, placed: Iterable[Placement], parts: Parts, payers: Weights, book: PriceBook
) -> Iterable[CostItem]:
    totals: dict[tuple[str, str], Decimal | None] = {}
    whats: dict[str, str] = {}
    for placement in placed:
        weights = parts[placement.thing_id, placement.target_kind]
        for line in placement.lines:
            whats.setdefault(line.sku, line.what)
            for org, gbp in _line_by_payer(line, app_id, weights, payers, book):
                before = totals.get((line.sku, org), Decimal(0))
                totals[line.sku, org] = None if before is None or gbp is None else before + gbp
    for (sku, org), gbp in sorted(totals.items()):
        yield _each_month(f"{app_id}: {whats[sku]}", sku, org, gbp, book)


def _entry(
    app_id: str, open_to_all: bool, placed: Iterable[Placement], payers: Weights, book: PriceBook, wholes: Wholes
) -> Iterable[CostItem]:
    """The entry for residents, one for each application that has one, shared by its parts where it moves in parts."""
    if not open_to_all or not any(one.target_kind == app_service.KIND for one in placed):
        return
    _, weights = wholes.get(app_id, (app_id, {app_id: Decimal(1)}))
    for org, gbp in _line_by_payer(ENTRY, app_id, weights, payers, book):
        yield _each_month(f"{app_id}: {ENTRY.what}", ENTRY.sku, org, gbp, book)


def _each_month(what: str, sku: str, organisation_id: str, gbp: Decimal | None, book: PriceBook) -> CostItem:
    price = book.get(sku)
    return CostItem(
        what=what,
        organisation_id=organisation_id,
        spend="revenue",
        every="month",
        starts="seeding_from",
        gbp=gbp,
        allowance=is_allowance(price),
        sku=sku,
        source=price.source if price else None,
    )


def _second(
    app_id: str, placed: Iterable[Placement], parts: Parts, payers: Weights, book: PriceBook
) -> Iterable[CostItem]:
    for item in _cloud(app_id, placed, parts, payers, book):
        yield replace(item, second_region=True)


def _line_by_payer(
    line: SkuLine, app_id: str, weights: Weights, payers: Weights, book: PriceBook
) -> Iterable[tuple[str, Decimal | None]]:
    monthly = monthly_gbp(line, book.get(line.sku))
    if monthly is None:
        return [(org, None) for org in payers]
    part = dict(zip(weights, in_parts(monthly, tuple(weights.values())), strict=True))[app_id]
    return list(zip(payers, in_parts(part, tuple(payers.values())), strict=True))


Wholes = Mapping[str, tuple[str, Weights]]
"""For each part of an application: the application, and the weights of all its parts."""


def _of_wholes(parts: Iterable[Part]) -> Wholes:
    weights: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for part in parts:
        weights[part.application_id][part.id] = part.share
    return {part: (whole, own) for whole, own in weights.items() for part in own}


def _once(app_id: str, route: str, payers: Weights, book: PriceBook, wholes: Wholes) -> Iterable[CostItem]:
    whole, weights = wholes.get(app_id, (app_id, {app_id: Decimal(1)}))
    price = book.get(f"{IMPLEMENTATION} {whole}") or book.get(f"{IMPLEMENTATION} {route}")
    if price is None:
        return
    gbp = price.price_gbp if price.price_gbp is not None else price.allowance_gbp
    assert gbp is not None, "find_price leaves out rows without an amount"
    own = dict(zip(weights, in_parts(gbp, tuple(weights.values())), strict=True))[app_id]
    for org, part in zip(payers, in_parts(own, tuple(payers.values())), strict=True):
        yield CostItem(
            what=f"{app_id}: implementation",
            organisation_id=org,
            spend=price.spend or "revenue",
            every="once",
            starts="cut_over",
            gbp=part,
            allowance=is_allowance(price),
            sku=price.sku,
            source=price.source,
        )
