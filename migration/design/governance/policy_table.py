"""The built-in policies and initiatives that are assigned, and to which management group.

Definitions and versions: Azure/azure-policy f4a50bac of 2026-04-29. Which group has which, and the names: Azure Landing
Zones Library platform/alz, faae8ccf of 2026-06-27, with the UK initiatives and the region restriction added. What that
library assigns from definitions of its own is not assigned here: Azure does not bring them. What would give each
machine a backup, an agent or a diagnostic setting is left out as well, since the stacks do that themselves.
"""

from __future__ import annotations

from migration.design.governance.assigned import Assigned
from migration.design.governance.lower_policies import BELOW_ROOT
from migration.design.governance.root_policies import AT_ROOT

POLICIES: tuple[Assigned, ...] = (*AT_ROOT, *BELOW_ROOT)
"""In the order of the groups."""
