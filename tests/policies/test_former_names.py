"""What older versions of azure-native called a type is known by the aliases that the installed SDK gives it."""

from __future__ import annotations

import importlib
import inspect
import re
import sys

from policies.readers.arm_patterns import LEFT_OUT, PATTERNS
from policies.readers.tokens import FORMER

ALIAS = re.compile(r'type_="azure-native:([a-z0-9]+)(?:/v[0-9a-z]+)?:([A-Za-z0-9]+)"')


def former_names(token: str) -> set[str]:
    """The other names of a type, from the source of its class."""
    module, name = token.split(":")
    made = getattr(importlib.import_module(f"pulumi_azure_native.{module}"), name)
    source = inspect.getsource(sys.modules[made.__module__])
    return {":".join(found) for found in ALIAS.findall(source)} - {token}


def test_every_former_name_of_a_type_that_rules_look_at_is_known() -> None:
    assert {name: token for token in set(PATTERNS) | LEFT_OUT for name in former_names(token)} == FORMER
