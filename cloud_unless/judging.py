"""What a check judges by: settings and baseline, from the programme folder or from a reference of git."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from policies.baseline import Baseline, parse_baseline, read_baseline
from policies.git_reference import files_at
from policies.model import Rule, Warned
from policies.pack import Settings
from policies.pack_settings import read_settings
from policies.setting_changes import setting_changes
from policies.setting_files import setting_files
from safeio.errors import InputError
from safeio.terminal_text import shown
from safeio.values import value


@value
class JudgedBy:
    """Settings and baseline of a check. `changes` says what is otherwise in the folder than at the reference."""

    settings: Settings
    baseline: Baseline | None
    changes: tuple[Warned, ...] = ()


def judged_by(
    programme: Path | None, rules: tuple[Rule, ...], day: date, baseline: Path | None, reference: str | None
) -> JudgedBy:
    """What the check judges by. With a reference, nothing that people set is read from the folder: standards,
    exemptions, their own rules and the baseline are those of the reference. Raises InputError for what cannot be read,
    and for a reference without a programme folder."""
    if reference is None:
        settings = read_settings(programme, rules, day)
        return JudgedBy(settings=settings, baseline=None if baseline is None else read_baseline(baseline))
    if programme is None:
        remedy = "Go to the programme folder, or name it with --folder."
        raise InputError("--standards-from", "there is no programme folder here", remedy)
    name = None if baseline is None else _name_in(programme, baseline)
    files = files_at(programme, reference, () if name is None else (name,))
    settings = read_settings(programme, rules, day, files)
    changes = setting_changes([one for one in files if one.name != name], setting_files(programme), reference)
    if name is None:
        return JudgedBy(settings=settings, baseline=None, changes=changes)
    found = next((one for one in files if one.name == name), None)
    if found is None:
        said = Warned(about=name, message=f"is not there at {shown(reference, 100)}: no finding is known from before")
        return JudgedBy(settings=settings, baseline=Baseline(as_of=day, findings=()), changes=(*changes, said))
    return JudgedBy(settings=settings, baseline=parse_baseline(found.data, found.where), changes=changes)


def _name_in(programme: Path, baseline: Path) -> str:
    name = os.path.relpath(baseline.absolute(), programme.absolute())
    if name.startswith(".."):
        remedy = "Keep the baseline in the programme folder, so that it has a history."
        raise InputError(shown(baseline, 300), "the baseline does not lie in the programme folder", remedy)
    return Path(name).as_posix()
