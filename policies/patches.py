"""What can be mended in the files that were checked: a patch for a person to look at, and for a tool to apply."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from policies.asking import ask_each
from policies.edits import property_edits, template_edits
from policies.graph import Graph
from policies.json_places import Edit, edited
from policies.model import Context, Finding, Resource, Rule
from policies.remediation import Change, mending_each, with_changes
from policies.separate_process import ask_apart
from policies.standards import Standards, parameters_of
from safeio.text import clean
from safeio.values import Day, value

SCHEMA_VERSION = 1


@value
class Mend:
    """What would make one resource keep the rules that it fails. `file` is what it was read from."""

    resource: Resource
    file: str
    rule_ids: tuple[str, ...]
    changes: tuple[Change, ...]


@value
class Operation:
    """One operation of JSON Patch (RFC 6902)."""

    op: Literal["add", "replace"]
    path: str
    value: Any


@value
class ResourcePatch:
    """The patch of the properties of one resource, for whoever writes the program that makes it."""

    subject: str
    name: str
    type: str
    stack: str
    rule_ids: tuple[str, ...]
    file: str
    line: int | None
    patch: tuple[Operation, ...]


@value
class TemplatePatch:
    """The patch of one template as a whole."""

    file: str
    patch: tuple[Operation, ...]


@value
class PatchFile:
    """All that can be mended, as `check --patch FILE.json` writes it."""

    schema_version: int = SCHEMA_VERSION
    as_of: Day
    templates: tuple[TemplatePatch, ...]
    resources: tuple[ResourcePatch, ...]


def mends(
    findings: Iterable[Finding],
    resources: Sequence[Resource],
    rules: Iterable[Rule],
    standards: Standards,
    files: Mapping[str, str],
    as_of: date,
    own: frozenset[str] = frozenset(),
) -> tuple[Mend, ...]:
    """What can be mended of what fails, sorted by urn. The rules are asked again, those whose ids are among people's
    `own` in a process of their own. `files` tell what each urn was read from. What people accepted is left as it is."""
    failing: dict[str, set[str]] = {}
    for one in findings:
        if one.verdict == "fail":
            failing.setdefault(one.rule_id, set()).add(one.subject)
    able = [rule for rule in sorted(rules, key=lambda one: one.id) if rule.remediation and rule.id in failing]
    if not able:
        return ()
    graph = Graph(one for one in resources if one.operation != "delete")
    found = {
        one.urn: Mend(resource=one, file=files[one.urn], rule_ids=(), changes=())
        for one in graph.resources
        if any(one.urn in failing[rule.id] for rule in able)
    }
    for rule in able:
        context = Context(as_of=as_of, parameters=parameters_of(rule, standards), graph=graph, architecture=None)
        subjects = [mend for urn, mend in found.items() if urn in failing[rule.id]]
        given = [with_changes(mend.resource, mend.changes) for mend in subjects]
        made = mending_each(rule, given, context, ask_apart if rule.id in own else ask_each)
        for mend, changes in zip(subjects, made, strict=True):
            if changes:
                more = replace(mend, rule_ids=(*mend.rule_ids, rule.id), changes=(*mend.changes, *changes))
                found[mend.resource.urn] = more
    return tuple(mend for mend in found.values() if mend.changes)


def patch_file(found: Sequence[Mend], templates: Mapping[str, Mapping[str, Any]], as_of: date) -> PatchFile:
    """The patch for programs. `templates` are the templates among the files, as data, by their names."""
    return PatchFile(
        as_of=as_of,
        templates=tuple(
            TemplatePatch(file=name, patch=tuple(map(_operation(data), made)))
            for name, data in sorted(templates.items())
            if (made := template_edits(_in_file(found, name), data))
        ),
        resources=tuple(
            ResourcePatch(
                subject=one.resource.urn,
                name=one.resource.name,
                type=one.resource.type,
                stack=one.resource.stack,
                rule_ids=one.rule_ids,
                file=one.resource.file or one.file,
                line=one.resource.line,
                patch=tuple(
                    map(_operation(one.resource.properties), property_edits(one.changes, one.resource.properties))
                ),
            )
            for one in found
            if one.file not in templates
        ),
    )


def patch_text(found: Sequence[Mend], texts: Mapping[str, str], templates: Mapping[str, Mapping[str, Any]]) -> str:
    """The patch for people: what to set in programs, as lines that begin with "#", and then the templates as a unified
    diff, which `git apply` and `patch -p1` take. Empty where nothing can be mended."""
    told = [line for one in found if one.file not in templates for line in _told(one)]
    for name, data in sorted(templates.items()):
        made = template_edits(_in_file(found, name), data)
        new = edited(texts[name], made) if made else texts[name]
        told += _diff(texts[name], new, name)
    return "".join(told)


def _in_file(found: Iterable[Mend], name: str) -> tuple[tuple[Resource, Sequence[Change]], ...]:
    return tuple((one.resource, one.changes) for one in found if one.file == name)


def _operation(whole: Any) -> Any:
    def made(one: Edit) -> Operation:
        held: Any = whole
        for step in one.path:
            held = held[step]
        pointer = "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in (*one.path, one.name))
        return Operation(op="replace" if one.name in held else "add", path=pointer, value=one.value)

    return made


def _told(one: Mend) -> list[str]:
    place = f"{one.resource.file}:{one.resource.line}" if one.resource.file else one.file
    lines = [f"{one.resource.name}, {one.resource.type}, {place} ({', '.join(one.rule_ids)})"]
    lines += [f"set {change.property} to {json.dumps(change.value, ensure_ascii=False)}" for change in one.changes]
    return [f"# {clean(line, 1_000)}\n" for line in lines]


def _diff(old: str, new: str, name: str) -> Iterable[str]:
    shown = clean(name, 300)
    for line in difflib.unified_diff(_lines(old), _lines(new), f"a/{shown}", f"b/{shown}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    *whole, rest = text.split("\n")  # a text in JSON may hold other signs that Python takes for the end of a line
    return [f"{line}\n" for line in whole] + ([rest] if rest else [])
