"""The table of types that take a location or tags is that of the installed SDK."""

from __future__ import annotations

from policies import tracked_types
from policies.tracked_types import LOCATED, TAGGED
from tools.azure_types import TARGET, table


def test_the_table_is_what_the_tool_writes() -> None:
    assert TARGET.read_text(encoding="utf-8") == table(), "run tools/azure_types.py"


def test_the_table_knows_common_types() -> None:
    assert {"azure-native:storage:StorageAccount", "azure-native:resources:ResourceGroup"} <= LOCATED & TAGGED
    assert {"azure-native:network:Subnet", "azure-native:recoveryservices:ProtectedItem"}.isdisjoint(LOCATED | TAGGED)
    assert tracked_types.__doc__ is not None
