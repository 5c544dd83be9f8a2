"""Asking rules of which none may hang a check: ours here, under an alarm; people's own in a process of their own."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from policies.asking import Fault, Question, Reply, TooLong, ask
from policies.rules import RULES
from policies.separate_process import SECONDS, ask_apart, too_long

_OURS = frozenset(rule.id for rule in RULES)  # people's own rules may not have such ids
_AGAIN = 1.0
"""Seconds until the alarm comes again, should Python have had to swallow it where it cannot raise."""


def ask_limited(questions: Sequence[Question], seconds: float = SECONDS) -> Iterator[tuple[Reply, ...]]:
    """The replies to each question, in order, as `ask_each` gives them. The common standards are asked in this process,
    all other rules in one that people's rules may end (policies.separate_process). A rule that takes longer than
    `seconds` gets a Fault for each of its subjects. To be called in the main thread, the only one that an alarm
    reaches."""
    apart = ask_apart([question for question in questions if question.rule.id not in _OURS], seconds)
    for question in questions:
        yield ask_here(question, seconds) if question.rule.id in _OURS else next(apart)


def ask_here(question: Question, seconds: float = SECONDS) -> tuple[Reply, ...]:
    """The replies to one question of a rule that we trust not to end the process. Where it takes longer than `seconds`,
    a Fault for each of its subjects."""
    try:
        with _alarm(seconds):
            return tuple(ask(question.rule, one, question.context) for one in question.subjects)
    except TooLong:
        return tuple(Fault(why=too_long(seconds)) for _ in question.subjects)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raises TooLong in what runs within it once the time is over."""
    over = False

    def ring(_signal: int, _frame: FrameType | None) -> None:
        if not over:
            raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield
    finally:
        over = True  # an alarm that comes from here on is of no use to anybody
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
