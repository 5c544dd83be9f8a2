"""A policy or initiative that is assigned to a management group."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_azure_native import authorization as azure
from pulumi_azure_native import policyinsights

from migration.model.architecture import AssignedPolicy as Decided
from migration.model.architecture import IdentityGrant


class AssignedPolicy(pulumi.ComponentResource):
    """An assignment. Makes 1 resource, 1 for each role that its identity needs, and 1 where what stood before is put
    right."""

    def __init__(self, policy: Decided, scope: str, group: pulumi.Resource, provider: pulumi.ProviderResource) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:governance:AssignedPolicy", policy.id, None, options)
        made = azure.PolicyAssignment(
            f"{policy.id}-assignment",
            policy_assignment_name=policy.name,
            scope=scope,
            display_name=policy.display_name,
            policy_definition_id=policy.definition,
            definition_version=policy.version,
            parameters=_parameters(policy),
            non_compliance_messages=[azure.NonComplianceMessageArgs(message=policy.message)],
            # Without a role to use there is nothing that the policy could put right.
            identity=azure.IdentityArgs(type=azure.ResourceIdentityType.SYSTEM_ASSIGNED)
            if policy.identity_grants
            else None,
            # Where the identity lives. Without one it is taken all the same, and says that nothing stands elsewhere.
            location=policy.region,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[group]),
        )
        granted = [_grant(policy, grant, scope, made, self) for grant in policy.identity_grants]
        if policy.remediation is not None:
            _put_right(policy, policy.remediation, scope, made, granted, self)
        self.register_outputs({})


def _parameters(policy: Decided) -> dict[str, azure.ParameterValuesValueArgs]:
    return {
        name: azure.ParameterValuesValueArgs(value=found if isinstance(found, str) else list(found))
        for name, found in policy.parameters.items()
    }


def _grant(
    policy: Decided, grant: IdentityGrant, scope: str, made: azure.PolicyAssignment, parent: pulumi.Resource
) -> pulumi.Resource:
    # The assignment has an identity, since it needs a role; Azure makes it together with the assignment.
    principal = made.identity.apply(lambda found: found.principal_id if found is not None else "")
    return azure.RoleAssignment(
        f"{policy.id}-{grant.role_name.lower().replace(' ', '-')}",
        role_assignment_name=grant.name,
        scope=scope,
        role_definition_id=grant.role,
        principal_id=principal,
        principal_type="ServicePrincipal",
        description=f"Lets the policy {policy.name} put right what it finds",
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _put_right(
    policy: Decided,
    name: str,
    scope: str,
    made: azure.PolicyAssignment,
    granted: Sequence[pulumi.Resource],
    parent: pulumi.Resource,
) -> None:
    policyinsights.RemediationAtManagementGroup(
        f"{policy.id}-remediation",
        remediation_name=name,
        management_groups_namespace="Microsoft.Management",
        management_group_id=scope.rpartition("/")[2],
        policy_assignment_id=made.id,
        # Without its role the task would fail on every resource.
        opts=pulumi.ResourceOptions(parent=parent, depends_on=list(granted)),
    )
