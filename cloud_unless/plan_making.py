"""`plan` itself: a plan of the programme or of a scenario, new or near the one before; made, checked and shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from cloud_unless import plan_files, planning, stages
from cloud_unless.options import Format
from cloud_unless.planning import Look
from cloud_unless.progress import next_step, progress, say
from safeio.errors import InputError


def make(
    folder: Path,
    as_of: date,
    look: Look,
    form: Format,
    what: str | None = None,
    change_least: bool = False,
    scenario: Path | None = None,
) -> None:
    """Plan, check without the solver, write and show. Ends with the exit code of the command.

    Raises InputError, InfeasibleError, NotEvaluatedError, StorageError.
    """
    from cloud_unless.plan_changes import change_facts, change_tables, in_words, keep_changes
    from cloud_unless.plan_comparison import scenario_name
    from cloud_unless.plan_rows import check_list_name, plan_tables
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from cloud_unless.violations import VERIFY_SHOWS, violations_table
    from migration.plan.verify import verify
    from migration.plan.whole_or_parts import as_planned

    check_list_name(what)
    name = scenario_name(scenario) if scenario is not None else None
    before = planning.previous(folder)
    if change_least and before is None:
        remedy = "Plan first, with: cloud-unless plan"
        raise InputError(str(folder / stages.PLAN), "there is no plan yet that could change little", remedy)
    offered, read = plan_files.plan_inputs(folder, as_of, before, scenario)
    planning.check_something(folder, offered)
    plan = planning.find(offered, look, change_least)
    inputs = as_planned(offered, plan)
    with progress("Checking the plan"):
        violations = verify(inputs, plan)
    written = [*planning.write(folder, inputs, plan, name)]
    if scenario is not None and name is not None:
        written.append(planning.keep_scenario(folder, name, scenario))
    facts = planning.facts(plan) | ({"scenario": name} if name else {})
    again = "plan show" if scenario is None else f"plan show --scenario {scenario}"
    tables = plan_tables(inputs, plan, what, again)
    if change_least and before is not None:
        facts |= change_facts(inputs, before, plan)
        changed = change_tables(offered, before, plan, name)
        tables = (*changed, *(tables if what else ()))
        written.append(keep_changes(folder, changed, name))
    all_rules = "--format json holds them all." if name else VERIFY_SHOWS
    rules = violations_table(violations, "The plan was checked without the solver: no rule is broken.", all_rules)
    show(Answer(tables=(*tables, rules), facts=facts), form)
    if change_least and before is not None:
        say(in_words(inputs, before, plan))
    planning.close(read, inputs, plan, violations, written)
    next_step(
        *((f"plan compare plan {name}",) if name else ("verify", "explain APPLICATION", "cost --by year", "report"))
    )
    raise typer.Exit(planning.exit_for(read, violations))
