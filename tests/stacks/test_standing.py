"""Nothing is built before what it stands on, after a wave that is missing, or in another subscription than before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from built_stack import Built
from small_architecture import COUNCIL, PLATFORM, WAVE

from migration.model.architecture import Architecture, Stack
from safeio.errors import InputError
from stacks.standing import OutputsOf, check_standing, check_subscription

ELSEWHERE = "cccccccc-0000-0000-0000-000000000009"


def answers(stacks: Mapping[str, Mapping[str, Any]]) -> OutputsOf:
    """The outputs of these stacks; any other is not there."""

    def outputs_of(name: str) -> Mapping[str, Any]:
        if name not in stacks:
            raise InputError(f"stack {name}", "its outputs cannot be read (unknown stack)", "Build it first.")
        return stacks[name]

    return outputs_of


def wave_of(architecture: Architecture, *follows: str) -> Stack:
    """The wave's stack, after other stacks."""
    return replace(next(one for one in architecture.stacks if one.name == WAVE), follows=follows)


def refused(architecture: Architecture, stack: Stack, outputs_of: OutputsOf, dry_run: bool = False) -> str:
    """What the user is told."""
    with pytest.raises(InputError) as told:
        check_standing(architecture, stack, outputs_of, dry_run)
    return str(told.value)


def test_a_wave_on_a_landing_zone_that_was_applied_may_be_built(architecture: Architecture, zone: Built) -> None:
    check_standing(architecture, wave_of(architecture), answers({"landing-zone": zone.outputs}), dry_run=False)


def test_the_first_run_of_the_landing_zone_needs_nothing(architecture: Architecture) -> None:
    check_standing(architecture, architecture.stacks[0], answers({}), dry_run=False)


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_stack_that_it_stands_on_and_that_is_not_there_is_named(architecture: Architecture, dry_run: bool) -> None:
    said = refused(architecture, wave_of(architecture), answers({}), dry_run)
    assert said.startswith(f"stack {WAVE}, depends_on: landing-zone: its outputs cannot be read")
    assert said.endswith("Build it first: pulumi up --stack landing-zone")


def test_a_stack_that_it_stands_on_and_that_was_not_applied_is_named(architecture: Architecture) -> None:
    said = refused(architecture, wave_of(architecture), answers({"landing-zone": {}}))
    assert "it was not applied" in said


def test_a_wave_whose_wave_before_is_not_applied_is_refused_when_it_is_built(
    architecture: Architecture, zone: Built
) -> None:
    stack = wave_of(architecture, "w0-council")
    for there in ({}, {"w0-council": {}}):
        said = refused(architecture, stack, answers({"landing-zone": zone.outputs, **there}))
        assert said.startswith(f"stack {WAVE}, follows: w0-council: ")
        assert said.endswith("Build it first: pulumi up --stack w0-council")
    applied = answers({"landing-zone": zone.outputs, "w0-council": {"built": "w0-council"}})
    check_standing(architecture, stack, applied, dry_run=False)


def test_a_wave_may_be_previewed_before_the_one_before_is_applied(architecture: Architecture, zone: Built) -> None:
    stack = wave_of(architecture, "w0-council")
    check_standing(architecture, stack, answers({"landing-zone": zone.outputs}), dry_run=True)


def _no_workspace(outputs: dict[str, Any]) -> None:
    del outputs["workspace_id"]


def _no_subnet(outputs: dict[str, Any]) -> None:
    del outputs["spokes"]["spoke-council-uks"]["subnets"]["snet-web"]


def _no_zone(outputs: dict[str, Any]) -> None:
    outputs["private_dns_zones"]["privatelink.file.core.windows.net"] = None


def _no_policy(outputs: dict[str, Any]) -> None:
    outputs["vaults"]["recovery"] = {}


@pytest.mark.parametrize(
    ("spoil", "workload", "output"),
    [
        (_no_workspace, "payroll-windows-vm", "workspace_id"),
        (_no_subnet, "payroll-app-service", "spokes.spoke-council-uks.subnets.snet-web"),
        (_no_zone, "payroll-file-share", "private_dns_zones.privatelink.file.core.windows.net"),
        (_no_policy, "payroll-windows-vm", "vaults.recovery.rsv-council.policies.bkpol-critical"),
    ],
)
def test_something_deleted_that_a_workload_stands_on_is_named_with_the_workload(
    architecture: Architecture,
    zone: Built,
    spoil: Callable[[dict[str, Any]], None],
    workload: str,
    output: str,
) -> None:
    outputs = deepcopy(dict(zone.outputs))
    spoil(outputs)
    said = refused(architecture, wave_of(architecture), answers({"landing-zone": outputs}), dry_run=True)
    assert said.startswith(f"workload {workload}: stack landing-zone has no output {output}: ")
    assert said.endswith("Run: pulumi up --stack landing-zone")


@pytest.mark.parametrize("name", ["landing-zone", WAVE])
def test_P_12_what_stands_in_one_subscription_is_not_built_in_another(
    architecture: Architecture, zone: Built, name: str
) -> None:
    moved = deepcopy(dict(zone.outputs))
    moved["subscriptions"]["council"] = ELSEWHERE
    stack = next(one for one in architecture.stacks if one.name == name)
    said = refused(architecture, stack, answers({"landing-zone": moved}), dry_run=True)
    assert said.startswith("landing-zone.yaml, subscriptions, council, subscription_id: ")
    assert ELSEWHERE in said and "design again" in said


@pytest.mark.parametrize(
    "where", ["config azure-native:subscriptionId", "ARM_SUBSCRIPTION_ID", "AZURE_SUBSCRIPTION_ID"]
)
def test_P_12_another_subscription_is_refused_wherever_it_is_named(architecture: Architecture, where: str) -> None:
    with pytest.raises(InputError, match=f"{where}: this is no subscription of the architecture"):
        check_subscription(architecture, {where: ELSEWHERE})


def test_P_12_any_subscription_of_the_architecture_passes(architecture: Architecture) -> None:
    check_subscription(architecture, {"ARM_SUBSCRIPTION_ID": COUNCIL.upper(), "config": PLATFORM, "other": None})
