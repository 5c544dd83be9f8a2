"""`collectors`: the scripts that a scan runs on hosts, word for word, with their hashes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cloud_unless.options import Format, FormatOption
from cloud_unless.progress import next_step, say
from safeio.errors import InputError


class Action(StrEnum):
    """What to do with the collectors."""

    LIST = "list"
    SHOW = "show"


ActionArgument = Annotated[Action, typer.Argument(help="What to do: list them, or show one.")]
NameArgument = Annotated[str, typer.Argument(metavar="[NAME]", help="Which one to show, for example linux.")]


def run(action: ActionArgument = Action.LIST, name: NameArgument = "linux", form: FormatOption = Format.TABLE) -> None:
    """Show the script that runs on hosts, and its hash."""
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer, Column, Table
    from inventory.collectors import COLLECTORS

    if action is Action.SHOW:
        _show(name)
        return
    columns = (
        Column(key="name", heading="Name"),
        Column(key="method", heading="Method", wrap=True),
        Column(key="needs", heading="Needs", wrap=True),
        Column(key="sha256", heading="SHA-256 of the script", wrap=True),
    )
    rows = tuple((one.name, one.method, one.needs, one.sha256()) for one in COLLECTORS)
    show(Answer(tables=(Table(name="collectors", title="Collectors", columns=columns, rows=rows),)), form)
    next_step("collectors show linux", "scan --dry-run")


def _show(name: str) -> None:
    """The script on standard output, byte for byte, so that it can be hashed, checked and run; the hash beside it."""
    from cloud_unless.showing import show_text
    from inventory.collectors import COLLECTORS

    found = next((one for one in COLLECTORS if one.name == name), None)
    if found is None:
        known = ", ".join(one.name for one in COLLECTORS)
        raise InputError("collectors show", f"there is no collector {name!r}", f"Use one of: {known}.")
    show_text(found.script())
    say(f"SHA-256: {found.sha256()}")
