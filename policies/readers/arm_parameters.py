"""Files of parameters for an ARM template, written by hand or built from a .bicepparam file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from policies.readers.arm_open import all_without_signs
from policies.readers.relaxed_json import strict
from safeio.errors import InputError
from safeio.field_errors import nearest
from safeio.json_files import parse_json
from safeio.regular import read_regular
from safeio.terminal_text import shown

CAP_BYTES = 20_000_000
"""Azure takes 4 MB. Source: Microsoft Learn, template limits."""

Handed = Mapping[str, Any]
"""Parameters as they are handed over, by their names: each `{"value": …}`, or `{"reference": …}` to a key vault."""


def read_parameters(paths: Iterable[Path]) -> Handed:
    """The parameters of all files. Raises InputError for a file of another kind, and for a parameter that two files
    give: one deployment has one value."""
    found: dict[str, Any] = {}
    given_by: dict[str, str] = {}
    for path in paths:
        where = shown(path, 300)
        for name, one in _parameters(read_regular(path, CAP_BYTES), where).items():
            other = given_by.setdefault(name.casefold(), where)
            if other != where or name in found:
                wrong = f"the parameter {shown(name, 80)} is given in {other} too"
                raise InputError(where, wrong, "Check each deployment in a call of its own.")
            found[name] = one
    return found


def check_names(handed: Handed, template: Mapping[str, Any], where: str) -> None:
    """Raises InputError for a parameter that the template does not have: Azure would refuse to deploy it."""
    declared = template.get("parameters")
    names = tuple(declared) if isinstance(declared, Mapping) else ()
    known = {name.casefold() for name in names}
    for name in handed:
        if name.casefold() not in known:
            like = nearest(name, names)
            remedy = f"Did you mean {shown(like, 80)}?" if like else "Name the parameters of this template."
            raise InputError(where, f"it has no parameter {shown(name, 80)}, which is given to it", remedy)


def _parameters(data: bytes, where: str) -> Mapping[str, Any]:
    if where.casefold().endswith(".bicepparam"):
        remedy = "Build it: az bicep build-params. Name what it wrote."
        raise InputError(where, "this is Bicep, and is not read as it is", remedy)
    try:
        found = parse_json(data, where, dict)
    except InputError:
        found = parse_json(strict(data.decode("utf-8-sig", "replace")).encode(), where, dict)
    # What `az bicep build-params --stdout` prints holds the file as a text.
    inner = found.get("parametersJson")
    if isinstance(inner, str):
        found = parse_json(inner.encode(), where, dict)
    given = found.get("parameters")
    if not isinstance(given, Mapping) or "resources" in found or not all(map(_is_handed, given.values())):
        remedy = 'Write {"parameters": {"name": {"value": …}}}, or build it: az bicep build-params.'
        raise InputError(where, "these are no parameters for a template", remedy)
    return {name: all_without_signs(one) for name, one in given.items()}


def _is_handed(found: Any) -> bool:
    return isinstance(found, Mapping) and bool({"value", "reference", "expression"} & set(found))


def plain_given(found: Any) -> Handed:
    """The parameters that stand beside a template in one file."""
    return all_without_signs(found) if isinstance(found, Mapping) else {}
