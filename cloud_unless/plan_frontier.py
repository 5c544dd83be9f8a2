"""`plan --frontier`: a handful of plans to choose between, and what more time or money would do."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cloud_unless import plan_files, planning
from cloud_unless.options import Format
from cloud_unless.planning import Look
from cloud_unless.progress import next_step, progress, say
from cloud_unless.showing import show
from cloud_unless.tables import Answer, Cell, Column, Table

if TYPE_CHECKING:
    from migration.plan.frontier import Frontier, Point
    from migration.plan.inputs import PlanInputs


def offer(folder: Path, as_of: date, look: Look, form: Format, scenario: Path | None = None) -> None:
    """Show the plans. Nothing is written: to take one, set its weights in programme.yaml and plan."""
    from migration.plan.frontier import frontier

    inputs, _ = plan_files.plan_inputs(folder, as_of, planning.previous(folder), scenario)
    planning.check_something(folder, inputs)
    with progress("Looking for plans to choose between") as told:
        found = frontier(inputs, seconds=look.seconds, fast=look.fast, told=told, clock=time.monotonic)
    show(Answer(tables=(_points(inputs, found), _worth(found)), facts={"as_of": as_of}), form)
    if found.left_out:
        say(f"No better in anything than those shown: {', '.join(found.left_out)}.")
    say("Each was planned again near the first plan. Better ones may lie between them: the bound is of pounds alone.")
    say(
        "Nothing was written. To take one, multiply unsupported_week_gbp (risk) and on_premise_server_week_gbp "
        "(servers) in programme.yaml, or in a scenario, and plan."
    )
    next_step("plan", "plan --scenario FILE")


def _points(inputs: PlanInputs, found: Frontier) -> Table:
    return Table(
        name="frontier",
        title="Plans to choose between, by pace: none is worse than another in pace, risk and money",
        columns=(
            Column(key="plan", heading="Plan", wrap=True),
            Column(key="unsupported_week_gbp_times", heading="Risk ×", right=True),
            Column(key="on_premise_server_week_gbp_times", heading="Servers ×", right=True),
            Column(key="half_by", heading="Half moved"),
            Column(key="last_cut_over", heading="Last"),
            Column(key="risk_weeks", heading="Risk weeks", right=True),
            Column(key="risk_gbp", heading="Risk £", right=True),
            Column(key="money_gbp", heading="Rest £", right=True),
            Column(key="objective_gbp", heading="Pounds", right=True),
            Column(key="broken", heading="Broken", right=True, people=False),
        ),
        rows=tuple(_row(inputs, point) for point in found.points),
    )


def _row(inputs: PlanInputs, point: Point) -> tuple[Cell, ...]:
    from migration.plan.comparison import risk_weeks
    from migration.plan.verify import verify

    broken = sum(violation.severity == "broken" for violation in verify(inputs, point.plan))
    return (
        point.aim.name,
        str(point.aim.risk),
        str(point.aim.pace),
        point.half_by,
        point.last,
        risk_weeks(point.plan, inputs),
        point.risk_gbp,
        point.money_gbp,
        point.plan.objective,
        broken,
    )


def _worth(found: Frontier) -> Table:
    return Table(
        name="worth",
        title="What more or less would do to the pounds of the plan (planned again; a rise may be less)",
        columns=(
            Column(key="change", heading="Change", wrap=True),
            Column(key="pounds", heading="Pounds", right=True, unknown="no plan found"),
            Column(key="more_gbp", heading="More", right=True, unknown="–"),
        ),
        rows=tuple((one.change, one.pounds, one.more_gbp) for one in found.worth),
    )
