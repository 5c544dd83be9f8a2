"""Links the commands, files and standards that a written page names in code to their reference pages.

Written pages do not link to reference pages themselves: these are not in the repository, and the link would lead
nowhere for whoever reads the page there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from cloud_unless.app import COMMANDS
from cloud_unless.schemas import WRITTEN_BY_PEOPLE, WRITTEN_BY_STAGES, WRITTEN_TO_APPROVE
from policies.rules import RULES
from tools.pages import commands, exits, files, rules
from tools.pages.registers import REGISTERS

_FENCE = re.compile(r"(^ *```.*?^ *```$)", re.MULTILINE | re.DOTALL)
_NOT_LINKED = re.compile(r"(\[[^\]]*\]\([^)]*\)|^#.*$|^    .*$)", re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")


def linked(text: str, page: str) -> str:
    """The text of the page at path `page` with its code linked. Fenced blocks, headings and links stay as they are,
    but that the first page of a folder is its index."""
    parts = _FENCE.split(text.replace("README.md)", "index.md)"))
    return "".join(part if n % 2 else _outside_fences(part, page) for n, part in enumerate(parts))


def _outside_fences(text: str, page: str) -> str:
    parts = _NOT_LINKED.split(text)
    return "".join(part if n % 2 else _CODE.sub(_link(page), part) for n, part in enumerate(parts))


def _link(page: str) -> Callable[[re.Match[str]], str]:
    def replace(found: re.Match[str]) -> str:
        target = target_of(found[1])
        if target is None or target == page:
            return found[0]
        return f"[{found[0]}]({os.path.relpath(target, Path(page).parent)})"

    return replace


def target_of(code: str) -> str | None:
    """The reference page of what is written as code; None where there is none."""
    words = code.split()
    if not words:
        return None
    if words[0] == "cloud-unless" and len(words) > 1 and words[1] in dict(COMMANDS):
        return f"{commands.FOLDER}/{words[1]}.md"
    if code in {rule.id for rule in RULES}:
        return f"{rules.FOLDER}/{code}.md"
    name = code.removeprefix("out/")
    if name in _file_names():
        return f"{files.FOLDER}/{files.page_name(name)}"
    return exits.PAGE if re.fullmatch(r"exit \d{1,3}", code) else None


def _file_names() -> set[str]:
    yaml = {f"{name}.yaml" for name, _ in WRITTEN_BY_PEOPLE + WRITTEN_TO_APPROVE}
    json = {f"{name}.json" for name, _ in WRITTEN_BY_STAGES}
    return yaml | json | {f"{register.name}.csv" for register, _ in REGISTERS} | {"initiatives.csv", "prices/*.csv"}
