"""Checks what initiatives.csv says of packages and exclusions: a tie that no plan can keep is a mistake of its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from inventory.model import Warned
from migration.model import Initiative
from migration.register_rows import BadRowError
from migration.ties import Pair, clash, exclusions
from safeio.errors import InputError
from safeio.field_errors import nearest
from safeio.text import slug

FILE = "initiatives.csv"


def check_package(one: Initiative) -> None:
    """Raise BadRowError where the name of a package is no id."""
    if one.package is not None and slug(one.package) != one.package:
        remedy = f"Name one package, in lower-case letters, digits and hyphens: {slug(one.package)}"
        raise BadRowError("package", f"{one.package!r} is not the name of a package", remedy)


def check_ties(known: Mapping[str, Initiative], rows: Mapping[str, int], rejected: Collection[str]) -> None:
    """Raise InputError for an exclusion that names nothing or itself, and for a pair that exclude each other though
    one cannot be done without the other, something else needs both, or both must be done.

    `known` holds roll-outs too, `rows` the row of each id of the file. What excludes a `rejected` row asks nothing.
    """
    for one in known.values():
        for named in one.excludes:
            if named == one.id:
                wrong, remedy = "it excludes itself", "Take its own id out."
                raise InputError(_where(one, rows), wrong, remedy)
            if named not in known and named not in rejected:
                like = nearest(named, sorted(known))
                remedy = f"Did you mean {like}?" if like else f"Known: {', '.join(sorted(known))}."
                raise InputError(_where(one, rows), f"{named!r} is not in {FILE}", remedy)
    in_pairs = [one for pair in exclusions(known) for one in pair]
    for first in dict.fromkeys((*in_pairs, *known)) if in_pairs else ():
        found = clash((first,), known)
        if found is not None:
            raise _never(first, *found, known, rows)
    found = clash((one.id for one in known.values() if one.must_do), known)
    if found is not None:
        (first, other), how = found
        wrong = f"{first} and {other} exclude each other, and both must be done" + (f": {how}" if how else "")
        remedy = "Take the exclusion out, or write no in must_do of what needs one of them."
        raise InputError(_where(_says(found[0], known), rows), wrong, remedy)


def lonely(known: Mapping[str, Initiative]) -> tuple[Warned, ...]:
    """A warning for each package with one initiative only: its name may be a typing error."""
    count = Counter(one.package for one in known.values() if one.package is not None)
    alone = ((one.package, one.id) for one in known.values() if one.package is not None and count[one.package] == 1)
    return tuple(_warned(package, one, count) for package, one in alone)


def lost_packages(rejected: Collection[Mapping[str, str]]) -> Iterator[str]:
    """The packages of rejected rows: none of the others can be done."""
    yield from (cells["package"] for cells in rejected if cells.get("package"))


def _warned(name: str, one: str, known: Collection[str]) -> Warned:
    like = nearest(name, sorted(other for other in known if other != name))
    remedy = f"Did you mean {like}?" if like else "Give its other initiatives the name too, or leave the cell blank."
    message = f'{one} is the only one of the package "{name}", so the package asks nothing'
    return Warned(where=FILE, message=message, remedy=remedy)


def _never(first: str, pair: Pair, how: str, known: Mapping[str, Initiative], rows: Mapping[str, int]) -> InputError:
    one, other = pair
    if first in pair:
        wrong = f"{first} cannot be done without {other if first == one else one}, which it excludes: {how}"
    else:
        wrong = f"{first} can never be done: {one} and {other} exclude each other, and it needs both: {how}"
    remedy = "Take the exclusion out, or undo what binds them in package or depends_on."
    return InputError(_where(_says(pair, known), rows), wrong, remedy)


def _says(pair: Pair, known: Mapping[str, Initiative]) -> Initiative:
    """The one of a pair whose row has the exclusion."""
    of = [known[one].rollout_of or one for one in pair]
    return known[of[0]] if set(known[of[0]].excludes) & {pair[1], of[1]} else known[of[1]]


def _where(one: Initiative, rows: Mapping[str, int]) -> str:
    row = one.rollout_of or one.id
    return f"{FILE} row {rows[row]}, {row}, excludes"
