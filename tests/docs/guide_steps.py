"""Reads a guide as a person works through it: commands to type, with what they should say, and files to write."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"  # exit (\d+)$")
ANYTHING = "…"


@dataclass(frozen=True)
class WriteFile:
    """A file that the guide asks for."""

    name: str
    text: str


@dataclass
class Type:
    """A command, the code it ends with, and lines that its output holds in this order."""

    line: str
    code: int
    says: list[str] = field(default_factory=list)


Step = WriteFile | Type


def steps(guide: str) -> list[Step]:
    """Everything a reader does, in order. A block without a title that is no console is only to be read."""
    found: list[Step] = []
    for block in _BLOCK.finditer(guide):
        if block["title"]:
            found.append(WriteFile(block["title"], block["body"]))
        elif block["kind"] == "console":
            found += typed(block["body"])
    return found


def typed(block: str) -> list[Type]:
    """The commands of a console block, each with the lines below it."""
    commands: list[Type] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            code = _EXIT.search(line)
            commands.append(Type(line.removeprefix("$ "), int(code[1]) if code else 0))
        elif line != ANYTHING:
            commands[-1].says.append(line)
    return commands


def missing(says: list[str], output: str) -> list[str]:
    """The lines that `output` does not hold in this order, however wide its columns are. A line that ends in … is the
    beginning of one."""
    lines = iter([" ".join(line.split()) for line in output.splitlines()])
    return [line for line in says if not any(_like(line, found) for found in lines)]


def _like(line: str, found: str) -> bool:
    wanted = " ".join(line.split())
    if wanted.endswith(ANYTHING):
        return found.startswith(wanted.removesuffix(ANYTHING).rstrip())
    return found == wanted
