"""`init`: a new programme folder that works at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cloud_unless.options import HERE, AsOfOption, today
from cloud_unless.progress import next_step, say


def run(
    path: Annotated[
        Path, typer.Argument(metavar="[PATH]", help="The new folder. Without it, the folder you are in.")
    ] = HERE,
    as_of: AsOfOption = None,
) -> None:
    """Make a programme folder that works at once.

    Its files are commented, and hold three example applications to delete.
    """
    from cloud_unless.init import scaffold
    from cloud_unless.showing import show_lines

    made = scaffold(path, as_of or today())
    show_lines([str(file) for file in made])
    say(f"Made {len(made)} files in {path}. Its README.md says what each is for.")
    if path != HERE:
        say(f"Go there: cd {path}")
    next_step("import", "doctor")
