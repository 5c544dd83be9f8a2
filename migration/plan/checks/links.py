"""Copying in a week, and what changes meanwhile, is no more than the line of its site carries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from migration.dates import WEEK, monday
from migration.model import Move, Violation
from migration.plan.case import Case
from migration.plan.seeding import Copying, copying, line_gib

CONSTRAINT = "links"


def check(case: Case) -> Iterator[Violation]:
    """GiB by site and week against its lines; a device must have its lead time."""
    asked: dict[tuple[str, date], Decimal] = defaultdict(Decimal)
    for move in case.plan.moves:
        group = case.groups.get(move.group_id)
        copied = copying(group, case.inputs.folder.programme, case.stand) if group is not None else None
        if copied is not None:
            yield from _alone(case, move, copied)
            _carry(case, move, copied, asked)
    for (site, week), gib in sorted(asked.items()):
        carries = line_gib(site, case.inputs.folder.programme)
        if gib > carries:
            yield Violation(
                constraint=CONSTRAINT,
                subject=site,
                message=f"in the week of {week} copying asks {gib:,.0f} GiB of the line of {site}, "
                f"which carries {carries:,.0f} GiB",
                amount=f"{gib - carries:,.0f} GiB over",
                dates=(week,),
            )


def _alone(case: Case, move: Move, copied: Copying) -> Iterator[Violation]:
    for site in copied.too_slow:
        yield Violation(
            constraint=CONSTRAINT,
            subject=move.group_id,
            message=f"its data changes faster than the line of {site} can copy",
        )
    device = case.inputs.folder.programme.copying.device
    if copied.devices and device is not None and move.cut_over - move.seeding_from < device.lead_weeks * WEEK:
        yield Violation(
            constraint=CONSTRAINT,
            subject=move.group_id,
            message=f"its data goes on a device, which takes {device.lead_weeks} weeks; copying starts on "
            f"{move.seeding_from}, too late for the cut-over on {move.cut_over}",
            dates=(move.seeding_from, move.cut_over),
        )


def _carry(case: Case, move: Move, copied: Copying, asked: dict[tuple[str, date], Decimal]) -> None:
    """Spread what each line carries over the weeks up to the cut-over: all since copying starts, or, after a device has
    been loaded, those in which the line catches up."""
    last = monday(move.cut_over)
    weeks = max((last - monday(move.seeding_from)) // WEEK + 1, 1)
    for site, use in copied.lines.items():
        count = use.weeks if site in copied.devices else weeks
        for n in range(count):
            if last - n * WEEK >= case.plan.plan_from:
                asked[site, last - n * WEEK] += use.gib / count + use.changes
