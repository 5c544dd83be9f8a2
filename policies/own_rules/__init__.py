"""People's own rules, from the folder rules/ of their programme folder, in Python or in YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from policies.model import ARCHITECTURE, EVERY, STACK, Parameter, Rule, Severity
from policies.own_rules.python_rules import python_rules
from policies.own_rules.yaml_rules import yaml_rule
from policies.setting_files import OWN_RULES, SettingFile, setting_files
from safeio.errors import InputError
from safeio.terminal_text import shown

CASES = ".cases.yaml"
"""How the file ends with the cases of a rule; it stands beside the rule."""

_ID = re.compile(r"[A-Z][A-Z0-9]{1,9}-[0-9]{3}")
_STEP = re.compile(r"[A-Za-z$_][A-Za-z0-9$_-]*")
_LEVELS = ("mandatory", "advisory")
_TYPE = re.compile(r"[a-z][a-z0-9-]*:[A-Za-z0-9/_.-]+(:[A-Za-z0-9_]+)?")


def own_rules(files: Sequence[SettingFile], ours: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules in these files, sorted by id; `ours` are the common standards.

    Raises InputError that names file and line for a file that cannot be read as a rule, for an id that one of ours has
    or could come to have, and for an id that stands twice.
    """
    made = rules_by_file(files)
    prefixes = {rule.id.partition("-")[0] for rule in ours}
    seen: dict[str, str] = {}
    for file, rule in made:
        _check(rule, file.where, prefixes)
        if rule.id in seen:
            raise InputError(file.where, f"{rule.id} is the id of the rule in {seen[rule.id]} too", "Choose another.")
        seen[rule.id] = file.where
    return tuple(sorted((rule for _, rule in made), key=lambda one: one.id))


def rules_by_file(files: Sequence[SettingFile]) -> tuple[tuple[SettingFile, Rule], ...]:
    """Each file of a rule with its rule, not looked at any further; files of cases are left out."""
    kept = [file for file in files if file.name.startswith(f"{OWN_RULES}/") and not file.name.endswith(CASES)]
    in_python = [file for file in kept if file.name.endswith(".py")]
    in_yaml = [file for file in kept if file.name.endswith(".yaml")]
    return (
        *zip(in_python, python_rules(in_python), strict=True),
        *((file, yaml_rule(file)) for file in in_yaml),
    )


def with_own(ours: tuple[Rule, ...], folder: Path | None) -> tuple[Rule, ...]:
    """The common standards and the rules of a programme folder. Raises InputError as `own_rules`."""
    return ours if folder is None else (*ours, *own_rules(setting_files(folder), ours))


def _check(rule: Rule, where: str, prefixes: set[str]) -> None:
    if not _ID.fullmatch(rule.id):
        raise InputError(where, f"{shown(rule.id, 40)} is no id of a rule", "Write it as COUNCIL-001.")
    if rule.id.partition("-")[0] in prefixes:
        remedy = "Begin your ids with a name of your own, such as COUNCIL-001."
        raise InputError(where, f"{rule.id} begins like the ids of the common standards", remedy)
    if rule.severity not in get_args(Severity):
        raise InputError(where, "its severity is not known", f"Write one of: {', '.join(get_args(Severity))}.")
    known = (STACK, ARCHITECTURE, EVERY)
    wrong = [one for one in rule.applies_to if not isinstance(one, str) or not (one in known or _TYPE.fullmatch(one))]
    if wrong or not rule.applies_to:
        remedy = "Write plain types, such as azure-native:storage:StorageAccount."
        raise InputError(where, "applies_to names no type of a resource", remedy)
    for name in ("title", "why", "remedy"):
        if not getattr(rule, name).strip():
            raise InputError(where, f"{name} of its rule is empty", "Say it for those who must keep the rule.")
    if rule.level not in _LEVELS:
        raise InputError(where, "its level is not one that a rule may have", f"Write one of: {', '.join(_LEVELS)}.")
    for path, found in rule.remediation.items():
        _check_remediation(path, found, rule, where)


def _check_remediation(path: str, found: Any, rule: Rule, where: str) -> None:
    told = f"its remediation of {shown(path, 80)}"
    if not all(_STEP.fullmatch(step) for step in path.split(".")):
        remedy = "Write it as siteConfig.minTlsVersion. No member of a list can be set."
        raise InputError(where, f"{told} names no single setting", remedy)
    if isinstance(found, Parameter):
        if found.name not in rule.parameters:
            raise InputError(where, f"{told} names a parameter that it has not", "Name one of its parameters.")
        return
    given = tuple(found.values()) if isinstance(found, Mapping) else (found,)
    if not given or not all(isinstance(one, bool | int | float | str) for one in given):
        remedy = "Write a text, a number, true or false, or names with such values."
        raise InputError(where, f"{told} is no value to set", remedy)
