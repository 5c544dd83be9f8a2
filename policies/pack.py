"""The policy pack without the SDK: the same rules, asked while Pulumi previews and builds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from policies.asking import Fault, Reply, architecture_subject, ask, is_about, is_asked
from policies.components import component_of
from policies.environments import environment_of
from policies.exemptions import covers, in_force
from policies.graph import Graph, GraphToCome, NotYet
from policies.model import Answer, Context, Exemption, Level, Resource, Rule
from policies.remediation import Change, mending, with_changes
from policies.standards import Standards, is_disabled, level_of, parameters_of
from safeio.text import clean
from safeio.values import value


@value
class Settings:
    """What the pack judges by: the rules, and what people set in the programme folder."""

    rules: tuple[Rule, ...]
    standards: Standards
    exemptions: tuple[Exemption, ...]
    architecture: Mapping[str, Any] | None
    as_of: date


@value
class Violation:
    """One thing to tell the engine. At the levels "mandatory" and "remediate" it stops the run."""

    rule: Rule
    level: Level
    urn: str
    message: str


@value
class Mended:
    """What makes a resource keep one rule, after what was mended before it."""

    rule: Rule
    changes: tuple[Change, ...]


class Pack:
    """One run of the engine: it tells resources one by one, and in the end all of them together.

    A rule that looks at other resources cannot answer before the end; it is asked again then. So is one that met a
    value which is not known: only in the end does the engine tell which resource the value comes from. In the end it
    tells outputs only, so the inputs told before are judged.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rules = tuple(
            one
            for one in settings.rules
            if not is_disabled(one.id, settings.standards) and is_asked(one, settings.architecture)
        )
        self._parameters = {one.id: parameters_of(one, settings.standards) for one in self._rules}
        self._exemptions = tuple(one for one in settings.exemptions if in_force(one, settings.as_of))
        self._told: dict[str, Resource] = {}
        self._later: set[tuple[str, str]] = set()

    def mended(self, resource: Resource) -> tuple[Mended, ...]:
        """What to set before the resource is judged: for each rule at the level "remediate" that it fails and that can
        be mended, unless people have accepted the fail. A rule that looks at other resources mends nothing here."""
        told = self._in_component(resource)
        environment = environment_of(resource)
        found: list[Mended] = []
        graph = GraphToCome()
        for rule in self._rules:
            if not rule.remediation or not is_about(rule, told) or self._is_exempt(rule, told):
                continue
            if level_of(rule.id, self._settings.standards, environment, rule.level) != "remediate":
                continue
            try:
                changes = mending(rule, told, self._context(rule, graph))
            except NotYet:
                continue
            if changes:
                found.append(Mended(rule=rule, changes=changes))
                told = with_changes(told, changes)
        return tuple(found)

    def one(self, resource: Resource) -> tuple[Violation, ...]:
        """What is wrong with one resource by itself."""
        told = self._in_component(resource)
        self._told[told.urn] = told
        found: list[Violation] = []
        graph = GraphToCome()
        for rule in self._rules:
            if not is_about(rule, told):
                continue
            reply = _reply(rule, told, self._context(rule, graph))
            if reply is None:
                self._later.add((rule.id, told.urn))
            else:
                found += self._violations(rule, told, reply)
        return tuple(found)

    def whole(self, resources: Iterable[Resource]) -> tuple[Violation, ...]:
        """What is wrong with the stack as a whole: the answers that had to wait."""
        given = [self._with_inputs(one) for one in resources]
        if self._settings.architecture is not None:
            given.append(architecture_subject(self._settings.architecture))
        graph = Graph(given)
        found: list[Violation] = []
        for rule in self._rules:
            context = self._context(rule, graph)
            for one in graph.resources:
                if is_about(rule, one) and (one.urn not in self._told or (rule.id, one.urn) in self._later):
                    found += self._violations(rule, one, ask(rule, one, context))
        return tuple(found)

    def _context(self, rule: Rule, graph: Graph) -> Context:
        settings = self._settings
        return Context(
            as_of=settings.as_of,
            parameters=self._parameters[rule.id],
            graph=graph,
            architecture=settings.architecture,
        )

    def _in_component(self, resource: Resource) -> Resource:
        return replace(resource, component=resource.component or component_of(resource, self._told))

    def _is_exempt(self, rule: Rule, resource: Resource) -> bool:
        return any(covers(one, rule.id, resource) for one in self._exemptions)

    def _with_inputs(self, resource: Resource) -> Resource:
        told = self._told.get(resource.urn)
        if told is None:
            return resource
        return replace(
            resource,
            properties=told.properties,
            outputs=resource.properties,
            protect=told.protect,
            component=told.component,
        )

    def _violations(self, rule: Rule, resource: Resource, reply: Reply) -> Iterator[Violation]:
        if self._is_exempt(rule, resource):
            return
        if isinstance(reply, Fault):
            why = f"could not be decided: {reply.why}"
        elif reply.verdict == "fail":
            why = reply.message
        elif reply.verdict == "unknown" and self._settings.standards.unknown == "deny":
            why = f"cannot be told yet: {reply.message}"
        else:
            return
        level = level_of(rule.id, self._settings.standards, environment_of(resource), rule.level)
        if level != "disabled":
            yield Violation(rule=rule, level=level, urn=resource.urn, message=_sentences(rule.title, why, rule.remedy))


def _reply(rule: Rule, resource: Resource, context: Context) -> Reply | None:
    """The rule's answer for one resource by itself, None where it takes the others to tell."""
    try:
        reply = ask(rule, resource, context)
    except NotYet:
        return None
    return None if isinstance(reply, Answer) and reply.verdict == "unknown" else reply


def _sentences(*texts: str) -> str:
    cleaned = (clean(text, 500).rstrip(".") for text in texts)
    return " ".join(f"{text[:1].upper()}{text[1:]}." for text in cleaned if text)
