"""The plan: groups, moves, waves, and all that goes with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from migration.model.written import SCHEMA_VERSION, Measure, WaveState
from safeio.values import LEFT_OUT_WHEN_NONE, Day, Money, Quantity, value


@value
class MoveGroup:
    """Applications and things that must move on one day. `data_gib` is what is copied over the link."""

    id: str
    application_ids: tuple[str, ...]
    thing_ids: tuple[str, ...]
    data_gib: int | None
    why_together: tuple[str, ...]


@value
class Part:
    """A part of an application that may be split: a server with all that stands on it, or several.

    `hosts` are the servers (or shares without one), `thing_ids` these and what stands on them. `share` is what it is of
    the application, by hosts: 0 to 1. Move groups name a part by its id, as an application of its own.
    """

    id: str
    name: str
    application_id: str
    thing_ids: tuple[str, ...]
    hosts: tuple[str, ...]
    share: Quantity


@value
class Move:
    """When a group moves: people work from `prepare_from`, data is copied from `seeding_from`, users change over on
    `cut_over`, the old machines stop on `old_off`. `pinned` is True where a person fixed the date."""

    group_id: str
    prepare_from: Day
    seeding_from: Day
    cut_over: Day
    old_off: Day
    pinned: bool = False


@value
class Wave:
    """The moves whose cut-over falls in one period of `wave_weeks`. The id comes from the period, so it is stable."""

    id: str
    number: int
    organisation_ids: tuple[str, ...]
    group_ids: tuple[str, ...]
    period_from: Day
    period_to: Day
    state: WaveState = "draft"


@value
class InitiativeSlot:
    """When an initiative is worked on; `ends` is its last day."""

    initiative_id: str
    starts: Day
    ends: Day


@value
class ContractEnd:
    """What the plan does with a contract: how often it is extended, when it stops, by when notice must be given."""

    contract_id: str
    extensions: int
    ends: Day | None
    notice_by: Day | None
    gbp: Money | None
    because: str


@value
class Waiting:
    """Something the plan leaves out, why, and what would bring it in."""

    subject: str
    why: str
    remedy: str


@value
class EarlierDecision:
    """A decision that work on a group or an initiative counts on since an earlier plan: that of its gate on `date`.

    On the day of this plan its papers could not be made ready any more. It was taken, or is under way.
    """

    subject: str
    gate_id: str
    date: Day


@value
class PlanCost:
    """One part of the objective, in pounds over the horizon."""

    what: str
    gbp: Money


@value
class Stage:
    """A measure that comes before others, in pounds. `gbp` is what this plan comes to.

    `best_gbp` is the least found while the stages before were held, `bound_gbp` what no plan that holds them goes
    below; `gap` is (best - bound)/best. The best is proven where the two are equal.
    """

    measure: Measure
    gbp: Money
    best_gbp: Money
    bound_gbp: Money
    gap: Quantity


@value
class Plan:
    """out/plan.json: every date decided. `objective` and `bound` are pounds; `gap` is (objective - bound)/objective.

    `inputs_sha256` holds the hash of every file the plan was made from.
    `status` is "optimal" only when proven. `mode` "repeatable": the same input gives the same plan.
    Where programme.yaml has stages, `stages` says how good each is; `bound` is then that of plans which hold all of
    them, and "optimal" says that every stage is proven too. `earlier_decisions` are there where work counts on a
    decision for which it would now be too late.
    """

    schema_version: int = SCHEMA_VERSION
    as_of: Day
    plan_from: Day
    plan_to: Day
    inputs_sha256: Mapping[str, str]
    groups: tuple[MoveGroup, ...]
    waves: tuple[Wave, ...]
    moves: tuple[Move, ...]
    initiatives: tuple[InitiativeSlot, ...]
    contracts: tuple[ContractEnd, ...]
    waiting: tuple[Waiting, ...]
    costs: tuple[PlanCost, ...]
    objective_name: str
    objective: Money
    bound: Money
    gap: Quantity
    status: Literal["optimal", "feasible"]
    mode: Literal["repeatable", "fast"]
    stages: tuple[Stage, ...] | None = field(default=None, metadata=LEFT_OUT_WHEN_NONE)
    earlier_decisions: tuple[EarlierDecision, ...] | None = field(default=None, metadata=LEFT_OUT_WHEN_NONE)
