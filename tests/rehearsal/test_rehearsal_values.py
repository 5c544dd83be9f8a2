"""Names, kinds of value, words and what is missing, against the installed SDK."""

from __future__ import annotations

from typing import Any

import pytest

from stacks.rehearsal.fixed_properties import REFUSED, REPLACED
from stacks.rehearsal.resource_ids import ALL_PATTERNS, arguments_of_id
from stacks.rehearsal.sdk_types import nearest_types, resource_type
from stacks.rehearsal.value_check import refused_properties
from stacks.rehearsal.wire import UNKNOWN

ACCOUNT = {"resourceGroupName": "rg", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
POLICY = {"resourceGroupName": "rg", "vaultName": "v"}


def refused(token: str, values: dict[str, Any]) -> dict[str, str]:
    kind = resource_type(f"azure-native:{token}")
    assert kind is not None
    return {one.property: one.reason for one in refused_properties(values, kind.inputs)}


@pytest.mark.parametrize(
    ("change", "where", "says"),
    [
        ({"allowBlobPublicAces": False}, "allowBlobPublicAces", "did you mean 'allowBlobPublicAccess'?"),
        ({"sku": {"nmae": "Standard_LRS"}}, "sku.nmae", "did you mean 'name'?"),
        ({"sku": {}}, "sku.name", "is required, and is missing"),
        ({"kind": "StorageV3"}, "kind", "did you mean 'StorageV2'?"),
        ({"kind": None}, "kind", "is required, and is missing"),
        ({"accessTier": "Warm"}, "accessTier", "is not one of Hot, Cool, Premium, Cold"),
        ({"tags": {"owner": 3.0}}, "tags.owner", "must be text, and is a number"),
        ({"tags": {"owner": ["me"]}}, "tags.owner", "must be text, and is a list"),
        ({"tags": ["owner"]}, "tags", "must be names with values, and is a list"),
        ({"allowSharedKeyAccess": "false"}, "allowSharedKeyAccess", "must be yes or no, and is text"),
        ({"sku": "Standard_LRS"}, "sku", "must be an object, and is text"),
        ({"networkRuleSet": {"defaultAction": "Deny", "ipRules": "x"}}, "networkRuleSet.ipRules", "must be a list"),
        (
            {"networkRuleSet": {"defaultAction": "Deny", "ipRules": [{"action": "Allow"}]}},
            "networkRuleSet.ipRules[0].iPAddressOrRange",
            "is required",
        ),
    ],
)
def test_what_azure_would_refuse_is_named_with_what_would_be_right(
    change: dict[str, Any], where: str, says: str
) -> None:
    assert says in refused("storage:StorageAccount", {**ACCOUNT, **change})[where]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"kind": UNKNOWN},
        {"sku": UNKNOWN},
        {"tags": {"owner": UNKNOWN}},
        {"accessTier": None},
        {"kind": "storagev2"},
        {"networkRuleSet": {"defaultAction": "Deny", "bypass": "Logging, Metrics"}},
    ],
)
def test_what_azure_takes_is_not_refused(change: dict[str, Any]) -> None:
    assert refused("storage:StorageAccount", {**ACCOUNT, **change}) == {}


def test_a_number_that_a_map_holds_as_text_is_let_through_in_programs_of_others() -> None:
    kind = resource_type("azure-native:storage:StorageAccount")
    assert kind is not None
    values = {**ACCOUNT, "tags": {"cost": 3.0, "live": True, "owner": ["me"]}, "kind": 3.0}
    assert {one.property: one.unheard for one in refused_properties(values, kind.inputs)} == {
        "tags.cost": True,
        "tags.live": True,
        "tags.owner": False,
        "kind": False,
    }


def test_a_machine_may_have_a_size_that_the_sdk_does_not_list() -> None:
    size = {"resourceGroupName": "rg", "hardwareProfile": {"vmSize": "Standard_D4s_v6"}}
    assert refused("compute:VirtualMachine", size) == {}


def test_of_several_kinds_of_object_the_one_that_was_named_is_judged() -> None:
    wanted = {"backupManagementType": "AzureIaasVM", "instantRpRetentionRangeInDays": 2.5, "timeZne": "UTC"}
    found = refused("recoveryservices:ProtectionPolicy", {**POLICY, "properties": wanted})
    assert found == {
        "properties.instantRpRetentionRangeInDays": "must be a whole number, and is 2.5",
        "properties.timeZne": "there is no such property; did you mean 'timeZone'?",
    }


def test_no_message_holds_a_value_that_may_be_private() -> None:
    found = refused("keyvault:Secret", {**POLICY, "properties": {"value": ["hunter2"]}})
    assert found and "hunter2" not in str(found)


@pytest.mark.parametrize(
    "token", ["azure-native:storage/v20230101:StorageAccount", "azure-native_storage_v20230101:storage:StorageAccount"]
)
def test_a_type_is_found_by_its_version_too(token: str) -> None:
    kind = resource_type(token)
    assert kind is not None and kind.token == "azure-native:storage:StorageAccount"


@pytest.mark.parametrize("token", ["azure-native:storage:Account", "azure-native:nothing:Thing", "aws:s3:Bucket"])
def test_what_the_sdk_does_not_have_is_no_type(token: str) -> None:
    assert resource_type(token) is None


def test_the_arguments_of_a_part_are_no_type() -> None:
    assert resource_type("azure-native:network:SubnetArgs") is None


def test_a_misspelt_type_has_a_nearest() -> None:
    assert nearest_types("azure-native:network:Subnets") == ("azure-native:network:Subnet",)


@pytest.mark.parametrize("name", sorted(ALL_PATTERNS))
def test_every_pattern_is_made_of_arguments_that_the_sdk_has(name: str) -> None:
    kind = resource_type(f"azure-native:{name}")
    assert kind is not None
    assert set(arguments_of_id(kind.token)) <= kind.inputs.keys()


@pytest.mark.parametrize("name", sorted(ALL_PATTERNS))
def test_where_a_resource_stands_is_said_by_arguments_that_nobody_may_leave_out(name: str) -> None:
    kind = resource_type(f"azure-native:{name}")
    assert kind is not None
    assert all(kind.inputs[one].required for one in arguments_of_id(kind.token)[:-1])


@pytest.mark.parametrize("name", sorted({*REPLACED, *REFUSED}))
def test_every_property_that_cannot_change_is_one_of_the_sdk(name: str) -> None:
    kind = resource_type(f"azure-native:{name}")
    fixed = {*REPLACED.get(name, ()), *REFUSED.get(name, ())}
    assert kind is not None and fixed and fixed <= kind.inputs.keys()
