"""A page for each command, from the command line itself."""

from __future__ import annotations

from typing import Any

import typer

from cloud_unless.app import COMMANDS, EXIT_CODES, app
from tools.pages.exits import MEANS, codes_of
from tools.pages.writing import Pages, code, page, paragraphs, plain, table

FOLDER = "reference/commands"


def command_pages() -> Pages:
    """The index and one page for each command, in the order people run them."""
    group: Any = typer.main.get_command(app)
    context = typer.Context(group, info_name="cloud-unless")
    pages = {f"{FOLDER}/index.md": _index(group, context)}
    for name, run in COMMANDS:
        pages[f"{FOLDER}/{name}.md"] = _command(group.commands[name], name, context, run)
    return pages


def options_of(command: Any) -> tuple[str, ...]:
    """The options of a command as they are typed, sorted; also those of the commands below it."""
    below = [name for one in getattr(command, "commands", {}).values() for name in options_of(one)]
    own = [name for one in command.params if one.param_type_name == "option" and not one.hidden for name in one.opts]
    return tuple(sorted({*own, *below}))


def _index(group: Any, context: typer.Context) -> str:
    rows = ((f"[{name}]({name}.md)", plain(group.commands[name].get_short_help_str(200))) for name, _ in COMMANDS)
    return page(
        "Commands",
        "In the order people run them. Rows go to standard output; progress, notes and errors to standard error.",
        table(("Command", "What it does"), rows),
        "## Before the command",
        _parameters(group, context),
        f"{plain(EXIT_CODES)} [More](../exit-codes.md)",
    )


def _command(command: Any, name: str, parent: typer.Context, run: Any) -> str:
    context = typer.Context(command, info_name=name, parent=parent)
    below = getattr(command, "commands", {})
    return page(
        name,
        _synopsis(command, context),
        paragraphs(command.help or ""),
        _parameters(command, context),
        *(block for key, one in below.items() for block in _below(one, key, context)),
        "## Exit codes",
        table(("Code", "Means"), ((str(found.value), plain(MEANS[found])) for found in codes_of(run))),
    )


def _below(command: Any, name: str, parent: typer.Context) -> tuple[str, ...]:
    context = typer.Context(command, info_name=name, parent=parent)
    heading = f"## {parent.info_name} {name}"
    return heading, _synopsis(command, context), paragraphs(command.help or ""), _parameters(command, context)


def _synopsis(command: Any, context: typer.Context) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    return f"```text\n{usage}\n```"


def _parameters(command: Any, context: typer.Context) -> str:
    records = [one.get_help_record(context) for one in command.get_params(context) if not getattr(one, "hidden", False)]
    rows = [(code(first.split(" <list[")[0]), plain(says)) for first, says in filter(None, records)]
    return table(("Argument or option", "What it is"), rows)
