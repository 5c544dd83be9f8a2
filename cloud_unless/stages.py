"""The files between the stages: where they are, how they are read, which command makes a missing one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from safeio.errors import InputError

if TYPE_CHECKING:
    from cloud_unless.folder import Read
    from inventory.model import Estate
    from migration.model import CashFlowFile, Dispositions, Plan
    from migration.model.architecture import Architecture
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
STATE_ENDING = ".state.json"
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

    return read_made(folder, ESTATE, Estate, "estate")


def read_dispositions(folder: Path, estate_sha256: str) -> tuple[Dispositions, str]:
    """out/dispositions.json and its hash. Raises InputError when missing or made from another estate."""
    from migration.model import Dispositions

    found, sha256 = read_made(folder, DISPOSITIONS, Dispositions, "assess")
    if found.estate_sha256 != estate_sha256:
        raise _stale(folder, DISPOSITIONS, ESTATE, "assess")
    return found, sha256


def read_plan(folder: Path) -> tuple[Plan, str]:
    """out/plan.json and its hash. Raises InputError when `plan` has not run, or a day in it cannot be."""
    from migration.model import Plan
    from migration.plan.plausible import FIRST, LAST, impossible_days

    plan, sha256 = read_made(folder, PLAN, Plan, "plan")
    for subject, day in impossible_days(plan):
        wrong = f"{subject} has the day {day}, which is not between {FIRST} and {LAST}"
        raise InputError(str(folder / PLAN), wrong, "Mend it, or plan again with: cloud-unless plan.")
    return plan, sha256


def read_architecture(folder: Path) -> tuple[Architecture, str]:
    """out/architecture.json and its hash. Raises InputError when `design` has not run."""
    from migration.model.architecture import Architecture

    return read_made(folder, ARCHITECTURE, Architecture, "design")


def read_findings(folder: Path) -> FindingsFile | None:
    """out/findings.json, None where nothing was checked yet. Raises InputError when it was changed by hand."""
    from policies.model import FindingsFile

    return read_made(folder, FINDINGS, FindingsFile, "check")[0] if (folder / FINDINGS).exists() else None


def read_cash_flow(folder: Path, plan_sha256: str) -> CashFlowFile:
    """out/cash_flow.json. Raises InputError when missing or made from another plan."""
    from migration.model import CashFlowFile

    found, _ = read_made(folder, CASH_FLOW, CashFlowFile, "plan")
    if found.plan_sha256 != plan_sha256:
        raise _stale(folder, CASH_FLOW, PLAN, "verify")
    return found


def read_made(folder: Path, name: str, kind: type[T], command: str) -> tuple[T, str]:
    """A file that `command` makes, and its hash. Raises InputError when it is missing or was changed by hand."""
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
