"""The options of `rehearse`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

StacksArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[STACK]...", help="The stacks to rehearse, with those they stand on. Without any, all."),
]
WavesOption = Annotated[
    int | None,
    typer.Option("--waves", metavar="NUMBER", min=1, help="Only the landing zone and this many waves, the first ones."),
]
KeepOption = Annotated[
    bool, typer.Option("--keep", help="Keep the temporary folder, to look into it or to go on with it (--from).")
]
BeforeOption = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="PATH",
        help="Go on with what stood in this folder, which --keep has left: what the stacks are now is made of it.",
    ),
]
PackOption = Annotated[
    Path | None,
    typer.Option("--policy-pack", metavar="PATH", help="Let the engine ask this policy pack too: a folder or a file."),
]
ProgramOption = Annotated[
    Path | None,
    typer.Option("--program", metavar="PATH", help="Rehearse the Pulumi program in this folder instead of the stacks."),
]
ConfigOption = Annotated[
    list[str] | None,
    typer.Option("--config", metavar="NAME=VALUE", help="A config value for --program. May be given often."),
]
EnvOption = Annotated[
    list[str] | None,
    typer.Option(
        "--env", metavar="NAME=VALUE", help="A variable of the environment for --program. May be given often."
    ),
]
StackOutputOption = Annotated[
    list[str] | None,
    typer.Option(
        "--stack-output",
        metavar="STACK.NAME=VALUE",
        help="An output of another stack that the --program refers to. May be given often.",
    ),
]
ServicesOption = Annotated[
    Path | None,
    typer.Option(
        "--services",
        metavar="FILE",
        help="The services of each region, as az provider list prints them. It goes before our own lists.",
    ),
]
UsageOption = Annotated[
    list[str] | None,
    typer.Option(
        "--usage",
        metavar="REGION=FILE",
        help="The quotas of a region, as az vm list-usage and az network list-usages print them; "
        "SUBSCRIPTION-ID/REGION=FILE for those of one subscription. May be given often.",
    ),
]
TroubleOption = Annotated[
    str | None,
    typer.Option(
        "--trouble",
        metavar="KIND",
        help="Let every type of resource fail when it is first made, and build until all stands: "
        "failed, half-made, conflict, throttled.",
    ),
]
