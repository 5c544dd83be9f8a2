"""Builds programme folders for tests: a new one, and one with a single thing changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cloud_unless.init import scaffold

TODAY = date(2026, 11, 22)


def new_folder(path: Path) -> Path:
    """A folder as `init` makes it on 22 November 2026: the plan runs from 2026-12-07 to 2029-03-31."""
    scaffold(path, TODAY)
    return path


def changed(path: Path, name: str, old: str, new: str) -> Path:
    """A new folder in which one text of one file is another."""
    folder = new_folder(path)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder
