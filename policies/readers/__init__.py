"""Reading resources from files of the engine, templates and lists. What a file is, is told by its content."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from policies.model import Resource, Warned
from policies.no_cycles import no_cycles
from policies.readers import arm_template, preview, resource_list, stack_export
from policies.readers.arm_parameters import Handed
from policies.readers.foreign import REMEDY, foreign_error, refuse_text
from policies.readers.relaxed_json import strict
from policies.readers.states import with_components
from safeio.errors import InputError
from safeio.json_files import parse_json
from safeio.regular import read_regular
from safeio.terminal_text import shown
from safeio.values import value

CAP_BYTES = 500_000_000
"""A larger file is refused. A stack of 500 resources is under 5 MB."""

LARGEST_TEMPLATE = 20_000_000
"""Bytes of a template that is read with its comments. Azure takes 4 MB. Source: Microsoft Learn, template limits."""

_LIST = re.compile(rb"\s*\[")

Found = tuple[tuple[Resource, ...], tuple[Warned, ...]]


@value
class Reader:
    """One kind of file: whether data is of this kind, and its resources."""

    name: str
    recognises: Callable[[Mapping[str, Any]], bool]
    resources: Callable[[Mapping[str, Any], str], Found]


READERS: tuple[Reader, ...] = (
    Reader(name=preview.NAME, recognises=preview.recognises, resources=preview.resources),
    Reader(name=stack_export.NAME, recognises=stack_export.recognises, resources=stack_export.resources),
    Reader(name=arm_template.NAME, recognises=arm_template.recognises, resources=arm_template.resources),
    Reader(name=resource_list.NAME, recognises=resource_list.recognises, resources=resource_list.resources),
)


@value
class Source:
    """One file as read: its resources, sorted by urn, and what to look at. `kind` is the name of its reader."""

    file: str
    kind: str
    resources: tuple[Resource, ...]
    warnings: tuple[Warned, ...] = ()


def read_resources(path: Path, handed: Handed | None = None) -> Source:
    """The resources of one file. `handed` are the parameters of a template; other files take none.

    Raises InputError for what is not JSON, of another kind, damaged, or over 500 MB; NotEvaluatedError for a preview
    that failed or leaves out what is unchanged.
    """
    data = read_regular(path, CAP_BYTES)
    with no_cycles():
        return parse_resources(data, shown(path, 300), handed)


def parse_resources(data: bytes, where: str, handed: Handed | None = None) -> Source:
    """The resources in `data`, as `read_resources` gives them; `where` is the name used in errors."""
    refuse_text(data, where)
    try:
        if _LIST.match(data):
            found, warnings = resource_list.listed(parse_json(data, where, list), where)
            return Source(file=where, kind=resource_list.NAME, resources=with_components(found), warnings=warnings)
        parsed = read_object(data, where)
        for reader in READERS:
            if reader.recognises(parsed):
                if handed is not None and reader.name == arm_template.NAME:
                    found, warnings = arm_template.resources(parsed, where, handed)
                else:
                    found, warnings = reader.resources(parsed, where)
                return Source(file=where, kind=reader.name, resources=with_components(found), warnings=warnings)
    except RecursionError:
        raise InputError(where, "this is nested too deeply", REMEDY) from None
    raise foreign_error(parsed, where)


def read_object(data: bytes, where: str) -> dict[str, Any]:
    """The data as one object. A template may be written as Azure's own tools read it, with comments and surplus commas.
    Raises InputError."""
    try:
        return parse_json(data, where, dict)
    except InputError:
        if arm_template.MARK not in data or len(data) > LARGEST_TEMPLATE:
            raise
        return parse_json(strict(data.decode("utf-8-sig", "replace")).encode(), where, dict)


def joined(sources: Iterable[Source]) -> tuple[Resource, ...]:
    """The resources of several files as one whole, sorted by urn. Raises InputError where one resource is in two."""
    found: dict[str, Resource] = {}
    files: dict[str, str] = {}
    for source in sources:
        for one in source.resources:
            if one.urn in found:
                wrong = f"it holds resources of the stack {shown(one.stack, 100)}, and so does {files[one.urn]}"
                raise InputError(source.file, wrong, "Name one file for each stack: its preview, or its export.")
            found[one.urn] = one
            files[one.urn] = source.file
    return tuple(found[urn] for urn in sorted(found))
