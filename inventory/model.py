"""The nouns of the estate: what stands in the data centre, who said so, and until when it is supported.

Ids are lower-case slugs. Quantities carry their unit in the name. `None` means not known, never 0 or "".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal, get_args

from safeio.values import Day, Money, Quantity, value

SCHEMA_VERSION = 1

ThingKind = Literal[
    "server",
    "hypervisor",
    "cluster",
    "storage-array",
    "volume",
    "share",
    "network-device",
    "database",
    "software",
]
KINDS: tuple[ThingKind, ...] = get_args(ThingKind)
"""Every kind of thing, in the order in which lists and reports show them."""

SupportState = Literal["supported", "supported-no-date", "extended", "ended", "unknown"]


@value
class Claim:
    """One source says one thing about one field.

    `thing_id` is "kind/slug", the source's own name for the thing; merge decides which of them are one machine.
    `value` is JSON-able: text, whole number, true/false, or a list of texts. Dates are ISO text, money is text.
    `field` is a field of the thing's own class, with three forms of its own: a disk is the text
    "name|size_gib|volume", its last two parts empty where not known; effort is one field a skill, `effort_<skill>`;
    what names another thing holds its "kind/slug" in the same source, or its id, or its name.
    """

    thing_id: str
    field: str
    value: str | int | bool | list[str]
    source: str
    seen_on: Day


@value
class RejectedRow:
    """A row that could not be taken in. `row` counts as the user's editor does (the header is row 1)."""

    file: str
    sheet: str | None = None
    row: int
    field: str | None = None
    wrong: str
    remedy: str
    cells: tuple[str, ...] = ()


@value
class Warned:
    """Something taken in that the user should look at."""

    where: str
    message: str
    remedy: str


@value
class Site:
    """A place with machines. `second_site` names the site that takes over when this one is lost."""

    id: str
    name: str
    second_site: str | None = None


@value
class Organisation:
    """A council or partner with its own budget and business cases."""

    id: str
    name: str


@value
class Thing:
    """What every thing in the estate has.

    `said_by` gives the winning source of each field that is known.
    `parent_id` is what it runs on or is part of: server > hypervisor or cluster; volume > storage array;
    share > volume or server; database and software > server.
    """

    id: str
    name: str
    organisation_id: str | None = None
    site_id: str | None = None
    parent_id: str | None = None
    said_by: Mapping[str, str] = field(default_factory=dict)


@value
class Disk:
    """A disk of a server. `volume_id` is the datastore or volume it lies on."""

    name: str
    size_gib: int | None = None
    volume_id: str | None = None


@value
class Server(Thing):
    """A physical or virtual machine that runs an operating system.

    `os_name` is the text as found; `product` and `cycle` are what it was recognised as (see inventory/products).
    `used_gib` is the data really held; `disk_gib` what is provisioned.
    """

    physical: bool | None = None
    os_name: str | None = None
    product: str | None = None
    cycle: str | None = None
    cpus: int | None = None
    memory_mib: int | None = None
    disk_gib: int | None = None
    used_gib: int | None = None
    disks: tuple[Disk, ...] = ()
    volume_ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    mac_addresses: tuple[str, ...] = ()
    dns_name: str | None = None
    power: Literal["on", "off", "suspended"] | None = None
    environment: str | None = None
    vendor: str | None = None
    model: str | None = None
    serial: str | None = None
    uuid: str | None = None


@value
class Hypervisor(Thing):
    """A physical host that runs virtual machines; `product` and `cycle` name the hypervisor software."""

    vendor: str | None = None
    model: str | None = None
    serial: str | None = None
    uuid: str | None = None
    os_name: str | None = None
    product: str | None = None
    cycle: str | None = None
    cpus: int | None = None
    memory_mib: int | None = None


@value
class Cluster(Thing):
    """Hypervisors that share their machines."""


@value
class StorageArray(Thing):
    """A disk system. `size_gib` is usable capacity."""

    vendor: str | None = None
    model: str | None = None
    serial: str | None = None
    product: str | None = None
    version: str | None = None
    size_gib: int | None = None
    used_gib: int | None = None


@value
class Volume(Thing):
    """A piece of an array, or a datastore; its parent is the array. `uuid` is the file system's own."""

    size_gib: int | None = None
    used_gib: int | None = None
    uuid: str | None = None


@value
class Share(Thing):
    """A file share; its parent is the volume or server that holds it."""

    size_gib: int | None = None
    used_gib: int | None = None


@value
class NetworkDevice(Thing):
    """A switch, router, firewall or load balancer."""

    vendor: str | None = None
    model: str | None = None
    serial: str | None = None
    product: str | None = None
    version: str | None = None
    addresses: tuple[str, ...] = ()


@value
class Database(Thing):
    """A database engine on a server. `version` as found; `cycle` as recognised."""

    product: str | None = None
    version: str | None = None
    cycle: str | None = None
    size_gib: int | None = None
    used_gib: int | None = None


@value
class Software(Thing):
    """A product installed on a server."""

    product: str | None = None
    version: str | None = None
    cycle: str | None = None
    vendor: str | None = None


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
    `extension_months` and `extension_gbp` are one extension: its length and its whole price.
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
    """Traffic seen from one server to another (`to_id`) or to an address outside the estate."""

    id: str
    from_id: str
    to_id: str | None = None
    address: str | None = None
    port: int | None = None
    protocol: str | None = None
    process: str | None = None
    bytes_per_day: int | None = None
    connections_per_day: int | None = None
    first_seen: Day | None = None
    last_seen: Day | None = None
    source: str | None = None


@value
class Interface:
    """Data goes between two applications. Strong coupling means they cannot stand in different places.

    `direction` is seen from `from_application`: out, in or both. `record_system` is the application that is
    the system of record of `data`.
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
    said_by: Mapping[str, str] = field(default_factory=dict)


@value
class ProductCycle:
    """One release line of a product and its dates; each may be unknown, or known only as yes or no.

    `vendor_ends`: end of ordinary (security) support. `extended_ends`: end of paid extended support.
    `mainstream_ends`: shown only. `supported` is set where the vendor says yes or no without a date.
    `names` are what else this cycle is called ("2008 R2"); one that ends in `*` stands for all that begin so.
    """

    cycle: str
    released: Day | None = None
    mainstream_ends: Day | None = None
    vendor_ends: Day | None = None
    extended_ends: Day | None = None
    supported: bool | None = None
    names: tuple[str, ...] = ()


@value
class Product:
    """A product line with its support dates, as one file of inventory/products/ says them.

    `aliases` are names real exports use; `patterns` are regular expressions with the optional groups `cycle` and
    `version`. `unclear` are texts that could mean several cycles, so they give none. `note` tells a reader how the
    dates or names are meant.
    """

    id: str
    name: str
    kind: Literal["os", "database", "hypervisor", "middleware", "storage", "network", "application"]
    source: str
    as_of: Day
    aliases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    note: str | None = None
    cycles: tuple[ProductCycle, ...] = ()


@value
class Support:
    """The support state of one thing on `as_of`: of its hardware (by contract) or of its software (by vendor).

    `vendor_ends` and `contracted_ends` are different dates and are both shown. `ends` is the last
    supported day as contracts stand; None where no such day is known. For hardware the contract decides and the
    vendor's date is shown; for software the vendor's date decides, and a contract can carry it on to `extended_ends`.
    """

    thing_id: str
    aspect: Literal["hardware", "software"]
    product: str | None = None
    cycle: str | None = None
    vendor_ends: Day | None = None
    extended_ends: Day | None = None
    contracted_ends: Day | None = None
    ends: Day | None = None
    state: SupportState
    as_of: Day
    sources: tuple[str, ...] = ()


@value
class Conflict:
    """Two sources disagree about a field; `value` by `source` won, `other` by `other_source` did not."""

    thing_id: str
    field: str
    value: str
    source: str
    other: str
    other_source: str


@value
class ScanError:
    """A host or file that could not be read, or a fault found on it."""

    target: str
    reason: str
    message: str
    seen_on: Day


@value
class Estate:
    """Everything known, settled: one value for each field and who said it. Lists are sorted by id."""

    schema_version: int = SCHEMA_VERSION
    seen_on: Day | None = None
    sites: tuple[Site, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    servers: tuple[Server, ...] = ()
    hypervisors: tuple[Hypervisor, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    storage_arrays: tuple[StorageArray, ...] = ()
    volumes: tuple[Volume, ...] = ()
    shares: tuple[Share, ...] = ()
    network_devices: tuple[NetworkDevice, ...] = ()
    databases: tuple[Database, ...] = ()
    software: tuple[Software, ...] = ()
    licences: tuple[Licence, ...] = ()
    contracts: tuple[Contract, ...] = ()
    applications: tuple[Application, ...] = ()
    deployments: tuple[Deployment, ...] = ()
    flows: tuple[Flow, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    scan_errors: tuple[ScanError, ...] = ()
    warnings: tuple[Warned, ...] = ()


LISTS: Mapping[str, str] = {
    "server": "servers",
    "hypervisor": "hypervisors",
    "cluster": "clusters",
    "storage-array": "storage_arrays",
    "volume": "volumes",
    "share": "shares",
    "network-device": "network_devices",
    "database": "databases",
    "software": "software",
}
"""The field of Estate in which the things of each kind stand."""


def things(estate: Estate) -> Iterator[tuple[ThingKind, Thing]]:
    """Every thing of the estate with its kind: in the order of KINDS, then of its list."""
    for kind in KINDS:
        for thing in getattr(estate, LISTS[kind]):
            yield kind, thing
