"""What may not change any more: the workloads of approved and applied waves, as the previous architecture has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migration.design.inputs import DesignInputs
from migration.model import WaveState
from migration.model.architecture import Stack
from safeio.errors import InputError
from safeio.values import value

FROZEN: tuple[WaveState, ...] = ("approved", "applied")
"""Waves whose workloads keep their stack."""

APPLIED: tuple[WaveState, ...] = ("applied",)
"""Waves that are built: their workloads stay exactly as they were designed."""


def wave_states(inputs: DesignInputs) -> Mapping[str, WaveState]:
    """The state of each wave: as the plan says, and of those it no longer has, as the previous architecture says."""
    before = inputs.previous.stacks if inputs.previous else ()
    old: dict[str, WaveState] = {one.wave_id: one.wave_state for one in before if one.wave_id and one.wave_state}
    return old | {wave.id: wave.state for wave in inputs.plan.waves}


def frozen_stacks(inputs: DesignInputs, states: tuple[WaveState, ...] = FROZEN) -> Mapping[str, Stack]:
    """The stack of each workload of a wave in one of `states`, by workload id, as the previous architecture has it."""
    if inputs.previous is None:
        return {}
    now = wave_states(inputs)
    frozen = {one.name: one for one in inputs.previous.stacks if now.get(one.wave_id or "") in states}
    return {one.id: frozen[one.stack] for one in inputs.previous.workloads if one.stack in frozen}


@value
class Owner:
    """For which application, and in whose subscription, a workload is built."""

    application_id: str
    organisation_id: str


def frozen_owners(inputs: DesignInputs) -> Mapping[str, Owner]:
    """The owner of each workload that may not change it, by workload id."""
    frozen = frozen_stacks(inputs)
    before = inputs.previous.workloads if inputs.previous else ()
    return {
        one.id: Owner(application_id=one.application_id, organisation_id=owner)
        for one in before
        if one.id in frozen and (owner := frozen[one.id].organisation_id) is not None
    }


def check_dropped(inputs: DesignInputs, workload_ids: Sequence[str]) -> None:
    """Raise InputError where a workload that is built would be taken away without a person's word."""
    dropped = set(frozen_stacks(inputs, APPLIED)) - set(workload_ids)
    wrong = sorted(set(inputs.decommission) - dropped)
    if wrong:
        remedy = "Name a workload that stands in an applied stack and that the plan no longer has."
        raise InputError("--decommission", f"{', '.join(wrong)} would not be taken away", remedy)
    unsaid = sorted(dropped - set(inputs.decommission))
    if unsaid:
        orders = " ".join(f"--decommission {one}" for one in unsaid)
        raise InputError(
            "out/architecture.json",
            f"{', '.join(unsaid)} stand in an applied stack, and the plan does not have them any more",
            f"Bring them back into the estate and the plan. To delete them with their data, add: {orders}",
        )
