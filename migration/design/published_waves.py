"""A wave shown in Azure Migrate, where people ask for it in landing-zone.yaml."""

from __future__ import annotations

from migration.design.inputs import DesignInputs
from migration.model.architecture import Stack
from migration.model.architecture.whole import PublishedWave

WAVE = "{wave}"
"""In the query that people write, in place of the wave's id."""


def published_wave(inputs: DesignInputs, stack: Stack) -> PublishedWave | None:
    """What Azure Migrate is told of a wave's stack; None where nobody asked for it or it is of no wave."""
    asked = inputs.landing_zone.publish_waves
    wave = next((one for one in inputs.plan.waves if one.id == stack.wave_id), None)
    if asked is None or wave is None:
        return None
    names = {one.id: one.name for one in inputs.programme.organisations}
    organisation = names.get(stack.organisation_id or "", stack.organisation_id or "every organisation")
    return PublishedWave(
        subscription_key=asked.subscription_key,
        resource_group=asked.resource_group,
        project=asked.project,
        name=stack.name,
        display_name=f"Wave {wave.number}: {organisation}",
        description=f"{wave.id} of {inputs.programme.name}, built by the stack {stack.name}",
        starts=wave.period_from,
        ends=wave.period_to,
        query=asked.query.replace(WAVE, wave.id),
    )
