"""Text from strangers comes out clean, ids come out plain."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeio.terminal_text import shown
from safeio.text import clean, cut, slug, slug_with

# Every code point, lone surrogates too.
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT, st.integers(1, 50))
def test_clean_is_idempotent_and_bounded(text: str, limit: int) -> None:
    once = clean(text, limit)
    assert clean(once, limit) == once
    assert len(once) <= limit


@given(ANY_TEXT)
def test_clean_leaves_nothing_that_hides_or_steers(text: str) -> None:
    assert {unicodedata.category(char) for char in clean(text)}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  Revenues\tand\r\nbenefits ", "Revenues and  benefits"),
        ("red\x1b[31m", "red[31m"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("half \ud800", "half \ufffd"),
        ("e\u0301", "é"),
        ("nul\0l", "null"),
    ],
)
def test_clean_examples(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(ANY_TEXT)
def test_slug_has_only_the_letters_of_an_id(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    assert len(slug(text)) <= 60
    assert slug(slug(text)) == slug(text)


def test_slug_examples() -> None:
    assert slug("Téléphonie & Réseau (Nord)") == "telephonie-reseau-nord"
    assert re.fullmatch(r"x-[0-9a-f]{6}", slug("数据库"))
    assert slug("数据库") != slug("服务器")


def test_slug_with_tells_equal_names_apart() -> None:
    one, other = slug_with("Web 01", "uuid-1"), slug_with("Web 01", "uuid-2")
    assert one.startswith("web-01-")
    assert one != other
    assert len(slug_with("a" * 200, "x")) == 60


@given(ANY_TEXT, st.integers(2, 80))
def test_I_08_terminal_text_has_no_escape_and_is_bounded(text: str, limit: int) -> None:
    line = shown(text, limit)
    assert len(line) <= limit
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line)


def test_I_08_terminal_text_shows_unknown_and_marks_a_cut() -> None:
    assert shown(None) == "not known"
    assert shown("[/x]") == "[/x]"
    assert shown("abcdef", 4) == "abc…"


def test_text_is_cut_after_a_word_where_one_ends_near() -> None:
    assert cut("the quick brown fox", 13) == "the quick…"
    assert cut("the quick brown fox", 16) == "the quick brown…"
    assert cut("the quick brown fox", 19) == "the quick brown fox"
    assert cut("an incomprehensibilities", 12) == "an incompre…"


@given(st.text(" ab", max_size=60), st.integers(2, 40))
def test_a_cut_holds_its_limit_and_says_nothing_new(text: str, limit: int) -> None:
    found = cut(text, limit)
    assert len(found) <= limit
    assert text.startswith(found.removesuffix("…"))
