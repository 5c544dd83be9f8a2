"""What people write: programme.yaml, unless.yaml, waves.yaml, initiatives.csv, prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from inventory.model import Organisation, Route, Site
from migration.model.accepted_risk import AcceptedRisk
from migration.model.means import DataCopy, Link, SkillEffort, Team
from migration.model.portfolio import Initiative, Prerequisite
from migration.model.sequence import Pilots, SharedServices, Splitting
from safeio.values import Day, Money, Quantity, value

SCHEMA_VERSION = 1


Spend = Literal["capital", "revenue"]


Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


FinancialYear = Annotated[str, Field(pattern=r"^20\d\d/\d\d$")]


WaveState = Literal["draft", "approved", "applied"]


Measure = Literal["risk", "cost", "servers", "benefit", "interfaces", "finish", "dearest_year"]
"""Parts of what a plan is judged by, each in pounds: weeks without support, spend, servers still on premise, benefit
not yet had and scored work left out, interfaces split over waves, the last cut-over, the dearest year."""


@value
class Ceiling:
    """What an organisation may spend in a year. "unlimited" opts out. Contingency is held back from the plan."""

    organisation: str
    year: FinancialYear
    capital_gbp: Money | Literal["unlimited"]
    revenue_gbp: Money | Literal["unlimited"]
    contingency_percent: Quantity | None = None


@value
class Freeze:
    """No cut-over of these services (service names or "all") from the first to the last day."""

    starts: Annotated[Day, Field(alias="from")]
    ends: Annotated[Day, Field(alias="to")]
    services: tuple[str, ...] | Literal["all"]
    reason: str


@value
class Gate:
    """A decision that must come first. Papers are ready `lead_weeks` before a date; work starts after it."""

    id: str
    body: str
    dates: tuple[Day, ...]
    lead_weeks: int = 0


@value
class Objective:
    """What a plan is judged by, in pounds over the horizon. Defaults are illustrative: set your own.

    `unsupported_week_gbp`: price of one application-week without support, by criticality (1 dearest).
    `score_point_gbp`: worth of one weighted point of a scored initiative that is done.
    `on_premise_server_week_gbp`: price of keeping one server running on premise for a week (power, space, care).
    `change_week_gbp`: price of one week by which a move or initiative shifts when a plan is made again with as little
    change as possible. It guides that search alone and is no part of the pounds of a plan.
    `finish_week_gbp`: price of each week until the last cut-over. `split_interface_gbp`: price of an interface whose
    two applications move in different waves. `dearest_year_weight`: what each pound that is spent in the dearest
    financial year counts besides itself, in steps of a thousand pounds. 0: not asked for.
    `benefit_weight`: what each pound of benefit counts that is not yet had; 1: as a pound.
    `stages`: measures that come first, in this order: each is made as small as can be found, then held while the next
    is made small; last come the pounds of the whole plan. A later stage may let each earlier one be worse by
    `stage_allow_percent` of the best found. Without stages the pounds of the whole plan are all there is.
    """

    unsupported_week_gbp: Mapping[int, Money]
    score_point_gbp: Money
    on_premise_server_week_gbp: Money = Decimal(0)
    change_week_gbp: Money = Decimal(500)
    finish_week_gbp: Money = Decimal(0)
    split_interface_gbp: Money = Decimal(0)
    dearest_year_weight: Quantity = Decimal(0)
    benefit_weight: Quantity = Decimal(1)
    stages: tuple[Measure, ...] = ()
    stage_allow_percent: Quantity = Decimal(0)


@value
class Scrutiny:
    """How often the plan is reported to a scrutiny committee."""

    period_months: int


@value
class Programme:
    """programme.yaml. Every default that is not a fact of the user's own is marked illustrative in the file.

    `old_off_weeks`: weeks from cut-over until the old machines are switched off.
    `cut_over_days`: weekdays on which a cut-over may be, in order of preference.
    `most_moves_a_week`: at most so many groups cut over in one week. `critical_apart`: applications of this criticality
    or a more critical one, and of one service area, do not cut over in the same week unless they move together.
    `rollout_learning`: effort of each roll-out of an initiative as a part of the one before; 1: nothing is learned.
    `pilots`: which moves come first, to learn from. `splitting`: how applications move in parts. `shared_services`:
    where what many call goes. None of them is asked for where it is missing.
    """

    schema_version: int = SCHEMA_VERSION
    name: str
    plan_from: Day
    plan_to: Day
    wave_weeks: int = 4
    price_base: FinancialYear
    region: str = "uksouth"
    organisations: tuple[Organisation, ...]
    sites: tuple[Site, ...]
    links: tuple[Link, ...] = ()
    teams: tuple[Team, ...]
    ceilings: tuple[Ceiling, ...]
    freezes: tuple[Freeze, ...] = ()
    gates: tuple[Gate, ...] = ()
    effort: Mapping[Route, Mapping[str, SkillEffort]]
    scoring: Mapping[str, Quantity] = field(default_factory=dict)
    objective: Objective
    scrutiny: Scrutiny = Scrutiny(period_months=6)
    cut_over_days: tuple[Weekday, ...] = ("saturday",)
    old_off_weeks: int = 2
    copying: DataCopy = DataCopy()
    prerequisites: tuple[Prerequisite, ...] = ()
    rollout_learning: Quantity = Decimal(1)
    most_moves_a_week: int | None = None
    critical_apart: int | None = None
    pilots: Pilots | None = None
    splitting: Splitting | None = None
    shared_services: SharedServices | None = None


@value
class Unless:
    """An exception to "cloud, unless", as unless.yaml records it.

    `route` is the route it allows. None means the application's preferred route where that is a worse one than the
    rule gives, else retain.
    """

    application_id: str
    reason: str
    evidence: str | None = None
    owner: str | None = None
    approver: str | None = None
    decided_on: Day | None = None
    review_by: Day | None = None
    route: Route | None = None


@value
class WaveApproval:
    """A person's word on a wave. Approved and applied waves do not change."""

    id: str
    state: WaveState
    approver: str | None = None
    date: Day | None = None


@value
class Pin:
    """What a person fixed for an application. `never_with` names applications not cut over in the same week.

    `note` is a remark for people; it decides nothing.
    """

    application_id: str
    cut_over: Day | None = None
    not_before: Day | None = None
    deadline: Day | None = None
    never_with: tuple[str, ...] = ()
    note: str | None = None


@value
class WavesFile:
    """waves.yaml: written by people, read by plan."""

    schema_version: int = SCHEMA_VERSION
    waves: tuple[WaveApproval, ...] = ()
    pins: tuple[Pin, ...] = ()
    accepted_risks: tuple[AcceptedRisk, ...] = ()


@value
class UnlessFile:
    """unless.yaml."""

    schema_version: int = SCHEMA_VERSION
    exceptions: tuple[Unless, ...] = ()


@value
class Price:
    """One row of a price table. Without `price_gbp`, `allowance_gbp` may stand in: it is shown as illustrative.

    `list_price` is True for the rows this product ships: public list prices, which any row of the user's own beats.
    `spend` says whether a sum paid once is capital or revenue; None means revenue.
    """

    sku: str
    region: str | None
    unit: str
    price_gbp: Money | None = None
    allowance_gbp: Money | None = None
    effective: Day
    source: str
    list_price: bool = False
    spend: Spend | None = None


@value
class Folder:
    """A programme folder as read: all that people wrote for the planner."""

    programme: Programme
    unless: tuple[Unless, ...] = ()
    waves: tuple[WaveApproval, ...] = ()
    pins: tuple[Pin, ...] = ()
    accepted_risks: tuple[AcceptedRisk, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    prices: tuple[Price, ...] = ()
