"""The findings that the golden files of the writers show. Run it to write them again: python written_findings.py."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from checked_things import rule

from policies.model import Exemption, Finding, FindingsFile, Warned
from policies.writers import WRITERS

GOLDEN = Path(__file__).parent / "golden"
FILES: Mapping[str, str] = {
    "azure": "findings.azure.txt",
    "csv": "findings.csv",
    "github": "findings.github.txt",
    "gitlab": "findings.gitlab.json",
    "html": "findings.html",
    "md": "findings.md",
}
CHOSEN = (
    rule("BCK-001", title="Backups are kept", frameworks={"caf": ("B5.c",)}, remedy="Switch soft delete on."),
    rule("GOV-003", title="Agreed tags are present", frameworks={"caf": ("A3.a",)}, remedy="Set the tag."),
    rule("NET-019", title="Private endpoints", severity="medium", frameworks={"caf": ("B4.a",), "checkov": ("X_1",)}),
    rule("STO-001", title="No anonymous access", severity="critical", frameworks={"caf": ("B4.a",), "mcsb": ("NS-2",)}),
)

_ACCOUNT = "azure-native:storage:StorageAccount"


def _finding(rule_id: str, name: str, verdict: str, **changed: object) -> Finding:
    asked = next(one for one in CHOSEN if one.id == rule_id)
    made = Finding(
        rule_id=rule_id,
        verdict="pass",
        severity=asked.severity,
        level="mandatory",
        subject=f"urn:pulumi:wave-1::county::{_ACCOUNT}::{name}",
        subject_kind="resource",
        subject_type=_ACCOUNT,
        stack="wave-1",
        property=None,
        message="",
        remedy=asked.remedy,
        file="out/architecture.json",
        line=42,
        component="payroll-files",
        fingerprint=f"{rule_id}-{name}".lower(),
    )
    return replace(made, verdict=verdict, **changed)  # type: ignore[arg-type]


EVERY_STATE = FindingsFile(
    as_of=date(2026, 11, 22),
    files=("out/rehearsal/wave-1.preview.json",),
    stacks=("wave-1",),
    rules_asked=4,
    resources_seen=9,
    resources_asked=3,
    unknown="deny",
    findings=(
        _finding(
            "BCK-001",
            "payroll",
            "exempt",
            underlying="fail",
            message="soft delete is switched off",
            exemption_id="EX-1",
        ),
        _finding(
            "GOV-003", "maps", "fail", property="tags.owner", message="the tag owner is missing", level="advisory"
        ),
        _finding("NET-019", "files", "unknown", message="whether a private endpoint is of it is not known yet"),
        _finding("NET-019", "maps", "fail", message="no private endpoint leads to it", in_baseline=True),
        _finding("STO-001", "files", "fail", property="allowBlobPublicAccess", message="anybody may read it"),
        _finding("STO-001", "maps", "error", message="the rule took longer than 30 seconds"),
        _finding("STO-001", "payroll", "pass"),
    ),
    exemptions=(
        Exemption(
            id="EX-1",
            rule_id="BCK-001",
            scope="payroll",
            owner="Ann Able",
            approver="Bob Best",
            ticket="CHG-1",
            reason="It is retired in March",
            approved_on=date(2026, 11, 1),
            expires=date(2027, 3, 1),
        ),
    ),
    warnings=(Warned(about="provider random", message="no rule is about 2 resources of this provider"),),
)


def main() -> int:
    """Write every golden file again."""
    GOLDEN.mkdir(exist_ok=True)
    for kind, file in FILES.items():
        (GOLDEN / file).write_bytes(WRITERS[kind](EVERY_STATE, CHOSEN, "1.2.3"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
