"""What a change does to the settings it would be judged by: shown, and not heeded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from policies.model import Warned
from policies.setting_files import EXEMPTIONS, STANDARDS, SettingFile
from safeio.errors import InputError
from safeio.terminal_text import shown
from safeio.yaml_files import parse_yaml

LONGEST = 200
"""Characters of what one change asks for."""

MOST = 20
"""How many changes of one file are named; the rest is counted."""


def setting_changes(
    judged_by: Sequence[SettingFile], here: Sequence[SettingFile], reference: str
) -> tuple[Warned, ...]:
    """A warning for each file that is not here as it is at the reference, which is what is judged by."""
    old = {one.name: one for one in judged_by}
    new = {one.name: one for one in here}
    return tuple(
        Warned(about=name, message=_message(old.get(name), new.get(name), shown(reference, 100)))
        for name in sorted({*old, *new})
        if name not in old or name not in new or old[name].data != new[name].data
    )


def _message(old: SettingFile | None, new: SettingFile | None, reference: str) -> str:
    if new is None:
        return f"was removed since {reference}; it is heeded all the same"
    if old is None:
        what = f"is not there at {reference}, and is not heeded"
    else:
        what = f"was changed since {reference}, which is heeded instead"
    named = _differences(_entries(old), _entries(new))
    return f"{what}: {', '.join(named)}" if named else what


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    told = [_told(key, old.get(key), new.get(key)) for key in sorted({*old, *new}) if old.get(key) != new.get(key)]
    rest = len(told) - MOST
    return [*told[:MOST], f"and {rest:,} more"] if rest > 0 else told


def _told(key: str, old: Any, new: Any) -> str:
    """One difference: what is asked for, so that a reviewer need not open the file."""
    name = shown(key, 80)
    if new is None:
        return f"{name} removed"
    if old is None:
        words = _in_words(new)
        return f"{name} added ({words})" if words else f"{name} added"
    if isinstance(old, dict) and isinstance(new, dict):
        parts = {part: new.get(part) for part in (*old, *new) if old.get(part) != new.get(part)}
        return f"{name} changed ({_in_words(parts)})"
    return f"{name} changed ({_in_words(old)} → {_in_words(new)})"


def _in_words(found: Any) -> str:
    if isinstance(found, dict):
        told = (f"{part}: {'removed' if one is None else _flat(one)}" for part, one in found.items() if part != "id")
        return shown("; ".join(told), LONGEST)
    return shown(_flat(found), LONGEST)


def _flat(found: Any) -> str:
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, default=str)


def _entries(file: SettingFile | None) -> dict[str, Any]:
    """What the file sets, by the name people know it by: ids of exemptions, ids of rules, other keys."""
    if file is None or file.name not in (EXEMPTIONS, STANDARDS):
        return {}
    try:
        found: dict[str, Any] = parse_yaml(file.text(), file.where, dict)
    except InputError:
        return {}  # it is not heeded, so it need not stand
    if file.name == EXEMPTIONS:
        listed = found.get("exemptions")
        entries = listed if isinstance(listed, list) else []
        return {str(one.get("id")): one for one in entries if isinstance(one, dict)}
    rules = found.pop("rules", None)
    return found | (rules if isinstance(rules, dict) else {})
