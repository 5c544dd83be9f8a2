"""The report is safe to open: no script, no network, no text from data that becomes markup."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from report_facts import county_facts, empty_facts
from report_renamed import renamed

from migration.reports import html_file
from migration.reports.html_file import environment, html_report

TEMPLATES = Path(html_file.__file__).parent / "templates"
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style></svg><script>alert(1)</script>",
    "--><!--",
    "{{7*7}}",
    "{% raw %}",
    "{{ ''.__class__ }}",
    "$(id)",
    "`id`",
    ";rm -rf /",
    "-oProxyCommand=x",
    "../../x",
    "' OR 1=1--",
    "Robert'); DROP TABLE",
    "%s%n",
    "=cmd|' /C calc'!A0",
    "[/x]",
    "\x1b]0;title\x07",
    "::set-output name=x::y",
    "##vso[task]",
    "abc\u202edef",
    "\x00\ud800",
    "javascript:alert(1)",
    "x" * 10_000,
    ".",
)


def parts(html: str) -> tuple[Counter[str], set[str]]:
    """How often each element occurs, and the names of all attributes."""
    document = html5lib.parse(html, namespaceHTMLElements=False)
    elements = [one for one in document.iter() if isinstance(one.tag, str)]
    return Counter(str(one.tag) for one in elements), {str(name) for one in elements for name in one.attrib}


@cache
def tame_parts() -> tuple[Counter[str], set[str]]:
    return parts(html_report(renamed(county_facts(), "Tame")))


@pytest.mark.parametrize("text", NASTY)
def test_I_02_a_nasty_name_adds_no_element_and_no_attribute(text: str) -> None:
    assert parts(html_report(renamed(county_facts(), text))) == tame_parts()


def test_I_02_without_names_the_ids_stand_in() -> None:
    html = html_report(renamed(county_facts(), ""))
    assert parts(html)[0].keys() <= tame_parts()[0].keys()
    assert "app-01" in html and "north" in html


def test_I_02_the_report_has_no_script_and_no_event_handler() -> None:
    elements, attributes = parts(html_report(county_facts()))
    assert not {"script", "iframe", "object", "embed", "form", "img", "link"} & set(elements)
    assert not [name for name in attributes if name.startswith("on")]


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=40))
def test_I_02_any_text_comes_out_as_text(text: str) -> None:
    facts = renamed(empty_facts(), text)
    assert parts(html_report(facts)) == parts(html_report(renamed(empty_facts(), "Tame")))


def test_I_02_control_and_direction_characters_are_taken_out() -> None:
    html = html_report(renamed(county_facts(), "a\x1b\u202eb"))
    assert "\x1b" not in html and "\u202e" not in html and "ab" in html


def test_I_02_a_long_name_is_cut() -> None:
    assert "x" * 600 not in html_report(renamed(county_facts(), "x" * 10_000))


def test_I_04_template_text_in_a_name_shows_as_text() -> None:
    assert "{{7*7}}" in html_report(renamed(county_facts(), "{{7*7}}"))


def test_I_04_the_engine_escapes_and_refuses_missing_names() -> None:
    engine = environment()
    assert engine.autoescape is True
    assert engine.from_string("{{ text }}").render(text="<b>") == "&lt;b&gt;"
    with pytest.raises(UndefinedError):
        engine.from_string("{{ missing }}").render()


def test_I_04_an_unknown_value_is_never_printed() -> None:
    with pytest.raises(AssertionError, match="printed NoneType"):
        environment().from_string("{{ nothing }}").render(nothing=None)


def test_I_04_no_template_or_module_switches_escaping_off() -> None:
    for path in TEMPLATES.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|<script|\bon\w+=", text), path.name
    for path in TEMPLATES.parent.glob("*.py"):
        calls = {ast.unparse(one.func) for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.Call)}
        assert "Markup" not in calls, path.name


def test_I_07_nothing_is_fetched() -> None:
    html = html_report(renamed(county_facts(), "http://169.254.169.254/"))
    assert not re.search(r"(?:src|href|action|data)\s*=\s*[\"']?\s*(?!#)[a-z]", re.sub(r"data-heading", "", html))
    assert not re.search(r"url\(\s*[\"']?(?!#)", html) and "@import" not in html


def test_I_07_the_policy_forbids_all_but_the_own_style() -> None:
    html = html_report(county_facts())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy and policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1] and "style=" not in html


def test_T_07_same_facts_same_bytes_in_any_process() -> None:
    program = "from report_facts import *; from migration.reports.html_file import html_report; import hashlib; "
    program += "print(hashlib.sha256(html_report(county_facts()).encode()).hexdigest())"
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("2", "America/New_York"))
    }
    assert len(found) == 1
