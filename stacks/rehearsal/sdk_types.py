"""The resource types of the installed azure-native SDK: which arguments each takes, and what it gives back."""

from __future__ import annotations

import difflib
import importlib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from threading import Lock
from types import ModuleType

from pulumi import CustomResource

from stacks.rehearsal.program_start.moved_azure_modules import MOVED
from stacks.rehearsal.shapes import Property, properties_of

_TOKEN = re.compile(r"azure-native(?:_[a-z0-9_]+)?:([a-z0-9]+)(?:/v[0-9a-z]+)?:([A-Za-z0-9]+)")
_LOADING = Lock()


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
    resource = _resource_class(token)
    if resource is None:
        return None
    # A module of a resource lists two names: its arguments and itself. The arguments of a subnet are SubnetInitArgs,
    # since SubnetArgs are those of a subnet inside a network.
    own = sys.modules[resource.__module__]
    arguments = next(one for one in own.__all__ if one.endswith("Args"))
    return ResourceType(
        token=f"azure-native:{resource.__module__.split('.')[1]}:{resource.__name__}",
        inputs=properties_of(getattr(own, arguments)),
        outputs=properties_of(resource),
    )


def _resource_class(token: str) -> type | None:
    found = _TOKEN.fullmatch(token)
    # A program that was written for an older SDK may name the module that a type was in then.
    for name in (found[1], *MOVED.get(found[1], ())) if found else ():
        one = getattr(sdk_module(name), found[2], None) if found else None
        if isinstance(one, type) and issubclass(one, CustomResource):
            return one
    return None


def sdk_module(name: str) -> ModuleType | None:
    """A module of the SDK such as "storage", loaded; None when there is none.

    The SDK loads a module when it is first asked for a name, and until Python 3.11.9 and 3.12.3 other threads then see
    half of it (python/cpython issue 114763). So all threads wait here for the first.
    """
    with _LOADING:
        try:
            module = importlib.import_module(f"pulumi_azure_native.{name}")
        except ModuleNotFoundError:
            return None
        getattr(module, "__all__", None)
        return module


def nearest_types(token: str) -> tuple[str, ...]:
    """Up to three types of the same module with names like this one."""
    found = _TOKEN.fullmatch(token)
    module = sdk_module(found[1]) if found else None
    if found is None or module is None:
        return ()
    names = [name for name in vars(module) if _resource_class(f"azure-native:{found[1]}:{name}")]
    near = difflib.get_close_matches(found[2], names, n=3, cutoff=0.6)
    return tuple(f"azure-native:{found[1]}:{name}" for name in near)
