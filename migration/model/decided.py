"""What is decided for each application, and what breaks a rule."""

from __future__ import annotations

from typing import Literal

from inventory.model import Route
from migration.model.written import SCHEMA_VERSION
from safeio.values import Day, Quantity, value


@value
class Evidence:
    """One fact behind a decision: what it says, who said it and when."""

    fact: str
    source: str
    seen_on: Day | None = None


@value
class Reason:
    """Why some routes are not open to an application. `id` names the file in migration/decide/unless/."""

    id: str
    blocks: tuple[Route, ...]
    says: str
    evidence: tuple[Evidence, ...] = ()


@value
class Disposition:
    """Where an application goes. `target_kind` names a file in migration/design/targets/, or is None for retire."""

    application_id: str
    route: Route
    target_kind: str | None
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    decided_on: Day
    unless_id: str | None = None


@value
class Candidate:
    """Something that people should look at: applications that one could do for several organisations, or one that
    nobody may need. It is shown and decides nothing. `subject` is a function, or the id of the one application."""

    kind: Literal["consolidate", "retire"]
    subject: str
    application_ids: tuple[str, ...]
    organisation_ids: tuple[str, ...]
    says: str
    evidence: tuple[Evidence, ...] = ()


@value
class Violation:
    """A rule the plan (or a decision in it) does not keep.

    `severity` "unproven" means it could not be decided because something is not known: never green.
    """

    constraint: str
    subject: str
    message: str
    severity: Literal["broken", "unproven"] = "broken"
    amount: str | None = None
    dates: tuple[Day, ...] = ()


@value
class Dispositions:
    """out/dispositions.json."""

    schema_version: int = SCHEMA_VERSION
    as_of: Day
    estate_sha256: str
    dispositions: tuple[Disposition, ...]
    violations: tuple[Violation, ...] = ()


@value
class SkuLine:
    """So much of one priced thing. `unit` is "month", "hour", "user-month", "year" or "once".

    `quantity` None means that how much is needed is not known, and so neither is what it costs.
    """

    sku: str
    unit: str
    quantity: Quantity | None
    what: str


@value
class Placement:
    """What one thing becomes. `target_kind` names a file in migration/design/targets/; `size` is its Azure size."""

    thing_id: str
    application_id: str
    target_kind: str
    size: str | None
    lines: tuple[SkuLine, ...]
    why: str
