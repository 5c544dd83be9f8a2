"""Where in architecture.json a thing stands: the line to point people at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from policies.model import Finding
from policies.quick_findings import changed
from safeio.values import value

_ID = re.compile(r'"(id|name)": ?("(?:[^"\\]|\\.)*")')
_STACKS = re.compile(r'\s*"stacks": ?\[')


@value
class Lines:
    """The line of each id, and of each stack by its name, counted from 1, in the file named `file`."""

    file: str
    ids: Mapping[str, int]
    stacks: Mapping[str, int]


def lines_of(text: str, file: str) -> Lines:
    """The lines of architecture.json from its text. Where an id stands more than once, the first counts."""
    ids: dict[str, int] = {}
    stacks: dict[str, int] = {}
    in_stacks = False
    for number, line in enumerate(text.splitlines(), 1):
        in_stacks = _STACKS.match(line) is not None or (in_stacks and not line.strip().startswith("]"))
        for key, quoted in _ID.findall(line):
            if key == "id":
                ids.setdefault(_plain(quoted), number)
            elif in_stacks:
                stacks.setdefault(_plain(quoted), number)
    return Lines(file=file, ids=ids, stacks=stacks)


def placed(findings: Iterable[Finding], lines: Lines | None, files: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings, each with a file and a line: where architecture.json decides it, else where the program makes it,
    else the beginning of the file that was read. `files` names that file for each subject."""
    return tuple(_placed(one, lines, files) for one in findings)


def _placed(finding: Finding, lines: Lines | None, files: Mapping[str, str]) -> Finding:
    if lines is not None:
        known = lines.ids.get(finding.component or "")
        if finding.subject_kind == "stack":
            known = lines.stacks.get(finding.stack or "")
        if finding.subject_kind == "plan":
            known = 1
        if known is not None:
            return changed(finding, file=lines.file, line=known)
    if finding.file is not None and finding.line is not None:
        return finding
    return changed(finding, file=files[finding.subject], line=1)


def _plain(quoted: str) -> str:
    try:
        return str(json.loads(quoted))
    except ValueError:
        return ""
