"""The nouns of checking: rules, answers, exemptions, findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import lru_cache
from typing import Any, Literal

from policies.graph import Graph
from policies.resources import Resource as Resource  # rules import all their nouns from here
from policies.values import is_unknown
from safeio.values import Day, value

Severity = Literal["critical", "high", "medium", "low"]
"""From the worst down."""

Verdict = Literal["pass", "fail", "unknown", "not_applicable"]
"""What a rule may answer."""

Outcome = Literal["pass", "fail", "unknown", "not_applicable", "error", "exempt"]
"""What `check` makes of it: `error` when the rule crashed or ran out of time, `exempt` when people accepted a fail."""

SubjectKind = Literal["resource", "stack", "plan"]

Level = Literal["advisory", "mandatory", "remediate", "disabled"]
"""What a rule does in the policy pack and at the gate: warn, stop, mend where it can and else stop, or nothing."""

STOPPING: tuple[Level, ...] = ("mandatory", "remediate")
"""The levels at which a fail stops: what the pack has mended does not fail any more."""

STACK = "pulumi:pulumi:Stack"
"""The type of the root of a stack. A rule that applies to it is asked once for each stack."""

ARCHITECTURE = "cloud-unless:architecture"
"""The type of the one resource that stands for architecture.json. A rule that applies to it is asked once, and only
where there is one."""

EVERY = "*"
"""Applies to every resource of azure-native, but for providers and components."""


@value
class Context:
    """What a rule may look at besides its resource. `parameters` are the rule's own, from standards.yaml or its
    defaults. `graph` holds every resource of every stack given. `architecture` is architecture.json as plain data,
    None where there is none: what is missing makes the answer unknown."""

    as_of: Day
    parameters: Mapping[str, Any]
    graph: Graph
    architecture: Mapping[str, Any] | None = None


@value
class Answer:
    """What a rule says of one resource. `property` is the path that decided ("properties.enablePurgeProtection").
    `message` never quotes a value that came from the resource: it may be a secret."""

    verdict: Verdict
    property: str | None = None
    message: str = ""


@value
class Parameter:
    """Stands in a remediation for the value of a parameter of the rule; of a list, for the first in it."""

    name: str


@value
class Rule:
    """One common standard.

    `applies_to` are plain type tokens, or STACK, ARCHITECTURE or EVERY. `why` says what goes wrong without it,
    `absent_means` what an absent property means and why, `remedy` what to change. `frameworks` maps a framework to
    the controls this rule gives evidence for; every mapping needs a human reviewer. `parameters` are the defaults of
    what standards.yaml may set for the rule. `sources` are where the facts in the rule come from. A rule about
    `changes` is asked of what is going to be deleted too, one about the `plan` only where there is an
    architecture.json. `level` is what it does where standards.yaml says nothing. `remediation` gives for a property
    path the value that mends it, which is safe to set without asking anybody: nothing is lost, nobody who may come in
    is kept out, and it can be taken back. A mapping gives members to add where they are missing.
    """

    id: str
    title: str
    severity: Severity
    why: str
    applies_to: tuple[str, ...]
    answer: Callable[[Resource, Context], Answer]
    absent_means: str
    remedy: str
    frameworks: Mapping[str, tuple[str, ...]]
    parameters: Mapping[str, Any]
    sources: tuple[str, ...] = ()
    changes: bool = False
    plan: bool = False
    level: Level = "mandatory"
    remediation: Mapping[str, Any] = field(default_factory=dict)


@value
class Exemption:
    """One entry of exemptions.yaml: people accept that a rule fails, until a day.

    `scope` is a resource's urn, or a component's id of architecture.json, or "stack:NAME"; never a pattern. The owner
    and the approver are two people. `expires` is the first day on which it no longer holds, at most 180 days after
    `approved_on`.
    """

    id: str
    rule_id: str
    scope: str
    owner: str
    approver: str
    ticket: str
    reason: str
    approved_on: Day
    expires: Day


@value
class Finding:
    """What one rule found about one subject. `underlying` is the rule's own verdict where `verdict` is `exempt`.

    `component` is the subject's, `fingerprint` is the same as long as rule, subject and property are the same. What is
    `in_baseline` was there when people began to look, and does not stop.
    """

    rule_id: str
    verdict: Outcome
    underlying: Verdict | None = None
    severity: Severity
    level: Level
    subject: str
    subject_kind: SubjectKind
    subject_type: str
    stack: str | None
    property: str | None
    message: str
    remedy: str
    file: str | None
    line: int | None
    component: str | None = None
    exemption_id: str | None = None
    fingerprint: str
    in_baseline: bool = False


@value
class Warned:
    """Something about a check that people should look at; it changes no verdict. `about` is a rule, an exemption or a
    file."""

    about: str
    message: str


@value
class FindingsFile:
    """out/findings.json: all that a check found, passes too, for people who must show evidence.

    `files` are what was read, as they were named; `stacks` the stacks in them. `resources_seen` counts all resources,
    `resources_asked` those that a rule was about, `rules_asked` the rules that were about something. `exemptions` are
    those that exempted something. `unknown` says whether what cannot be told stops the gate.
    """

    schema_version: int = 1
    as_of: Day
    files: tuple[str, ...]
    stacks: tuple[str, ...]
    rules_asked: int
    resources_seen: int
    resources_asked: int
    unknown: Literal["deny", "allow"]
    findings: tuple[Finding, ...]
    exemptions: tuple[Exemption, ...]
    warnings: tuple[Warned, ...]


def passed(message: str = "") -> Answer:
    """The standard is kept."""
    return _answer("pass", None, message)


def failed(path: str | None, message: str) -> Answer:
    """The standard is not kept; `message` says what is wrong without quoting the value."""
    return _answer("fail", path, message)


def unknown(path: str | None, message: str) -> Answer:
    """It cannot be told, for instance before the cloud has answered."""
    return _answer("unknown", path, message)


def not_applicable(message: str) -> Answer:
    """The standard does not ask anything of this resource; `message` says why."""
    return _answer("not_applicable", None, message)


@lru_cache(maxsize=1000)  # thousands of resources get the same few answers, and to make one takes as long as to judge
def _answer(verdict: Verdict, path: str | None, message: str) -> Answer:
    return Answer(verdict=verdict, property=path, message=message)


def judged(found: Any, good: bool, path: str, wrong: str) -> Answer:
    """Unknown where `found` is not known, else pass or fail. A secret counts as not known, since a rule cannot read
    it. `good` must have been worked out without failing on a sentinel."""
    if is_unknown(found):
        return unknown(path, f"{path} is not known yet")
    return passed() if good else failed(path, wrong)
