"""The whole of out/architecture.json: where it came from, its stacks and its workloads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from migration.model.architecture.landing_zone import LandingZone
from migration.model.architecture.network import AddressRange, ResourceGroup
from migration.model.architecture.shared_services import SharedServices
from migration.model.architecture.workload import Workload
from migration.model.decided import Violation
from migration.model.written import SCHEMA_VERSION, WaveState
from safeio.values import Day, value

Layer = Literal["landing-zone", "shared-services", "wave"]


@value
class Verified:
    """What `verify` said of the plan when the architecture was made from it."""

    as_of: Day
    violations: tuple[Violation, ...]


@value
class ExemptedAssignment:
    """An exemption as Azure Policy has it: of the thing with the id `scope`, from a policy assignment (its id), and of
    an initiative only from the policies with these `references`. `subject` is the id of the thing in the architecture;
    it is made by `stack`, after the thing."""

    id: str
    name: str
    stack: str
    subscription_key: str
    subject: str
    scope: str
    assignment: str
    references: tuple[str, ...] = ()


@value
class PolicyExemption:
    """An exemption from a common standard. `assigned` is what it becomes in Azure: empty where no assigned policy asks
    for the same as the rule."""

    id: str
    rule_id: str
    scope: str
    owner: str
    approver: str
    ticket: str
    reason: str
    expires: Day
    assigned: tuple[ExemptedAssignment, ...] = ()


@value
class PublishedWave:
    """A wave as Azure Migrate shows it, in a project that exists. `starts` and `ends` are the days of its period."""

    subscription_key: str
    resource_group: str
    project: str
    name: str
    display_name: str
    description: str
    starts: Day
    ends: Day
    query: str


@value
class Stack:
    """One Pulumi stack, at most 500 resources. `depends_on` are stacks that are built first. A wave's stack is one
    organisation's part of it; `follows` are that organisation's stacks of the wave before, which nothing in it stands
    on and which are built earlier all the same."""

    name: str
    layer: Layer
    wave_id: str | None = None
    wave_state: WaveState | None = None
    organisation_id: str | None = None
    subscription_key: str
    region: str
    depends_on: tuple[str, ...]
    follows: tuple[str, ...] = ()
    published: PublishedWave | None = None
    resource_groups: tuple[ResourceGroup, ...] = ()
    resource_count: int


@value
class DesignNote:
    """What people should know before they approve. `left_out` is True where something of the plan is not built."""

    subject: str
    message: str
    remedy: str
    left_out: bool = False


@value
class Architecture:
    """out/architecture.json: nothing is left to decide when it is built.

    `inputs_sha256` holds the hash of every file it was made from, by its name in the programme folder.
    """

    schema_version: int = SCHEMA_VERSION
    as_of: Day
    programme: str
    estate_sha256: str
    plan_sha256: str
    inputs_sha256: Mapping[str, str]
    verified: Verified
    tenant_id: str
    landing_zone: LandingZone
    address_plan: tuple[AddressRange, ...]
    policy_exemptions: tuple[PolicyExemption, ...]
    stacks: tuple[Stack, ...]
    workloads: tuple[Workload, ...]
    notes: tuple[DesignNote, ...] = ()
    shared_services: SharedServices | None = None
