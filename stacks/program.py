"""The Pulumi program: reads the architecture, asks the guard, builds the selected stack."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import pulumi

from migration.model.architecture import Architecture, Stack
from safeio.errors import UserError
from stacks.guard import check_approval, check_subscription_ids, check_tenant, read_architecture, selected
from stacks.outputs import outputs_of
from stacks.standing import BUILT, check_standing, check_subscription

CONFIG = "cloud-unless"
TENANT_VARIABLES = ("ARM_TENANT_ID", "AZURE_TENANT_ID")
"""Where people and pipelines say which tenant they are signed in to."""
SUBSCRIPTION_VARIABLES = ("ARM_SUBSCRIPTION_ID", "AZURE_SUBSCRIPTION_ID")
"""Where they say which subscription they mean."""


def run(folder: Path | None, alone: bool = False) -> None:
    """Build the selected stack. Ends with pulumi.RunError, which shows no traceback, for what the user can mend.

    `alone` leaves out the question for the wave before: a rehearsal may build any wave.
    """
    sys.excepthook = _quiet_when_interrupted
    try:
        where = folder if folder is not None else _configured_folder()
        architecture, sha256 = read_architecture(where)
        check_tenant(architecture, _said("tenantId", TENANT_VARIABLES))
        check_subscription(architecture, _said("subscriptionId", SUBSCRIPTION_VARIABLES))
        stack = selected(architecture, pulumi.get_stack())
        check_subscription_ids(architecture, stack)
        check_approval(where, sha256, _dry_run())
        check_standing(architecture, replace(stack, follows=()) if alone else stack, outputs_of, _dry_run())
        _build(architecture, stack)
        pulumi.export(BUILT, stack.name)
    except UserError as error:
        raise pulumi.RunError(str(error)) from None


def _quiet_when_interrupted(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
    """The engine interrupts the program when a resource fails, and says why; a trace would only hide that."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, problem, trace)


def _build(architecture: Architecture, stack: Stack) -> None:
    # Each imports only the parts of the Azure SDK that it builds with: they are large.
    zone = architecture.landing_zone
    if zone.governance is not None and stack.name == zone.governance.stack:
        from stacks.governance import build_governance

        build_governance(architecture, stack)
    elif zone.watch is not None and stack.name == zone.watch.stack:
        from stacks.watch import build_watch

        build_watch(architecture, stack)
    elif stack.layer == "landing-zone":
        from stacks.landing_zone import build_landing_zone

        build_landing_zone(architecture, stack)
    elif stack.layer == "shared-services":
        from stacks.shared_services import build_shared_services

        build_shared_services(architecture, stack)
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


def _said(setting: str, variables: Iterable[str]) -> dict[str, str | None]:
    said: dict[str, str | None] = {name: os.environ.get(name) for name in variables}
    return {f"config azure-native:{setting}": pulumi.Config("azure-native").get(setting), **said}


def _dry_run() -> bool:
    return bool(pulumi.runtime.is_dry_run())
