"""Makes a new programme folder that works at once, from the files in scaffold/."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from cloud_unless.schemas import WRITTEN_AS_RULES, WRITTEN_BY_PEOPLE, WRITTEN_TO_APPROVE, schema_files
from migration.dates import DAY, WEEK, add_months, financial_year, financial_years, monday, year_start
from safeio.errors import InputError, StorageError
from safeio.private_files import private_folder

LEAD_WEEKS = 2
"""The plan starts on a Monday so many weeks ahead: there is time to read it first."""

PLAN_YEARS = 2
"""The plan ends on the 31 March after so many further financial years. Illustrative."""

_HOLE = re.compile(r"@(\w+)@")
# A Python file in the package would be compiled where it is installed, and its bytes written into new folders.
_RENAMED = {"gitignore": ".gitignore", "main.txt": "__main__.py"}


def scaffold(path: Path, today: date) -> tuple[Path, ...]:
    """Write a new programme folder at `path` and return its files, sorted. Dates in it derive from `today`.

    Nothing that exists is overwritten: one file in the way, and nothing is written. Raises InputError for a file in
    the way, StorageError when the folder cannot be written.
    """
    texts = scaffold_texts(today)
    if path.exists() and not path.is_dir():
        raise InputError(str(path), "this is a file, and a folder is needed", "Give the name of a new folder.")
    taken = sorted(name for name in texts if (path / name).exists() or (path / name).is_symlink())
    if taken:
        remedy = "Choose a new folder, or move what is there. Nothing was written."
        raise InputError(str(path), f"these files exist already: {', '.join(taken)}", remedy)
    made = []
    for name, text in sorted(texts.items()):
        made.append(_write(path / name, text))
    return tuple(made)


def scaffold_texts(today: date) -> dict[str, str]:
    """The text of every file of a new folder, by its name in the folder."""
    facts = _facts(today)
    texts = {
        _RENAMED.get(name, name): _HOLE.sub(lambda hole: facts[hole[1]], template)
        for name, template in _templates(files("cloud_unless") / "scaffold")
    }
    schemas = schema_files(WRITTEN_BY_PEOPLE + WRITTEN_AS_RULES + WRITTEN_TO_APPROVE)
    return texts | {f".schemas/{name}": text for name, text in schemas.items()}


def _templates(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _templates(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> Path:
    """Write a file that must not exist. The folder becomes a map of the estate: it is its owner's alone."""
    if not path.parent.is_dir():
        private_folder(path.parent)
    try:
        with open(path, "x", encoding="utf-8", newline="\n", opener=_private) as file:
            file.write(text)
    except OSError as problem:
        remedy = "Check that the folder may be written and the disk is not full."
        raise StorageError(str(path), f"the file cannot be written ({problem.strerror})", remedy) from None
    return path


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _facts(today: date) -> dict[str, str]:
    plan_from = monday(today) + (LEAD_WEEKS + 1) * WEEK
    first_year = year_start(financial_year(plan_from))
    plan_to = first_year.replace(year=first_year.year + 1 + PLAN_YEARS) - DAY
    christmas = date(plan_from.year, 12, 18)
    spring = date(plan_from.year + 1, 3, 15)
    summer = date(plan_from.year + 1, 8, 1)
    days = {
        "today": today,
        "plan_from": plan_from,
        "plan_to": plan_to,
        "absence_from": summer,
        "absence_to": summer + timedelta(days=13),
        "christmas_from": christmas,
        "christmas_to": christmas + timedelta(days=16),
        "year_end_from": spring,
        "year_end_to": spring + timedelta(days=46),
        "price_day": first_year,
        "minus_24_months": add_months(today, -24),
        "plus_5_months": add_months(today, 5),
        "plus_6_months": add_months(today, 6),
        "plus_12_months": add_months(today, 12),
        "plus_24_months": add_months(today, 24),
    }
    texts = {name: day.isoformat() for name, day in days.items()}
    boards = (plan_from + timedelta(days=2) + weeks * WEEK for weeks in range(0, 8 * 14, 8))
    texts["gate_dates"] = ", ".join(day.isoformat() for day in boards if day < plan_to)
    texts["price_base"] = financial_year(plan_from)
    texts["ceilings"] = "\n".join(
        f"  - {{organisation: our-council, year: {year}, capital_gbp: 150000, revenue_gbp: 250000, "
        "contingency_percent: 5}"
        for year in financial_years(plan_from, plan_to)
    )
    return texts
