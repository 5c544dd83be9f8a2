"""The program of a rehearsal: the stack as it is always built, only faster."""

from __future__ import annotations

import pulumi

from stacks import build


def run() -> None:
    """Build the selected stack of the project that the engine runs.

    The SDK gives each resource an alias for every version of its API, some sixty for a network. They tell resources
    of older programs again, and there are none here; working them out takes two thirds of a run.
    """
    pulumi.runtime.register_stack_transformation(_without_aliases)
    build(alone=True)


def _without_aliases(asked: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult:
    asked.opts.aliases = []
    return pulumi.ResourceTransformationResult(asked.props, asked.opts)
