"""`plan`: dates for every move and initiative, checked without the solver before they are shown."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cloud_unless import stages
from cloud_unless.options import HERE, AsOfOption, FolderOption, Format, FormatOption, today
from cloud_unless.progress import next_step, number_of, progress, say
from safeio.errors import Exit, InputError

if TYPE_CHECKING:
    from cloud_unless.folder import Read
    from cloud_unless.tables import Cell
    from migration.model import Plan, Violation
    from migration.plan.inputs import PlanInputs

ListOption = Annotated[
    str | None,
    typer.Option("--list", metavar="WHAT", help="Show one list only: waves, moves, initiatives, contracts or waiting."),
]
SecondsOption = Annotated[
    float | None,
    typer.Option("--seconds", min=0.1, max=86_400, help="How long to look for a better plan, at most."),
]
FastOption = Annotated[
    bool, typer.Option("--fast", help="Use all processors. The plan may differ from one run to the next.")
]


def run(
    folder: FolderOption = HERE,
    as_of: AsOfOption = None,
    seconds: SecondsOption = None,
    fast: FastOption = False,
    what: ListOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Decide every date; check the plan.

    Writes out/plan.json and out/cash_flow.json. Exit 5 when no plan can keep all that is asked.
    """
    from cloud_unless.plan_rows import check_list_name, plan_tables
    from cloud_unless.tables import Answer, show
    from cloud_unless.violations import violations_table
    from migration.plan.schedule import schedule
    from migration.plan.verify import verify

    check_list_name(what)
    day = as_of or today()
    inputs, read = stages.plan_inputs(folder, day, _previous(folder))
    _check_something(folder, inputs)
    with progress("Planning") as told:
        plan = schedule(inputs, seconds=seconds, fast=fast, told=told, clock=time.monotonic)
    violations = verify(inputs, plan)
    written = _write(folder, inputs, plan)
    rules = violations_table(violations, "The plan was checked without the solver: no rule is broken.")
    show(Answer(tables=(*plan_tables(inputs, plan, what), rules), facts=_facts(plan)), form)
    _close(read, plan, violations, written)
    raise typer.Exit(_exit(read, violations))


def _check_something(folder: Path, inputs: PlanInputs) -> None:
    """Raise InputError where there is nothing to plan: a plan of nothing would look like a good one."""
    from cloud_unless.empty_registers import WRITTEN, needs

    if not inputs.estate.applications and not inputs.folder.initiatives:
        wrong = "there is nothing to plan: the estate has no application, and initiatives.csv no row"
        remedy = f"{needs('applications')} {WRITTEN} && cloud-unless assess && cloud-unless plan"
        raise InputError(str(folder / stages.ESTATE), wrong, remedy)


def _previous(folder: Path) -> Plan | None:
    """The plan of the last run, whose approved waves must stay."""
    stages.check_folder(folder)
    if not (folder / stages.PLAN).exists():
        return None
    try:
        return stages.read_plan(folder)[0]
    except InputError as problem:
        remedy = "Restore it, since approved waves stand in it, or move it away and plan again."
        raise InputError(problem.where, problem.wrong, remedy) from problem


def _write(folder: Path, inputs: PlanInputs, plan: Plan) -> tuple[Path, Path]:
    from safeio.json_files import sha256_of

    plan_path = stages.write_out(folder, stages.PLAN, plan)
    return plan_path, stages.write_cash_flow(folder, inputs, plan, sha256_of(plan_path))


def _facts(plan: Plan) -> dict[str, Cell]:
    return {
        "as_of": plan.as_of,
        "status": plan.status,
        "mode": plan.mode,
        "objective_name": plan.objective_name,
        "objective_gbp": plan.objective,
        "bound_gbp": plan.bound,
        "gap": plan.gap,
    }


def _exit(read: Read, violations: tuple[Violation, ...]) -> Exit:
    """What is only not proven does not fail `plan`: `verify` is the gate that does."""
    if any(violation.severity == "broken" for violation in violations):
        return Exit.FINDINGS
    return Exit.PARTIAL if read.rejected else Exit.OK


def _close(read: Read, plan: Plan, violations: tuple[Violation, ...], written: tuple[Path, ...]) -> None:
    from cloud_unless.rejected import say_rejected, say_warnings
    from cloud_unless.violations import counted

    say_rejected(read.rejected)
    say_warnings(read.warnings)
    say(
        f"{number_of(len(plan.moves), 'move')} in {number_of(len(plan.waves), 'wave')}, "
        f"{number_of(len(plan.initiatives), 'initiative')}; "
        f"{len(plan.waiting):,} left out."
    )
    say(how_good(plan))
    say(f"Violations: {counted(violations)}.")
    say("Written: " + " and ".join(str(path) for path in written))
    next_step("verify", "explain APPLICATION", "cost --by year", "report")


def how_good(plan: Plan) -> str:
    """The objective, how far it can be from the best plan, and whether it repeats."""
    proven = "proven optimal" if plan.status == "optimal" else f"at most {plan.gap:.1%} from the best plan"
    repeats = "The same input gives the same plan." if plan.mode == "repeatable" else "Another run may differ."
    return (
        f"Objective £{plan.objective:,.0f} ({plan.objective_name}); no plan can go below £{plan.bound:,.0f}: {proven}. "
        f"{repeats}"
    )
