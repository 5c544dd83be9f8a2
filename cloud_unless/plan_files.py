"""The plan with all that it was made from: read from the folder, and held against what is there now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cloud_unless.progress import say
from cloud_unless.stages import (
    CASH_FLOW,
    DISPOSITIONS,
    ESTATE,
    PLAN,
    check_folder,
    read_dispositions,
    read_estate,
    read_folder,
    read_plan,
    write_out,
)
from safeio.errors import InputError

if TYPE_CHECKING:
    from cloud_unless.folder import Read
    from migration.model import Plan
    from migration.plan.inputs import PlanInputs

LARGEST = 500_000_000  # bytes, as every JSON file
HEAD_BYTES = 1_000
_PLAN_SHA256 = re.compile(rb'^  "plan_sha256": "([0-9a-f]{64})",$', re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Planned:
    """Everything that verify, explain, cost and report need: the plan and what it was made from.

    `inputs` have whole what the plan moves whole; in `offered`, what may go whole or in parts is there both ways.
    """

    inputs: PlanInputs
    offered: PlanInputs
    plan: Plan
    read: Read


def write_cash_flow(folder: Path, inputs: PlanInputs, plan: Plan, plan_sha256: str, name: str = CASH_FLOW) -> Path:
    """Work out the money of a plan from its dates and write it. What the inputs do not know of the plan has no money;
    `verify` names it."""
    from migration.model import CashFlowFile
    from migration.money.cash_flow import cash_flow
    from migration.plan.case import case

    at = case(inputs, plan)
    rows = cash_flow(at.countable(), at.inputs.costs, at.inputs.estate, inputs.folder)
    return write_out(folder, name, CashFlowFile(as_of=plan.as_of, plan_sha256=plan_sha256, rows=rows))


def refresh_cash_flow(folder: Path, planned: Planned) -> bool:
    """Work the money out again where the plan was edited after it was made; True when that was so."""
    from safeio.json_files import sha256_of

    plan_sha256 = sha256_of(folder / PLAN)
    if (folder / CASH_FLOW).exists() and _plan_of(folder / CASH_FLOW) == plan_sha256:
        return False
    write_cash_flow(folder, planned.inputs, planned.plan, plan_sha256)
    return True


def _plan_of(cash_flow: Path) -> str | None:
    """The hash of the plan that a cash flow says it is of. It stands before the rows, of which there may be hundreds of
    thousands. None where it is not there: the money is then worked out again. Raises InputError for no plain file."""
    from safeio.regular import open_regular

    with open_regular(cash_flow, LARGEST) as file:
        found = _PLAN_SHA256.search(file.read(HEAD_BYTES))
    return found[1].decode() if found else None


def plan_inputs(
    folder: Path, as_of: date, previous: Plan | None, scenario: Path | None = None
) -> tuple[PlanInputs, Read]:
    """All that the planner works from, read from the folder and its out/ files; with `scenario`, what differs in
    programme.yaml is read from there. Raises InputError."""
    from inventory.lifecycle import support
    from inventory.products import load_products
    from migration.money.tables import load_prices
    from migration.plan.gather import gather

    read = read_folder(folder, scenario)
    estate, estate_sha256 = read_estate(folder)
    decided, decided_sha256 = read_dispositions(folder, estate_sha256)
    inputs = gather(
        estate,
        decided.dispositions,
        support(estate, load_products(), as_of),
        read.folder,
        (*read.folder.prices, *load_prices()),
        as_of,
        previous,
        {**read.files, ESTATE: estate_sha256, DISPOSITIONS: decided_sha256},
        _second_region(folder),
    )
    return inputs, read


def _second_region(folder: Path) -> str | None:
    """The second region to build in, where landing-zone.yaml names one. Before that file is there, none is paid for."""
    from cloud_unless.landing_zone import FILE, read_landing_zone

    return read_landing_zone(folder)[0].regions.secondary if (folder / FILE).exists() else None


def read_planned(folder: Path, as_of: date) -> Planned:
    """The plan with the inputs as they are now, to check it against. Raises InputError."""
    from migration.plan.whole_or_parts import as_planned

    check_folder(folder)
    plan, _ = read_plan(folder)
    offered, read = plan_inputs(folder, as_of, plan)
    inputs = as_planned(offered, plan)
    known = {application.id for application in inputs.estate.applications}
    gone = sorted({member for group in plan.groups for member in group.application_ids} - known)
    if gone:
        wrong = f"it plans applications that the estate does not have: {', '.join(gone[:10])}"
        raise InputError(str(folder / PLAN), wrong, "Plan again with: cloud-unless plan.")
    return Planned(inputs=inputs, offered=offered, plan=plan, read=read)


def changed_since(plan: Plan, inputs: PlanInputs) -> tuple[str, ...]:
    """The names of the files that are not as they were when the plan was made, sorted."""
    then, now = plan.inputs_sha256, inputs.inputs_sha256
    return tuple(sorted(name for name in {*then, *now} if then.get(name) != now.get(name)))


def check_current(folder: Path, planned: Planned) -> None:
    """Raise InputError where the plan was made from another estate or other decisions than are there now."""
    changed = set(changed_since(planned.plan, planned.inputs)) & {ESTATE, DISPOSITIONS}
    if changed:
        wrong = f"it was made from another {' and '.join(sorted(changed))} than there is now"
        raise InputError(str(folder / PLAN), wrong, "Plan again with: cloud-unless plan.")
    say_changed(planned)


def say_changed(planned: Planned) -> None:
    """Say on standard error which files are not as they were when the plan was made."""
    changed = changed_since(planned.plan, planned.inputs)
    if changed:
        say(f"Changed since the plan was made: {', '.join(changed)}. To plan again, run: cloud-unless plan")
