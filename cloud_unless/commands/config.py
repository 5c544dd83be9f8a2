"""`config`: what is set in the programme folder, and which line says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cloud_unless import stages
from cloud_unless.options import HERE, FolderOption, Format, FormatOption
from cloud_unless.progress import number_of, say
from safeio.errors import InputError

if TYPE_CHECKING:
    from cloud_unless.settings import Setting
    from cloud_unless.tables import Table
    from policies.model import Rule
    from policies.standards import Standards

FILES = (stages.PROGRAMME, "sources.yaml", "standards.yaml", "landing-zone.yaml")


class Action(StrEnum):
    """What to do with the settings."""

    SHOW = "show"


ActionArgument = Annotated[Action, typer.Argument(help="Show them.")]
FileArgument = Annotated[str | None, typer.Argument(metavar="[FILE]", help=f"Of one file only: {', '.join(FILES)}.")]
OriginOption = Annotated[bool, typer.Option("--origin", help="Show the line that says so, or that it is a default.")]


def run(
    action: ActionArgument = Action.SHOW,  # noqa: ARG001 - there is one as yet
    file: FileArgument = None,
    origin: OriginOption = False,
    folder: FolderOption = HERE,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show every setting that is in force, and its origin.

    A secret is never shown: sources.yaml holds references only. Exit 2 when a file cannot be read as it must.
    """
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer

    if file is not None and file not in FILES:
        raise InputError("config show", f"{file[:80]!r} holds no settings", f"Use one of: {', '.join(FILES)}")
    found = [one for one in _settings(folder) if file in (None, one.file) and not _says_nothing(one)]
    show(Answer(tables=(_table(found, origin),)), form)
    written = sum(one.line is not None for one in found)
    say(f"{number_of(len(found), 'setting')}: {written:,} written, {len(found) - written:,} by default.")
    for name in FILES:
        if file in (None, name) and not lexists(folder / name):
            say(f"There is no {name} here. {MISSING[name]}")
    if not origin:
        say("To see the lines that say so: cloud-unless config show --origin")


MISSING = {
    "sources.yaml": "Only the registers are imported, and no host is scanned.",
    "standards.yaml": "Every standard is mandatory.",
    "landing-zone.yaml": "Design needs it: `cloud-unless init` in a new folder makes one to start from.",
}


def _settings(folder: Path) -> list[Setting]:
    """The settings of all files. Raises InputError for what the stages would refuse."""
    from cloud_unless.landing_zone import read_landing_zone
    from cloud_unless.settings import settings_of
    from cloud_unless.sources import Sources
    from migration.model import Programme
    from migration.model.landing_zone import LandingZoneFile
    from policies.own_rules import with_own
    from policies.rules import RULES
    from policies.standards import Standards, read_standards
    from safeio.yaml_files import read_yaml_lines

    read = stages.read_folder(folder)
    rules = with_own(RULES, folder)
    standards = read_standards(folder / FILES[2], rules) if lexists(folder / FILES[2]) else Standards()
    kinds: list[tuple[str, type, object]] = [
        (FILES[0], Programme, read.folder.programme),
        (FILES[1], Sources, read.sources),
        (FILES[2], Standards, in_force(standards, rules)),
    ]
    if lexists(folder / FILES[3]):
        kinds.append((FILES[3], LandingZoneFile, read_landing_zone(folder)[0]))
    return [
        setting
        for name, kind, found in kinds
        for setting in settings_of(name, kind, found, read_yaml_lines(folder / name) if lexists(folder / name) else {})
    ]


def _says_nothing(one: Setting) -> bool:
    """True for what a rule could have but has not: environments and parameters."""
    return one.key.startswith("rules.") and one.line is None and one.value == () and one.key.count(".") == 2


def in_force(standards: Standards, rules: Sequence[Rule]) -> Standards:
    """The standards with every rule named, and all its parameters."""
    from policies.standards import RuleStandard, parameters_of

    named = {
        rule.id: replace(standards.rules.get(rule.id, RuleStandard()), parameters=parameters_of(rule, standards))
        for rule in rules
    }
    return replace(standards, rules=named)


def _table(found: Sequence[Setting], origin: bool) -> Table:
    from cloud_unless.tables import Column, Table

    return Table(
        name="settings",
        title="Settings in force",
        empty="Nothing is set.",
        columns=(
            Column(key="file", heading="File", people=not origin),
            Column(key="key", heading="Setting", wrap=True),
            Column(key="value", heading="Value", wrap=True, unknown="not set"),
            Column(key="is_reference", heading="Reference", people=False),
            Column(key="line", heading="Line", people=False),
            Column(key="origin", heading="From", people=origin),
        ),
        rows=tuple((one.file, one.key, _shown(one), one.is_reference, one.line, _origin(one)) for one in found),
    )


def _shown(one: Setting) -> str | tuple[str, ...] | None:
    """The value as text: 0.5 stays 0.5, which a table would round."""
    if isinstance(one.value, tuple):
        return one.value or "none"
    if isinstance(one.value, bool):
        return "true" if one.value else "false"
    if one.is_reference:
        return f"{one.value} (a reference)"
    return None if one.value is None else str(one.value)


def _origin(one: Setting) -> str:
    return "default" if one.line is None else f"{one.file}:{one.line}"
