"""P-02: rules in a process of their own. Whatever one does, the others are asked, and nothing goes green."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Sequence
from functools import partial

import pytest
from checked_things import TODAY, fails, resource, rule

from policies.asking import Fault, Question, Reply, ask_each
from policies.check import Checked, check
from policies.graph import Graph
from policies.model import Answer, Context, Resource, Rule, failed, passed
from policies.separate_process import ask_apart
from policies.standards import Standards

RESOURCES = (resource("a"), resource("b"))


def keeps(_resource: Resource, _context: Context) -> Answer:
    return passed()


def breaks(_resource: Resource, _context: Context) -> Answer:
    return failed("a", "broken")


def hangs(_resource: Resource, _context: Context) -> Answer:
    while True:
        time.sleep(0.01)


def exits(_resource: Resource, _context: Context) -> Answer:
    sys.exit(0)


def exits_at_once(_resource: Resource, _context: Context) -> Answer:
    os._exit(0)


def raises(_resource: Resource, _context: Context) -> Answer:
    raise ValueError("secret")


def says_nothing(_resource: Resource, _context: Context) -> None:
    return None


def prints(_resource: Resource, _context: Context) -> Answer:
    print("printed by a rule")
    os.write(1, b"written by a rule")
    return passed()


def _checked(*rules: Rule, seconds: float = 60) -> Checked:
    return check(RESOURCES, rules, (), TODAY, Standards(), None, partial(ask_apart, seconds=seconds))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (hangs, "the rule took longer than 5 seconds"),
        (exits, "the rule raised SystemExit"),
        (exits_at_once, "the rule ended the process"),
        (raises, "the rule raised ValueError"),
        (says_nothing, "the rule gave something that is no answer"),
    ],
)
def test_P_02_a_bad_rule_is_an_error_and_the_others_are_asked(answer: object, said: str) -> None:
    bad = rule("TST-002", answer)  # type: ignore[arg-type]
    found = _checked(rule("TST-001", keeps), bad, rule("TST-003", breaks), seconds=5)
    assert [(one.rule_id, one.verdict) for one in found.findings] == [
        *[("TST-001", "pass")] * 2,
        *[("TST-002", "error")] * 2,
        *[("TST-003", "fail")] * 2,
    ]
    assert {one.message for one in found.findings if one.verdict == "error"} == {said}


def test_what_a_rule_prints_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    assert {one.verdict for one in _checked(rule(answer=prints)).findings} == {"pass"}
    assert capfd.readouterr() == ("", "")


def test_the_answers_are_those_of_the_same_process() -> None:
    rules = (rule("TST-001", keeps), rule("TST-002", breaks), rule("TST-003", keeps, applies_to=("x:y:Z",)))
    assert _checked(*rules) == check(RESOURCES, rules, (), TODAY, Standards(), None)


def test_a_process_that_does_not_start_is_said_for_each_rule() -> None:
    question = Question(
        rule=rule(answer=keeps), subjects=RESOURCES, context=Context(as_of=TODAY, parameters={}, graph=Graph(RESOURCES))
    )
    replies = list(ask_apart([question], start_seconds=0))
    assert replies == [(Fault(why="the process for rules did not start"),) * 2]


def test_nothing_is_started_where_there_is_nothing_to_ask() -> None:
    def refuse(questions: Sequence[Question]) -> Iterable[tuple[Reply, ...]]:
        assert all(not question.subjects for question in questions)
        return ask_each(questions)

    assert check((), (rule(answer=fails()),), (), TODAY, Standards(), None, refuse).findings == ()
    assert list(ask_apart([])) == []
