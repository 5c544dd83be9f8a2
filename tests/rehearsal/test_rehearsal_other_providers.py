"""Providers other than azure-native: what they make up, and which of them are simulated."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paramiko import RSAKey
from paramiko.message import Message
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from stacks.rehearsal.azure import Azure
from stacks.rehearsal.classic_values import classic_answer
from stacks.rehearsal.invokes import answer
from stacks.rehearsal.key_values import key_values
from stacks.rehearsal.other_packages import packages_without_provider
from stacks.rehearsal.other_provider import values
from stacks.rehearsal.provider import serve
from stacks.rehearsal.random_values import MOST, random_values
from stacks.rehearsal.refusals import Account
from stacks.rehearsal.resource_ids import parsed
from stacks.rehearsal.view import View
from stacks.rehearsal.wire import Secret, bare, from_wire, to_wire


def _urn(token: str, name: str = "a") -> str:
    return f"urn:pulumi:one::project::{token}::{name}"


def _made(token: str, name: str = "a", **inputs: Any) -> tuple[str, dict[str, Any]]:
    return values(token.partition(":")[0], _urn(token, name), inputs)


@given(st.integers(4, 60), st.integers(0, 2), st.integers(0, 2), st.text(max_size=8))
def test_a_password_has_the_characters_that_are_asked_for(length: int, upper: int, digits: int, seed: str) -> None:
    asked = {"length": float(length), "minUpper": float(upper), "minNumeric": float(digits), "special": False}
    made = random_values("RandomPassword", seed, asked)
    assert made is not None and isinstance(made[1]["result"], Secret)
    text = made[1]["result"].value
    assert len(text) == length and text.isalnum()
    assert sum(one.isupper() for one in text) >= upper and sum(one.isdigit() for one in text) >= digits


@given(st.integers(-5, 5), st.integers(0, 9), st.text(max_size=8))
def test_a_number_is_between_its_limits(least: int, more: int, seed: str) -> None:
    made = random_values("RandomInteger", seed, {"min": float(least), "max": float(least + more)})
    assert made is not None and least <= made[1]["result"] <= least + more


@pytest.mark.parametrize("length", [-1.0, 1e15, float("inf"), float("nan")])
def test_no_length_takes_all_memory_or_ends_the_rehearsal(length: float) -> None:
    for name, asked in (("RandomPassword", "length"), ("RandomBytes", "length"), ("RandomId", "byteLength")):
        made = random_values(name, "x", {asked: length})
        assert made is not None and len(made[0]) <= 4 * MOST
    assert random_values("RandomShuffle", "x", {"inputs": ["a"], "resultCount": length}) is not None
    assert key_values("PrivateKey", "x", {"rsaBits": length}) == key_values("PrivateKey", "x", {})


def test_the_same_resource_gets_the_same_values_and_another_gets_others() -> None:
    token = "random:index/randomString:RandomString"
    first, again = (_made(token, length=8.0) for _ in range(2))
    assert first == again != _made(token, "b", length=8.0)
    assert first != _made(token, length=8.0, keepers={"day": "two"})


def test_an_id_is_told_in_every_way_of_writing() -> None:
    made = random_values("RandomId", "x", {"byteLength": 4.0, "prefix": "p-"})
    assert made is not None
    assert made[1]["hex"].startswith("p-") and int(made[1]["hex"][2:], 16) == int(made[1]["dec"][2:])


def test_a_pet_is_known_by_its_id_and_a_list_is_shuffled() -> None:
    assert _made("random:index/randomPet:RandomPet", prefix="our")[0].count("-") == 2
    listed = [str(number) for number in range(9)]
    found = _made("random:index/randomShuffle:RandomShuffle", inputs=listed, resultCount=4.0)[1]["results"]
    assert len(found) == 4 and set(found) < set(listed) and found != listed[:4]


def test_a_public_key_can_be_read_and_its_private_half_is_nobody_s() -> None:
    made = key_values("PrivateKey", "x", {"algorithm": "RSA", "rsaBits": 4096.0})
    assert made is not None
    kind, body = made[1]["publicKeyOpenssh"].split()
    assert kind == "ssh-rsa" and RSAKey(msg=Message(base64.b64decode(body))).get_bits() == 4096
    private = made[1]["privateKeyPem"]
    assert isinstance(private, Secret) and "made up" in _decoded(private.value)


def _decoded(pem: str) -> str:
    return base64.b64decode("".join(pem.splitlines()[1:-1])).decode()


def test_a_principal_of_the_directory_has_its_ids() -> None:
    made_id, known = _made("azuread:index/servicePrincipal:ServicePrincipal", clientId="c")
    assert made_id == f"/servicePrincipals/{known['objectId']}" and known["applicationId"] == "c"
    value = _made("azuread:index/applicationPassword:ApplicationPassword", applicationId=made_id)[1]["value"]
    assert isinstance(value, Secret)


def test_an_image_has_a_digest() -> None:
    found = _made("docker:index/image:Image", imageName="registry/app:1")[1]
    assert found["repoDigest"].startswith("registry/app:1@sha256:")


def test_what_has_no_name_gets_one_of_its_pulumi_name() -> None:
    assert _made("azure:core/resourceGroup:ResourceGroup", "web")[1]["name"].startswith("web-")
    assert "name" not in values("azure", _urn("azure:core/resourceGroup:ResourceGroup"), {"name": "rg-web"})[1]


def test_a_service_of_a_cluster_answers_somewhere() -> None:
    made_id, found = _made("kubernetes:core/v1:Service", metadata={"namespace": "shop"}, spec={"type": "LoadBalancer"})
    assert made_id == f"shop/{found['metadata']['name']}"
    assert found["status"]["loadBalancer"]["ingress"][0]["ip"].startswith("203.0.113.")
    assert "status" not in _made("kubernetes:core/v1:Namespace")[1]


def test_a_cluster_says_where_a_service_answers_inside_and_what_became_of_a_chart() -> None:
    _, service = _made("kubernetes:core/v1:Service", spec={"type": "LoadBalancer"})
    assert service["spec"]["clusterIP"].startswith("203.0.113.") and service["spec"]["type"] == "LoadBalancer"
    _, release = _made("kubernetes:helm.sh/v3:Release", "web")
    assert release["status"]["status"] == "deployed" and release["status"]["name"].startswith("web-")


def test_the_older_provider_writes_ids_as_azure_does() -> None:
    inside = {"resourceGroupName": "shared", "virtualNetworkName": "net", "name": "web"}
    made_id, _ = values("azure", _urn("azure:network/subnet:Subnet"), inside)
    found = parsed(made_id)
    assert found is not None and (found.kind, found.name) == ("Microsoft.Network/virtualNetworks/subnets", "web")
    group_id, group = _made("azure:core/resourceGroup:ResourceGroup", "rg")
    assert group_id.endswith(f"/resourceGroups/{group['name']}") and group["name"].startswith("rg-")
    assert "/" not in _made("azure:network/subnet:Subnet")[0]


def test_the_older_provider_says_where_its_accounts_answer_and_keeps_their_keys_secret() -> None:
    given = {"name": "stone", "resourceGroupName": "shared"}
    _, account = values("azure", _urn("azure:storage/account:Account"), given)
    assert account["primaryBlobEndpoint"] == "https://stone.blob.core.windows.net/"
    assert account["primaryAccessKey"] == Secret("rehearsal") and "name" not in account


def test_the_older_provider_knows_who_is_signed_in_as_azure_native_does() -> None:
    tenant = "00000000-0000-0000-0000-000000000000"
    assert classic_answer("core/getSubscription", {}, tenant)["subscriptionId"] == tenant
    known = answer("azure-native:authorization:getClientConfig", {}, Account(tenant, tenant), View(Azure()))
    said = classic_answer("core/getClientConfig", {}, tenant)
    assert {name: said[name] for name in known} == known
    asked = {"name": "net", "resourceGroupName": "shared"}
    assert classic_answer("network/getVirtualNetwork", asked, tenant)["id"].endswith("/virtualNetworks/net")


@pytest.fixture
def stub() -> Iterator[Any]:
    """A connection to the simulated provider of `random`, which tells whether it was used."""
    used: list[str] = []
    server = serve(Azure(), ("random",), used.append)
    port = server.address.rpartition("random:")[2]
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        found: Any = provider_pb2_grpc.ResourceProviderStub(channel)
        found.used = used
        yield found
    server.stop()


def test_a_preview_knows_arguments_only_and_a_change_makes_it_anew(stub: Any) -> None:
    urn, given_ = _urn("random:index/randomPassword:RandomPassword"), to_wire({"length": 9.0})
    assert stub.used == []
    stub.Check(provider_pb2.CheckRequest(urn=urn, news=given_))
    previewed = stub.Create(provider_pb2.CreateRequest(urn=urn, properties=given_, preview=True))
    made = stub.Create(provider_pb2.CreateRequest(urn=urn, properties=given_))
    assert (list(from_wire(previewed.properties)), previewed.id) == (["length"], "")
    assert len(bare(from_wire(made.properties))["result"]) == 9
    changed = stub.Diff(provider_pb2.DiffRequest(urn=urn, old_inputs=given_, news=to_wire({"length": 10.0})))
    assert list(changed.replaces) == ["length"] and stub.used == ["random"]


def _package(folder: Path, name: str, said: str) -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "pulumi-plugin.json").write_text(said)


def test_packages_are_simulated_where_no_provider_is_on_the_path(tmp_path: Path) -> None:
    site = tmp_path / "venv" / "lib" / "python3.11" / "site-packages"
    for name in ("random", "tls", "azure-native"):
        _package(site, f"pulumi_{name}", json.dumps({"resource": True, "name": name}))
    _package(site, "policies", '{"resource": false, "name": "policies"}')
    _package(site, "broken", "{")
    (tmp_path / "bin").mkdir()
    plugin = tmp_path / "bin" / "pulumi-resource-tls"
    plugin.touch(mode=0o700)
    assert packages_without_provider(tmp_path / "venv", str(tmp_path / "bin")) == ("random",)
