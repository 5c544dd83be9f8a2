"""What our components were called before, so that an upgrade finds what is built and replaces nothing.

A resource of Pulumi is known by its type, its name and the types of the components above it. Where a component gets
another type, its line here names the one it had: the engine then takes the old resources for the new ones, with all
that stand below them. A line stays for as long as anybody may upgrade from then.
"""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

FORMER_TYPES: Mapping[str, tuple[str, ...]] = {
    # A machine with SQL Server was built as any machine with Windows before Azure was told of it.
    "cloud-unless:workload:SqlVm": ("cloud-unless:workload:WindowsVm",),
}
"""The former types of each component by the one it has."""


def as_before(component: str) -> list[pulumi.Input[str | pulumi.Alias]]:
    """The aliases of a component of this type; none where it was never called otherwise."""
    return [pulumi.Alias(type_=one) for one in FORMER_TYPES.get(component, ())]
