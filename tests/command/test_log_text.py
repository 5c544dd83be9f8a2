"""I-09: what stands in data is never a command to the build server whose log shows it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud_unless.options import Format
from cloud_unless.progress import say, say_error
from cloud_unless.showing import show, show_lines
from cloud_unless.tables import Answer, Column, Table
from safeio.errors import InputError
from safeio.log_text import log_safe

NASTY = ("::set-output name=a::b", "x ##vso[task.setvariable]y", "##[error]z", "  ::error::w")
_PIECES = st.lists(st.sampled_from(("::", ":", "##", "#", "vso[", "[", " ", "\n", "x")), max_size=12).map("".join)


def _is_safe(text: str) -> bool:
    obeyed = re.search(r"##(vso)?\[", text, re.IGNORECASE)
    return not obeyed and not any(line.lstrip().startswith("::") for line in text.split("\n"))


@given(_PIECES)
def test_I_09_any_text_is_made_safe_and_safe_text_stays(text: str) -> None:
    assert _is_safe(log_safe(text))
    if _is_safe(text):
        assert log_safe(text) == text


@pytest.mark.parametrize("form", list(Format))
def test_I_09_no_row_is_obeyed(form: Format, capsys: pytest.CaptureFixture[str]) -> None:
    columns = (Column(key="name", heading="Name", wrap=True), Column(key="more", heading="More", wrap=True))
    rows = tuple((f"{text} {'long ' * 40}{text}", text) for text in NASTY)
    show(Answer(tables=(Table(name="rows", title="Rows", columns=columns, rows=rows),)), form)
    printed = capsys.readouterr().out
    assert "set-output" in printed
    assert _is_safe(printed)


def test_I_09_no_sentence_is_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    show_lines(NASTY)
    for text in NASTY:
        say(text)
        say_error(InputError(text, text, text))
    printed = capsys.readouterr()
    assert _is_safe(printed.out)
    assert _is_safe(printed.err)
