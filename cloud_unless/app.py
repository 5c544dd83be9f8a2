"""The command line: which commands there are, and what happens when one goes wrong."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from cloud_unless import __version__
from cloud_unless.commands import (
    assess,
    check,
    collectors,
    completion,
    config,
    cost,
    design,
    doctor,
    drift,
    estate,
    explain,
    export,
    hosts,
    importing,
    init,
    plan,
    rehearse,
    report,
    rules,
    scan,
    tracing,
    verify,
)
from cloud_unless.completion_words import Commands
from cloud_unless.progress import say, say_error
from cloud_unless.showing import show_text
from safeio.errors import Exit, StorageError, UserError


def _known() -> completion.Told:
    return COMMANDS, options


# In the order people run them; `--help` shows them in this order.
COMMANDS: Commands = (
    ("init", init.run),
    ("scan", scan.run),
    ("import", importing.run),
    ("estate", estate.run),
    ("assess", assess.run),
    ("plan", plan.run),
    ("explain", explain.run),
    ("verify", verify.run),
    ("cost", cost.run),
    ("design", design.run),
    ("rehearse", rehearse.run),
    ("check", check.run),
    ("drift", drift.run),
    ("trace", tracing.run),
    ("export", export.run),
    ("report", report.run),
    ("rules", rules.run),
    ("hosts", hosts.run),
    ("collectors", collectors.run),
    ("config", config.run),
    ("doctor", doctor.run),
    ("completion", completion.command(_known)),
)

DESCRIPTION = """Plan a move to the cloud that can be defended: what we have, what should happen to it, and when.

Run the commands in this order, in a programme folder: init, import, estate, assess, plan, verify, cost, report.
Then, to build it: design, rehearse, check. What this machine lacks, doctor says.
Rows go to standard output, all else to standard error."""

EXIT_CODES = """Exit codes: 0 ok; 1 violations; 2 usage or input; 3 some rows were rejected; 4 could not be decided;
5 no plan is possible; 6 storage; 70 our fault; 130 interrupted."""

OURS = ("safeio", "inventory", "migration", "stacks", "policies", "cloud_unless")

INTERRUPTED = "Interrupted. Nothing is half written; run the same command again."

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    help=DESCRIPTION,
    epilog=EXIT_CODES,
)


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an unexpected fault is.")] = False,
) -> None:
    """The options that come before the command."""


for _name, _command in COMMANDS:
    app.command(_name)(_command)


def main(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Raises nothing."""
    if "--version" in arguments[:2]:
        return _version()
    if _help_wanted(arguments):
        return _show_help(arguments[0])
    try:
        app(list(arguments), prog_name="cloud-unless")
    except SystemExit as ended:
        if ended.code == Exit.INTERRUPTED:
            say(INTERRUPTED)
        return ended.code if isinstance(ended.code, int) else Exit.OK
    except UserError as error:
        say_error(error)
        return error.exit_code
    except KeyboardInterrupt:
        say(INTERRUPTED)
        return Exit.INTERRUPTED
    except PermissionError as refused:
        return _not_permitted(refused, "--debug" in arguments)
    except ModuleNotFoundError as fault:
        return _not_installed(fault, "--debug" in arguments)
    except Exception as fault:  # noqa: BLE001 - the last line of defence: no traceback for a user
        return _our_fault(fault, "--debug" in arguments)
    return Exit.OK


def run() -> None:
    """The entry point: ends the process with the exit code of the command."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets its code; it must not end the command.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))


def _help_wanted(arguments: Sequence[str]) -> bool:
    # What stands after "--" is a file, whatever it is called: its check must not end well without looking at it.
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return bool(options) and options[0] in dict(COMMANDS) and "--help" in options[1:]


def _show_help(name: str) -> int:
    """Print the help of a command. typer itself would load pydantic first, which takes longer than all the rest."""
    group = typer.main.get_command(app)
    command = group.commands[name]  # type: ignore[attr-defined]
    parent = typer.Context(group, info_name="cloud-unless")
    # typer.echo would write UTF-8 where the terminal knows ASCII only.
    show_text(command.get_help(typer.Context(command, info_name=name, parent=parent)) + "\n")
    return Exit.OK


def _version() -> int:
    typer.echo(__version__)
    return Exit.OK


def _not_installed(fault: ModuleNotFoundError, debug: bool) -> int:
    """A package that is not installed is the user's to mend, a file of ours that is not there is our fault."""
    name = (fault.name or "").partition(".")[0]
    if not name or name in OURS:
        return _our_fault(fault, debug)
    remedy = "Run: cloud-unless doctor. It shows the command that installs what is missing."
    error = UserError(name, "this Python package is not installed", remedy)
    say_error(error)
    return error.exit_code


def _not_permitted(refused: PermissionError, debug: bool) -> int:
    """A file or folder that this user may not use is the user's to mend."""
    if not isinstance(refused.filename, str):
        return _our_fault(refused, debug)
    remedy = "Ask for permission, or run: cloud-unless doctor. It shows the command that gives it where it can."
    error = StorageError(refused.filename, "you may not read or write this", remedy)
    say_error(error)
    return error.exit_code


def _our_fault(fault: Exception, debug: bool) -> int:
    """Say one line, and with --debug where it happened: places only, no values, since these may be secret."""
    for frame in traceback.extract_tb(fault.__traceback__) if debug else ():
        say(f"{frame.filename} line {frame.lineno}, in {frame.name}")
    say(f"This is a fault of cloud-unless, not yours: {type(fault).__name__}: {str(fault)[:300]}")
    if not debug:
        say("To see where, run it again as: cloud-unless --debug … and report it as CONTRIBUTING.md says.")
    return Exit.OUR_FAULT
