"""Exemptions from the common standards, as Azure Policy has them: which assignment, of which thing, until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from migration.design.governance.ids import subscription_scope
from migration.design.governance.standards_in_policies import ASKED_FOR_BY
from migration.design.names import joined
from migration.model.architecture import (
    Architecture,
    AssignedPolicy,
    DesignNote,
    ExemptedAssignment,
    Governance,
    PolicyExemption,
    Stack,
    Workload,
    WorkloadKind,
    assignment_id,
)
from migration.model.architecture.problems import MOST_RESOURCES
from safeio.text import slug
from safeio.values import value

AZURE_TYPES: Mapping[WorkloadKind, str] = {
    "app-service": "Microsoft.Web/sites",
    "arc": "Microsoft.HybridCompute/machines",
    "blob-archive": "Microsoft.Storage/storageAccounts",
    "container-app": "Microsoft.App/containerApps",
    "file-share": "Microsoft.Storage/storageAccounts",
    "linux-vm": "Microsoft.Compute/virtualMachines",
    "mysql-flexible": "Microsoft.DBforMySQL/flexibleServers",
    "netapp-files": "Microsoft.NetApp/netAppAccounts",
    "postgresql-flexible": "Microsoft.DBforPostgreSQL/flexibleServers",
    "sql-database": "Microsoft.Sql/servers",
    "sql-managed-instance": "Microsoft.Sql/managedInstances",
    "sql-vm": "Microsoft.Compute/virtualMachines",
    "virtual-desktop": "Microsoft.DesktopVirtualization/hostPools",
    "windows-vm": "Microsoft.Compute/virtualMachines",
}
"""The Azure type of the resource that a workload is."""

NOWHERE = "no assigned policy asks for the same"
NOT_ONE_THING = "its scope is not one part of the architecture that has an id in Azure"
NOT_ABOVE = "the policy is assigned to no group above it"
ENDED = "it has ended"
NO_ROOM = "its stack has no room left"


@value
class Thing:
    """What an exemption is about: its id in the architecture and in Azure, its stack, and its subscription."""

    subject: str
    scope: str
    stack: str
    subscription_key: str


def with_exemptions(found: Architecture) -> Architecture:
    """The architecture with what each exemption becomes in Azure, counted in its stacks. Those that become nothing are
    named in a note. Without a governance nothing is assigned, so nothing is exempted."""
    governance = found.landing_zone.governance
    if governance is None:
        return found
    things = {one.subject: one for one in _things(found)}
    room = {one.name: MOST_RESOURCES - one.resource_count for one in found.stacks}
    written, silent = [], defaultdict(list)
    for one in found.policy_exemptions:
        assigned, why = _assigned(found, governance, things.get(one.scope), one)
        if assigned and room[assigned[0].stack] < len(assigned):
            assigned, why = (), NO_ROOM
        for made in assigned:
            room[made.stack] -= 1
        if why is not None:
            silent[why].append(one)
        written.append(replace(one, assigned=assigned))
    return replace(
        found,
        policy_exemptions=tuple(written),
        stacks=tuple(_counted(one, MOST_RESOURCES - room[one.name], governance.stack) for one in found.stacks),
        notes=tuple(sorted((*found.notes, *_notes(silent)), key=_by_subject)),
    )


def _counted(stack: Stack, count: int, governance: str) -> Stack:
    """The stack with its exemptions: what they are from is assigned first."""
    if count == stack.resource_count:
        return stack
    needs = stack.depends_on if governance in stack.depends_on else (*stack.depends_on, governance)
    return replace(stack, resource_count=count, depends_on=needs)


def _assigned(
    found: Architecture, governance: Governance, thing: Thing | None, one: PolicyExemption
) -> tuple[tuple[ExemptedAssignment, ...], str | None]:
    """What an exemption becomes, and where it becomes nothing, why."""
    if one.expires <= found.as_of:
        return (), ENDED
    policies = {policy.name: policy for policy in governance.policies}
    wanted = {name: asked for name, asked in ASKED_FOR_BY.get(one.rule_id, {}).items() if name in policies}
    if not wanted:
        return (), NOWHERE
    if thing is None:
        return (), NOT_ONE_THING
    above = _groups_above(governance, thing.subscription_key)
    made = tuple(
        _exempted(one, thing, policies[name], asked, above[policies[name].management_group])
        for name, asked in sorted(wanted.items())
        if policies[name].management_group in above
    )
    return made, None if made else NOT_ABOVE


def _exempted(
    one: PolicyExemption, thing: Thing, policy: AssignedPolicy, asked: tuple[str, ...], group_name: str
) -> ExemptedAssignment:
    what = f"exempt-{slug(one.id)}-{policy.name.lower()}"
    return ExemptedAssignment(
        id=what,
        name=joined("policy-exemption", f"{slug(one.id)}-{policy.name.lower()}"),
        stack=thing.stack,
        subscription_key=thing.subscription_key,
        subject=thing.subject,
        scope=thing.scope,
        assignment=assignment_id(group_name, policy.name),
        references=asked,
    )


def _groups_above(governance: Governance, key: str) -> Mapping[str, str]:
    """The names of the management groups that a subscription stands under, by id: what is assigned there reaches it."""
    placed = [one for one in governance.subscriptions if one.key == key]
    groups = {one.id: one for one in governance.management_groups}
    found: dict[str, str] = {}
    at = placed[0].management_group if placed else None
    while at is not None:
        found[at] = groups[at].name
        at = groups[at].parent
    return found


def _things(found: Architecture) -> Iterator[Thing]:
    """Everything an exemption can be about: workloads, vaults, the workspace, networks, and subscriptions by the id of
    their budget."""
    zone = found.landing_zone
    ids = {one.key: one.subscription_id for one in zone.subscriptions}
    groups = {
        one.id: (one.subscription_key, one.name)
        for one in (*zone.resource_groups, *(group for stack in found.stacks for group in stack.resource_groups))
    }
    for subscription in zone.subscriptions:
        if subscription.subscription_id is not None:
            yield Thing(
                subject=subscription.budget.id,
                scope=subscription_scope(subscription.subscription_id),
                stack=zone.stack,
                subscription_key=subscription.key,
            )
    for subject, group, stack, kind, name in (*_of_workloads(found.workloads), *_of_zone(found)):
        key, group_name = groups[group]
        if ids[key] is not None:
            yield Thing(
                subject=subject,
                scope=f"/subscriptions/{ids[key]}/resourceGroups/{group_name}/providers/{kind}/{name}",
                stack=stack,
                subscription_key=key,
            )


def _of_workloads(workloads: Sequence[Workload]) -> Iterator[tuple[str, str, str, str, str]]:
    for one in workloads:
        if one.kind in AZURE_TYPES:
            yield one.id, one.resource_group, one.stack, AZURE_TYPES[one.kind], one.name


def _of_zone(found: Architecture) -> Iterator[tuple[str, str, str, str, str]]:
    zone = found.landing_zone
    for keys in zone.key_vaults:
        yield keys.id, keys.resource_group, keys.stack or zone.stack, "Microsoft.KeyVault/vaults", keys.name
    for vault in zone.recovery_vaults:
        yield vault.id, vault.resource_group, vault.stack or zone.stack, "Microsoft.RecoveryServices/vaults", vault.name
    log = zone.workspace
    yield log.id, log.resource_group, zone.stack, "Microsoft.OperationalInsights/workspaces", log.name
    for hub in zone.hubs:
        yield hub.id, hub.resource_group, zone.stack, "Microsoft.Network/virtualNetworks", hub.network.name
    for spoke in zone.spokes:
        stack = spoke.stack or zone.stack
        yield spoke.id, spoke.resource_group, stack, "Microsoft.Network/virtualNetworks", spoke.network.name


def _by_subject(note: DesignNote) -> tuple[bool, str, str]:
    return not note.left_out, note.subject, note.message


def _notes(silent: Mapping[str, Sequence[PolicyExemption]]) -> Iterator[DesignNote]:
    for why, exemptions in sorted(silent.items()):
        named = sorted({f"{one.id} ({one.rule_id})" for one in exemptions})
        yield DesignNote(
            subject="exemptions.yaml",
            message=f"not written in Azure, since {why}: {', '.join(named)}",
            remedy="They hold for our own check all the same. Azure may list these resources as not compliant.",
        )
