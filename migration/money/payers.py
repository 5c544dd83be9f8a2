"""Which organisations pay for what, and in which parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from inventory.model import Application, Contract, Deployment, Estate, Licence, things

UNASSIGNED = "unassigned"
"""Stands for an organisation where none is known. No ceiling bears it, so what it carries is never proven."""

Weights = Mapping[str, Decimal]


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


def contract_payers(contract: Contract, estate: Estate, everyone: Sequence[str]) -> tuple[str, ...]:
    """The contract's own organisation, else those of the things it covers, else everyone of the programme."""
    if contract.organisation_id:
        return (contract.organisation_id,)
    if not contract.covers_ids:
        return tuple(equally((), everyone))
    covered = set(contract.covers_ids)
    owners = {thing.organisation_id for _, thing in things(estate) if thing.id in covered and thing.organisation_id}
    return tuple(equally(tuple(owners), everyone))


def licence_payers(licence: Licence, estate: Estate, everyone: Sequence[str]) -> tuple[str, ...]:
    """The payers of the licence's contract, else the owners of what runs the product, else everyone."""
    for contract in estate.contracts:
        if contract.id == licence.contract_id:
            return contract_payers(contract, estate, everyone)
    products = [(database.organisation_id, database.product) for database in estate.databases]
    products += [(software.organisation_id, software.product) for software in estate.software]
    products += [(server.organisation_id, server.product) for server in estate.servers]
    wanted = licence.product.casefold()
    owners = {owner for owner, product in products if owner and (product or "").casefold() == wanted}
    return tuple(equally(tuple(owners), everyone))


def equally(organisation_ids: Sequence[str], everyone: Sequence[str] = ()) -> Weights:
    """The same weight for each, sorted; for everyone where none is named, for nobody known where there is no one."""
    return dict.fromkeys(sorted(set(organisation_ids)) or sorted(set(everyone)) or [UNASSIGNED], Decimal(1))
