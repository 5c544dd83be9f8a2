"""Where workloads stand is asked of Azure, before anything is made: somebody may have removed it by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import pulumi
from pulumi_azure_native import network

from migration.model.architecture import Architecture, Stack, SubnetPlace, Workload
from safeio.errors import InputError
from safeio.terminal_text import shown


def check_places(
    architecture: Architecture, stack: Stack, workloads: Sequence[Workload], provider: pulumi.ProviderResource
) -> None:
    """Every subnet of the stack's own subscription that a workload names is there. Raises InputError that names the
    workload. Asks once for each subnet; a login that may not read it is refused too."""
    zone = architecture.landing_zone
    spokes = {one.id: one for one in zone.spokes if one.subscription_key == stack.subscription_key}
    of_stacks = (one for found in architecture.stacks for one in found.resource_groups)
    groups = {one.id: one.name for one in (*zone.resource_groups, *of_stacks)}
    asked: set[SubnetPlace] = set()
    for workload in workloads:
        for place in _places(workload):
            where = dataclasses.replace(place, address=None)
            spoke = spokes.get(where.network_id)
            if spoke is None or where in asked:
                continue
            asked.add(where)
            try:
                network.get_subnet(
                    resource_group_name=groups[spoke.resource_group],
                    virtual_network_name=spoke.network.name,
                    subnet_name=where.subnet,
                    opts=pulumi.InvokeOptions(provider=provider),
                )
            except Exception as problem:  # noqa: BLE001 - the SDK raises nothing more precise
                wrong = f"its subnet {where.subnet} of {spoke.id} cannot be read ({shown(problem, 300)})"
                before = spoke.stack or zone.stack
                remedy = f"See: cloud-unless drift {before}. Put it back: pulumi up --refresh --stack {before}"
                raise InputError(f"workload {workload.id}", wrong, remedy) from None


def _places(part: object) -> Iterator[SubnetPlace]:
    """The subnets that a part names, wherever in it."""
    if isinstance(part, SubnetPlace):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _places(one)
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from _places(getattr(part, field.name))
