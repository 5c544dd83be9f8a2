"""I-09, I-12: findings as Markdown, HTML, CSV and annotations, whatever the texts in them are."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_findings import CHOSEN, EVERY_STATE, FILES, GOLDEN

from policies.model import FindingsFile
from policies.writers import WRITERS
from policies.writers.markdown import MOST

HOSTILE = "<img src=//x> [a](//b) `c` | @all ##vso[task.setvariable]x\n::error::no =1+1 %0A,:;] \x1b[31m www.x.y"


def text_of(kind: str, found: FindingsFile = EVERY_STATE) -> str:
    """The text that one writer makes of the findings."""
    return WRITERS[kind](found, CHOSEN, "1.2.3").decode("utf-8")


def with_texts(text: str) -> FindingsFile:
    """The findings with the text wherever people or files may put one."""
    urn = f"urn:pulumi:{text}::county::a:b:C::{text}"
    changed = {"subject": urn, "message": text, "property": text, "remedy": text, "stack": text, "file": f"a{text}"}
    return replace(
        EVERY_STATE,
        findings=tuple(replace(one, **changed) for one in EVERY_STATE.findings),
        exemptions=tuple(replace(one, owner=text, reason=text, ticket=text) for one in EVERY_STATE.exemptions),
        warnings=tuple(replace(one, about=text, message=text) for one in EVERY_STATE.warnings),
        files=(text,),
    )


class Tags(HTMLParser):
    """Notes the elements of a page, and what each points at."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.targets += [found or "" for name, found in attrs if name in ("href", "src", "action")]


def tags_of(page: str) -> Tags:
    """The elements of a page."""
    tags = Tags()
    tags.feed(page)
    return tags


@pytest.mark.parametrize("kind", sorted(FILES))
def test_the_file_is_as_agreed(kind: str) -> None:
    assert text_of(kind) == (GOLDEN / FILES[kind]).read_text(encoding="utf-8"), "see written_findings.py"


@pytest.mark.parametrize("kind", sorted(FILES))
def test_the_order_of_findings_changes_no_byte(kind: str) -> None:
    assert text_of(kind) == text_of(kind, replace(EVERY_STATE, findings=EVERY_STATE.findings[::-1]))


@pytest.mark.parametrize("kind", ["azure", "github", "md"])
def test_I_09_no_text_from_data_commands_a_build_server(kind: str) -> None:
    lines = text_of(kind, with_texts(HOSTILE)).splitlines()
    own = {"azure": r"##vso\[task\.logissue type=(error|warning);", "github": r"::(error|warning|notice) file="}
    for line in lines:
        rest = re.sub(f"^{own.get(kind, '$')}", "", line)
        assert "##vso[" not in rest
        assert not rest.lstrip().startswith("::")
    assert len(lines) == len(text_of(kind).splitlines())


def test_I_09_what_a_build_server_reads_as_its_own_marks_is_written_otherwise() -> None:
    (line, *_) = text_of("github", with_texts("%,:")).splitlines()
    assert line.startswith("::error file=a%25%2C%3A,line=42,title=STO-001 No anonymous access::%25,::")
    (line, *_) = text_of("azure", with_texts("%;]")).splitlines()
    assert "sourcepath=a%AZP25%3B%5D;linenumber=42;" in line


def test_I_09_markdown_shows_text_and_obeys_none() -> None:
    page = text_of("md", with_texts(HOSTILE))
    assert "<img" not in re.sub(r"\\<|`[^`]*`", "", page)
    assert not re.search(r"(?<!\\)@all", re.sub(r"`[^`]*`", "", page))
    assert {line.count(" | ") for line in page.splitlines() if line.startswith("| critical")} == {7}


def test_markdown_stays_short_enough_for_a_comment() -> None:
    many = replace(EVERY_STATE, findings=EVERY_STATE.findings[:6] * MOST)
    page = text_of("md", many)
    assert f"And {4 * MOST:,} more" in page
    assert page.count("| critical ") == MOST


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=30))
def test_I_12_any_text_leaves_the_pack_one_page_without_network(text: str) -> None:
    page = text_of("html", with_texts(text))
    html5lib.HTMLParser(strict=True).parse(page)
    tags = tags_of(page)
    assert tags.names == tags_of(text_of("html")).names
    assert all(target.startswith("#") for target in tags.targets)


def test_the_pack_has_no_script_and_lets_nothing_in() -> None:
    page = text_of("html", with_texts("<script>alert(1)</script>"))
    assert "script" not in tags_of(page).names
    assert "default-src 'none'; style-src 'sha256-" in page
    assert "url(" not in page
    assert "@import" not in page


def test_the_pack_names_every_control_that_a_standard_was_asked_for() -> None:
    page = text_of("html")
    for rule in CHOSEN:
        for framework in rule.frameworks.keys() - {"checkov", "prowler"}:
            for control in rule.frameworks[framework]:
                assert re.search(f">{framework}</td>[^\n]*>{re.escape(control)}</td>[^\n]*{rule.id}", page)


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=30))
def test_I_12_csv_has_a_row_for_each_finding_and_runs_nothing(text: str) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of("csv", with_texts(text)))))
    assert len(rows) == len(EVERY_STATE.findings)
    assert not any(str(cell).lstrip().startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_gitlab_tells_each_finding_apart_and_stops_at_what_stops() -> None:
    listed = json.loads(text_of("gitlab"))
    assert len({one["fingerprint"] for one in listed}) == len(listed) == 5
    assert {one["severity"] for one in listed} <= {"info", "minor", "major", "critical", "blocker"}
    assert [one["severity"] for one in listed if one["check_name"] == "GOV-003"] == ["info"]


def test_what_is_not_known_is_a_warning_where_it_is_allowed() -> None:
    lines = text_of("github", replace(EVERY_STATE, unknown="allow")).splitlines()
    assert [line.partition(" ")[0] for line in lines if "not known yet" in line] == ["::warning"]
