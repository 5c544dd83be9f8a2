"""The number of resources that the design writes for each stack is the number that the program makes."""

from __future__ import annotations

from built_stack import Built

from migration.design.resource_counts import landing_zone_resources, workload_resources
from migration.model.architecture import Architecture


def made(built: Built) -> int:
    return sum(one.custom and one.type.startswith("azure-native:") for one in built.resources)


def test_the_landing_zone_has_as_many_resources_as_designed(architecture: Architecture, zone: Built) -> None:
    extra = sum(len(stack.resource_groups) for stack in architecture.stacks if stack.layer == "landing-zone")
    assert made(zone) == landing_zone_resources(architecture.landing_zone) + extra


def test_a_wave_has_as_many_resources_as_designed(architecture: Architecture, wave: Built) -> None:
    stack = architecture.stacks[1]
    mine = [one for one in architecture.workloads if one.stack == stack.name]
    counted = sum(workload_resources(one) for one in mine)
    assert made(wave) == counted + len(stack.resource_groups)
