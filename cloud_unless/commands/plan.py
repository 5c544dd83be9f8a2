"""`plan`: dates for every move and initiative, checked without the solver before they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cloud_unless.options import HERE, AsOfOption, FolderOption, Format, FormatOption, today
from safeio.errors import InputError


class Action(StrEnum):
    """What to do with the plan."""

    MAKE = "make"
    SHOW = "show"
    EXPORT = "export"
    IMPORT = "import"
    COMPARE = "compare"


ActionArgument = Annotated[
    Action,
    typer.Argument(
        help="What to do: make a plan, show the one that is there, export it to a spreadsheet, import an edited one, "
        "or compare it with scenarios."
    ),
]
NamesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NAME",
        help="To show: an application, a wave, an organisation or a contract, to see what concerns it. To export or "
        "import: an .xlsx or .csv file. To compare: plan, and scenarios.",
    ),
]
ListOption = Annotated[
    str | None,
    typer.Option(
        "--list",
        metavar="WHAT",
        help="Show one list only: waves, moves, initiatives, contracts, waiting, apart (interfaces between waves), "
        "shared (services that many call) or missed (support dates, and who accepted that).",
    ),
]
SecondsOption = Annotated[
    float | None,
    typer.Option("--seconds", min=0.1, max=86_400, help="How long to look for a better plan, at most."),
]
FastOption = Annotated[
    bool, typer.Option("--fast", help="Use all processors. The plan may differ from one run to the next.")
]
ChangeLeastOption = Annotated[
    bool,
    typer.Option("--change-least", help="Plan again from where things stand, and change as little as pays for itself."),
]
ScenarioOption = Annotated[
    Path | None,
    typer.Option("--scenario", metavar="FILE", help="Plan with what this file has otherwise than programme.yaml."),
]
FrontierOption = Annotated[
    bool, typer.Option("--frontier", help="Show a handful of plans to choose between: by pace, risk and money.")
]


def run(
    action: ActionArgument = Action.MAKE,
    names: NamesArgument = None,
    folder: FolderOption = HERE,
    as_of: AsOfOption = None,
    seconds: SecondsOption = None,
    fast: FastOption = False,
    change_least: ChangeLeastOption = False,
    scenario: ScenarioOption = None,
    frontier: FrontierOption = False,
    what: ListOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Decide every date; check the plan.

    Writes out/plan.json and out/cash_flow.json; of a scenario, files of its own in out/scenarios. Exit 5 when no plan
    can keep all that is asked.
    """
    from cloud_unless import plan_comparison, plan_frontier, plan_making, plan_sheet, plan_showing
    from cloud_unless.planning import Look

    day, look = as_of or today(), Look(seconds=seconds, fast=fast)
    shows = action is Action.SHOW
    if action is not Action.MAKE and (change_least or frontier or (not shows and (scenario or what))):
        remedy = "Give --change-least, --scenario, --frontier and --list without it."
        raise InputError(f"plan {action}", "these options are for making a plan", remedy)
    if action is Action.MAKE and names:
        raise InputError(f"plan {names[0]}", "a plan takes no name", "To name a folder, use --folder.")
    if frontier and (change_least or what):
        remedy = "Give --change-least or --list in a run of its own."
        raise InputError("plan --frontier", "it makes several plans, and shows none in full", remedy)
    match action:
        case Action.SHOW:
            plan_showing.show_plan(folder, day, names or (), what, form, scenario)
        case Action.EXPORT:
            plan_sheet.export(folder, day, _file(action, names))
        case Action.IMPORT:
            plan_sheet.take_in(folder, day, _file(action, names), look, form)
        case Action.COMPARE:
            plan_comparison.compare(folder, day, names or (), form)
        case Action.MAKE if frontier:
            plan_frontier.offer(folder, day, look, form, scenario)
        case Action.MAKE:
            plan_making.make(folder, day, look, form, what=what, change_least=change_least, scenario=scenario)


def _file(action: Action, names: Sequence[str] | None) -> Path:
    if not names or len(names) > 1:
        wrong = "it needs the name of one file"
        raise InputError(f"plan {action}", wrong, f"For example: cloud-unless plan {action} plan.xlsx")
    return Path(names[0])
