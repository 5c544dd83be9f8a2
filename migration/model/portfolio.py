"""The portfolio beside the moves, and the part of it that moves wait for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from inventory.model import Route
from safeio.values import Money, Quantity, value


@value
class Initiative:
    """A piece of the portfolio that is not a move. Must-do work is not scored but uses people and money.

    `capital_gbp` is spent evenly over its weeks; `revenue_gbp_per_year` and `benefit_gbp_per_year` run from its end.
    With `rollout_weeks` it is built once and then rolled out to the organisations of `rollout_order` in turn, each
    roll-out `rollout_lag_weeks` or more after the one before has ended. `rollout_part` is the effort and capital of a
    roll-out as a part of the build's.
    `rollout_of` names the initiative that a roll-out belongs to; what depends on it starts `lag_weeks` or more after
    its end.
    Initiatives of one `package` are done all or none. None of `excludes` (ids) is done together with this one; either
    of the two may say so.
    """

    id: str
    name: str
    must_do: bool
    scores: Mapping[str, Quantity] = field(default_factory=dict)
    effort: Mapping[str, Quantity] = field(default_factory=dict)
    duration_weeks: int
    capital_gbp: Money | None = None
    revenue_gbp_per_year: Money | None = None
    benefit_gbp_per_year: Money | None = None
    depends_on: tuple[str, ...] = ()
    organisation_ids: tuple[str, ...] = ()
    gate_ids: tuple[str, ...] = ()
    rollout_order: tuple[str, ...] = ()
    rollout_weeks: int | None = None
    rollout_lag_weeks: int = 0
    rollout_part: Quantity | None = None
    rollout_of: str | None = None
    lag_weeks: int = 0
    package: str | None = None
    excludes: tuple[str, ...] = ()


@value
class Prerequisite:
    """Work that must have ended before applications go to the cloud: a landing zone, identity, lines, an integration
    platform. `initiative` is an id of initiatives.csv; one that is rolled out counts where it has been rolled out to
    the application's organisations.

    `routes` are the routes that need it, `organisations` and `applications` those that do; none named: all.
    """

    initiative: str
    routes: tuple[Route, ...] = ("rehost", "replatform")
    organisations: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
