"""The JSON Schemas of the files people write and of the files between the stages."""

from __future__ import annotations

import json
from typing import Any

from cloud_unless.drift_record import DriftFile
from cloud_unless.sources import Sources
from inventory.model import Estate
from migration.model import CashFlowFile, Dispositions, Plan, Programme, UnlessFile, WavesFile
from migration.model.architecture import Architecture
from migration.model.landing_zone import Approval, LandingZoneFile
from policies.exemptions import ExemptionsFile
from policies.model import FindingsFile
from policies.own_rules.yaml_rules import RuleFile
from policies.rule_cases import CaseFile
from policies.standards import Standards
from safeio.json_files import json_schema

WRITTEN_BY_PEOPLE: tuple[tuple[str, type[Any]], ...] = (
    ("programme", Programme),
    ("sources", Sources),
    ("unless", UnlessFile),
    ("waves", WavesFile),
    ("landing-zone", LandingZoneFile),
    ("standards", Standards),
    ("exemptions", ExemptionsFile),
)
WRITTEN_AS_RULES: tuple[tuple[str, type[Any]], ...] = (("rule", RuleFile), ("rule_cases", CaseFile))
"""By people who have standards of their own: each file of rules/ is one."""

WRITTEN_TO_APPROVE: tuple[tuple[str, type[Any]], ...] = (("approval", Approval),)
"""By people too, once there is something to approve: a new folder has none."""

WRITTEN_BY_STAGES: tuple[tuple[str, type[Any]], ...] = (
    ("architecture", Architecture),
    ("cash_flow", CashFlowFile),
    ("dispositions", Dispositions),
    ("drift", DriftFile),
    ("estate", Estate),
    ("findings", FindingsFile),
    ("plan", Plan),
)


def schema_files(kinds: tuple[tuple[str, type[Any]], ...]) -> dict[str, str]:
    """The text of each schema by its file name."""
    return {
        f"{name}.schema.json": json.dumps(json_schema(kind, name), indent=2, ensure_ascii=False) + "\n"
        for name, kind in kinds
    }
