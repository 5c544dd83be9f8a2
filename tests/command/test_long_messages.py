"""What is said of very many things at once: no half words, and what is not named is counted."""

from __future__ import annotations

import pytest

from cloud_unless.progress import ERROR_LIMIT, say, say_error
from cloud_unless.violations import SHOWN, say_by_rule, violations_table
from migration.model import Violation
from safeio.errors import InfeasibleError


def _error_of(count: int) -> InfeasibleError:
    wrong = "short: " + "; ".join(f"council-{n} 2027/28 capital, £{n:,} more" for n in range(count))
    return InfeasibleError("plan", wrong, "Raise them.")


def test_L_04_an_error_names_forty_ceilings_whole(capsys: pytest.CaptureFixture[str]) -> None:
    say_error(_error_of(40))
    assert capsys.readouterr().err.splitlines() == [f"Error: plan: {_error_of(40).wrong}.", "What to do: Raise them."]


def test_L_04_of_thousands_the_last_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    say_error(_error_of(5000))
    said = capsys.readouterr().err.splitlines()[0]
    named = said.count("2027/28")
    assert len(said) < ERROR_LIMIT + 200
    assert f"£{named - 1:,} more; and {5000 - named:,} more. When these are mended" in said


def test_no_line_ends_in_half_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    text = "word " * 5000
    say(text)
    say_error(InfeasibleError("plan", text, text))
    for line in capsys.readouterr().err.splitlines():
        assert line.removesuffix(".").endswith("word…")


def _violations(count: int) -> tuple[Violation, ...]:
    rules = ("people", "people", "money")
    return tuple(
        Violation(constraint=rules[n % 3], subject=f"app-{n}", message="too much", severity="broken")
        for n in range(count)
    )


def test_violations_are_counted_by_rule_where_not_all_are_seen(capsys: pytest.CaptureFixture[str]) -> None:
    say_by_rule(_violations(SHOWN))
    assert capsys.readouterr().err == ""
    say_by_rule(_violations(3000))
    assert capsys.readouterr().err == "By rule: people 2,000, money 1,000.\n"
    assert violations_table(_violations(3000), "").most == SHOWN
