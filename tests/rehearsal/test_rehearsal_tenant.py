"""What stands above every subscription: management groups, what is assigned to them, and requests for subscriptions."""

from __future__ import annotations

import grpc
import pytest
from provider_calls import SUBSCRIPTION, TENANT, Calls

from stacks.rehearsal.resource_ids import above, is_guid, parsed

GROUPS = "/providers/Microsoft.Management/managementGroups"
ROOT = f"{GROUPS}/mg-root"
ASSIGNMENT = f"{ROOT}/providers/Microsoft.Authorization/policyAssignments/Deny-X"
GROUP = "management:ManagementGroup"
UNDER_TENANT = {"groupId": "mg-root", "details": {"parent": {"id": f"{GROUPS}/{TENANT}"}}}


def test_an_id_above_every_subscription_is_taken_apart() -> None:
    group, assignment = parsed(ROOT), parsed(ASSIGNMENT)
    assert group is not None
    assert assignment is not None
    assert (group.kind, group.name) == ("Microsoft.Management/managementGroups", "mg-root")
    assert (assignment.kind, assignment.name) == ("Microsoft.Authorization/policyAssignments", "Deny-X")
    assert above(ASSIGNMENT) == ROOT
    assert above(ROOT) is None
    assert above(f"{ROOT}/subscriptions/{SUBSCRIPTION}") == ROOT


def test_a_guid_is_known_in_any_case() -> None:
    assert is_guid(TENANT.upper())
    assert not is_guid("mg-root")


def test_a_group_has_an_id_without_a_subscription(provider: Calls) -> None:
    assert provider.create(GROUP, "root", UNDER_TENANT).id == ROOT


def test_a_policy_is_refused_where_its_group_is_not_there(provider: Calls) -> None:
    given = {"scope": ROOT, "policyAssignmentName": "Deny-X"}
    refused = provider.refusals("authorization:PolicyAssignment", "deny", given)
    assert "'mg-root' is not there" in next(iter(refused.values()))
    provider.create(GROUP, "root", UNDER_TENANT)
    assert provider.create("authorization:PolicyAssignment", "deny", given).id == ASSIGNMENT


def test_a_group_is_kept_while_another_stands_in_it(provider: Calls) -> None:
    provider.create(GROUP, "root", UNDER_TENANT)
    below = provider.create(GROUP, "corp", {"groupId": "mg-corp", "details": {"parent": {"id": ROOT}}})
    with pytest.raises(grpc.RpcError, match="is still used by"):
        provider.delete(GROUP, ROOT)
    provider.delete(GROUP, below.id)
    provider.delete(GROUP, ROOT)


def test_the_tenants_own_group_is_always_there(provider: Calls) -> None:
    settings = {"groupId": TENANT, "requireAuthorizationForGroupCreation": True}
    assert provider.create("management:HierarchySetting", "settings", settings).id == (
        f"{GROUPS}/{TENANT}/settings/default"
    )


def test_a_subscription_is_placed_by_its_own_connection(provider: Calls) -> None:
    provider.create(GROUP, "root", UNDER_TENANT)
    placed = provider.create("management:ManagementGroupSubscription", "place", {"groupId": "mg-root"})
    assert placed.id == f"{ROOT}/subscriptions/{SUBSCRIPTION}"


def test_what_was_asked_for_says_which_subscription_it_became(provider: Calls) -> None:
    given = {"aliasName": "sub-one", "properties": {"billingScope": "/providers/x", "workload": "Production"}}
    made = provider.create("subscription:Alias", "new", given)
    assert made.id == "/providers/Microsoft.Subscription/aliases/sub-one"
    assert is_guid(made.properties["properties"]["subscriptionId"])
