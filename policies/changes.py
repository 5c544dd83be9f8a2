"""What a preview would do to a resource, as rules about changes judge it."""

from __future__ import annotations

from policies.environments import is_production
from policies.model import Answer, Context, Resource, failed, not_applicable, passed, unknown


def fails_where(resource: Resource, context: Context, operations: tuple[str, ...], wrong: str) -> Answer:
    """Fails where the preview would do one of `operations` to the resource in production, with what is `wrong`. Outside
    production people make things anew every day. The parameter `production` holds what the tag environment says there.
    """
    if resource.operation is None:
        return not_applicable("only a preview says what would happen to it")
    if resource.operation not in operations:
        return passed()
    if resource.operation == "delete" and resource.retained:
        return passed("it stays in Azure, only Pulumi lets go of it")
    production = is_production(resource, context.parameters["production"])
    if production is None:
        return unknown("tags", "whether it is in production is not known yet")
    return failed(None, wrong) if production else passed("it is not in production")
