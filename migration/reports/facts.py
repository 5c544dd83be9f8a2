"""Everything a report shows, already computed: the report lays out, it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from inventory.model import Estate, Support
from migration.model import CashFlow, Disposition, Folder, Part, Plan, Price, Violation
from migration.model.architecture import Architecture
from migration.money.ceilings import YearSpend
from migration.plan.accepted_risks import MissedDate
from migration.plan.apart import Apart
from migration.plan.shared_services import SharedService
from safeio.values import Day, value


@value
class StandardsRow:
    """What a check found for one common standard. `severity` is "critical" to "low"; counts are of resources.

    `worst` describes up to a few resources that fail or cannot be judged, in words; `exempt_until` is the first day
    on which an exemption in use ends.
    """

    rule_id: str
    title: str
    severity: str
    passes: int
    fails: int
    unknown: int
    exempt: int
    worst: tuple[str, ...] = ()
    remedy: str
    exempt_until: Day | None = None


@value
class StandardsChecked:
    """The last check against the common standards: the day it judged by, what was looked at, one row a standard."""

    as_of: Day
    resources: int
    stacks: tuple[str, ...]
    rows: tuple[StandardsRow, ...]


@value
class DriftLine:
    """One resource in the cloud that is not as it was designed. `what` says how, in words; `application_id` is None
    for what serves every application."""

    application_id: str | None
    stack: str
    resource: str
    what: str


@value
class DriftSeen:
    """The last look for drift: its day, how many resources were looked at, whether every stack could be."""

    as_of: Day
    resources: int
    whole: bool
    lines: tuple[DriftLine, ...]


@value
class ReportFacts:
    """The stages' values side by side. `plan` is None before a plan is made: the report then says so.

    `hashes` are the SHA-256 of the files behind the values, by file name. `product_names` turns a product id into
    its name; a product that is not in it is shown by its id. `release_names` turns the ids of a product and of its
    release into what people call that release. `prices` are all prices the costs were looked up in;
    without them the report names those of the programme folder. `architecture`, `standards` and `drift` are None before
    `design`, `check` and `drift`. `parts` are those that the plan names in the place of an application that it moves in
    parts; estate and dispositions have the whole one. `apart` are the pairs that the plan has in different waves, the
    dearest first, `shared` the services that many applications call, and `missed` the support dates that it misses.
    """

    as_of: Day
    folder: Folder
    estate: Estate
    supports: tuple[Support, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    plan: Plan | None = None
    parts: tuple[Part, ...] = ()
    apart: tuple[Apart, ...] = ()
    shared: tuple[SharedService, ...] = ()
    missed: tuple[MissedDate, ...] = ()
    cash_flow: tuple[CashFlow, ...] = ()
    year_spends: tuple[YearSpend, ...] = ()
    violations: tuple[Violation, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)
    prices: tuple[Price, ...] = ()
    product_names: Mapping[str, str] = field(default_factory=dict)
    release_names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    architecture: Architecture | None = None
    standards: StandardsChecked | None = None
    drift: DriftSeen | None = None
