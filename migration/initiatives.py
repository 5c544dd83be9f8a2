"""Reads initiatives.csv: the portfolio beside the moves. Pure: rows in, values out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from inventory.model import RejectedRow, Warned
from migration.model import Initiative, Programme
from migration.register_rows import (
    BadRowError,
    as_value,
    check_amount,
    given,
    listed,
    read_rows,
    rejected_row,
    unknown_columns,
    yes_no,
)
from migration.rollouts import check_rollout, rolled_out
from migration.tie_rows import check_package, check_ties, lonely, lost_packages
from safeio.csv_files import CsvFile
from safeio.errors import InputError
from safeio.field_errors import nearest
from safeio.text import slug
from safeio.values import value

FILE = "initiatives.csv"
REQUIRED = ("id", "name", "must_do", "duration_weeks")
LISTS = ("depends_on", "organisation_ids", "gate_ids", "rollout_order", "excludes")
AMOUNTS = ("capital_gbp", "revenue_gbp_per_year", "benefit_gbp_per_year")
ROLLOUT = ("rollout_weeks", "rollout_lag_weeks", "rollout_part")
COLUMNS = (*REQUIRED, *AMOUNTS, *LISTS, *ROLLOUT, "package")
MOST_WEEKS = 520
SCORE, EFFORT = "score_", "effort_"


@value
class InitiativesRead:
    """What initiatives.csv says. `rejected` rows are not in `initiatives`."""

    initiatives: tuple[Initiative, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    warnings: tuple[Warned, ...] = ()


def read_initiatives(found: CsvFile, programme: Programme) -> InitiativesRead:
    """The initiatives of the file and their roll-outs, sorted by id.

    A row with a bad cell, a doubled id, or a dependency on or a package with a rejected row is rejected. Raises
    InputError for a cycle, an unknown dependency, an exclusion that cannot be kept, and a council, gate or skill that
    programme.yaml does not have.
    """
    good, rejected = read_rows(found, FILE, _initiative)
    kept: dict[str, tuple[int, Initiative]] = {}
    bad: dict[int, BadRowError] = {}
    for number, one in good:
        if one.id in kept:
            wrong = f"the id {one.id!r} is already on row {kept[one.id][0]}"
            bad[number] = BadRowError("id", wrong, "Give each row its own id, or delete the row that is not wanted.")
        else:
            kept[one.id] = number, one
    lost = [dict(zip(found.columns, row.cells, strict=True)) for row in rejected if row.cells]
    _reject_dependants(kept, bad, {cells["id"] for cells in lost}, set(lost_packages(lost)))
    initiatives = rolled_out(tuple(kept[key][1] for key in sorted(kept)), programme)
    known = {one.id: one for one in initiatives}
    for one in initiatives:
        _check_references(one, programme, set(known))
    _check_cycles(initiatives)
    given_up = {cells["id"] for cells in lost} | {one.id for number, one in good if number in bad}
    check_ties(known, {one: row for one, (row, _) in kept.items()}, given_up)
    more = tuple(rejected_row(found, FILE, row, bad[row.number]) for row in found.rows if row.number in bad)
    return InitiativesRead(
        initiatives=initiatives,
        rejected=tuple(sorted((*rejected, *more), key=lambda row: row.row)),
        warnings=(
            *unknown_columns(found, FILE, COLUMNS, (SCORE, EFFORT)),
            *_unweighted(found, programme),
            *lonely(known),
        ),
    )


def _initiative(cells: Mapping[str, str]) -> Initiative:
    data = given(cells, "id", "name", "duration_weeks", *AMOUNTS, *ROLLOUT, "package")
    data |= {column: listed(cells.get(column)) for column in LISTS}
    data["must_do"] = yes_no("must_do", cells.get("must_do"))
    flat = {column: cell for column, cell in cells.items() if cell and column.startswith((SCORE, EFFORT))}
    data["scores"] = {column.removeprefix(SCORE): cell for column, cell in flat.items() if column.startswith(SCORE)}
    data["effort"] = {column.removeprefix(EFFORT): cell for column, cell in flat.items() if column.startswith(EFFORT)}
    try:
        one = as_value(data, Initiative)
    except BadRowError as bad:
        field = (bad.field or "").replace("scores.", SCORE).replace("effort.", EFFORT)
        raise BadRowError(field or None, bad.wrong, bad.remedy) from None
    if slug(one.id) != one.id:
        remedy = f"Use lower-case letters, digits and hyphens: {slug(one.id)}"
        raise BadRowError("id", f"{one.id!r} is not an id", remedy)
    if not 1 <= one.duration_weeks <= MOST_WEEKS:
        remedy = f"Write a whole number of weeks up to {MOST_WEEKS}."
        raise BadRowError("duration_weeks", "an initiative takes one week or more, and ends within ten years", remedy)
    _check_amounts(one)
    check_rollout(one)
    check_package(one)
    return replace(one, scores=dict(sorted(one.scores.items())), effort=dict(sorted(one.effort.items())))


def _check_amounts(one: Initiative) -> None:
    amounts = {column: getattr(one, column) for column in AMOUNTS}
    amounts["rollout_part"] = one.rollout_part
    amounts |= {f"{EFFORT}{skill}": days for skill, days in one.effort.items()}
    for column, amount in amounts.items():
        check_amount(column, amount)


def _reject_dependants(
    kept: dict[str, tuple[int, Initiative]], bad: dict[int, BadRowError], rejected: set[str], packages: set[str]
) -> None:
    """Move to `bad` what depends on a rejected row or is in one of these packages, of which rows are rejected; and what
    depends on that or is in a package with it."""
    lost = rejected - set(kept)
    while True:
        found = [
            (number, one) for number, one in kept.values() if lost & set(one.depends_on) or one.package in packages
        ]
        if not found:
            return
        for number, one in found:
            on = ", ".join(sorted(lost & set(one.depends_on)))
            bad[number] = (
                BadRowError("depends_on", f"it depends on {on}, whose row is rejected", "Mend that row.")
                if on
                else BadRowError("package", f"a row of the package {one.package} is rejected", "Mend that row.")
            )
            del kept[one.id]
        lost |= {one.id for _, one in found}
        packages |= {one.package for _, one in found if one.package is not None}


def _check_references(one: Initiative, programme: Programme, ids: set[str]) -> None:
    councils = {organisation.id for organisation in programme.organisations}
    skills = {skill for team in programme.teams for skill in team.skills}
    used = {skill for skill, days in one.effort.items() if days > 0}
    for column, named, known, where in (
        ("depends_on", one.depends_on, ids, FILE),
        ("organisation_ids", one.organisation_ids, councils, "programme.yaml organisations"),
        ("rollout_order", one.rollout_order, councils, "programme.yaml organisations"),
        ("gate_ids", one.gate_ids, {gate.id for gate in programme.gates}, "programme.yaml gates"),
        (EFFORT + "<skill>", tuple(sorted(used)), skills, "programme.yaml teams"),
    ):
        for name in named:
            if name not in known:
                like = nearest(name, sorted(known))
                remedy = f"Did you mean {like}?" if like else f"Known: {', '.join(sorted(known)) or 'none'}."
                raise InputError(f"{FILE} {one.id}, {column}", f"{name!r} is not in {where}", remedy)


def _check_cycles(initiatives: tuple[Initiative, ...]) -> None:
    try:
        TopologicalSorter({one.id: one.depends_on for one in initiatives}).prepare()
    except CycleError as error:
        circle = " -> ".join(reversed(error.args[1]))
        wrong = f"these initiatives wait for each other in a circle: {circle}"
        raise InputError(f"{FILE} depends_on", wrong, "Take one of these dependencies out.") from None


def _unweighted(found: CsvFile, programme: Programme) -> tuple[Warned, ...]:
    known = sorted(programme.scoring)
    warned = []
    for column in found.columns:
        criterion = column.removeprefix(SCORE)
        if column.startswith(SCORE) and criterion not in programme.scoring:
            message = f'the criterion "{criterion}" has no weight in programme.yaml, so its scores count nothing'
            like = nearest(criterion, known)
            remedy = f"Did you mean {SCORE}{like}?" if like else "Add it under scoring."
            warned.append(Warned(where=FILE, message=message, remedy=remedy))
    return tuple(warned)
