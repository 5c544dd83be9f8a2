"""What a programme has to work with: lines to the cloud, devices, teams, and what their work takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from safeio.values import Day, Money, Quantity, value


@value
class Link:
    """A site's connection to the cloud. Shares are the part of `mbps` (megabits a second) a migration may use."""

    id: str
    site_id: str
    mbps: int
    share_out_of_hours: Quantity
    share_in_hours: Quantity


@value
class Absence:
    """`fte` full-time equivalents of every skill of the team are away, both days included."""

    starts: Annotated[Day, Field(alias="from")]
    ends: Annotated[Day, Field(alias="to")]
    fte: Quantity


@value
class OfflineDevice:
    """A box of disks that a supplier sends: filled on site, it travels to the cloud's data centre.

    `lead_weeks` from the order until its data is in the cloud; `gbp` for each, paid when it is ordered.
    """

    capacity_gib: int
    lead_weeks: int
    gbp: Money | None = None


@value
class DataCopy:
    """How data is copied before a move. `daily_change_percent` of a move's data changes in a day and is copied again;
    without it, changes are not counted. A `device` stands in where the line of a site would take longer."""

    daily_change_percent: Quantity | None = None
    device: OfflineDevice | None = None


@value
class Team:
    """People by skill in full-time equivalents. A team may belong to a supplier shared by organisations."""

    id: str
    provider: str | None = None
    serves: tuple[str, ...]
    skills: Mapping[str, Quantity]
    absence: tuple[Absence, ...] = ()


@value
class SkillEffort:
    """Person-days: `fixed` for the move as a whole, and `per_server`."""

    fixed: Quantity
    per_server: Quantity
