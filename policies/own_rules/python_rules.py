"""People's own rules in Python: read in a process of their own, since reading such a file already runs it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import lru_cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from policies.model import Answer, Context, Parameter, Resource, Rule, passed
from policies.setting_files import SettingFile
from safeio.errors import InputError
from safeio.terminal_text import shown
from safeio.values import value

SECONDS = 20.0
"""How long it may take to read one file."""

START_SECONDS = 120.0
"""How long the process may take to start."""

_PROCESSES = get_context("spawn")


@value
class Read:
    """The answer function of a rule in Python: the text of its file, read where the rule is asked."""

    where: str
    source: str

    def __call__(self, resource: Resource, context: Context) -> Answer:
        """What the rule says of a resource."""
        answer: Answer = _rule(self.where, self.source).answer(resource, context)
        return answer


def python_rules(files: Sequence[SettingFile], seconds: float = SECONDS) -> tuple[Rule, ...]:
    """The rules of the files, in order. Raises InputError that names file and line where one is not Python, raises,
    does not end, or makes no rule."""
    if not files:
        return ()
    texts = [(file.where, file.text()) for file in files]
    ours, theirs = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_describe, args=(theirs, texts), daemon=True)
    process.start()
    theirs.close()
    try:
        _received(ours, START_SECONDS, texts[0][0])
        return tuple(_described(_received(ours, seconds, where), where, source) for where, source in texts)
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def _described(found: Any, where: str, source: str) -> Rule:
    if isinstance(found, str):
        place, _, wrong = found.partition("\n")
        raise InputError(place, wrong, "Mend the rule, or take its file out of the folder.")
    assert isinstance(found, Rule)
    return replace(found, answer=Read(where=where, source=source))


def _received(connection: Connection, seconds: float, where: str) -> Any:
    remedy = "Mend the rule, or take its file out of the folder."
    try:
        if not connection.poll(seconds):
            raise InputError(where, f"to read this rule takes longer than {seconds:g} seconds", remedy)
        return connection.recv()
    except (EOFError, ConnectionResetError):
        raise InputError(where, "this rule ends the process that reads it", remedy) from None


def _describe(connection: Connection, texts: Sequence[tuple[str, str]]) -> None:
    """What the process does: says that it has begun, then of each file its rule without the answer, or what is
    wrong."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.environ.clear()  # a rule needs no token of the build server
    connection.send(())
    for where, source in texts:
        try:
            connection.send(_plain(_rule(where, source)))
        except BaseException as problem:  # noqa: BLE001 - whatever a file does is told, and ends nothing
            connection.send(_told(problem, where))


def _plain(rule: Rule) -> Rule:
    """The rule as plain values that can go to another process: without its answer, and without classes of the file."""
    return Rule(
        id=str(rule.id),
        title=str(rule.title),
        severity=rule.severity,
        why=str(rule.why),
        applies_to=tuple(map(str, rule.applies_to)),
        answer=_nothing,
        absent_means=str(rule.absent_means),
        remedy=str(rule.remedy),
        frameworks={str(name): tuple(map(str, controls)) for name, controls in rule.frameworks.items()},
        parameters=json.loads(json.dumps(dict(rule.parameters))),
        sources=tuple(map(str, rule.sources)),
        changes=bool(rule.changes),
        plan=bool(rule.plan),
        level=rule.level,
        remediation={str(path): _as_data(found) for path, found in rule.remediation.items()},
    )


def _as_data(found: Any) -> Any:
    return Parameter(name=str(found.name)) if isinstance(found, Parameter) else json.loads(json.dumps(found))


def _nothing(_resource: Resource, _context: Context) -> Answer:
    return passed()


@lru_cache(maxsize=500)
def _rule(where: str, source: str) -> Rule:
    names: dict[str, Any] = {"__name__": "own_rule"}
    exec(compile(source, where, "exec"), names)  # noqa: S102 - people's own rules are programs that they trust
    found = names.get("RULE")
    if not isinstance(found, Rule):
        raise LookupError("it makes no RULE; write RULE = Rule(...), with Rule from policies.model")
    _check_plain(found)
    return found


def _check_plain(rule: Rule) -> None:
    kinds: dict[str, Any] = dict.fromkeys(("id", "title", "severity", "why", "absent_means", "remedy"), str)
    kinds |= {"applies_to": tuple, "frameworks": dict, "parameters": dict, "sources": tuple, "remediation": dict}
    for one in fields(rule):
        if one.name in kinds and not isinstance(getattr(rule, one.name), kinds[one.name]):
            raise LookupError(f"{one.name} of its rule is not a {kinds[one.name].__name__}")
    if not callable(rule.answer):
        raise LookupError("answer of its rule is no function")


def _told(problem: BaseException, where: str) -> str:
    if isinstance(problem, SyntaxError):
        return f"{where} line {problem.lineno or 1}\nthis is not Python: {shown(problem.msg, 100)}"
    if isinstance(problem, LookupError) and problem.__traceback__ is not None and not _line(problem, where):
        return f"{where}\n{shown(problem, 200)}"
    line = _line(problem, where)
    return f"{where}{f' line {line}' if line else ''}\nthis raised {type(problem).__name__} when it was read"


def _line(problem: BaseException, where: str) -> int | None:
    """The last line of the file itself on the way to the problem."""
    found, step = None, problem.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == where:
            found = step.tb_lineno
        step = step.tb_next
    return found
