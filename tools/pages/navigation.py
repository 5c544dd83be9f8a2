"""The table of contents of the site: which pages stand where, in order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from policies.rules import RULES
from tools.pages import commands, exits, files, rules
from tools.pages.writing import Pages

Entry: TypeAlias = "str | Mapping[str, str | Sequence[Entry]]"
"""A page, which has its own title; or a title with a page, or with the entries below it."""

GUIDES = ("guides/migration-lead.md", "guides/platform-engineer.md", "guides/security-reviewer.md")
GLOSSARY = "glossary.md"


def navigation(pages: Pages) -> tuple[Entry, ...]:
    """What stands where. A written page that nothing else names stands under Topics, so that none is lost."""
    decisions = _below("decisions", pages)
    reference = {name for name in pages if name.startswith("reference/")}
    named = {"index.md", GLOSSARY, *GUIDES, *decisions, *reference}
    return (
        {"Home": "index.md"},
        {"First day": GUIDES},
        {"Topics": tuple(sorted(set(pages) - named))},
        {"Reference": _reference(pages)},
        GLOSSARY,
        {"Decisions": decisions},
    )


def _reference(pages: Pages) -> tuple[Entry, ...]:
    areas = rules.areas_of(RULES).items()
    standards = [{area: tuple(f"{rules.FOLDER}/{rule.id}.md" for rule in members)} for area, members in areas]
    return (
        {"Commands": _below(commands.FOLDER, pages)},
        {"Files": _below(files.FOLDER, pages)},
        {"Common standards": (f"{rules.FOLDER}/index.md", f"{rules.FOLDER}/frameworks.md", *standards)},
        exits.PAGE,
    )


def _below(folder: str, pages: Pages) -> tuple[str, ...]:
    """The pages in a folder, its index first: that page is then the section's own."""
    return tuple(sorted((name for name in pages if name.startswith(f"{folder}/")), key=_index_first))


def _index_first(name: str) -> bool:
    return not name.endswith("/index.md")


def toml(entries: Iterable[Entry]) -> str:
    """The entries as the value of `nav` in a configuration file."""
    return f"[{', '.join(map(_entry, entries))}]"


def _entry(entry: Entry) -> str:
    if isinstance(entry, str):
        return json.dumps(entry)
    ((title, below),) = entry.items()
    value = json.dumps(below) if isinstance(below, str) else toml(below)
    return f"{{{json.dumps(title, ensure_ascii=False)} = {value}}}"
