"""How many there may be of something: what is refused, and what passes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from limit_cases import STORE, inputs_of, standing, told, view_with
from provider_calls import GROUP_ID, NETWORK, SUBSCRIPTION, Calls

from safeio.errors import InputError
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.quotas import Place, Quota
from stacks.rehearsal.refused_limits import MOST_LEVELS
from stacks.rehearsal.usage_files import read_usage
from stacks.rehearsal.view import View
from stacks.rehearsal.wire import UNKNOWN

ENDPOINT = "network:PrivateEndpoint"
RESOLVER = "dnsresolver:DnsResolver"
SETTING = "monitor:DiagnosticSetting"
POOL = "netapp:CapacityPool"
MANAGEMENT_GROUP = "management:ManagementGroup"
TEBIBYTE = 2**40
NETWORK_ID = f"{GROUP_ID}/providers/Microsoft.Network/virtualNetworks/vnet-one"


def test_P_12_one_more_than_a_region_takes_is_refused_with_limit_count_source_and_remedy() -> None:
    view = view_with(STORE, (inputs_of(number) for number in range(250)))
    assert told(view, STORE, inputs_of(250)) == (
        "251 storage accounts in uksouth of one subscription are too many: the limit is 250 (azure-docs "
        "includes/azure-storage-account-limits-standard.md e912c77b, 2020-05-20). Ask Azure for 251 and give it with "
        "--usage, as StorageAccounts; or put some in another region or subscription"
    )
    assert told(view, STORE, inputs_of(250, "UK West")) == ""
    assert told(view, STORE, inputs_of(7), "urn-7") == ""


def test_as_many_as_there_may_be_pass() -> None:
    view = view_with(STORE, (inputs_of(number) for number in range(249)))
    assert told(view, STORE, inputs_of(249)) == ""


def endpoint(number: int, network: str = "vnet-one") -> dict[str, Any]:
    """The arguments of a private endpoint, each in a subnet of its own."""
    subnet = f"{GROUP_ID}/providers/Microsoft.Network/virtualNetworks/{network}/subnets/s{number}"
    return {"resourceGroupName": "rg-one", "privateEndpointName": f"pe{number}", "subnet": {"id": subnet}}


def test_P_12_private_endpoints_count_for_the_whole_network() -> None:
    view = view_with(ENDPOINT, (endpoint(number) for number in range(1000)))
    said = told(view, ENDPOINT, endpoint(1000))
    assert said.startswith("1001 private endpoints in vnet-one are too many: the limit is 1000 (azure-docs ")
    assert said.endswith("as PrivateEndpointsPerVirtualNetwork; or put some in another network")
    assert told(view, ENDPOINT, endpoint(1000, "vnet-two")) == ""


def test_P_12_a_limit_that_azure_never_raises_says_so() -> None:
    resolver = {"resourceGroupName": "rg-one", "dnsResolverName": "one", "virtualNetwork": {"id": NETWORK_ID}}
    said = told(view_with(RESOLVER, iter([resolver])), RESOLVER, resolver | {"dnsResolverName": "two"})
    assert said.startswith("2 DNS resolvers in vnet-one are too many: the limit is 1 (")
    assert said.endswith("Azure raises it for nobody: have fewer")


def test_P_12_what_stands_in_one_resource_is_counted_there() -> None:
    settings_of = [{"resourceUri": NETWORK_ID, "name": f"d{number}"} for number in range(6)]
    view = view_with(SETTING, iter(settings_of[:5]))
    assert told(view, SETTING, settings_of[5]).startswith("6 diagnostic settings in vnet-one are too many")
    assert told(view, SETTING, settings_of[5] | {"resourceUri": f"{NETWORK_ID}2"}) == ""


def test_what_exists_is_not_counted_again() -> None:
    settings_of = [{"resourceUri": NETWORK_ID, "name": f"d{number}"} for number in range(6)]
    assert told(view_with(SETTING, iter(settings_of)), SETTING, settings_of[0], exists=True) == ""


def pool(number: int, size: Any) -> dict[str, Any]:
    """The arguments of a pool of NetApp, each in an account of its own."""
    return {
        "resourceGroupName": "rg-one",
        "accountName": f"a{number}",
        "poolName": "p",
        "location": "uksouth",
        "size": size,
    }


def test_P_12_sizes_are_summed_up() -> None:
    view = view_with(POOL, (pool(number, 12 * TEBIBYTE) for number in range(2)))
    assert told(view, POOL, pool(2, TEBIBYTE)) == ""
    said = told(view, POOL, pool(2, 2 * TEBIBYTE))
    assert said.startswith("26 TiB of NetApp capacity in uksouth of one subscription are too many: the limit is 25 TiB")
    assert told(view, POOL, pool(2, None)) == ""


@pytest.mark.parametrize(
    ("token", "field", "items", "most"),
    [
        (NETWORK, "tags", {str(number): "x" for number in range(51)}, 50),
        ("network:NetworkSecurityGroup", "securityRules", [{}] * 1001, 1000),
        ("netapp:CapacityPoolVolume", "exportPolicy.rules", [{}] * 6, 5),
    ],
)
def test_P_12_a_list_that_is_too_long_is_refused_also_in_what_exists(
    token: str, field: str, items: Any, most: int
) -> None:
    def nested(some: Any) -> dict[str, Any]:
        first, _, rest = field.partition(".")
        return {first: {rest: some} if rest else some}

    view = View(Azure())
    said = told(view, token, nested(items), exists=True)
    assert said.startswith(f"{field}: {len(items)} ") and f"the limit is {most} (azure-docs " in said
    fewer = dict(list(items.items())[1:]) if isinstance(items, dict) else items[1:]
    assert told(view, token, nested(fewer)) == ""


def group(number: int) -> dict[str, Any]:
    """The arguments of a management group below the one before it."""
    parent = f"/providers/Microsoft.Management/managementGroups/{'tenant' if number == 1 else f'mg{number - 1}'}"
    return {"groupId": f"mg{number}", "details": {"parent": {"id": parent}}}


def test_P_12_management_groups_go_six_levels_down() -> None:
    view = view_with(MANAGEMENT_GROUP, (group(number) for number in range(1, MOST_LEVELS)))
    assert told(view, MANAGEMENT_GROUP, group(MOST_LEVELS)) == ""
    view.azure.add(standing(MANAGEMENT_GROUP, group(MOST_LEVELS)))
    assert "details.parent.id: management groups have at most 6 levels" in told(view, MANAGEMENT_GROUP, group(7))


QUOTAS = {Place(None, "uksouth"): {"storageaccounts": Quota(limit=3, used=2), "publicipaddresses": Quota(1, 0)}}


def test_P_12_what_the_user_gives_goes_before_the_table_and_counts_what_is_in_use() -> None:
    view = view_with(STORE, iter([inputs_of(1)]), quotas=QUOTAS)
    said = told(view, STORE, inputs_of(2))
    assert said.startswith("4 storage accounts in uksouth of one subscription are too many: 2 of them in use before, ")
    assert "the limit is 3 (as given with --usage). Ask Azure for 4" in said
    assert told(view, STORE, inputs_of(2, "ukwest")) == ""


def test_a_raised_limit_lets_more_through() -> None:
    quotas = {Place(SUBSCRIPTION, "uksouth"): {"storageaccounts": Quota(limit=500, used=0)}}
    view = view_with(STORE, (inputs_of(number) for number in range(250)), quotas=quotas)
    assert told(view, STORE, inputs_of(250)) == ""


def test_a_limit_of_a_subscription_is_looked_for_in_the_file_of_any_region() -> None:
    quotas = {Place(None, "ukwest"): {"dnsresolvers": Quota(limit=0, used=0)}}
    resolver = {"resourceGroupName": "rg-one", "dnsResolverName": "one", "location": "uksouth"}
    assert "the limit is 0 (as given with --usage)" in told(View(Azure(quotas=quotas)), RESOLVER, resolver)


def test_without_a_default_only_the_user_can_say_how_many() -> None:
    address = {"resourceGroupName": "rg-one", "publicIpAddressName": "a", "location": "uksouth"}
    other = address | {"publicIpAddressName": "b"}
    token = "network:PublicIPAddress"
    assert told(view_with(token, iter([address])), token, other) == ""
    assert "2 public addresses" in told(view_with(token, iter([address]), quotas=QUOTAS), token, other)


def test_P_12_the_preview_counts_what_it_announced_also_without_an_id(in_group: Calls, azure: Azure) -> None:
    azure.quotas = {Place(None, "uksouth"): {"storageaccounts": Quota(limit=2, used=0)}}
    in_group.create(STORE, "one", inputs_of(1) | {"kind": "StorageV2", "sku": {"name": "Standard_LRS"}}, preview=True)
    nameless = inputs_of(2) | {"kind": "StorageV2", "sku": {"name": "Standard_LRS"}, "resourceGroupName": UNKNOWN}
    for _ in range(2):
        in_group.create(STORE, "two", nameless, preview=True)
    said = in_group.refusals(STORE, "three", inputs_of(3) | {"kind": "StorageV2", "sku": {"name": "Standard_LRS"}})
    assert said[""].startswith("3 storage accounts in uksouth")


def row(name: str, limit: Any = 10) -> dict[str, Any]:
    """A quota as the Azure CLI writes it."""
    return {"currentValue": 0, "limit": limit, "name": {"localizedValue": name, "value": name}}


def test_several_files_of_one_region_are_read_together(tmp_path: Path) -> None:
    contents = {"vm": [row("cores")], "network": [row("VirtualNetworks", 2**63 - 1)], "storage": row("StorageAccounts")}
    for name, rows in contents.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    found = read_usage([f"uksouth={tmp_path / name}.json" for name in contents])
    assert set(found[Place(None, "uksouth")]) == {"cores", "virtualnetworks", "storageaccounts"}


def test_a_quota_that_stands_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(json.dumps([row("cores")]), encoding="utf-8")
    with pytest.raises(InputError, match=r"cores in .* is given twice for uksouth"):
        read_usage([f"uksouth={tmp_path / 'a'}", f"uksouth={tmp_path / 'b'}"])
