"""Writing findings for other tools. Each writer turns the findings of a check into the text of one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from policies.model import FindingsFile, Rule
from policies.writers import csv_rows, html_pack, json_rows, junit_xml, line_annotations, markdown, sarif

Writer = Callable[[FindingsFile, Sequence[Rule], str], bytes]
"""From findings, all rules and our version to the bytes of a file. The same findings give the same bytes."""

WRITERS: Mapping[str, Writer] = {
    "azure": line_annotations.for_azure,
    "csv": csv_rows.written,
    "github": line_annotations.for_github,
    "gitlab": line_annotations.for_gitlab,
    "html": html_pack.written,
    "json": json_rows.written,
    "junit": junit_xml.written,
    "md": markdown.written,
    "sarif": sarif.written,
}
