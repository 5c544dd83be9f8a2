"""The policies that are assigned: those of the table, less what people leave out, with regions and identities."""

from __future__ import annotations

from migration.design.governance.assigned import MANDATORY, REGIONS, Assigned
from migration.design.governance.ids import guid_of, role_definition_id
from migration.design.governance.management_groups import group_id
from migration.design.governance.policy_table import POLICIES
from migration.design.ground import regions
from migration.model.architecture import AssignedPolicy, IdentityGrant, ManagementGroup, assignment_id
from migration.model.architecture.name_rules import broken_name
from migration.model.landing_zone import LandingZoneFile
from safeio.errors import InputError
from safeio.field_errors import nearest

WHERE = "landing-zone.yaml governance.left_out_policies"

SINGLE = "policyDefinitions"
"""A task puts right what one policy finds. An initiative has many, and people choose among them."""


def assigned_policies(file: LandingZoneFile, groups: tuple[ManagementGroup, ...]) -> tuple[AssignedPolicy, ...]:
    """The assignments to the groups that there are, by id. Raises InputError for an unknown policy that is left out,
    and for one that cannot be."""
    left_out = _left_out(file)
    names = {one.key: one.name for one in groups}
    found = [_assigned(file, one, names[one.group]) for one in POLICIES if one.group in names]
    return tuple(sorted((one for one in found if one.name not in left_out), key=lambda one: one.id))


def policy_id(name: str) -> str:
    """The id in the architecture of the assignment with this name."""
    return f"policy-{name.lower()}"


def _left_out(file: LandingZoneFile) -> frozenset[str]:
    known = {one.name.casefold(): one.name for one in POLICIES}
    found = set()
    for text in file.governance.left_out_policies:
        name = known.get(text.casefold())
        if name is None:
            near = nearest(text, sorted(known.values()))
            remedy = f"Did you mean {near!r}?" if near else f"Write one of: {', '.join(sorted(known.values()))}."
            raise InputError(WHERE, f"there is no policy {text[:60]!r}", remedy)
        if name in MANDATORY:
            remedy = "Take it out of the list. Regions are chosen under regions."
            raise InputError(WHERE, f"{name} keeps data in the chosen regions, and cannot be left out", remedy)
        found.add(name)
    return frozenset(found)


def _assigned(file: LandingZoneFile, one: Assigned, group_name: str) -> AssignedPolicy:
    assert broken_name("policy-assignment", one.name) is None, one.name
    scope = assignment_id(group_name, one.name)
    return AssignedPolicy(
        id=policy_id(one.name),
        name=one.name,
        display_name=one.display_name,
        management_group=group_id(one.group),
        definition=f"/providers/Microsoft.Authorization/{one.kind}/{one.definition}",
        version=one.version,
        parameters={name: _value(file, found) for name, found in one.parameters.items()},
        message=one.message,
        region=file.regions.primary,
        identity_grants=tuple(
            IdentityGrant(name=guid_of(scope, role), role=role_definition_id(role), role_name=name)
            for name, role in one.roles
        ),
        remediation=f"remediate-{one.name}" if one.roles and one.kind == SINGLE else None,
    )


def _value(file: LandingZoneFile, found: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return regions(file) if found == (REGIONS,) else found
