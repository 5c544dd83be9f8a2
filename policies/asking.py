"""Asking a rule: of which resources, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeGuard, cast, get_args

from policies.graph import Graph, NotYet
from policies.model import ARCHITECTURE, EVERY, Answer, Context, Resource, Rule, Verdict
from safeio.values import value

AZURE = "azure-native:"
"""How the type of every resource begins that `EVERY` stands for."""


@value
class Fault:
    """Why a rule gave no answer. `why` holds no value of a resource."""

    why: str


class TooLong(BaseException):
    """A rule's time is over. Not an Exception: no rule may answer it."""


Reply = Answer | Fault

_urn = attrgetter("urn")
_VERDICTS = get_args(Verdict)


@value
class Question:
    """One rule, the resources it is asked of, and what it may look at."""

    rule: Rule
    subjects: tuple[Resource, ...]
    context: Context


Asking = Callable[[Sequence[Question]], Iterable[tuple[Reply, ...]]]
"""How questions are asked: the replies to each, in order, one for each subject."""


def is_asked(rule: Rule, architecture: Mapping[str, Any] | None) -> bool:
    """False for a rule about the plan where there is none."""
    return not rule.plan or architecture is not None


def subjects(rule: Rule, graph: Graph) -> tuple[Resource, ...]:
    """The resources of the graph that the rule is about, sorted by urn."""
    if rule.applies_to == (EVERY,) and not rule.changes:
        return cast("tuple[Resource, ...]", graph.once(EVERY, lambda: _about(rule, graph.resources)))
    leaving = graph.leaving if rule.changes else ()
    if EVERY in rule.applies_to:
        given = graph.resources
    elif graph.has_any(rule.applies_to):
        given = graph.as_read(*dict.fromkeys(rule.applies_to))
    elif not leaving:
        return ()  # most rules are about nothing in a small stack
    else:
        given = ()
    return _about(rule, sorted((*given, *leaving), key=_urn))


def _about(rule: Rule, given: Iterable[Resource]) -> tuple[Resource, ...]:
    return tuple(one for one in given if is_about(rule, one))


def is_about(rule: Rule, resource: Resource) -> bool:
    """True where the rule is asked of this resource. What a stack only reads is not its to mend."""
    if resource.external:
        return False
    return resource.type in rule.applies_to or (EVERY in rule.applies_to and is_azure(resource))


def architecture_subject(architecture: Mapping[str, Any]) -> Resource:
    """The one resource that stands for architecture.json."""
    return Resource(
        type=ARCHITECTURE,
        raw_type=ARCHITECTURE,
        name="architecture.json",
        urn=ARCHITECTURE,
        stack="",
        properties=architecture,
        outputs={},
        property_depends_on={},
        custom=False,
    )


def ask_each(questions: Sequence[Question]) -> Iterator[tuple[Reply, ...]]:
    """The replies to each question, in order, one for each of its subjects. Asked in this process: a rule that never
    ends never ends here (policies.limited_asking cuts it off)."""
    for question in questions:
        yield tuple(ask(question.rule, one, question.context) for one in question.subjects)


def ask(rule: Rule, resource: Resource, context: Context) -> Reply:
    """What the rule says of one resource. Whatever a rule does wrong is a Fault; only an interruption gets through, the
    end of its time, and NotYet where the context has no whole graph."""
    try:
        answer: object = rule.answer(resource, context)
    except (KeyboardInterrupt, NotYet, TooLong):
        raise
    except BaseException as problem:  # noqa: BLE001 - a rule that ends the process would otherwise end as a pass
        return Fault(why=f"the rule raised {type(problem).__name__}")
    if not _is_answer(answer):
        return Fault(why="the rule gave something that is no answer")
    return answer


def asked_of(questions: Iterable[Question]) -> int:
    """How many resources were asked about at least once."""
    return len({one.urn for question in questions for one in question.subjects})


def _is_answer(answer: object) -> TypeGuard[Answer]:
    return (
        isinstance(answer, Answer)
        and answer.verdict in _VERDICTS
        and isinstance(answer.message, str)
        and (answer.property is None or isinstance(answer.property, str))
    )


def is_azure(resource: Resource) -> bool:
    """True for a resource that `EVERY` stands for."""
    return resource.custom and resource.type.startswith(AZURE)
