"""The Pulumi program: reads the architecture, asks the guard, builds the selected stack."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType

import pulumi

from migration.model.architecture import Architecture, Stack
from safeio.errors import UserError
from stacks.guard import check_approval, check_tenant, read_architecture, selected

CONFIG = "cloud-unless"
TENANT_VARIABLES = ("ARM_TENANT_ID", "AZURE_TENANT_ID")
"""Where people and pipelines say which tenant they are signed in to."""


def run(folder: Path | None) -> None:
    """Build the selected stack. Ends with pulumi.RunError, which shows no traceback, for what the user can mend."""
    sys.excepthook = _quiet_when_interrupted
    try:
        where = folder if folder is not None else _configured_folder()
        architecture, sha256 = read_architecture(where)
        check_tenant(architecture, _tenants_said())
        stack = selected(architecture, pulumi.get_stack())
        check_approval(where, sha256, pulumi.runtime.is_dry_run())
        _build(architecture, stack)
    except UserError as error:
        raise pulumi.RunError(str(error)) from None


def _quiet_when_interrupted(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
    """The engine interrupts the program when a resource fails, and says why; a trace would only hide that."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, problem, trace)


def _build(architecture: Architecture, stack: Stack) -> None:
    # Each imports only the parts of the Azure SDK that it builds with: they are large.
    if stack.layer == "landing-zone":
        from stacks.landing_zone import build_landing_zone

        build_landing_zone(architecture, stack)
    else:
        from stacks.wave_stack import build_wave

        build_wave(architecture, stack)


def _configured_folder() -> Path:
    project = _project_folder(Path.cwd())
    configured = pulumi.Config(CONFIG).get("folder")
    return project / configured if configured else project


def _project_folder(start: Path) -> Path:
    """The folder that holds Pulumi.yaml: the program may run in a folder below it (`main: stacks/`)."""
    for folder in (start, *start.parents):
        if (folder / "Pulumi.yaml").is_file() or (folder / "Pulumi.yml").is_file():
            return folder
    return start


def _tenants_said() -> dict[str, str | None]:
    said: dict[str, str | None] = {name: os.environ.get(name) for name in TENANT_VARIABLES}
    return {"config azure-native:tenantId": pulumi.Config("azure-native").get("tenantId"), **said}
