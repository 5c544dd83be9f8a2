"""The stack that governs the tenant: what stands in the architecture is what is registered."""

from __future__ import annotations

import pytest
from built_stack import Built, run_program
from governed_architecture import BILLING, governed_architecture

from migration.model.architecture import Architecture
from stacks.governance import build_governance
from tests.design.design_cases import guid

ROOT = "/providers/Microsoft.Management/managementGroups/mg-cty"


@pytest.fixture(scope="module")
def designed() -> Architecture:
    """A county that governs its tenant."""
    return governed_architecture()


@pytest.fixture(scope="module")
def built(designed: Architecture) -> Built:
    """Its governance as registered."""
    return _built(designed)


def _built(architecture: Architecture) -> Built:
    stack = architecture.stacks[0]
    assert stack.name == "governance"
    return run_program(lambda: build_governance(architecture, stack), stack.name)


def _parent(built: Built, group: str) -> tuple[str, ...]:
    return built.named(f"mg-{group}-group").property_depends_on["details"]


def test_it_makes_as_many_resources_as_designed(designed: Architecture, built: Built) -> None:
    assert len(built.azure()) == designed.stacks[0].resource_count


def test_every_component_is_called_by_an_id_of_the_architecture(designed: Architecture, built: Built) -> None:
    for one in built.azure():
        component = one.parent.rpartition("::")[2]
        assert one.name.startswith(f"{component}-")


def test_each_group_stands_under_the_one_that_was_decided(built: Built) -> None:
    assert _parent(built, "corp") == (built.named("mg-landing-zones-group").urn,)
    assert _parent(built, "landing-zones") == (built.named("mg-root-group").urn,)
    top = built.named("mg-root-group").properties["details"]["parent"]["id"]
    assert top == f"/providers/Microsoft.Management/managementGroups/{guid(0)}"


def test_groups_are_called_as_people_say_and_protected(built: Built) -> None:
    corp = built.named("mg-corp-group")
    assert (corp.properties["groupId"], corp.properties["displayName"]) == ("mg-cty-corp", "Council services")
    assert all(one.protect for one in built.of_type("management:ManagementGroup"))


def test_a_subscription_that_nobody_placed_begins_in_quarantine(built: Built) -> None:
    settings = built.named("tenant-settings-hierarchy")
    assert settings.properties["groupId"] == guid(0)
    assert settings.properties["requireAuthorizationForGroupCreation"] is True
    assert settings.property_depends_on["defaultManagementGroup"] == (built.named("mg-quarantine-group").urn,)


def test_a_subscription_is_placed_by_its_own_provider(built: Built) -> None:
    place = built.named("governed-key-2-place")
    assert "subscription-key-2::" in place.provider
    assert place.properties["groupId"] == "mg-cty-corp"
    assert built.named("mg-corp-group").urn in place.depends_on
    assert built.named("governed-platform-place").properties["groupId"] == "mg-cty-platform"


def test_a_new_subscription_is_asked_for_once(built: Built) -> None:
    (alias,) = built.of_type("subscription:Alias")
    asked = alias.properties["properties"]
    assert (alias.properties["aliasName"], asked["billingScope"], asked["workload"]) == (
        "sub-cty-key-2",
        BILLING,
        "Production",
    )
    assert alias.protect
    assert asked["additionalProperties"]["tags"]["organisation"] == "county"


def test_before_azure_has_made_it_only_the_request_is_built() -> None:
    found = _built(governed_architecture(made=False))
    assert [one.properties["groupId"] for one in found.of_type("management:ManagementGroupSubscription")] == [
        "mg-cty-platform"
    ]
    assert len(found.of_type("subscription:Alias")) == 1
    assert found.outputs["new_subscriptions"] == {"key-2": "the subscription that was made"}


def test_the_group_that_looks_after_it_holds_one_role_and_may_take_on_another(built: Built) -> None:
    (grant,) = (one for one in built.of_type("authorization:RoleAssignment") if one.name.startswith("governed-"))
    assert (grant.properties["principalId"], grant.properties["principalType"]) == (guid(53), "Group")
    assert built.named("role-application-owners-role").urn in grant.depends_on
    eligible = built.named("eligible-grp-county-subscription-owner-subscription-key-2-schedule").properties
    assert eligible["scheduleInfo"] == {
        "startDateTime": "2026-11-22T00:00:00Z",
        "expiration": {"type": "AfterDuration", "duration": "P365D"},
    }


def test_an_owner_is_only_ever_eligible(built: Built) -> None:
    owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
    held = [one.properties["roleDefinitionId"] for one in built.of_type("authorization:RoleAssignment")]
    assert not any(owner in one for one in held)
    assert owner in built.named("eligible-grp-platform-owner-root-schedule").properties["roleDefinitionId"]


def test_roles_can_be_given_below_the_topmost_group_only(built: Built) -> None:
    roles = built.of_type("authorization:RoleDefinition")
    assert len(roles) == 6
    assert {tuple(one.properties["assignableScopes"]) for one in roles} == {(ROOT,)}


def test_policies_are_enforced_say_what_is_wrong_and_name_their_definition(built: Built) -> None:
    for one in built.of_type("authorization:PolicyAssignment"):
        assert one.properties["enforcementMode"] == "Default"
        assert one.properties["nonComplianceMessages"][0]["message"].endswith(".")
        assert one.properties["policyDefinitionId"].startswith("/providers/Microsoft.Authorization/policy")


def test_resources_stay_in_the_chosen_regions(built: Built) -> None:
    regions = built.named("policy-allowed-locations-assignment").properties["parameters"]
    assert regions["listOfAllowedLocations"] == {"value": ["uksouth", "ukwest"]}
    assert regions["effect"] == {"value": "Deny"}


def test_what_a_policy_puts_right_it_does_under_an_identity_with_just_that_role(built: Built) -> None:
    official = built.named("policy-audit-uk-official-assignment")
    assert (official.properties["identity"], official.properties["location"]) == ({"type": "SystemAssigned"}, "uksouth")
    grant = built.named("policy-audit-uk-official-contributor")
    assert grant.property_depends_on["principalId"] == (official.urn,)
    assert (grant.properties["scope"], grant.properties["principalType"]) == (ROOT, "ServicePrincipal")
    assert "identity" not in built.named("policy-audit-cyberessentials-assignment").properties


def test_what_stood_before_a_policy_is_put_right_once_its_identity_may(built: Built) -> None:
    task = built.named("policy-deploy-sql-tde-remediation")
    assert task.properties["remediationName"] == "remediate-Deploy-SQL-TDE"
    assert task.properties["policyAssignmentId"].endswith("policy-deploy-sql-tde-assignment")
    assert built.named("policy-deploy-sql-tde-sql-db-contributor").urn in task.depends_on
    assert len(built.of_type("policyinsights:RemediationAtManagementGroup")) == 2


def test_taking_on_owner_asks_for_a_second_factor_and_a_reason_for_some_hours(built: Built) -> None:
    found = built.named("taking-on-owner-root-settings").properties
    asked, hours = found["rules"]
    assert asked["enabledRules"] == ["Justification", "MultiFactorAuthentication"]
    assert (hours["maximumDuration"], hours["isExpirationRequired"]) == ("PT4H", True)
    assert {one["target"]["caller"] for one in found["rules"]} == {"EndUser"}
    assert found["scope"] == ROOT


def test_defender_plans_are_on_in_every_subscription(built: Built) -> None:
    plans = built.of_type("security:Pricing")
    assert {one.properties["pricingTier"] for one in plans} == {"Standard"}
    assert len({one.properties["scopeId"] for one in plans}) == 2
    assert built.named("governed-key-2-defender-VirtualMachines").properties["subPlan"] == "P2"
