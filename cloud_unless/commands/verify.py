"""`verify`: the plan against every rule, without the solver. This is the gate."""

from __future__ import annotations

import typer

from cloud_unless import plan_files, stages
from cloud_unless.options import HERE, AsOfOption, FolderOption, Format, FormatOption, today
from cloud_unless.progress import next_step, progress, say


def run(folder: FolderOption = HERE, as_of: AsOfOption = None, form: FormatOption = Format.TABLE) -> None:
    """Check the plan without the solver.

    Exit 0 when every rule is kept, 1 when one is broken, 4 when one is only not proven. After a plan was edited by
    hand, its cash flow is worked out again.
    """
    from cloud_unless.missed_rows import say_missed
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from cloud_unless.violations import counted, exit_for, say_by_rule, violations_table
    from migration.plan.verify import verify
    from safeio.errors import Exit

    day = as_of or today()
    planned = plan_files.read_planned(folder, day)
    with progress("Checking the plan"):
        violations = verify(planned.inputs, planned.plan)
    table = violations_table(violations, "Every rule is kept, and nothing is unproven.")
    show(Answer(tables=(table,), facts={"as_of": day}), form)
    plan_files.say_changed(planned)
    if plan_files.refresh_cash_flow(folder, planned):
        say(f"The plan was edited: its money was worked out again in {folder / stages.CASH_FLOW}.")
    code = exit_for(violations)
    say_missed(planned.inputs, planned.plan)
    say(f"{len(planned.plan.moves):,} moves checked. Violations: {counted(violations)}.")
    say_by_rule(violations)
    next_step(*(("cost --by year", "report") if code is Exit.OK else ("explain APPLICATION", "plan")))
    raise typer.Exit(code)
