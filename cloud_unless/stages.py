"""The files between the stages: where they are, how they are read, which command makes a missing one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cloud_unless.progress import say
from safeio.errors import InputError

if TYPE_CHECKING:
    from cloud_unless.folder import Read
    from inventory.model import Estate
    from migration.model import CashFlowFile, Dispositions, Plan
    from migration.model.architecture import Architecture
    from migration.plan.inputs import PlanInputs
    from policies.model import FindingsFile

T = TypeVar("T")

PROGRAMME = "programme.yaml"
STORE = "estate.db"
ESTATE = "out/estate.json"
DISPOSITIONS = "out/dispositions.json"
PLAN = "out/plan.json"
CASH_FLOW = "out/cash_flow.json"
ARCHITECTURE = "out/architecture.json"
REHEARSED = "out/rehearsal"
PREVIEW_ENDING = ".preview.json"
FINDINGS = "out/findings.json"
REPORT = "out/reports/report.html"
REJECTED = "out/rejected"

STEPS = (
    ("import", STORE),
    ("estate", ESTATE),
    ("assess", DISPOSITIONS),
    ("plan", PLAN),
    ("design", ARCHITECTURE),
    ("rehearse", REHEARSED),
    ("check", FINDINGS),
)
"""The commands that make the files between the stages, each with its file, in the order in which they run."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """Everything that verify, explain, cost and report need: the plan and what it was made from."""

    inputs: PlanInputs
    plan: Plan
    read: Read


def check_folder(folder: Path) -> Path:
    """`folder`, when it is a programme folder. Raises InputError when it is not."""
    if not folder.is_dir():
        raise InputError(str(folder), "there is no such folder", "Give the programme folder with --folder.")
    if not (folder / PROGRAMME).is_file():
        remedy = "Make one with: cloud-unless init PATH. Or name yours with --folder."
        raise InputError(str(folder), f"this is not a programme folder: it has no {PROGRAMME}", remedy)
    return folder


def read_folder(folder: Path, scenario: Path | None = None) -> Read:
    """What people wrote in the programme folder, and in a scenario over it. Raises InputError."""
    from cloud_unless import folder as folders

    return folders.read_folder(check_folder(folder), scenario)


def write_out(folder: Path, name: str, value: object) -> Path:
    """Write a stage's file canonically and privately. Raises StorageError."""
    from safeio.json_files import canonical_json

    return write_bytes(folder, name, canonical_json(value))


def write_bytes(folder: Path, name: str, data: bytes) -> Path:
    """Write a file of the folder privately, in one step. Raises StorageError."""
    from safeio.private_files import write_private

    path = own_folder(folder, name) / Path(name).name
    write_private(path, data)
    return path


def own_folder(folder: Path, name: str) -> Path:
    """The folder of the file `name`, made if missing. Raises StorageError when it, or one above it, is a link."""
    from safeio.private_files import private_folder

    for above in reversed(Path(name).parents[:-1]):
        private_folder(folder / above)
    return (folder / name).parent


def read_estate(folder: Path) -> tuple[Estate, str]:
    """out/estate.json and its hash. Raises InputError when `estate` has not run."""
    from inventory.model import Estate

    return _read(folder, ESTATE, Estate, "estate")


def read_dispositions(folder: Path, estate_sha256: str) -> tuple[Dispositions, str]:
    """out/dispositions.json and its hash. Raises InputError when missing or made from another estate."""
    from migration.model import Dispositions

    found, sha256 = _read(folder, DISPOSITIONS, Dispositions, "assess")
    if found.estate_sha256 != estate_sha256:
        raise _stale(folder, DISPOSITIONS, ESTATE, "assess")
    return found, sha256


def read_plan(folder: Path) -> tuple[Plan, str]:
    """out/plan.json and its hash. Raises InputError when `plan` has not run."""
    from migration.model import Plan

    return _read(folder, PLAN, Plan, "plan")


def read_architecture(folder: Path) -> tuple[Architecture, str]:
    """out/architecture.json and its hash. Raises InputError when `design` has not run."""
    from migration.model.architecture import Architecture

    return _read(folder, ARCHITECTURE, Architecture, "design")


def read_findings(folder: Path) -> FindingsFile | None:
    """out/findings.json, None where nothing was checked yet. Raises InputError when it was changed by hand."""
    from policies.model import FindingsFile

    return _read(folder, FINDINGS, FindingsFile, "check")[0] if (folder / FINDINGS).exists() else None


def read_cash_flow(folder: Path, plan_sha256: str) -> CashFlowFile:
    """out/cash_flow.json. Raises InputError when missing or made from another plan."""
    from migration.model import CashFlowFile

    found, _ = _read(folder, CASH_FLOW, CashFlowFile, "plan")
    if found.plan_sha256 != plan_sha256:
        raise _stale(folder, CASH_FLOW, PLAN, "verify")
    return found


def write_cash_flow(folder: Path, inputs: PlanInputs, plan: Plan, plan_sha256: str, name: str = CASH_FLOW) -> Path:
    """Work out the money of a plan from its dates and write it. What the inputs do not know of the plan has no money;
    `verify` names it."""
    from migration.model import CashFlowFile
    from migration.money.cash_flow import cash_flow
    from migration.plan.case import case

    rows = cash_flow(case(inputs, plan).countable(), inputs.costs, inputs.estate, inputs.folder)
    return write_out(folder, name, CashFlowFile(as_of=plan.as_of, plan_sha256=plan_sha256, rows=rows))


def refresh_cash_flow(folder: Path, planned: Planned) -> bool:
    """Work the money out again where the plan was edited after it was made; True when that was so."""
    from migration.model import CashFlowFile

    _, plan_sha256 = read_plan(folder)
    if (folder / CASH_FLOW).exists():
        found, _ = _read(folder, CASH_FLOW, CashFlowFile, "verify")
        if found.plan_sha256 == plan_sha256:
            return False
    write_cash_flow(folder, planned.inputs, planned.plan, plan_sha256)
    return True


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
    check_folder(folder)
    plan, _ = read_plan(folder)
    inputs, read = plan_inputs(folder, as_of, plan)
    known = {application.id for application in inputs.estate.applications}
    gone = sorted({member for group in plan.groups for member in group.application_ids} - known)
    if gone:
        wrong = f"it plans applications that the estate does not have: {', '.join(gone[:10])}"
        raise InputError(str(folder / PLAN), wrong, "Plan again with: cloud-unless plan.")
    return Planned(inputs=inputs, plan=plan, read=read)


def changed_since(plan: Plan, inputs: PlanInputs) -> tuple[str, ...]:
    """The names of the files that are not as they were when the plan was made, sorted."""
    then, now = plan.inputs_sha256, inputs.inputs_sha256
    return tuple(sorted(name for name in {*then, *now} if then.get(name) != now.get(name)))


def _read(folder: Path, name: str, kind: type[T], command: str) -> tuple[T, str]:
    from safeio.json_files import read_json, sha256_of

    path = check_folder(folder) / name
    if not path.exists():
        raise InputError(str(path), "this file is not there yet", how_to_make(folder, command))
    return read_json(path, kind, canonical=True), sha256_of(path)


def how_to_make(folder: Path, command: str) -> str:
    """The command that makes what is missing, after those whose files are missing too. STEPS has them in order."""
    names = [name for name, _ in STEPS]
    before = [name for name, file in STEPS[: names.index(command)] if not (folder / file).exists()]
    return f"Make it with: {' && '.join(f'cloud-unless {name}' for name in [*before, command])}"


def next_to_make(folder: Path) -> str:
    """The first command whose file is missing; the report where all are there."""
    return next((name for name, file in STEPS if not (folder / file).exists()), "report")


def _stale(folder: Path, name: str, newer: str, command: str) -> InputError:
    wrong = f"it was made from another {newer} than the one that is there now"
    return InputError(str(folder / name), wrong, f"Make it again with: cloud-unless {command}.")


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
