"""The resource types of the installed azure-native SDK: which arguments each takes, and what it gives back."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pulumi import CustomResource

from stacks.rehearsal.shapes import Property, properties_of

_TOKEN = re.compile(r"azure-native(?:_[a-z0-9_]+)?:([a-z0-9]+)(?:/v[0-9a-z]+)?:([A-Za-z0-9]+)")


@dataclass(frozen=True)
class ResourceType:
    """One resource type. `token` is the plain form, without an API version ("azure-native:storage:StorageAccount")."""

    token: str
    inputs: Mapping[str, Property]
    outputs: Mapping[str, Property]


@cache
def resource_type(token: str) -> ResourceType | None:
    """The type with this token, also when it names an API version or a local package; None when the SDK has no such
    type. The first look-up in a module of the SDK takes up to a second."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    module_name, name = found.groups()
    try:
        module = importlib.import_module(f"pulumi_azure_native.{module_name}")
    except ModuleNotFoundError:
        return None
    resource = getattr(module, name, None)
    if not (isinstance(resource, type) and issubclass(resource, CustomResource)):
        return None
    # A module of a resource lists two names: its arguments and itself. The arguments of a subnet are SubnetInitArgs,
    # since SubnetArgs are those of a subnet inside a network.
    own = sys.modules[resource.__module__]
    arguments = next((one for one in own.__all__ if one.endswith("Args")), None)
    if arguments is None:
        return None
    return ResourceType(
        token=f"azure-native:{module_name}:{name}",
        inputs=properties_of(getattr(own, arguments)),
        outputs=properties_of(resource),
    )


def nearest_types(token: str) -> tuple[str, ...]:
    """Up to three types of the same module with names like this one."""
    import difflib

    found = _TOKEN.fullmatch(token)
    if found is None:
        return ()
    try:
        module = importlib.import_module(f"pulumi_azure_native.{found[1]}")
    except ModuleNotFoundError:
        return ()
    getattr(module, found[2], None)  # the SDK loads a module when it is first asked for a name
    names = [name for name, one in vars(module).items() if isinstance(one, type) and issubclass(one, CustomResource)]
    near = difflib.get_close_matches(found[2], names, n=3, cutoff=0.6)
    return tuple(f"azure-native:{found[1]}:{name}" for name in near)
