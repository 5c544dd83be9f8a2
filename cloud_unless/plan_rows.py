"""The plan as rows: waves, moves, initiatives, contracts, and what is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from cloud_unless.tables import Column, Table
from safeio.errors import InputError

if TYPE_CHECKING:
    from migration.model import Plan
    from migration.plan.inputs import PlanInputs

SHOWN = 200  # a list longer than this is for a program, not for a screen

LISTS = ("waves", "moves", "initiatives", "contracts", "waiting", "apart", "shared", "missed")
SHOWN_BY_DEFAULT = ("waves", "moves", "waiting")


def check_list_name(what: str | None) -> None:
    """Raise InputError when `what` is no list of the plan."""
    if what is not None and what not in LISTS:
        raise InputError("--list", f"there is no list {what!r}", f"Use one of: {', '.join(LISTS)}")


def plan_tables(
    inputs: PlanInputs, plan: Plan, what: str | None = None, again: str = "plan show", every: bool = False
) -> tuple[Table, ...]:
    """The tables of a plan; with `what`, that one alone; with `every`, all. `again` is the command that shows them
    another time."""
    from cloud_unless.missed_rows import missed_table
    from cloud_unless.plan_links import apart_table, shared_table

    made: dict[str, Callable[[], Table]] = {
        "waves": lambda: _waves(plan),
        "moves": lambda: _moves(inputs, plan),
        "initiatives": lambda: _initiatives(inputs, plan),
        "contracts": lambda: _contracts(plan),
        "waiting": lambda: _waiting(plan, "Nothing is left out." if what else None),
        "apart": lambda: apart_table(inputs, plan),
        "shared": lambda: shared_table(inputs),
        "missed": lambda: missed_table(inputs, plan),
    }
    names = (what,) if what else LISTS if every else SHOWN_BY_DEFAULT
    asked = bool(what) or every
    return tuple(_capped(made[name](), _rest(again, name), asked) for name in names)


def _capped(table: Table, rest: str, asked: bool) -> Table:
    return replace(table, most=SHOWN if asked or table.most is None else table.most, rest=rest)


def _rest(again: str, name: str) -> str:
    return f"some: cloud-unless {again} NAME, as of an application; all: {again} --list {name} --format csv"


def _waves(plan: Plan) -> Table:
    groups = {group.id: group for group in plan.groups}
    rows = []
    for wave in plan.waves:
        inside = [groups[group_id] for group_id in wave.group_ids]
        rows.append(
            (
                wave.id,
                wave.state,
                wave.period_from,
                wave.period_to,
                wave.organisation_ids,
                sum(len(group.application_ids) for group in inside),
                sum(len(group.thing_ids) for group in inside),
                _sum(group.data_gib for group in inside),
            )
        )
    return Table(
        name="waves",
        title="Waves",
        columns=(
            Column(key="wave_id", heading="Wave"),
            Column(key="state", heading="State"),
            Column(key="period_from", heading="From", people=False),  # the id says it
            Column(key="period_to", heading="Until"),
            Column(key="organisation_ids", heading="Organisations", wrap=True),
            Column(key="applications", heading="Apps", right=True),
            Column(key="things", heading="Things", right=True),
            Column(key="data_gib", heading="Data GiB", right=True),
        ),
        rows=tuple(rows),
        empty="No application moves in this plan.",
    )


def _sum(amounts: Iterable[int | None]) -> int | None:
    """The sum, or None when one of the amounts is not known."""
    found = list(amounts)
    known = [amount for amount in found if amount is not None]
    return sum(known) if len(known) == len(found) else None


def _moves(inputs: PlanInputs, plan: Plan) -> Table:
    names = {application.id: application.name for application in inputs.estate.applications}
    routes = {one.application_id: one.route for one in inputs.dispositions}
    owners = {application.id: application.organisation_ids for application in inputs.estate.applications}
    groups = {group.id: group for group in plan.groups}
    waves = {group_id: wave.id for wave in plan.waves for group_id in wave.group_ids}
    rows = []
    for move in sorted(plan.moves, key=lambda move: (move.cut_over, move.group_id)):
        members = groups[move.group_id].application_ids
        rows.append(
            (
                tuple(names.get(member, member) for member in members),
                tuple(sorted({routes[member] for member in members if member in routes})),
                move.prepare_from,
                move.seeding_from,
                move.cut_over,
                move.old_off,
                move.pinned,
                move.group_id,
                members,
                waves.get(move.group_id),
                tuple(sorted({owner for member in members for owner in owners.get(member, ())})),
            )
        )
    return Table(
        name="moves",
        title="Moves, by cut-over",
        columns=(
            Column(key="applications", heading="Applications", wrap=True),
            Column(key="routes", heading="Route", wrap=True),
            Column(key="prepare_from", heading="Prepare"),
            Column(key="seeding_from", heading="Seed data"),
            Column(key="cut_over", heading="Cut over"),
            Column(key="old_off", heading="Old off"),
            Column(key="pinned", heading="Pinned"),
            Column(key="group_id", heading="Group", people=False),
            Column(key="application_ids", heading="Ids", people=False),
            Column(key="wave_id", heading="Wave", people=False),
            Column(key="organisation_ids", heading="Organisations", people=False),
        ),
        rows=tuple(rows),
        most=60,
    )


def _initiatives(inputs: PlanInputs, plan: Plan) -> Table:
    of = {one.id: one for one in inputs.folder.initiatives}
    rows = []
    for slot in sorted(plan.initiatives, key=lambda slot: (slot.starts, slot.initiative_id)):
        one = of.get(slot.initiative_id)
        rows.append(
            (slot.initiative_id, one.name if one else None, one.must_do if one else None, slot.starts, slot.ends)
        )
    return Table(
        name="initiatives",
        title="Initiatives, by start",
        columns=(
            Column(key="initiative_id", heading="Initiative"),
            Column(key="name", heading="Name", wrap=True),
            Column(key="must_do", heading="Must do"),
            Column(key="starts", heading="Starts"),
            Column(key="ends", heading="Ends"),
        ),
        rows=tuple(rows),
        empty="No initiative is in this plan.",
    )


def _contracts(plan: Plan) -> Table:
    return Table(
        name="contracts",
        title="What happens to each contract",
        columns=(
            Column(key="contract_id", heading="Contract", wrap=True),
            Column(key="extensions", heading="Extensions", right=True),
            Column(key="ends", heading="Ends", unknown="runs on"),
            Column(key="notice_by", heading="Notice by", unknown="–"),
            Column(key="gbp", heading="Cost £", right=True),
            Column(key="because", heading="Because", wrap=True),
        ),
        rows=tuple((c.contract_id, c.extensions, c.ends, c.notice_by, c.gbp, c.because) for c in plan.contracts),
        empty="The estate has no contract.",
    )


def _waiting(plan: Plan, empty: str | None) -> Table:
    return Table(
        name="waiting",
        title="Left out",
        columns=(
            Column(key="subject", heading="What", wrap=True),
            Column(key="why", heading="Why", wrap=True),
            Column(key="remedy", heading="What would bring it in", wrap=True),
        ),
        rows=tuple((one.subject, one.why, one.remedy) for one in plan.waiting),
        empty=empty,
        most=20,
    )
