"""A page for each common standard, from the text that `explain` prints, and a page of the frameworks."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from cloud_unless.rule_sentences import Part, rule_parts
from policies.model import Rule
from policies.rules import RULES
from tools.pages.writing import Pages, listed, page, plain, table

FOLDER = "reference/standards"

AREAS = {
    "BCK": "Backup",
    "CHG": "Changes",
    "CMP": "Machines",
    "CNT": "Containers",
    "GOV": "Governance",
    "IAM": "Identity and rights",
    "INT": "Integration",
    "KEY": "Keys and secrets",
    "LOG": "Logs and alerts",
    "NET": "Network",
    "PLAN": "The plan",
    "SQL": "Databases",
    "STO": "Storage",
    "WEB": "Web applications",
}
"""What the beginning of a rule's id stands for. An id that is not here is shown as it is."""

FRAMEWORKS = {
    "ncsc-csp": "NCSC Cloud Security Principles",
    "cyber-essentials": "Cyber Essentials",
    "caf": "NCSC Cyber Assessment Framework",
    "uk-gdpr": "UK GDPR",
    "uk-official": "UK OFFICIAL",
    "mcsb": "Microsoft cloud security benchmark",
    "checkov": "Checkov",
    "prowler": "Prowler",
}
"""The frameworks and checkers whose controls rules name, in the order of the page."""

REVIEW = """!!! warning "A person must judge"

    Which controls a standard gives evidence for is our judgement. No assessor has reviewed it. Evidence is part of an
    assessment, never the whole: most controls also ask about people, contracts and practice."""


def rule_pages() -> Pages:
    """The index, one page for each rule, and the page of frameworks."""
    pages = {f"{FOLDER}/index.md": _index(RULES), f"{FOLDER}/frameworks.md": _frameworks(RULES)}
    return pages | {f"{FOLDER}/{rule.id}.md": _rule(rule) for rule in RULES}


def areas_of(rules: Sequence[Rule]) -> Mapping[str, tuple[Rule, ...]]:
    """The rules by area, in the order in which they stand."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        prefix = rule.id.partition("-")[0]
        found.setdefault(AREAS.get(prefix, prefix), []).append(rule)
    return {area: tuple(found[area]) for area in sorted(found)}


def _index(rules: Sequence[Rule]) -> str:
    blocks = []
    for area, members in areas_of(rules).items():
        rows = ((f"[{rule.id}]({rule.id}.md)", plain(rule.title), rule.severity) for rule in members)
        blocks += [f"## {area}", table(("Rule", "Standard", "Severity"), rows)]
    return page(
        "Common standards",
        f"`cloud-unless check` asks {len(rules)} standards. `cloud-unless explain STO-001` prints what its page says.",
        "Every standard has three answers: kept, fails, not known. Not known is never green.",
        *blocks,
    )


def _rule(rule: Rule) -> str:
    parts = (block for part in rule_parts(rule) for block in _part(part, rule))
    usual = "" if rule.level == "mandatory" else f" It is {rule.level} unless `standards.yaml` says otherwise."
    return page(f"{rule.id}: {plain(rule.title)}", f"Severity: **{rule.severity}**.{usual}", *parts)


def setting_of(rule: Rule) -> str:
    """What to write into standards.yaml to set the rule's parameters; here to what they are without it."""
    parameters = ", ".join(f"{name}: {json.dumps(found, default=list)}" for name, found in rule.parameters.items())
    return f"rules:\n  {rule.id}: {{parameters: {{{parameters}}}}}\n"


def _part(part: Part, rule: Rule) -> tuple[str, ...]:
    heading = f"## {plain(part.about)}"
    if part.about == "standards.yaml may set":
        return heading, listed(map(plain, part.says)), f"```yaml\n{setting_of(rule)}```"
    if part.about == "Evidence for":
        return heading, listed(plain(_named(one)) for one in part.says), REVIEW
    if len(part.says) > 1:
        return heading, listed(map(plain, part.says))
    return heading, plain(part.says[0])


def _named(control: str) -> str:
    """ "caf B3.c" as "NCSC Cyber Assessment Framework: B3.c"."""
    key, _, controls = control.partition(" ")
    return f"{FRAMEWORKS.get(key, key)}: {controls}"


def _frameworks(rules: Sequence[Rule]) -> str:
    blocks = []
    for key in (*FRAMEWORKS, *sorted({name for rule in rules for name in rule.frameworks} - set(FRAMEWORKS))):
        rows = [(plain(control), _links(key, control, rules)) for control in _controls(key, rules)]
        if rows:
            blocks += [f"## {FRAMEWORKS.get(key, key)}", table(("Control", "Standards that give evidence"), rows)]
    return page("Frameworks", "Which standards give evidence for which control.", REVIEW, *blocks)


def _controls(key: str, rules: Sequence[Rule]) -> list[str]:
    """Sorted as people count: 2.1 before 11."""
    found = {control for rule in rules for control in rule.frameworks.get(key, ())}
    return sorted(found, key=lambda control: [part.zfill(3) for part in re.findall(r"\d+|[^\d.]+", control)])


def _links(key: str, control: str, rules: Sequence[Rule]) -> str:
    return ", ".join(f"[{rule.id}]({rule.id}.md)" for rule in rules if control in rule.frameworks.get(key, ()))
