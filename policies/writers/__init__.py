"""Writing findings for other tools. Each writer turns the findings of a check into the text of one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from policies.model import FindingsFile, Rule
from policies.writers import json_rows, junit_xml, sarif

Writer = Callable[[FindingsFile, Sequence[Rule], str], bytes]
"""From findings, all rules and our version to the bytes of a file. The same findings give the same bytes."""

WRITERS: Mapping[str, Writer] = {
    "json": json_rows.written,
    "junit": junit_xml.written,
    "sarif": sarif.written,
}
