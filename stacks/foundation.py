"""What the landing zone gives to every other stack: ids, by the names they have in architecture.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi

from migration.model.architecture import Architecture
from safeio.errors import InputError
from safeio.terminal_text import shown
from safeio.values import value
from stacks.components.diagnostics import LogTarget


@value
class Foundation:
    """Where workloads stand. `subnets` are ids by spoke id and subnet name, `zones` ids of private zones by name,
    `policies` ids of backup policies by vault id and policy name."""

    target: LogTarget
    subnets: Mapping[tuple[str, str], pulumi.Output[str]]
    zones: Mapping[str, pulumi.Output[str]]
    policies: Mapping[tuple[str, str], pulumi.Output[str]]


def read_foundation(architecture: Architecture) -> Foundation:
    """The outputs of the landing zone's stack in the same backend.

    Raises InputError where there is no such stack. Where it has not been applied, the run ends with one line that
    says so.
    """
    zone = architecture.landing_zone
    full_name = f"{pulumi.get_organization()}/{pulumi.get_project()}/{zone.stack}"
    _check_it_is_there(full_name, zone.stack)
    reference = pulumi.StackReference(full_name)

    def output(*path: str) -> pulumi.Output[str]:
        return reference.get_output(path[0]).apply(lambda found: _at(found, path, zone.stack))

    return Foundation(
        target=LogTarget(workspace_id=output("workspace_id"), setting=zone.workspace.diagnostic_setting),
        subnets={
            (spoke.id, subnet.name): output("spokes", spoke.id, "subnets", subnet.name)
            for spoke in zone.spokes
            for subnet in spoke.network.subnets
        },
        zones={name: output("private_dns_zones", name) for name in zone.private_dns.zones},
        policies={
            (vault.id, policy.name): output("vaults", "recovery", vault.id, "policies", policy.name)
            for vault in zone.recovery_vaults
            for policy in vault.policies
        },
    )


def _check_it_is_there(full_name: str, stack: str) -> None:
    """The engine ends the program where a referenced stack does not exist, and says no more than that: ask first."""
    try:
        pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", {"name": full_name})
    except Exception as problem:  # noqa: BLE001 - the SDK raises nothing more precise
        wrong = f"its outputs cannot be read ({shown(problem, 200)})"
        raise InputError(f"stack {stack}", wrong, f"Build it first: pulumi up --stack {stack}") from None


def _at(found: Any, path: tuple[str, ...], stack: str) -> str:
    for step in path[1:]:
        found = found.get(step) if isinstance(found, Mapping) else None
    if not isinstance(found, str):
        wrong = f"stack {stack} has no output {'.'.join(path)}: it was not applied, or not with this architecture"
        raise pulumi.RunError(f"{wrong}. Run: pulumi up --stack {stack}")
    return found
