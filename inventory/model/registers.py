"""What people's registers say: licences, contracts, applications and what they exchange."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from safeio.values import LEFT_OUT_WHEN_NONE, Day, Money, Quantity, value


@value
class Licence:
    """What may be used (`entitled`), what is installed (`deployed`), what is really used (`used`), in `metric`."""

    id: str
    product: str
    metric: str | None = None
    entitled: int | None = None
    deployed: int | None = None
    used: int | None = None
    annual_gbp: Money | None = None
    renewal: Day | None = None
    contract_id: str | None = None
    said_by: Mapping[str, str] = field(default_factory=dict)


@value
class Contract:
    """An agreement with a supplier.

    `covers` are thing ids, names or patterns (`*` and `?`) as written; `covers_ids` is what they were found to be.
    `ends` None means rolling: it stops `notice_days` after notice is given. Its price may be capital or revenue.
    `notice_given` is the day on which notice to end it was given. `extension_months` and `extension_gbp` are one
    extension: its length and its whole price.
    """

    id: str
    supplier: str | None = None
    kind: Literal["support", "licence", "hosting", "lease", "connectivity"]
    covers: tuple[str, ...] = ()
    covers_ids: tuple[str, ...] = ()
    organisation_id: str | None = None
    starts: Day | None = None
    ends: Day | None = None
    notice_days: int | None = None
    notice_given: Day | None = field(default=None, metadata=LEFT_OUT_WHEN_NONE)
    extension_months: int | None = None
    extension_gbp: Money | None = None
    annual_gbp: Money | None = None
    capital_or_revenue: Literal["capital", "revenue"] | None = None
    exit_gbp: Money | None = None
    said_by: Mapping[str, str] = field(default_factory=dict)


Route = Literal["retire", "replace", "replatform", "rehost", "retain"]


@value
class Application:
    """A system people use. `criticality` 1 is most critical, 4 least. `effort` is person-days by skill.

    `function` names the job it does, so that several councils' products for one job are seen together.
    `replacement_product` is what would replace it as a service.
    """

    id: str
    name: str
    function: str | None = None
    organisation_ids: tuple[str, ...] = ()
    service: str | None = None
    owner: str | None = None
    criticality: int | None = None
    rto_minutes: int | None = None
    rpo_minutes: int | None = None
    data_class: str | None = None
    personal_data: bool | None = None
    users: int | None = None
    in_use_until: Day | None = None
    replacement_product: str | None = None
    preferred_route: Route | None = None
    traits: tuple[str, ...] = ()
    may_split: bool | None = None
    effort: Mapping[str, Quantity] = field(default_factory=dict)
    gate_ids: tuple[str, ...] = ()
    mitigation: str | None = None
    mitigation_review: Day | None = None
    said_by: Mapping[str, str] = field(default_factory=dict)


@value
class Deployment:
    """An application runs on a thing (server, database or share), in a role and an environment.

    `share` is the part of the thing's cost this application carries, 0 to 1; None means equal parts.
    """

    id: str
    application_id: str
    thing_id: str
    role: str | None = None
    environment: str | None = None
    organisation_id: str | None = None
    share: Quantity | None = None
    said_by: Mapping[str, str] = field(default_factory=dict)


@value
class Flow:
    """Traffic seen from the machine that calls to the one that listens, whichever of them sends more.

    An end is an id where the machine is known, else an address or name as found. `process` is the program that
    listens, `from_process` the one that calls. `times_seen` counts the time slots of exports in which it was seen;
    None for scans, which see one moment. `noise` says why it is no interface; None where it counts as one.
    """

    id: str
    from_id: str | None = None
    from_address: str | None = None
    to_id: str | None = None
    address: str | None = None
    port: int | None = None
    protocol: str | None = None
    process: str | None = None
    from_process: str | None = None
    bytes_per_day: int | None = None
    connections_per_day: int | None = None
    times_seen: int | None = None
    first_seen: Day | None = None
    last_seen: Day | None = None
    source: str | None = None
    noise: str | None = None

    @property
    def caller(self) -> str | None:
        """The end that calls: its id, else its address or name."""
        return self.from_id or self.from_address

    @property
    def called(self) -> str | None:
        """The end that listens: its id, else its address or name."""
        return self.to_id or self.address

    @property
    def service(self) -> str:
        """The port and protocol of what listens: 1433/tcp."""
        return "/".join(str(part) for part in (self.port, self.protocol) if part is not None)


@value
class Interface:
    """Data goes between two applications. Strong coupling means they cannot stand in different places.

    `direction` is seen from `from_application`: out, in or both. `record_system` is the application that is
    the system of record of `data`.

    `declared` by people, `observed` in traffic: then `seen_by` names the sources, `first_seen` and `last_seen` the
    days, and the volumes are those of all its flows, None where no source counts them.
    """

    id: str
    from_application: str
    to_application: str
    kind: Literal["database", "api", "file", "message", "identity"] | None = None
    direction: Literal["out", "in", "both"] | None = None
    coupling: Literal["strong", "weak"] | None = None
    data: str | None = None
    personal_data: bool | None = None
    record_system: str | None = None
    declared: bool = False
    observed: bool = False
    seen_by: tuple[str, ...] = ()
    first_seen: Day | None = None
    last_seen: Day | None = None
    bytes_per_day: int | None = None
    connections_per_day: int | None = None
    said_by: Mapping[str, str] = field(default_factory=dict)
