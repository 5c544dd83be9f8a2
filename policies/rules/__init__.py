"""The common standards: one file each, listed here in the order of their ids."""

from __future__ import annotations

from policies.model import Rule
from policies.rules import sto_001

RULES: tuple[Rule, ...] = (sto_001.RULE,)
