"""The engine's names of resources: urn:pulumi:STACK::PROJECT::TYPES::NAME."""

from __future__ import annotations

from policies.resources import Resource

_BEGIN = "urn:pulumi:"


def parts_of(urn: str) -> tuple[str, str] | None:
    """The stack and the name in a urn; None for what is no urn. A name may hold colons itself."""
    parts = urn.split("::", 3)
    if len(parts) != 4 or not parts[0].startswith(_BEGIN):
        return None
    return parts[0].removeprefix(_BEGIN), parts[3]


def are_of_one_stack(one: Resource, other: Resource) -> bool:
    """True where two resources are of one stack of one project: projects may call their stacks alike ("prod")."""
    return one.stack == other.stack and _project(one.urn) == _project(other.urn)


def _project(urn: str) -> str | None:
    return None if parts_of(urn) is None else urn.split("::", 2)[1]


def type_of(urn: str) -> str | None:
    """The type of the resource itself, without those of its parents, which stand before it with a $ between; None for
    what is no urn."""
    parts = urn.split("::", 3)
    return parts[2].rpartition("$")[2] if len(parts) == 4 and urn.startswith(_BEGIN) else None


def name_of(urn: str) -> str:
    """The name that people gave; the urn itself where it is none."""
    parts = parts_of(urn)
    return urn if parts is None else parts[1]
