"""Values that only Azure knows: in the right shape, the same each time, and plainly not real."""

from __future__ import annotations

import base64
from ipaddress import ip_address, ip_network

import pytest
from provider_calls import GROUP_ID, IN_GROUP, Calls

from stacks.rehearsal.made_up import made_up
from stacks.rehearsal.wire import UNKNOWN, from_wire

NETWORK = {"virtualNetworkName": "vnet", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}
VAULT = {"sku": {"family": "A", "name": "standard"}, "tenantId": "00000000-0000-0000-0000-000000000001"}
INSIDE = {**NETWORK, "subnets": [{"name": "inner", "addressPrefix": "10.0.1.0/24"}]}


def test_a_named_part_gets_an_id_below_its_resource(in_group: Calls) -> None:
    made = in_group.created("network:VirtualNetwork", "net", **INSIDE)
    assert made["subnets"][0]["id"] == f"{made['id']}/subnets/inner"


def test_what_azure_adds_inside_an_argument_is_not_known_in_a_preview(in_group: Calls) -> None:
    answered = in_group.create("network:VirtualNetwork", "net", {**IN_GROUP, **INSIDE}, preview=True)
    assert from_wire(answered.properties)["subnets"][0]["id"] is UNKNOWN


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("loginServer", "one.rehearsal.example"),
        ("topicEndpoint", "https://one.rehearsal.example/"),
        ("primaryKey", "rehearsal"),
        ("provisioningState", "Succeeded"),
        ("name", "one"),
    ],
)
def test_a_text_that_is_made_up_suits_its_name_and_leads_nowhere(name: str, value: str) -> None:
    assert made_up(name, "text", f"{GROUP_ID}/providers/Microsoft.Some/things/one") == value


def test_identities_given_as_a_list_come_back_with_what_belongs_to_each(in_group: Calls) -> None:
    ident = f"{GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i"
    in_group.created("managedidentity:UserAssignedIdentity", "i", resourceName="i")
    given = {"type": "UserAssigned", "userAssignedIdentities": [ident]}
    made = in_group.created("containerservice:ManagedCluster", "c", resourceName="c", identity=given)
    assert list(made["identity"]["userAssignedIdentities"]) == [ident]
    assert made["identityProfile"]["kubeletidentity"]["objectId"]


def test_a_vpn_gateway_says_where_its_tunnels_end(in_group: Calls) -> None:
    net = in_group.created(
        "network:VirtualNetwork",
        "net",
        **{**NETWORK, "subnets": [{"name": "GatewaySubnet", "addressPrefix": "10.0.1.0/24"}]},
    )
    address = in_group.created("network:PublicIPAddress", "ip", publicIpAddressName="ip")
    part = {"name": "own", "subnet": {"id": net["subnets"][0]["id"]}, "publicIPAddress": {"id": address["id"]}}
    given = {"virtualNetworkGatewayName": "gw", "ipConfigurations": [part], "bgpSettings": {"asn": 65010}}
    made = in_group.created("network:VirtualNetworkGateway", "gw", gatewayType="Vpn", **given)
    (peer,) = made["bgpSettings"]["bgpPeeringAddresses"]
    assert (made["bgpSettings"]["asn"], peer["tunnelIpAddresses"]) == (65010, [address["ipAddress"]])
    assert peer["ipconfigurationId"] == f"{made['id']}/ipConfigurations/own"


def test_the_nodes_of_a_cluster_have_an_identity_in_a_group_of_their_own(in_group: Calls) -> None:
    made = in_group.created("containerservice:ManagedCluster", "cluster", resourceName="k8s")
    subscription = GROUP_ID.partition("/resourceGroups/")[0]
    place = f"{subscription}/resourceGroups/MC_rg-one_k8s_uksouth/providers/Microsoft.ManagedIdentity"
    assert made["nodeResourceGroup"] == "MC_rg-one_k8s_uksouth"
    assert made["identityProfile"]["kubeletidentity"]["resourceId"] == f"{place}/userAssignedIdentities/k8s-agentpool"


def test_a_kubeconfig_can_be_taken_apart(in_group: Calls) -> None:
    asked = {"resourceGroupName": "rg-one", "resourceName": "c"}
    answered = in_group.invoke("containerservice:listManagedClusterUserCredentials", **asked)
    value = from_wire(getattr(answered, "return"))["kubeconfigs"][0]["value"]
    assert b"rehearsal.example" in base64.b64decode(value)


def test_a_question_that_is_about_no_resource_is_answered(in_group: Calls) -> None:
    asked = {"resourceGroupName": "rg-one", "workspaceName": "w"}
    answered = in_group.invoke("operationalinsights:getSharedKeys", **asked)
    assert from_wire(getattr(answered, "return"))["primarySharedKey"] == "rehearsal"


def test_what_has_just_been_made_has_nothing_connected_to_it(in_group: Calls) -> None:
    made = in_group.created("network:NetworkSecurityGroup", "nsg", networkSecurityGroupName="nsg")
    assert made["networkInterfaces"] == []


def test_what_only_azure_makes_is_made_whole(in_group: Calls) -> None:
    in_group.created(
        "communication:EmailService", "mail", emailServiceName="mail", location="global", dataLocation="UK"
    )
    managed = {"emailServiceName": "mail", "domainManagement": "CustomerManaged", "location": "global"}
    made = in_group.created("communication:Domain", "domain", domainName="county.example", **managed)
    assert set(made["verificationRecords"]["domain"]) == {"name", "ttl", "type", "value"}


@pytest.mark.parametrize(
    ("question", "asked", "place"),
    [
        ("web:listWebAppHostKeys", {"name": "a", "resourceGroupName": "g"}, ("functionKeys", "default")),
        ("web:listStaticSiteSecrets", {"name": "a", "resourceGroupName": "g"}, ("properties", "apiKey")),
    ],
)
def test_the_keys_that_programs_take_by_name_are_there(
    in_group: Calls, question: str, asked: dict[str, str], place: tuple[str, str]
) -> None:
    said = from_wire(getattr(in_group.invoke(question, **asked), "return"))
    assert said[place[0]][place[1]] == "rehearsal"


@pytest.mark.parametrize("whose", ["Admin", "User"])
def test_a_kubeconfig_has_the_name_that_programs_choose_it_by(in_group: Calls, whose: str) -> None:
    asked = {"resourceGroupName": "rg-one", "resourceName": "c"}
    answered = in_group.invoke(f"containerservice:listManagedCluster{whose}Credentials", **asked)
    assert from_wire(getattr(answered, "return"))["kubeconfigs"][0]["name"] == f"cluster{whose}"


def test_a_private_endpoint_has_an_address_of_its_subnet(in_group: Calls) -> None:
    net = in_group.created("network:VirtualNetwork", "net", **INSIDE)
    vault = f"{GROUP_ID}/providers/Microsoft.KeyVault/vaults/elsewhere"
    behind = {"name": "a", "privateLinkServiceId": vault, "groupIds": ["vault"]}
    given = {"subnet": {"id": net["subnets"][0]["id"]}, "privateLinkServiceConnections": [behind]}
    in_group.create("keyvault:Vault", "vault", {**IN_GROUP, "vaultName": "elsewhere", "properties": VAULT})
    made = in_group.created("network:PrivateEndpoint", "end", privateEndpointName="end", **given)
    (reached,) = made["customDnsConfigs"]
    assert ip_address(reached["ipAddresses"][0]) in ip_network("10.0.1.0/24")


def test_an_account_of_documents_is_written_in_its_first_region(in_group: Calls) -> None:
    places = [{"locationName": "UK South"}, {"locationName": "ukwest"}]
    offer = {"databaseAccountOfferType": "Standard"}
    made = in_group.created("cosmosdb:DatabaseAccount", "docs", accountName="docs", locations=places, **offer)
    assert [one["documentEndpoint"] for one in made["writeLocations"]] == [
        "https://docs-uksouth.documents.azure.com:443/"
    ]
    assert len(made["readLocations"]) == 2
