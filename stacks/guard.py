"""What must hold before anything is built: the file as designed, approved by people, for the right tenant."""

from __future__ import annotations

from collections.abc import Mapping
from os.path import lexists
from pathlib import Path

from migration.model.architecture import Architecture, Stack
from migration.model.architecture.problems import problems
from migration.model.architecture.zone_stacks import part_of
from migration.model.landing_zone import Approval
from safeio.errors import InputError
from safeio.json_files import canonical_json, read_json, sha256_bytes
from safeio.yaml_files import read_yaml

ARCHITECTURE = Path("out") / "architecture.json"
"""Where the command `design` writes, in the programme folder."""

APPROVAL = "approval.yaml"

SHOWN_PROBLEMS = 5
"""So many problems of an architecture are named; the command `design` lists them all."""


def read_architecture(folder: Path) -> tuple[Architecture, str]:
    """The architecture of a programme folder and the SHA-256 of its bytes.

    Raises InputError when it is missing, was changed after it was written, or cannot be built.
    """
    path = folder / ARCHITECTURE
    if not path.is_file():
        raise InputError(str(path), "this file is missing", "Make it: cloud-unless design")
    architecture = read_json(path, Architecture, canonical=True)
    found = problems(architecture)
    if found:
        shown = "; ".join(f"{one.subject}: {one.message}" for one in found[:SHOWN_PROBLEMS])
        more = f" (and {len(found) - SHOWN_PROBLEMS} more)" if len(found) > SHOWN_PROBLEMS else ""
        raise InputError(str(path), f"this cannot be built: {shown}{more}", "Mend the inputs and design again.")
    # The file is canonical, so these are its bytes.
    return architecture, sha256_bytes(canonical_json(architecture))


def check_approval(folder: Path, sha256: str, dry_run: bool) -> None:
    """People agreed to build exactly this. A preview may come before approval.yaml; what it says must hold even then.

    Raises InputError when it is missing and needed, or when it names another architecture.
    """
    path = folder / APPROVAL
    if not lexists(path):
        if dry_run:
            return
        remedy = f"Let the approver write it, with architecture_sha256: {sha256}"
        raise InputError(str(path), "nobody has approved this architecture: the file is missing", remedy)
    approval = read_yaml(path, Approval)
    if approval.architecture_sha256 != sha256:
        wrong = f"it approves another architecture ({approval.architecture_sha256[:12]}…) than out/architecture.json"
        raise InputError(str(path), wrong, f"Review what changed, then let the approver write {sha256}")


def check_tenant(architecture: Architecture, said: Mapping[str, str | None]) -> None:
    """Every place that names a tenant names that of the architecture. `said` maps the place to what it says, None
    where it is not set. Raises InputError."""
    for where, tenant_id in said.items():
        if tenant_id and tenant_id.casefold() != architecture.tenant_id.casefold():
            wrong = f"this is not the tenant of the architecture ({architecture.tenant_id})"
            raise InputError(
                where, wrong, "Sign in to the right tenant, or correct landing-zone.yaml and design again."
            )


def check_subscription_ids(architecture: Architecture, stack: Stack) -> None:
    """Every subscription that the stack builds in has an id. A new one has none until the governance has asked for it
    and a person has written the id down. Raises InputError."""
    zone = architecture.landing_zone
    if zone.governance is not None and stack.name == zone.governance.stack:
        return
    groups = (*stack.resource_groups, *part_of(zone, stack.name).resource_groups)
    wanted = {stack.subscription_key, *(one.subscription_key for one in groups)}
    if stack.name == zone.stack:
        wanted |= {one.key for one in zone.subscriptions}
    for one in zone.subscriptions:
        if one.key in wanted and one.subscription_id is None:
            asks = zone.governance.stack if zone.governance else "governance"
            wrong = f"the subscription {one.key} has no id yet, and the stack {stack.name} builds in it"
            remedy = (
                f"Run: pulumi up --stack {asks}. Write the id that its output new_subscriptions shows as "
                "subscription_id, and design again."
            )
            raise InputError(f"landing-zone.yaml subscriptions {one.key}", wrong, remedy)


def selected(architecture: Architecture, name: str) -> Stack:
    """The stack of the architecture with this name. Raises InputError with the names there are."""
    found = next((one for one in architecture.stacks if one.name == name), None)
    if found is None:
        names = ", ".join(one.name for one in architecture.stacks)
        raise InputError(f"stack {name}", "the architecture has no such stack", f"Select one of: {names}")
    return found
