"""What a check judges by: settings and baseline, from the programme folder or from a reference of git."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from os.path import lexists
from pathlib import Path

from policies.baseline import Baseline, parse_baseline, read_baseline
from policies.git_reference import files_at
from policies.model import Rule, Warned
from policies.pack import Settings
from policies.pack_settings import read_settings
from policies.setting_changes import setting_changes
from policies.setting_files import EXEMPTIONS, STANDARDS, setting_files
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


def refuse_settings(paths: Sequence[Path]) -> None:
    """Raises InputError for a path that is no file to check: a file of settings, or an address."""
    for path in paths:
        told = shown(str(path), 300)
        if path.name in (EXEMPTIONS, STANDARDS):
            remedy = "Put it into the programme folder, beside programme.yaml, and name that folder with --folder."
            raise InputError(told, "this says how to judge; it is not something to check", remedy)
        if path.parts[:1] and path.parts[0].casefold() in ("http:", "https:", "ftp:"):
            raise InputError(told, "this is an address, and nothing is fetched", "Download it, and name the file.")


def unheeded(paths: Sequence[Path], programme: Path | None) -> tuple[Warned, ...]:
    """A warning for each file of standards or exemptions that lies beside what is checked, or where we are, and is not
    the programme folder's: people who put it there believe that it counts."""
    used = None if programme is None else programme.resolve()
    folders = {one.resolve() for one in (Path(), *(path.parent for path in paths))} - {used}
    lying = (folder / name for folder in sorted(folders) for name in (EXEMPTIONS, STANDARDS))
    why = "lies in no programme folder" if programme is None else "lies outside the programme folder"
    return tuple(
        Warned(about=shown(_near(one), 300), message=f"{why} and is not heeded; it counts beside programme.yaml only")
        for one in lying
        if lexists(one)
    )


def _near(path: Path) -> Path:
    here = Path().resolve()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _name_in(programme: Path, baseline: Path) -> str:
    name = os.path.relpath(baseline.absolute(), programme.absolute())
    if name.startswith(".."):
        remedy = "Keep the baseline in the programme folder, so that it has a history."
        raise InputError(shown(baseline, 300), "the baseline does not lie in the programme folder", remedy)
    return Path(name).as_posix()
