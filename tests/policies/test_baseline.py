"""The baseline: what was there before does not stop, and hides nothing that is new or got worse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from checked_things import TODAY, always, resource, rule, urn_of

from policies.baseline import Baseline, baseline_of, baseline_warnings, read_baseline, told_apart
from policies.baseline_marks import marks
from policies.check import check
from policies.gate import exit_for
from policies.model import EVERY, Answer, Finding, Resource, Rule
from policies.standards import Standards
from safeio.errors import Exit, InputError
from safeio.json_files import canonical_json

RULES_OF_GROUP = [{"name": "a", "source": "*"}, {"name": "b", "source": "10.0.0.0/8"}]
GROUP = resource("a", properties={"rules": RULES_OF_GROUP, "tags": {"owner": "Ann"}})


def about(verdict: Any = "fail", path: str = "rules[0].source", message: str = "open", **changed: Any) -> Rule:
    """A rule that always answers so."""
    return rule(answer=always(Answer(verdict=verdict, property=path, message=message)), **changed)


def found(given: Rule, *resources: Resource) -> tuple[tuple[Finding, ...], dict[str, str]]:
    findings = check(resources, (given,), (), TODAY, Standards(), None).findings
    return findings, marks(findings, resources, (given,))


def known(given: Rule, one: Resource, later: Rule, other: Resource) -> bool:
    """Whether what `later` finds of `other` is known from what `given` found of `one`."""
    findings, marked = found(given, one)
    now, marked_now = found(later, other)
    return told_apart(now, baseline_of(findings, marked, ("test",), TODAY), marked_now)[0].in_baseline


def test_what_was_there_before_is_known_and_does_not_stop() -> None:
    findings, marked = found(about(), GROUP)
    assert exit_for(findings, "deny", "low") is Exit.FINDINGS
    told = told_apart(findings, baseline_of(findings, marked, ("test",), TODAY), marked)
    assert (told[0].in_baseline, told[0].verdict, exit_for(told, "deny", "low")) == (True, "fail", Exit.OK)


OPEN_TO_ALL = resource("a", properties={"rules": [*RULES_OF_GROUP, {"name": "c", "source": "*"}]})


@pytest.mark.parametrize(
    ("later", "other"),
    [
        (about(path="rules[1].source"), GROUP),
        (about(message="open to everybody"), GROUP),
        (about(severity="critical"), GROUP),
        (about(), OPEN_TO_ALL),
        (about(verdict="unknown"), GROUP),
        (about(rule_id="TST-002"), GROUP),
        (about(), replace(GROUP, urn=urn_of("b"))),
    ],
    ids=["another place", "another wrong", "more severe", "one more", "not known now", "another rule", "another one"],
)
def test_what_is_new_or_may_be_worse_is_not_hidden(later: Rule, other: Resource) -> None:
    assert not known(about(), GROUP, later, other)


def test_what_was_not_known_is_not_hidden_when_it_fails() -> None:
    assert not known(about(verdict="unknown"), GROUP, about(), GROUP)
    assert known(about(verdict="unknown"), GROUP, about(verdict="unknown"), GROUP)


def test_another_property_may_change_and_a_rule_may_become_less_severe() -> None:
    other = replace(GROUP, properties={**GROUP.properties, "tags": {"owner": "Bob"}})
    assert known(about(), GROUP, about(severity="low"), other)
    everywhere = about(applies_to=(EVERY,))
    assert not known(everywhere, GROUP, everywhere, other)


def test_a_secret_leaves_no_trace_in_a_mark() -> None:
    given = about(path="settings.password")
    one, other = (resource("a", properties={"settings": {"password": text}}) for text in ("horse", "battery"))
    assert found(given, one)[1] == found(given, other)[1]


def test_a_rule_that_crashed_is_never_in_a_baseline() -> None:
    findings, marked = found(rule(answer=always(None)), GROUP)
    assert baseline_of(findings, marked, ("test",), TODAY).findings == ()
    assert exit_for([replace(findings[0], in_baseline=True)], "deny", "low") is Exit.NOT_EVALUATED


def test_it_ratchets_and_keeps_what_was_not_looked_at() -> None:
    elsewhere = resource("z", stack="other")
    first = baseline_of(*found(about(), GROUP, elsewhere), ("test", "other"), TODAY)
    assert len(first.findings) == 2
    mended = found(about(verdict="pass"), GROUP)
    (said,) = baseline_warnings(mended[0], ("test",), first)
    assert said.message == "1 entry is not found as written there; write it again to drop what is gone"
    assert [one.stack for one in baseline_of(*mended, ("test",), TODAY, first).findings] == ["other"]


def test_it_is_written_and_read(tmp_path: Path) -> None:
    made = baseline_of(*found(about(), GROUP), ("test",), TODAY)
    (tmp_path / "b.json").write_bytes(canonical_json(made))
    assert read_baseline(tmp_path / "b.json") == made


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"schema_version": 2, "as_of": "2026-11-22", "findings": []}'])
def test_P_04_a_baseline_that_is_none_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(data)
    with pytest.raises(InputError, match=r"b\.json"):
        read_baseline(tmp_path / "b.json")


def test_an_empty_baseline_knows_nothing() -> None:
    findings, marked = found(about(), GROUP)
    assert not told_apart(findings, Baseline(as_of=TODAY, findings=()), marked)[0].in_baseline
