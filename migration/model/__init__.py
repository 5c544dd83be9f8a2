"""The nouns of a migration: the programme as people wrote it, what was decided, and the plan.

Money is pounds excluding VAT, exact. Years are UK financial years "2026/27" (1 April to 31 March).
The planning grain is the week that starts on Monday. Effort is person-days. `None` means not known."""

from __future__ import annotations

from migration.model.decided import (
    Candidate,
    Disposition,
    Dispositions,
    Evidence,
    Placement,
    Reason,
    SkuLine,
    Violation,
)
from migration.model.means import Absence, DataCopy, Link, OfflineDevice, SkillEffort, Team
from migration.model.money import CashFlow, CashFlowFile, CostItem, GroupCosts
from migration.model.planned import ContractEnd, InitiativeSlot, Move, MoveGroup, Part, Plan, PlanCost, Waiting, Wave
from migration.model.portfolio import Initiative, Prerequisite
from migration.model.sequence import Pilots, Place, SharedServices, Splitting
from migration.model.written import (
    SCHEMA_VERSION,
    Ceiling,
    FinancialYear,
    Folder,
    Freeze,
    Gate,
    Objective,
    Pin,
    Price,
    Programme,
    Scrutiny,
    Spend,
    Unless,
    UnlessFile,
    WaveApproval,
    WavesFile,
    WaveState,
    Weekday,
)

__all__ = [
    "SCHEMA_VERSION",
    "Absence",
    "Candidate",
    "CashFlow",
    "CashFlowFile",
    "Ceiling",
    "ContractEnd",
    "CostItem",
    "DataCopy",
    "Disposition",
    "Dispositions",
    "Evidence",
    "FinancialYear",
    "Folder",
    "Freeze",
    "Gate",
    "GroupCosts",
    "Initiative",
    "InitiativeSlot",
    "Link",
    "Move",
    "MoveGroup",
    "Objective",
    "OfflineDevice",
    "Part",
    "Pilots",
    "Pin",
    "Place",
    "Placement",
    "Plan",
    "PlanCost",
    "Prerequisite",
    "Price",
    "Programme",
    "Reason",
    "Scrutiny",
    "SharedServices",
    "SkillEffort",
    "SkuLine",
    "Spend",
    "Splitting",
    "Team",
    "Unless",
    "UnlessFile",
    "Violation",
    "Waiting",
    "Wave",
    "WaveApproval",
    "WaveState",
    "WavesFile",
    "Weekday",
]
