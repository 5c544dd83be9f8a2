"""P-02: our own rules are asked without another process, and none of them may hang a check."""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest
from checked_things import TODAY, fails, resource, rule

from policies.asking import Fault, Question, Reply
from policies.check import check
from policies.graph import Graph
from policies.limited_asking import ask_here, ask_limited
from policies.model import Answer, Context, Resource, Rule, passed
from policies.rules import RULES
from policies.standards import Standards

RESOURCES = (resource("a"), resource("b"))
OURS, OTHER = RULES[0].id, RULES[1].id


def hangs(_resource: Resource, _context: Context) -> Answer:
    while True:
        pass


def hangs_in_a_pattern(_resource: Resource, _context: Context) -> Answer:
    re.match(r"(a+)+$", "a" * 60 + "b")
    return passed()


def hangs_and_catches(_resource: Resource, _context: Context) -> Answer:
    while True:
        try:
            while True:
                pass
        except Exception:  # noqa: BLE001 - as a careless rule would
            pass


def keeps(_resource: Resource, _context: Context) -> Answer:
    return passed()


def _question(asked: Rule) -> Question:
    context = Context(as_of=TODAY, parameters={}, graph=Graph(RESOURCES))
    return Question(rule=asked, subjects=RESOURCES, context=context)


@pytest.mark.parametrize("answer", [hangs, hangs_in_a_pattern, hangs_and_catches])
def test_P_02_a_rule_of_ours_that_hangs_is_an_error_and_the_others_are_asked(answer: object) -> None:
    rules = (rule(OURS, answer), rule(OTHER, fails()))  # type: ignore[arg-type]
    asking = partial(ask_limited, seconds=1)
    found = check(RESOURCES, rules, (), TODAY, Standards(), None, asking).findings
    assert [(one.rule_id, one.verdict) for one in found] == [*[(OURS, "error")] * 2, *[(OTHER, "fail")] * 2]
    assert found[0].message == "the rule took longer than 1 seconds"


def test_after_a_rule_nothing_rings_any_more() -> None:
    before = signal.getsignal(signal.SIGALRM)
    assert isinstance(ask_here(_question(rule(OURS, hangs)), 1)[0], Fault)
    assert ask_here(_question(rule(OURS, keeps))) == (passed(), passed())
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) == before


def test_only_rules_that_are_not_ours_go_to_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    apart: list[str] = []

    def noted(questions: Sequence[Question], _seconds: float) -> Sequence[tuple[Reply, ...]]:
        apart.extend(question.rule.id for question in questions)
        return iter([(passed(), passed())] * len(questions))  # type: ignore[return-value]

    monkeypatch.setattr("policies.limited_asking.ask_apart", noted)
    questions = [_question(rule(one, keeps)) for one in ("OWN-001", OURS, "OWN-002")]
    assert list(ask_limited(questions)) == [(passed(), passed())] * 3
    assert apart == ["OWN-001", "OWN-002"]


def test_the_answers_are_those_of_asking_plainly() -> None:
    own = replace(rule("OWN-001"), answer=keeps)
    given = (RESOURCES, (rule(OURS, keeps), rule(OTHER, fails()), own), (), TODAY, Standards(), None)
    assert check(*given, asking=ask_limited) == check(*given)


def test_a_graph_goes_to_another_process_without_what_was_worked_out() -> None:
    graph = Graph(RESOURCES, (resource("c"),))
    graph.once("what", lambda: lambda: None)  # a function cannot go there
    kind, given = graph.__reduce__()
    assert (kind, given) == (Graph, (graph.resources, graph.leaving))
