"""check: every rule, asked of every resource it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from policies.asking import (
    Asking,
    Fault,
    Question,
    Reply,
    architecture_subject,
    ask_each,
    asked_of,
    is_asked,
    subjects,
)
from policies.coverage import coverage_warnings, environment_warnings
from policies.environments import environment_of
from policies.exemption_warnings import exemption_warnings, scopes_elsewhere
from policies.exemptions import covers, in_force
from policies.graph import Graph
from policies.model import (
    ARCHITECTURE,
    STACK,
    Answer,
    Context,
    Exemption,
    Finding,
    Level,
    Outcome,
    Resource,
    Rule,
    SubjectKind,
    Warned,
    not_applicable,
)
from policies.no_cycles import no_cycles
from policies.quick_values import Open, locked
from policies.standards import Standards, is_disabled, level_of, parameters_of
from safeio.text import clean
from safeio.values import value

MESSAGE_LIMIT = 500
"""Characters of a rule's message that are kept."""

DISABLED = not_applicable("disabled for this environment in standards.yaml")
"""What stands for the answer of a rule that is disabled in the environment of a resource."""

MAY_BE_EXEMPT = ("fail", "unknown")
"""What an exemption may cover: a pass needs none, and a crash hides what people would accept."""

PROPERTY_LIMIT = 300
"""Characters of a property's path that are kept."""

_KINDS: Mapping[str, SubjectKind] = {ARCHITECTURE: "plan", STACK: "stack"}


@value
class Checked:
    """What came of a check. `findings` holds one for each rule and subject, passes too, sorted by rule, stack and
    subject. `rules_asked` counts the rules that were about something; `resources_seen` all resources given;
    `resources_asked` those at least one rule was about."""

    findings: tuple[Finding, ...]
    rules_asked: int
    resources_seen: int
    resources_asked: int
    warnings: tuple[Warned, ...]


def check(
    resources: Iterable[Resource],
    rules: Sequence[Rule],
    exemptions: Sequence[Exemption],
    as_of: date,
    standards: Standards,
    architecture: Mapping[str, Any] | None,
    asking: Asking = ask_each,
) -> Checked:
    """Ask every rule that is not disabled of every resource it is about.

    Resources that are going to be deleted do not count as there, and only rules about changes are asked of them.
    `exemptions` have gone through `check_exemptions`; those not in force change nothing. A rule that crashes is an
    `error` for that subject, and the others are asked all the same. `asking` may put the rules into another process.
    """
    given = tuple(resources)
    leaving = [one for one in given if one.operation == "delete"]
    staying = [one for one in given if one.operation != "delete"]
    if architecture is not None:
        staying.append(architecture_subject(architecture))
    disabled = tuple(rule for rule in rules if is_disabled(rule.id, standards))
    enabled = tuple(rule for rule in rules if rule not in disabled) if disabled else rules
    questions = _questions(enabled, Graph(staying, leaving), as_of, standards, architecture)
    with no_cycles():
        judged = list(_judged(questions, asking(questions), exemptions, as_of, standards))
    findings = tuple(sorted(judged, key=lambda one: (one.rule_id, one.stack or "", one.subject)))
    elsewhere = scopes_elsewhere(architecture, frozenset(one.stack for one in given))
    return Checked(
        findings=findings,
        rules_asked=len(questions),
        resources_seen=len(given),
        resources_asked=asked_of(questions),
        warnings=(
            *(Warned(about=rule.id, message="is disabled and was not asked") for rule in disabled),
            *exemption_warnings(exemptions, findings, as_of, standards.expiring_days, elsewhere),
            *coverage_warnings(given, rules, architecture),
            *environment_warnings(given, standards),
        ),
    )


def _questions(
    rules: Sequence[Rule], graph: Graph, as_of: date, standards: Standards, architecture: Mapping[str, Any] | None
) -> tuple[Question, ...]:
    asked = (rule for rule in rules if is_asked(rule, architecture))
    return tuple(
        Question(
            rule=rule,
            subjects=about,
            context=Context(
                as_of=as_of, parameters=parameters_of(rule, standards), graph=graph, architecture=architecture
            ),
        )
        for rule in asked
        if (about := subjects(rule, graph))
    )


def _judged(
    questions: Sequence[Question],
    replies: Iterable[tuple[Reply, ...]],
    exemptions: Sequence[Exemption],
    as_of: date,
    standards: Standards,
) -> Iterator[Finding]:
    held = [one for one in exemptions if in_force(one, as_of)]
    for question, answered in zip(questions, replies, strict=True):
        rule = question.rule
        mine = [one for one in held if one.rule_id == rule.id]
        level_for = _levels(rule, standards)
        for subject, reply in zip(question.subjects, answered, strict=True):
            level = level_for(subject)
            exemption = next((one for one in mine if covers(one, rule.id, subject)), None) if mine else None
            yield _finding(rule, subject, DISABLED if level == "disabled" else reply, exemption, level)


def _levels(rule: Rule, standards: Standards) -> Callable[[Resource], Level]:
    """What the rule does for each resource. Most rules do the same everywhere: then no resource's tags are read."""
    if rule.id in standards.rules and standards.rules[rule.id].environments:
        return lambda subject: level_of(rule.id, standards, environment_of(subject), rule.level)
    level = level_of(rule.id, standards, None, rule.level)
    return lambda _subject: level


def _finding(rule: Rule, subject: Resource, reply: Reply, exemption: Exemption | None, level: Level) -> Finding:
    # Ten thousand resources make a hundred thousand of these, so nothing is worked out that most do not need.
    if isinstance(reply, Fault):
        verdict: Outcome = "error"
        path, message, exempt = None, reply.why, False
    else:
        path, message, exempt = reply.property, reply.message, exemption is not None and reply.verdict in MAY_BE_EXEMPT
        verdict = "exempt" if exempt else reply.verdict
    found: Any = Open()
    found.rule_id = rule.id
    found.verdict = verdict
    found.underlying = reply.verdict if exempt and isinstance(reply, Answer) else None
    found.severity = rule.severity
    found.level = level
    found.subject = subject.urn
    found.subject_kind = _KINDS.get(subject.type, "resource")
    found.subject_type = subject.type
    found.stack = subject.stack or None
    found.property = None if path is None else _clean(path, PROPERTY_LIMIT)
    found.message = _clean(message, MESSAGE_LIMIT) if message else ""
    found.remedy = rule.remedy
    found.file = subject.file
    found.line = subject.line
    found.component = subject.component
    found.exemption_id = exemption.id if exempt and exemption is not None else None
    found.fingerprint = fingerprint(rule.id, subject.urn, path)
    found.in_baseline = False
    return locked(found, Finding)


_clean = lru_cache(maxsize=1000)(clean)  # the same few messages come of thousands of resources


def fingerprint(rule_id: str, subject: str, path: str | None) -> str:
    """The same 32 hexadecimal digits for the same rule, subject and property, in every run."""
    return hashlib.sha256(f"{rule_id}\0{subject}\0{path or ''}".encode("utf-8", "replace")).hexdigest()[:32]
