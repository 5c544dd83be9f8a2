"""What sources.yaml says: the files to import, the hosts to scan, and what the user knows about each of them."""

from __future__ import annotations

from typing import Literal

from inventory.flow_noise import NoiseLimits
from inventory.targets import TargetEntry
from safeio.values import Day, value


@value
class SourceFile:
    """One file to import. `file` is relative to the programme folder.

    `site` and `organisation` hold for every row that does not name its own; `seen_on` is the day the file was made.
    """

    file: str
    format: Literal["auto", "rvtools", "azure-dependencies", "register"] = "auto"
    site: str | None = None
    organisation: str | None = None
    seen_on: Day | None = None


@value
class Sources:
    """sources.yaml. The registers of the folder (things.csv and so on) are found by name and need no entry.

    `targets` names the hosts to scan, with references to credentials. `noise` sets from where on traffic between
    machines says nothing about their applications.
    """

    schema_version: int = 1
    imports: tuple[SourceFile, ...] = ()
    targets: tuple[TargetEntry, ...] = ()
    noise: NoiseLimits = NoiseLimits()
