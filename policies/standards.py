"""standards.yaml: what a council sets for the rules, and how each rule counts at the gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any, Literal

from policies.model import Level, Rule
from policies.setting_files import STANDARDS, SettingFile, setting_file
from policies.values import same_text
from safeio.errors import InputError
from safeio.field_errors import nearest
from safeio.terminal_text import shown
from safeio.values import value
from safeio.yaml_files import parse_yaml

FILE = STANDARDS
SCHEMA_VERSION = 1

_STRICTEST: tuple[Level, ...] = ("mandatory", "remediate", "advisory", "disabled")


@value
class RuleStandard:
    """What is set for one rule. `level` is what it does: stop, mend where it can, warn, or nothing. Without it the rule
    does what is usual for it: most are mandatory. `environments` says
    otherwise for resources of one environment (the tag `environment`). `parameters` replace the rule's own, one by
    one."""

    level: Level | None = None
    environments: Mapping[str, Level] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)


_USUAL = RuleStandard()  # what holds for a rule that standards.yaml does not name


@value
class Standards:
    """The whole of standards.yaml; the defaults hold where there is no such file.

    `unknown` says whether what cannot be told stops the gate (deny) or not (allow). An exemption is called out
    `expiring_days` before it ends. `broad_exemptions` says whether one of a whole stack stands and is said, or is
    refused. `rules` is keyed by rule id; a rule that is not named has its own level, which for most is mandatory.
    """

    schema_version: int = SCHEMA_VERSION
    unknown: Literal["deny", "allow"] = "deny"
    expiring_days: int = 30
    broad_exemptions: Literal["say", "refuse"] = "say"
    rules: Mapping[str, RuleStandard] = field(default_factory=dict)


def parameters_of(rule: Rule, standards: Standards) -> dict[str, Any]:
    """The rule's own parameters, with those of standards.yaml in their place."""
    given = standards.rules[rule.id].parameters if rule.id in standards.rules else {}
    return {name: _like(given.get(name, default), default) for name, default in rule.parameters.items()}


def level_of(rule_id: str, standards: Standards, environment: str | None, usual: Level = "mandatory") -> Level:
    """What the rule does in an environment, however its name is written. Where the environment is not known, the
    strictest that is set holds. `usual` is the rule's own level."""
    found = standards.rules.get(rule_id, _USUAL)
    level = found.level or usual
    if environment is None:
        return min((level, *found.environments.values()), key=_STRICTEST.index)
    return next((one for name, one in found.environments.items() if same_text(environment, name)), level)


def is_disabled(rule_id: str, standards: Standards) -> bool:
    """True where the rule is disabled in every environment."""
    return rule_id in standards.rules and level_of(rule_id, standards, None) == "disabled"


def read_standards(path: Path, rules: Sequence[Rule]) -> Standards:
    """standards.yaml at `path`. Raises InputError for a file that is missing, empty, of another form, or wrong as
    `check_standards` says."""
    return parse_standards(setting_file(path, FILE), rules)


def parse_standards(file: SettingFile, rules: Sequence[Rule]) -> Standards:
    """standards.yaml of a file. Raises InputError as `read_standards`."""
    text, where = file.text(), file.where
    require_version(parse_yaml(text, where, dict), where)
    found = parse_yaml(text, where, Standards)
    check_standards(found, rules, where)
    return found


def require_version(found: Mapping[str, Any], where: str) -> None:
    """Raises InputError where a file does not say its version, which an empty one does not either: nobody means to
    judge by a file that was cut off."""
    if found.get("schema_version") != SCHEMA_VERSION or isinstance(found["schema_version"], bool):
        wrong = "the file is empty, or is not of the form that is read here"
        raise InputError(where, wrong, f"Begin it with schema_version: {SCHEMA_VERSION}, or remove it.")


def check_standards(standards: Standards, rules: Sequence[Rule], where: str) -> None:
    """Raises InputError, with `where` as the place, for a rule or a parameter that does not exist, and for a value of
    another kind than the rule's own."""
    if not 0 <= standards.expiring_days <= 180:
        raise InputError(where, "expiring_days is not between 0 and 180", "Write a number of days, such as 30.")
    known = {rule.id: rule for rule in rules}
    for rule_id, standard in standards.rules.items():
        rule = known.get(rule_id)
        if rule is None:
            raise InputError(where, f"there is no rule {shown(rule_id, 80)}", _instead(rule_id, tuple(known)))
        if "remediate" in (standard.level, *standard.environments.values()) and not rule.remediation:
            able = ", ".join(one.id for one in rules if one.remediation)
            wrong = "nothing can mend what fails this rule, so its level may not be remediate"
            raise InputError(f"{where}, {rule_id}", wrong, f"Write mandatory. These can mend: {able}.")
        _check_environments(standard, f"{where}, {rule_id}")
        for name, given in standard.parameters.items():
            _check_parameter(rule, name, given, where)


def _check_environments(standard: RuleStandard, place: str) -> None:
    names = [name.casefold() for name in standard.environments]
    if len(set(names)) < len(names):
        raise InputError(place, "environments names one environment twice", "Keep one: case makes no difference.")


def _check_parameter(rule: Rule, name: str, given: Any, where: str) -> None:
    place = f"{where}, {rule.id}"
    if name not in rule.parameters:
        wrong = f"the rule has no parameter {shown(name, 80)}"
        raise InputError(place, wrong, _instead(name, tuple(rule.parameters)))
    if not _fits(given, rule.parameters[name]):
        wanted = _kind(rule.parameters[name])
        raise InputError(place, f"the parameter {name} is not {wanted}", f"Write {wanted}.")


def _fits(given: Any, default: Any) -> bool:
    if _is_list(default):
        return _is_list(given) and all(_fits(one, default[0] if default else "") for one in given)
    if isinstance(default, Mapping):
        kept = next(iter(default.values()), "")
        return isinstance(given, Mapping) and all(_fits(one, kept) for one in given.values())
    if isinstance(default, bool) or isinstance(given, bool):
        return isinstance(default, bool) and isinstance(given, bool)
    if isinstance(default, int):
        return isinstance(given, int)
    if isinstance(default, float):
        return isinstance(given, int | float)
    return isinstance(given, str)


def _like(given: Any, default: Any) -> Any:
    return tuple(given) if isinstance(default, tuple) and _is_list(given) else given


def _is_list(found: Any) -> bool:
    return isinstance(found, Sequence) and not isinstance(found, str)


def _kind(default: Any) -> str:
    if _is_list(default):
        return "a list"
    if isinstance(default, Mapping):
        return "a set of keys with values"
    if isinstance(default, bool):
        return "true or false"
    if isinstance(default, int):
        return "a whole number"
    return "a number" if isinstance(default, float) else "text"


def _instead(name: str, known: Sequence[str]) -> str:
    like = nearest(name, known)
    if like:
        return f"Did you mean {like}?"
    return f"Known here: {', '.join(sorted(known))}." if known else "Remove it."
