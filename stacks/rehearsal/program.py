"""The program of a rehearsal: the stack as it is always built, only faster."""

from __future__ import annotations

import pulumi

from stacks import build


def run() -> None:
    """Build the selected stack of the project that the engine runs."""
    quicker()
    build(alone=True)


def quicker() -> None:
    """Leave out of this program what a rehearsal has no use for.

    The SDK gives each resource an alias for every version of its API, some sixty for a network. They tell resources
    of older programs again, and there are none here; working them out takes two thirds of a run. It also tells the
    engine some five lines of debugging about each, one call a line, which nobody reads.
    """
    pulumi.log.debug = _untold
    pulumi.runtime.register_stack_transformation(_without_aliases)


def _untold(
    msg: str, resource: pulumi.Resource | None = None, stream_id: int | None = None, ephemeral: bool | None = None
) -> None:
    """Nothing, in place of a line of debugging."""


def _without_aliases(asked: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult:
    asked.opts.aliases = []
    return pulumi.ResourceTransformationResult(asked.props, asked.opts)
