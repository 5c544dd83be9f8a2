"""Which organisations pay for what, and in which parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal

from inventory.model import Application, Contract, Database, Deployment, Estate, Licence, Server, Software, Thing

UNASSIGNED = "unassigned"
"""Stands for an organisation where none is known. No ceiling bears it, so what it carries is never proven."""

Weights = Mapping[str, Decimal]

ProductOwners = Mapping[str, Set[str]]
"""Ids of the organisations that run each product, by its name in small letters."""


def application_payers(application: Application, deployments: Sequence[Deployment], everyone: Sequence[str]) -> Weights:
    """Organisation ids with their weights.

    The organisations of the deployments count first, by their shares, or equally where any share is missing; then
    the application's own, equally; then everyone of the programme, equally.
    """
    said: dict[str, list[Deployment]] = defaultdict(list)
    for deployment in deployments:
        if deployment.organisation_id:
            said[deployment.organisation_id].append(deployment)
    if said and all(d.share is not None for rows in said.values() for d in rows):
        return {
            org: sum((d.share for d in rows if d.share is not None), Decimal(0)) for org, rows in sorted(said.items())
        }
    return equally(tuple(said) or application.organisation_ids, everyone)


def contract_payers(contract: Contract, by_id: Mapping[str, Thing], everyone: Sequence[str]) -> tuple[str, ...]:
    """The contract's own organisation, else those of the things it covers, else everyone of the programme. `by_id`
    holds every thing of the estate."""
    if contract.organisation_id:
        return (contract.organisation_id,)
    covered = [by_id[thing_id] for thing_id in contract.covers_ids if thing_id in by_id]
    return tuple(equally([thing.organisation_id for thing in covered if thing.organisation_id], everyone))


def licence_payers(
    licence: Licence,
    contract: Contract | None,
    by_id: Mapping[str, Thing],
    owners: ProductOwners,
    everyone: Sequence[str],
) -> tuple[str, ...]:
    """The payers of the licence's contract, else the owners of what runs the product, else everyone."""
    if contract is not None:
        return contract_payers(contract, by_id, everyone)
    return tuple(equally(tuple(owners.get(licence.product.casefold(), ())), everyone))


def product_owners(estate: Estate) -> ProductOwners:
    """The owners of the databases, software and servers of each product."""
    found: dict[str, set[str]] = defaultdict(set)
    products: tuple[Database | Server | Software, ...] = (*estate.databases, *estate.servers, *estate.software)
    for thing in products:
        if thing.organisation_id:
            found[(thing.product or "").casefold()].add(thing.organisation_id)
    return found


def equally(organisation_ids: Sequence[str], everyone: Sequence[str] = ()) -> Weights:
    """The same weight for each, sorted; for everyone where none is named, for nobody known where there is no one."""
    return dict.fromkeys(sorted(set(organisation_ids)) or sorted(set(everyone)) or [UNASSIGNED], Decimal(1))
