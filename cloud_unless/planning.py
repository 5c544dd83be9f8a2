"""Making a plan for the command: how long to look, what is written, what is said about it, and how it ends."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cloud_unless import plan_files, stages
from cloud_unless.progress import number_of, progress, say
from safeio.errors import Exit, InputError

if TYPE_CHECKING:
    from cloud_unless.folder import Read
    from cloud_unless.tables import Cell
    from migration.model import Plan, Violation
    from migration.plan.inputs import PlanInputs


SCENARIOS = "out/scenarios"
MOST_BYTES = 1_000_000  # as every file that people write


@dataclass(frozen=True, kw_only=True)
class Look:
    """How long to look for a better plan: `seconds` None is a counted amount of work; `fast` uses all processors."""

    seconds: float | None = None
    fast: bool = False


def find(inputs: PlanInputs, look: Look, change_least: bool = False) -> Plan:
    """A plan for these inputs; with `change_least` one near `inputs.previous`. Raises as `schedule` and `replan`."""
    with progress("Planning again" if change_least else "Planning") as told:
        if change_least:
            from migration.plan.changes import replan

            return replan(inputs, seconds=look.seconds, fast=look.fast, told=told, clock=time.monotonic)
        from migration.plan.schedule import schedule

        return schedule(inputs, seconds=look.seconds, fast=look.fast, told=told, clock=time.monotonic)


def previous(folder: Path) -> Plan | None:
    """The plan of the last run, whose approved waves must stay. Raises InputError for one that was changed."""
    stages.check_folder(folder)
    if not (folder / stages.PLAN).exists():
        return None
    try:
        return stages.read_plan(folder)[0]
    except InputError as problem:
        remedy = "Restore it, since approved waves stand in it, or move it away and plan again."
        raise InputError(problem.where, problem.wrong, remedy) from problem


def needed(folder: Path) -> Plan:
    """The plan of the last run. Raises InputError when there is none."""
    plan = previous(folder)
    return plan if plan is not None else stages.read_plan(folder)[0]


def check_something(folder: Path, inputs: PlanInputs) -> None:
    """Raise InputError where there is nothing to plan: a plan of nothing would look like a good one."""
    from cloud_unless.empty_registers import WRITTEN, needs

    if not inputs.estate.applications and not inputs.folder.initiatives:
        wrong = "there is nothing to plan: the estate has no application, and initiatives.csv no row"
        remedy = f"{needs('applications')} {WRITTEN} && cloud-unless assess && cloud-unless plan"
        raise InputError(str(folder / stages.ESTATE), wrong, remedy)


def write(folder: Path, inputs: PlanInputs, plan: Plan, scenario: str | None = None) -> tuple[Path, Path]:
    """Write the plan and its cash flow: of the programme, or beside it those of a scenario. Raises StorageError."""
    from safeio.json_files import sha256_of

    plan_name, money_name = files_of(scenario)
    plan_path = stages.write_out(folder, plan_name, plan)
    return plan_path, plan_files.write_cash_flow(folder, inputs, plan, sha256_of(plan_path), money_name)


def keep_scenario(folder: Path, name: str, file: Path) -> Path:
    """Keep what the plan of a scenario was made with beside that plan. Raises InputError, StorageError."""
    from safeio.regular import read_regular

    return stages.write_bytes(folder, overlay_of(name), read_regular(file, MOST_BYTES))


def overlay_of(scenario: str) -> str:
    """Where the kept file of a scenario is."""
    return f"{SCENARIOS}/{scenario}.yaml"


def files_of(scenario: str | None) -> tuple[str, str]:
    """Where the plan and the cash flow are: of the programme, or of a scenario by its name."""
    if scenario is None:
        return stages.PLAN, stages.CASH_FLOW
    return f"{SCENARIOS}/{scenario}.plan.json", f"{SCENARIOS}/{scenario}.cash_flow.json"


def changes_of(scenario: str | None) -> str:
    """Where it stands what the plan, of the programme or of a scenario, has otherwise than the one before."""
    return "out/changes.csv" if scenario is None else f"{SCENARIOS}/{scenario}.changes.csv"


def facts(plan: Plan) -> dict[str, Cell]:
    """What is said of a plan in JSON, before its lists. Stages only where the programme has them."""
    return ({"stages": stage_lines(plan)} if plan.stages else {}) | {
        "as_of": plan.as_of,
        "status": plan.status,
        "mode": plan.mode,
        "objective_name": plan.objective_name,
        "objective_gbp": plan.objective,
        "bound_gbp": plan.bound,
        "gap": plan.gap,
    }


def exit_for(read: Read, violations: tuple[Violation, ...]) -> Exit:
    """What is only not proven does not fail `plan`: `verify` is the gate that does."""
    if any(violation.severity == "broken" for violation in violations):
        return Exit.FINDINGS
    return Exit.PARTIAL if read.rejected else Exit.OK


def close(
    read: Read, inputs: PlanInputs, plan: Plan, violations: tuple[Violation, ...], written: Sequence[Path]
) -> None:
    """Say what was made, how good it is and where it stands."""
    from cloud_unless.missed_rows import say_missed
    from cloud_unless.rejected import say_rejected, say_warnings
    from cloud_unless.violations import counted, say_by_rule

    say_rejected(read.rejected)
    say_warnings(read.warnings)
    say(
        f"{number_of(len(plan.moves), 'move')} in {number_of(len(plan.waves), 'wave')}, "
        f"{number_of(len(plan.initiatives), 'initiative')}; "
        f"{len(plan.waiting):,} left out."
    )
    for line in stage_lines(plan):
        say(line)
    say(how_good(plan))
    say_missed(inputs, plan)
    say(f"Violations: {counted(violations)}.")
    say_by_rule(violations)
    say("Written: " + " and ".join(str(path) for path in written))


def stage_lines(plan: Plan) -> tuple[str, ...]:
    """One line for each stage: what the plan comes to, and how far it can be from the best."""
    from migration.plan.stage_names import WORDS

    lines = []
    for number, stage in enumerate(plan.stages or (), start=1):
        proven = stage.best_gbp == stage.bound_gbp
        bound = f": none goes below £{stage.bound_gbp:,.0f}" if stage.bound_gbp > 0 else ", and no bound is known"
        how = "proven the best" if proven else f"not proven the best{bound}"
        held = "" if stage.gbp == stage.best_gbp else f", the best found being £{stage.best_gbp:,.0f}"
        before = " of the plans that hold the stages before" if number > 1 else ""
        lines.append(f"Stage {number}, {WORDS[stage.measure]}: £{stage.gbp:,.0f}{held}; {how}{before}.")
    return tuple(lines)


def how_good(plan: Plan) -> str:
    """The objective, how far it can be from the best plan, and whether it repeats."""
    proven = "proven optimal" if plan.status == "optimal" else f"at most {plan.gap:.1%} from the best plan"
    if plan.stages and plan.status != "optimal" and plan.bound == plan.objective:
        proven = "proven the cheapest of these, but not every stage is proven"
    which = "plan that holds the stages" if plan.stages else "plan"
    repeats = "The same input gives the same plan." if plan.mode == "repeatable" else "Another run may differ."
    return (
        f"Objective £{plan.objective:,.0f} ({plan.objective_name}); "
        f"no {which} can go below £{plan.bound:,.0f}: {proven}. {repeats}"
    )
