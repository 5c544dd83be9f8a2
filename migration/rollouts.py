"""Built once, rolled out in turn: an initiative for several organisations as a build and a roll-out to each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from migration.model import Initiative, Programme
from migration.register_rows import BadRowError
from safeio.errors import InputError

MOST_WEEKS = 520


def rolled_out(initiatives: Iterable[Initiative], programme: Programme) -> tuple[Initiative, ...]:
    """The initiatives, sorted by id, those with `rollout_weeks` as their build and a roll-out to each organisation.

    The build has the effort and capital of the row, shared by all. Each roll-out has its part of them, and its
    organisation pays for it; running costs, benefit and scores come with the roll-outs, in equal parts. The effort of
    each is less than that of the one before by `rollout_learning`. All are of the row's package and exclude what it
    excludes. Raises InputError where a roll-out would have the id of another initiative.
    """
    rows = tuple(initiatives)
    found = [part for row in rows for part in (_parts(row, programme) if row.rollout_weeks else (row,))]
    taken = {row.id for row in rows}
    for part in found:
        if part.rollout_of is not None and part.id in taken:
            wrong = f"the roll-out of {part.rollout_of} to {part.organisation_ids[0]} would have the same id"
            raise InputError(f"initiatives.csv {part.id}", wrong, "Give this initiative another id.")
    return tuple(sorted(found, key=lambda part: part.id))


def rollout_id(initiative_id: str, organisation_id: str) -> str:
    """The id of the roll-out of an initiative to an organisation."""
    return f"{initiative_id}-at-{organisation_id}"


def check_rollout(row: Initiative) -> None:
    """Raise BadRowError where an initiative cannot be rolled out as its row says."""
    if row.rollout_weeks is None:
        return
    for column, weeks, least in (
        ("rollout_weeks", row.rollout_weeks, 1),
        ("rollout_lag_weeks", row.rollout_lag_weeks, 0),
    ):
        if not least <= weeks <= MOST_WEEKS:
            raise BadRowError(column, f"{weeks} is not from {least} to {MOST_WEEKS}", "Correct the number.")
    if row.rollout_part is None:
        remedy = "Write what a roll-out takes of the effort and capital of the build, such as 0.2."
        raise BadRowError("rollout_part", "the cell is empty, and rollout_weeks is not", remedy)
    order = row.rollout_order
    if len(set(order)) != len(order) or set(order) != set(row.organisation_ids) or not order:
        wrong = "these are not the organisations of organisation_ids, each once"
        raise BadRowError("rollout_order", wrong, "Name the same organisations, in the order in which they get it.")


def _parts(row: Initiative, programme: Programme) -> Iterator[Initiative]:
    assert row.rollout_weeks is not None and row.rollout_part is not None, row.id
    names = {organisation.id: organisation.name for organisation in programme.organisations}
    nothing, count = Decimal(0), len(row.rollout_order)
    yield replace(row, scores={}, revenue_gbp_per_year=nothing, benefit_gbp_per_year=nothing)
    before: tuple[str, ...] = ()
    for place, organisation in enumerate(row.rollout_order):
        part = row.rollout_part * programme.rollout_learning**place
        yield replace(
            row,
            id=rollout_id(row.id, organisation),
            name=f"{row.name}: {names.get(organisation, organisation)}",
            scores={criterion: score / count for criterion, score in row.scores.items()},
            effort={skill: days * part for skill, days in row.effort.items()},
            duration_weeks=row.rollout_weeks,
            capital_gbp=_part(row.capital_gbp, row.rollout_part),
            revenue_gbp_per_year=_part(row.revenue_gbp_per_year, Decimal(1) / count),
            benefit_gbp_per_year=_part(row.benefit_gbp_per_year, Decimal(1) / count),
            depends_on=(row.id, *before),
            organisation_ids=(organisation,),
            gate_ids=(),
            rollout_order=(),
            rollout_weeks=None,
            rollout_lag_weeks=0,
            rollout_part=None,
            rollout_of=row.id,
            lag_weeks=row.rollout_lag_weeks,
        )
        before = (rollout_id(row.id, organisation),)


def _part(gbp: Decimal | None, part: Decimal) -> Decimal | None:
    return None if gbp is None else gbp * part
