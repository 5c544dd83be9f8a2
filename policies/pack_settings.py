"""What the pack judges by, read from the programme folder: standards, exemptions, architecture and the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from os.path import lexists
from pathlib import Path
from typing import Any

from policies.exemptions import check_breadth, parse_exemptions
from policies.model import Rule
from policies.own_rules import own_rules
from policies.pack import Settings
from policies.setting_files import EXEMPTIONS, STANDARDS, SettingFile, setting_files
from policies.standards import Standards, parse_standards
from safeio.errors import InputError
from safeio.json_files import read_json
from safeio.terminal_text import shown

ARCHITECTURE = "out/architecture.json"
PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml")
FOLDER_SETTING = "cloud-unless:folder"
"""The stack's configuration that names the programme folder, relative to the folder of Pulumi.yaml."""


def read_settings(
    folder: Path | None, rules: tuple[Rule, ...], as_of: date, files: Sequence[SettingFile] | None = None
) -> Settings:
    """The settings of a programme folder; `rules` are the common standards, the folder's own are added. Without a
    folder, or without a file, the defaults hold: every rule mandatory, no exemption. `files` stand in place of those
    in the folder, where people judge by others. Raises InputError for a folder that is named and not there, and for a
    file that is there and cannot be read or may not stand."""
    if folder is None:
        return Settings(rules=rules, standards=Standards(), exemptions=(), architecture=None, as_of=as_of)
    if not folder.is_dir():
        remedy = f"Correct {FOLDER_SETTING} in the stack's configuration, or what named the folder."
        raise InputError(shown(folder, 300), "there is no such programme folder", remedy)
    given = {one.name: one for one in (setting_files(folder) if files is None else files)}
    every = (*rules, *own_rules(tuple(given.values()), rules))
    standards = parse_standards(given[STANDARDS], every) if STANDARDS in given else Standards()
    exemptions = parse_exemptions(given[EXEMPTIONS], every) if EXEMPTIONS in given else ()
    if standards.broad_exemptions == "refuse" and exemptions:
        check_breadth(exemptions, given[EXEMPTIONS].where)
    # A link that leads nowhere is there: to read it fails, to pass it over would leave out the rules about the plan.
    architecture = read_json(folder / ARCHITECTURE, dict[str, Any]) if lexists(folder / ARCHITECTURE) else None
    return Settings(rules=every, standards=standards, exemptions=exemptions, architecture=architecture, as_of=as_of)


def programme_folder(config: Mapping[str, str], named: str | None, started_in: Path) -> Path | None:
    """The programme folder of a run: the one `named`, else the one the stack's configuration names, else that of the
    project, which is the first folder from `started_in` upwards with a file of PROJECT_FILES. None where there is
    none."""
    if named:
        return Path(named)
    project = next(
        (one for one in (started_in, *started_in.parents) if any((one / name).is_file() for name in PROJECT_FILES)),
        None,
    )
    if FOLDER_SETTING in config and (project or Path(config[FOLDER_SETTING]).is_absolute()):
        return (project or Path()) / config[FOLDER_SETTING]
    return project
