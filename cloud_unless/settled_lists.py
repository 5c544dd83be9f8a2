"""What the lists of `estate` show on any day: their rows, and what the support of each thing rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from cloud_unless.estate_lists import CONFLICT_FIELDS, CONFLICTS, LISTINGS, WITH_SUPPORT
from cloud_unless.tables import Cell
from inventory.estate_warnings import ended_contracts, unused_servers
from inventory.model import Covering, Estate, Product, Standing, SupportBasis, Warned
from inventory.standing import standing
from safeio.values import value

Rows = tuple[tuple[Cell, ...], ...]
Standings = tuple[tuple["Alike", Standing], ...]


@value
class Alike:
    """Things of one list whose support rests on the same. `ids` are sorted."""

    kind: str
    basis: SupportBasis
    ids: tuple[str, ...]


@value
class AnyDay:
    """What holds whatever the day. `counts` has the number of rows of each list; `unused` the ids of idle servers.

    `lasting` are the warnings that hold on any day. `hosts_with_errors` counts hosts with which a scan found something
    wrong. `alike` has everything that has support.
    """

    counts: Mapping[str, int]
    unused: tuple[str, ...]
    lasting: tuple[Warned, ...]
    contracts: tuple[Covering, ...]
    hosts_with_errors: int
    alike: tuple[Alike, ...]

    def standings(self, day: date) -> Standings:
        """How each of `alike` stands on `day`, in their order."""
        return tuple((one, standing(one.basis, day)) for one in self.alike)

    def warnings(self, day: date) -> tuple[Warned, ...]:
        """All warnings on `day`."""
        return (*self.lasting, *ended_contracts(self.contracts, day))


@value
class SettledLists:
    """The lists of a settled estate. `rows` has them by name: all, or those that were asked for."""

    any_day: AnyDay
    rows: Mapping[str, Rows]


def settled_lists(estate: Estate, products: tuple[Product, ...]) -> SettledLists:
    """All lists of `estate`. Its support rests on the dates in `products`."""
    rows = {name: _rows(getattr(estate, listing.attribute), listing.shown) for name, listing in LISTINGS.items()}
    rows[CONFLICTS] = _rows(estate.conflicts, CONFLICT_FIELDS)
    any_day = AnyDay(
        counts={name: len(one) for name, one in rows.items()},
        unused=tuple(server.id for server in unused_servers(estate)),
        lasting=estate.warnings,
        contracts=tuple(Covering(id=one.id, starts=one.starts, ends=one.ends) for one in estate.contracts),
        hosts_with_errors=len({error.target for error in estate.scan_errors}),
        alike=_alike(estate, products),
    )
    return SettledLists(any_day=any_day, rows=rows)


def _alike(estate: Estate, products: tuple[Product, ...]) -> tuple[Alike, ...]:
    from inventory.support_basis import support_bases  # a list on another day does without

    kind_of = {thing.id: name for name in WITH_SUPPORT for thing in getattr(estate, LISTINGS[name].attribute)}
    found: dict[tuple[str, int], tuple[SupportBasis, list[str]]] = {}
    for thing_id, basis in support_bases(estate, products):
        found.setdefault((kind_of[thing_id], id(basis)), (basis, []))[1].append(thing_id)
    return tuple(Alike(kind=kind, basis=basis, ids=tuple(ids)) for (kind, _), (basis, ids) in found.items())


def _rows(of: Iterable[object], fields: tuple[str, ...]) -> Rows:
    return tuple(tuple(getattr(one, field) for field in fields) for one in of)
