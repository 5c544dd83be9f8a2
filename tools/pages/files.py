"""A page for each file of a programme folder: from its schema, or from the columns that its reader knows."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from cloud_unless.init import scaffold_texts
from cloud_unless.schemas import (
    WRITTEN_AS_RULES,
    WRITTEN_BY_PEOPLE,
    WRITTEN_BY_STAGES,
    WRITTEN_TO_APPROVE,
    schema_files,
)
from tools.pages.registers import register_pages
from tools.pages.schema_fields import field_tables
from tools.pages.writing import Pages, page, paragraphs, table

FOLDER = "reference/files"
NEW_FOLDER_DAY = date(2026, 11, 22)
"""The examples are the files of a folder made on this day, the day of the demo."""

MADE_BY = {
    "architecture": "design",
    "cash_flow": "plan",
    "dispositions": "assess",
    "estate": "estate",
    "drift": "drift",
    "findings": "check",
    "plan": "plan",
}
"""Which command writes each JSON file."""


SAYS = {
    "programme.yaml": "Dates, organisations, sites, teams, money, freezes, decisions, and what a plan is judged by.",
    "sources.yaml": "Which files to import and which hosts to look at, and what you know about each.",
    "unless.yaml": "The exceptions to cloud: each with a reason, evidence, an owner, an approver and a review date.",
    "waves.yaml": "Waves that people approved, dates that people fixed, and missed support dates that people accept.",
    "landing-zone.yaml": "Regions, addresses, subscriptions and contacts of what is built.",
    "standards.yaml": "How much each common standard counts for you, and what you set for it.",
    "exemptions.yaml": "Fails that two people accept until a day.",
    "approval.yaml": "Who approved exactly which architecture.",
    "architecture.json": "Everything that is built, with every name, size, address and tag.",
    "cash_flow.json": "Every pound of the plan, by month, organisation, and capital or revenue.",
    "dispositions.json": "Where each application goes, with reasons and evidence.",
    "estate.json": "One settled value for each field of each thing, and who said it. As sensitive as a password.",
    "drift.json": "What differs in the cloud from what was designed, and where each thing comes from.",
    "findings.json": "What each standard found about each resource, passes too.",
    "plan.json": "Every date of the plan, what waits and why, and how good the plan is.",
}
"""What each file with a schema is, in a sentence."""


def file_pages() -> Pages:
    """The index and a page for each file that people or commands write."""
    texts = scaffold_texts(NEW_FOLDER_DAY)
    by_people = {f"{name}.yaml": _yaml(name, kind, texts) for name, kind in WRITTEN_BY_PEOPLE + WRITTEN_TO_APPROVE}
    by_people |= register_pages(texts)
    by_commands = {f"{name}.json": _json(name, kind) for name, kind in WRITTEN_BY_STAGES}
    pages = {f"{FOLDER}/{page_name(name)}": text for name, text in (by_people | by_commands).items()}
    return {f"{FOLDER}/index.md": _index(by_people, by_commands)} | pages


def page_name(file: str) -> str:
    """The name of a file's page. The ending stays part of it: plan.json has a page, and so has the command plan."""
    return re.sub(r"[^a-z_]+", "-", file) + ".md"


def schema_texts() -> Pages:
    """Every JSON Schema, by its path in the site."""
    texts = schema_files(WRITTEN_BY_PEOPLE + WRITTEN_AS_RULES + WRITTEN_TO_APPROVE + WRITTEN_BY_STAGES)
    return {f"schemas/{name}": text for name, text in texts.items()}


def _index(by_people: Pages, by_commands: Pages) -> str:
    return page(
        "Files",
        "Every step reads files and writes files. You can keep, read and compare each of them. What is not known is "
        "left out, or `null`, which some texts call None. It is never read as zero.",
        "## You write these",
        table(("File", "What it is"), ((_link(name), _first(text)) for name, text in by_people.items())),
        "## The commands write these",
        table(("File", "What it is"), ((_link(name), _first(text)) for name, text in by_commands.items())),
        "What has no form of its own stands under [other files](../../other-files.md).",
    )


def _link(name: str) -> str:
    return f"[{name}]({page_name(name)})"


def _without_name(text: str, file: str) -> str:
    """A description that starts with the name of the file, without it: the name is the title."""
    rest = re.sub(rf"^(out/)?{re.escape(file)}[.:]\s*", "", text)
    return rest[:1].upper() + rest[1:]


def _first(text: str) -> str:
    """The first sentence below the title."""
    return text.split("\n\n")[1].partition(". ")[0].rstrip(".") + "."


def _yaml(name: str, kind: type[Any], texts: Pages) -> str:
    file = f"{name}.yaml"
    example = texts.get(file)
    return _page(file, name, kind, "You write it.", f"## A new one\n\n```yaml\n{example}```" if example else "")


def _json(name: str, kind: type[Any]) -> str:
    made = f"`cloud-unless {MADE_BY[name]}` writes it to the folder `out`. Do not edit it."
    return _page(f"{name}.json", name, kind, made, "")


def _page(title: str, name: str, kind: type[Any], who: str, example: str) -> str:
    ((file, text),) = schema_files(((name, kind),)).items()
    schema = json.loads(text)
    return page(
        title,
        f"{SAYS[title]} {who}",
        example,
        "## Fields",
        f"An editor checks it as you type, with its [schema](../../schemas/{file}).",
        paragraphs(_without_name(schema.get("description", ""), title)),
        field_tables(schema),
    )
