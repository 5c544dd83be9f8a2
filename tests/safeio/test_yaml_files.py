"""YAML gives plain data, or an error that names the line and what to do."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest

from safeio.errors import Exit, InputError
from safeio.values import Day, Money, Quantity, value
from safeio.yaml_files import parse_yaml, read_yaml


@value
class Team:
    id: str
    skills: Mapping[str, Quantity] = field(default_factory=dict)
    state: Literal["draft", "approved"] | None = None


@value
class Programme:
    plan_from: Day
    wave_weeks: int = 4
    teams: tuple[Team, ...] = ()
    spend_gbp: Money | None = None
    approved: bool | None = None


def read(text: str) -> Programme:
    return parse_yaml(text, "programme.yaml", Programme)


def error(text: str) -> str:
    with pytest.raises(InputError) as caught:
        read(text)
    assert caught.value.exit_code is Exit.USAGE
    return str(caught.value)


def plain(text: str) -> Any:
    return parse_yaml(text, "any.yaml", dict[str, Any])


def test_a_programme_is_read() -> None:
    text = "# ours\nplan_from: 2026-04-01\nspend_gbp: '12.50'\nteams:\n- {id: dba, skills: {dba: 2.5}, state: draft}\n"
    team = Team(id="dba", skills={"dba": Decimal("2.5")}, state="draft")
    assert read(text) == Programme(plan_from=date(2026, 4, 1), spend_gbp=Decimal("12.50"), teams=(team,))


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_I_08_texts_and_keys_hold_nothing_that_hides_or_steers(quote: str) -> None:
    found = plain(f"{quote}na\u200bme{quote}: {quote}a\u202eb\u200bc{quote}\n")
    assert found == {"name": "abc"}


def test_a_long_text_is_kept_whole() -> None:
    assert plain(f"note: {'long ' * 2000}end") == {"note": "long " * 2000 + "end"}


def test_the_error_names_line_and_key_and_suggests_the_nearest() -> None:
    assert error("plan_from: 2026-04-01\nteams:\n  - id: dba\n    skils: {dba: 1}\n") == (
        "programme.yaml line 4, teams[0].skils: this key is not known. Did you mean skills?"
    )


def test_an_unknown_key_like_no_other_lists_the_known_ones() -> None:
    said = error("plan_from: 2026-04-01\nxyzzy: 1\n")
    assert "line 2, xyzzy: this key is not known" in said
    assert "plan_from, wave_weeks, teams" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wave_weeks: 4\n", "line 1, plan_from: this key is missing. Add the key plan_from."),
        ("plan_from: 2026-04-01\nteams:\n- id: a\n- skills: {}\n", "line 4, teams[1].id: this key is missing"),
        ("plan_from: 31/03/2026\n", "31/03/2026 is not a date. Write dates as YYYY-MM-DD"),
        ("plan_from: 2026-04-01 10:30\n", "is not a date"),
        ("plan_from: 20260401\n", "20260401 is not a date. Write dates as YYYY-MM-DD"),
        ("plan_from: 2026-04-01\nspend_gbp: 12.5\n", 'must be quoted to stay exact: "12.50"'),
        ("plan_from: 2026-04-01\nspend_gbp: lots\n", "'lots' is not an amount: write pounds as"),
        ("plan_from: 2026-04-01\nwave_weeks: four\n", "four is not a whole number"),
        ("plan_from: 2026-04-01\nwave_weeks:\n", "this has no value"),
        ("plan_from: 2026-04-01\nteams: {id: a}\n", "line 2, teams: this is not a list"),
        ("plan_from: 2026-04-01\nteams: [a]\n", "teams[0]: this is not a set of keys with values"),
        ("plan_from: 2026-04-01\nteams:\n- id: 12\n", '12 is not text. Put the value in quotes: "12".'),
        ("plan_from: 2026-04-01\nteams:\n- id: a\n  state: done\n", "done is not allowed here. Use one of: draft, app"),
        ("plan_from: 2026-04-01\napproved: perhaps\n", "perhaps is neither true nor false"),
        ("- a\n- b\n", "this is not a set of keys with values"),
        ("plan_from: [1, 2\nteams: 1\n", "line 2: this is not YAML"),
        ("plan_from: 'open\n", "this is not YAML"),
        ("plan_from: \x07\n", "this is not YAML"),
        ("plan_from: 2026-04-01\n---\nplan_from: 2026-04-01\n", "line 2: a second document starts here"),
    ],
)
def test_each_mistake_is_told_in_plain_words(text: str, said: str) -> None:
    assert said in error(text)


@pytest.mark.parametrize("day", ["2026-02-31", "1900-02-29", "0000-01-01", "2026-13-01", "2026-04-01T23:59:60"])
def test_T_02_a_day_that_does_not_exist_is_an_error_of_that_field(day: str) -> None:
    assert f"programme.yaml line 1, plan_from: {day} is not a date" in error(f"plan_from: {day}\n")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2028-02-29"])
def test_T_02_days_at_the_edge_are_read(day: str) -> None:
    assert read(f"plan_from: {day}\n").plan_from == date.fromisoformat(day)


def test_further_mistakes_are_counted() -> None:
    assert error("plan_from: x\nwave_weeks: y\napproved: z\n").endswith("(2 more to mend in this file.)")


def test_a_long_value_is_not_echoed() -> None:
    assert len(error(f"plan_from: {'x' * 10_000}\n")) < 300


def test_F_07_norway_sexagesimal_octal_and_dates_follow_yaml_1_2() -> None:
    text = "a: NO\nb: 12:30:45\nc: 2026-04-01\nd: on\ne: 1.10.2\nf: 'true'\n"
    text += "g: true\nh: ~\ni: 7\nj: 1e3\nk: 1_000\nl: 0o17\n"
    expected = {"a": "NO", "b": "12:30:45", "c": "2026-04-01", "d": "on", "e": "1.10.2", "f": "true"}
    assert plain(text) == expected | {"g": True, "h": None, "i": 7, "j": 1000.0, "k": "1_000", "l": "0o17"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\nb: *x\n", "line 1: the anchor &x is not allowed"),
        ("a: 1\nb: *x\n", "line 2: the alias *x is not allowed"),
        ("a: 1\nb: {<<: {c: 1}}\n", "line 2: the merge key << is not allowed"),
        (
            "a: !!python/object/apply:os.system [ls]\n",
            "line 1: the tag tag:yaml.org,2002:python/object/apply:os.system",
        ),
        ("a: !!binary aGk=\n", "the tag"),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "line 4: the key b.c stands here again, first on line 3. Keep one."),
        ("a: .inf\n", ".inf is not a finite number"),
        ("a: 1e999\n", "1e999 is not a finite number"),
        ("? [a, b]\n: 1\n", "this key is not plain text"),
    ],
)
def test_F_07_what_is_not_plain_data_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        plain(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "{a: " * 20_000,
        "[a, " * 20_000,
        "\n".join(" " * depth + "a:" for depth in range(400)),
        "- " * 5_000,
    ],
    ids=["lists", "mappings", "mixed", "indented", "dashes"],
)
def test_F_07_deep_nesting_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="nested more than 50 levels deep"):
        plain(text)


def test_F_07_fifty_levels_are_enough_for_people() -> None:
    assert plain("a: " + "[" * 48 + "]" * 48 + "\n")


def test_F_07_a_file_over_the_cap_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a: 1\n" * 300_000)
    with pytest.raises(InputError, match="larger than the limit of 1 MB"):
        read_yaml(path, dict[str, Any])


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    with pytest.raises(InputError, match="is not a finite number"):
        plain("a: " + "9" * 5_000)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "programme.yaml"
    path.write_bytes(b"plan_from: \xff")
    with pytest.raises(InputError, match="byte 11 is not UTF-8 text"):
        read_yaml(path, Programme)


def test_a_byte_order_mark_and_an_empty_file_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "programme.yaml"
    path.write_bytes(b"\xef\xbb\xbfplan_from: 2026-04-01\n")
    assert read_yaml(path, Programme).plan_from == date(2026, 4, 1)
    assert plain("") == plain("# only a comment\n") == {}
