"""Asking rules in a process of their own: one that hangs or ends its process is cut off, and the rest is asked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from policies.asking import Fault, Question, Reply, ask_each

SECONDS = 30.0
"""How long one rule may take over all its resources. The slowest of ours takes well under a second for a county."""

START_SECONDS = 120.0
"""How long the process may take to start and take in the resources."""

# A new process knows nothing of this one but what it is handed, so threads of the command cannot get in its way.
_PROCESSES = get_context("spawn")


def ask_apart(
    questions: Sequence[Question], seconds: float = SECONDS, start_seconds: float = START_SECONDS
) -> Iterator[tuple[Reply, ...]]:
    """The replies to each question, in order, as `ask_each` gives them. A rule that takes longer than `seconds`, or
    ends its process, gets a Fault for each of its subjects; the others are asked in another process."""
    waiting = [question for question in questions if question.subjects]
    replies = _replies(waiting, seconds, start_seconds)
    for question in questions:
        yield next(replies) if question.subjects else ()


def _replies(questions: Sequence[Question], seconds: float, start_seconds: float) -> Iterator[tuple[Reply, ...]]:
    at = 0
    while at < len(questions):
        ours, theirs = _PROCESSES.Pipe(duplex=False)
        process = _PROCESSES.Process(target=_ask, args=(theirs, questions[at:]), daemon=True)
        process.start()
        theirs.close()
        try:
            # The process says that it has begun; so its start is not held against the first rule.
            why = None if _received(ours, start_seconds) == () else "the process for rules did not start"
            while why is None and at < len(questions):
                found = _received(ours, seconds)
                if isinstance(found, str):
                    why = found
                else:
                    yield found
                    at += 1
        finally:
            _end(process, ours)
        if why is not None:
            yield tuple(Fault(why=why) for _ in questions[at].subjects)
            at += 1


def _ask(connection: Connection, questions: Sequence[Question]) -> None:
    """What the process does. What rules print goes nowhere: standard output is for data."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.environ.clear()  # a rule needs no token of the build server
    connection.send(())
    for replies in ask_each(questions):
        connection.send(replies)


def _received(connection: Connection, seconds: float) -> tuple[Reply, ...] | str:
    """The next message, or why there is none."""
    try:
        if not connection.poll(seconds):
            return too_long(seconds)
        found: tuple[Reply, ...] = connection.recv()
    except (EOFError, ConnectionResetError):
        return "the rule ended the process"
    return found


def too_long(seconds: float) -> str:
    """What is said of a rule that took longer than `seconds`."""
    return f"the rule took longer than {seconds:g} seconds"


def _end(process: BaseProcess, connection: Connection) -> None:
    connection.close()
    process.kill()
    process.join()
    process.close()
