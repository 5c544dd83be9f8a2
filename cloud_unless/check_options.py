"""The options of `check`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class FailOn(StrEnum):
    """The least severity that stops."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


PathsArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH",
        help="Previews, stack exports, ARM templates, lists of resources. Without any, those that `rehearse` wrote.",
    ),
]
FailOnOption = Annotated[FailOn, typer.Option("--fail-on", help="Only this severity and worse ones stop.")]
WriteOption = Annotated[
    list[str] | None,
    typer.Option(
        "--write",
        metavar="KIND=FILE",
        help="Write the findings to a file. Kinds: sarif, junit, json, csv, md, html, github, azure, gitlab. "
        "May be repeated.",
    ),
]
BaselineOption = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="What this file holds is shown apart and does not stop."),
]
WriteBaselineOption = Annotated[
    Path | None,
    typer.Option("--write-baseline", metavar="FILE", help="Write what fails or is not known now as the baseline."),
]
DiffOption = Annotated[bool, typer.Option("--diff", help="Show what is new only: not what is in the baseline.")]
PatchOption = Annotated[
    Path | None,
    typer.Option(
        "--patch",
        metavar="FILE",
        help="Write what can be mended: JSON Patch where FILE ends in .json, else text with a diff of the templates.",
    ),
]
ParametersOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--parameters",
        metavar="FILE",
        help="The parameters that the ARM template is deployed with, as JSON. May be repeated.",
    ),
]
StandardsFromOption = Annotated[
    str | None,
    typer.Option(
        "--standards-from",
        metavar="REF",
        help="Judge by standards, exemptions, own rules and baseline as they stand at this reference of git.",
    ),
]
