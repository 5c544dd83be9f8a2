"""Files that are not of the engine, told by name so that people see what they picked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from safeio.errors import InputError

REMEDY = (
    "Name what `pulumi preview --json --show-sames` or `pulumi stack export` wrote, an ARM template, or a list of "
    "resources."
)

# By keys that only files of that kind have; the first that fits is said.
_KINDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("resourcePlans",), "this is an update plan of Pulumi, which holds only differences"),
    (("terraform_version",), "this is a file of Terraform"),
    (("$schema", "contentVersion", "parameters"), "these are parameters for a template of Azure Resource Manager"),
    (("landing_zone", "stacks"), "this is an architecture, not what the engine makes of it"),
    (("runs", "version"), "this is a SARIF file: the result of a check"),
    (("findings", "schema_version"), "this is the result of a check"),
    (("AWSTemplateFormatVersion",), "this is a template of CloudFormation"),
)
_NAME_TEMPLATE = "Name the template, and these with --parameters."
_EVENT = re.compile(rb'\s*\{\s*"sequence"\s*:')


def refuse_text(data: bytes, where: str) -> None:
    """Raises InputError for files that are recognised before they are read as JSON: empty ones, and event logs."""
    if not data or data.isspace():
        raise InputError(where, "the file is empty", f"The command that wrote it failed. {REMEDY}")
    if where.casefold().endswith((".bicep", ".bicepparam")):
        raise InputError(
            where, "this is Bicep, and is not read as it is", "Build it: az bicep build. Name what it wrote."
        )
    if _EVENT.match(data[:200]):
        raise InputError(where, "this is an event log of Pulumi, not a preview or an export", REMEDY)


def foreign_error(data: Mapping[str, Any], where: str) -> InputError:
    """The error that says what the file is."""
    for keys, wrong in _KINDS:
        if all(key in data for key in keys):
            return InputError(where, wrong, _NAME_TEMPLATE if "parameters" in keys else REMEDY)
    return InputError(where, "this is no preview, no stack export, no ARM template and no list of resources", REMEDY)
