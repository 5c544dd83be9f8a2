"""Findings beside the lines that they are about: for GitHub, Azure DevOps and GitLab."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Literal

from policies.model import Finding, FindingsFile, Rule, Severity
from policies.urns import name_of
from policies.writers.wording import OPEN, cleaned, sentence, what_is_wrong, worst_first
from safeio.log_text import log_safe

Loudness = Literal["error", "warning", "notice"]

# docs.gitlab.com, "Code Quality report format": info, minor, major, critical or blocker.
_GITLAB: Mapping[Severity, str] = {"critical": "blocker", "high": "critical", "medium": "major", "low": "minor"}


def for_github(found: FindingsFile, rules: Sequence[Rule], _version: str) -> bytes:
    """Workflow commands of GitHub Actions, a line each: print them in a step. Of one step GitHub shows the first ten
    errors and the first ten warnings, so the worst come first. What only advises is a warning, what is in the baseline
    a notice. (docs.github.com, "Workflow commands for GitHub Actions".)"""
    titles = {rule.id: rule.title for rule in rules}
    lines = []
    for one in worst_first(found.findings, *OPEN):
        place = f"file={_github(one.file or '')},line={one.line or 1}"
        title = _github(cleaned(f"{one.rule_id} {titles.get(one.rule_id, '')}"))
        lines.append(f"::{_loudness(one, found)} {place},title={title}::{_data(_told(one))}\n")
    return "".join(lines).encode("utf-8")


def for_azure(found: FindingsFile, _rules: Sequence[Rule], _version: str) -> bytes:
    """Logging commands of Azure Pipelines, a line each: print them in a step. (learn.microsoft.com, "Logging
    commands": task.logissue knows errors and warnings.)"""
    lines = []
    for one in worst_first(found.findings, *OPEN):
        kind = "error" if _loudness(one, found) == "error" else "warning"
        place = f"sourcepath={_azure(one.file or '')};linenumber={one.line or 1};code={_azure(one.rule_id)};"
        lines.append(f"##vso[task.logissue type={kind};{place}]{_data(_told(one), '%AZP25')}\n")
    return "".join(lines).encode("utf-8")


def for_gitlab(found: FindingsFile, _rules: Sequence[Rule], _version: str) -> bytes:
    """A code quality report of GitLab, as the artefact `codequality`. What only advises, or is in the baseline, is
    there for information."""
    listed = [
        {
            "description": _told(one),
            "check_name": one.rule_id,
            "fingerprint": one.fingerprint,
            "severity": _GITLAB[one.severity] if _loudness(one, found) == "error" else "info",
            "location": {"path": one.file or "", "lines": {"begin": one.line or 1}},
        }
        for one in worst_first(found.findings, *OPEN)
    ]
    return (json.dumps(listed, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _loudness(one: Finding, found: FindingsFile) -> Loudness:
    """An error stops the gate, if its severity counts there; the rest does not."""
    if one.verdict == "error":
        return "error"
    if one.in_baseline:
        return "notice"
    stops = one.level == "mandatory" and (one.verdict == "fail" or found.unknown == "deny")
    return "error" if stops else "warning"


def _told(one: Finding) -> str:
    start = {"error": "could not be checked: ", "unknown": "not known yet: "}.get(one.verdict, "")
    told = f"{name_of(one.subject)}: {start}{sentence(what_is_wrong(one))} {sentence(one.remedy)}"
    return log_safe(cleaned(told))


def _data(text: str, percent: str = "%25") -> str:
    return text.replace("%", percent).replace("\r", "%0D").replace("\n", "%0A")


def _github(text: str) -> str:
    return _data(log_safe(cleaned(text))).replace(":", "%3A").replace(",", "%2C")


def _azure(text: str) -> str:
    return _data(log_safe(cleaned(text)), "%AZP25").replace(";", "%3B").replace("]", "%5D")
