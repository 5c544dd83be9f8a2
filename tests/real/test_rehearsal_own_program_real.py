"""Programs that are not ours, run by the real engine in a simulated Azure as they stand in their folders."""

from __future__ import annotations

import json
import os
import sysconfig
import venv
from pathlib import Path
from typing import Any

import pytest

from safeio.errors import InputError
from stacks.rehearsal import own_program
from stacks.rehearsal.own_program import rehearse_program
from stacks.rehearsal.rehearse import Rehearsal

pytestmark = pytest.mark.timeout(600)

SITE = """
import pulumi
from helper import account_name
from pulumi_azure_native import network, resources, storage

config = pulumi.Config()
shared = resources.get_resource_group(resource_group_name="shared")
group = resources.ResourceGroup("group", tags={"size": config.require("size")})
net = network.VirtualNetwork("net", resource_group_name=shared.name,
                             address_space={"address_prefixes": ["10.0.0.0/16"]},
                             subnets=[{"name": "default", "address_prefix": "10.0.1.0/24"}])
card = network.NetworkInterface("card", resource_group_name=group.name,
                                ip_configurations=[{"name": "a", "subnet": {"id": net.subnets[0].id}}])
account = storage.StorageAccount(account_name, resource_group_name=group.name,
                                 sku={"name": storage.SkuName.STANDARD_LRS}, kind=storage.Kind.STORAGE_V2)
site = storage.StorageAccountStaticWebsite("site", account_name=account.name, resource_group_name=group.name,
                                           index_document="index.html")
page = storage.Blob("index.html", resource_group_name=group.name, account_name=account.name,
                    container_name=site.container_name, source=pulumi.FileAsset("./pages/index.html"),
                    content_type="text/html")
keys = pulumi.Output.all(group.name, account.name).apply(
    lambda names: storage.list_storage_account_keys(resource_group_name=names[0], account_name=names[1]))
pulumi.export("key", pulumi.Output.secret(keys.keys[0].value))
pulumi.export("address", account.primary_endpoints.apply(lambda ends: ends.web + "index.html"))
"""


def _folder(place: Path, program: str) -> Path:
    """A program with a module, a page and a stack of its own, as people keep them."""
    (place / "pages").mkdir(parents=True)
    (place / "pages" / "index.html").write_text("<p>hello")
    (place / "helper.py").write_text('account_name = "files"\n')
    options = "{name: python, options: {virtualenv: venv}}"
    (place / "Pulumi.yaml").write_text(f"name: site\nruntime: {options}\nbackend: {{url: 'https://example.org'}}\n")
    (place / "Pulumi.dev.yaml").write_text("config:\n  site:size: {secure: v1:abc}\n  azure-native:location: ukwest\n")
    (place / "__main__.py").write_text(program)
    return place


def _rehearsed(folder: Path, trouble: str | None = None, **settings: str) -> Rehearsal:
    outputs = {"dev": {"network": {"name": "given"}}}
    return rehearse_program(
        folder, settings, lambda _line: None, surroundings=os.environ, stack_outputs=outputs, trouble=trouble
    )


def _outputs(found: Rehearsal) -> dict[str, Any]:
    resources = json.loads(found.stacks[0].state or b"")["deployment"]["resources"]
    outputs: dict[str, Any] = next(one["outputs"] for one in resources if one["type"] == "pulumi:pulumi:Stack")
    return outputs


def test_a_program_runs_unchanged_and_its_folder_stays_as_it_was(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "site", SITE)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = _rehearsed(folder)
    assert found.passed, found.stacks[0].faults
    assert (found.stacks[0].stack, found.stacks[0].resources, found.stacks[0].left) == ("dev", 6, 0)
    assert b"ukwest" in (found.stacks[0].state or b"")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_what_ends_a_program_is_told_first(tmp_path: Path) -> None:
    found = _rehearsed(
        _folder(tmp_path / "site", "import pulumi\nprint(pulumi.Config().require('size')[99])\n"), size="s"
    )
    assert not found.passed
    assert "the program failed: IndexError: string index out of range" in found.stacks[0].faults[0]


@pytest.mark.parametrize(
    ("files", "says"),
    [({}, "there is no Pulumi program"), ({"Pulumi.yaml": "name: a\nruntime: nodejs\n"}, "the runtime is not python")],
    ids=["empty", "another language"],
)
def test_a_folder_without_a_python_program_is_refused(tmp_path: Path, files: dict[str, str], says: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=says):
        _rehearsed(tmp_path)


PROBING = """
import ipaddress, pulumi
from pulumi_azure_native import network

names = {"resource_group_name": "shared", "virtual_network_name": "net"}
try:
    known = network.get_subnet(subnet_name="web", **names).address_prefix
except Exception:
    space = network.get_virtual_network(**names).address_space.address_prefixes[0]
    known = str(list(ipaddress.ip_network(space).subnets(new_prefix=24))[7])
subnet = network.Subnet("web", subnet_name="web", address_prefix=known, **names)
pulumi.export("range", subnet.address_prefix)
"""


def test_what_a_program_asks_for_and_then_makes_is_not_there_before_and_is_there_after(tmp_path: Path) -> None:
    (tmp_path / "__main__.py").write_text(PROBING)
    found = _rehearsed(tmp_path)
    assert found.passed, found.stacks[0].faults
    assert (found.stacks[0].resources, found.stacks[0].changed_again) == (1, 0)
    assert _outputs(found) == {"range": "10.0.7.0/24"}


HANGING = """
import os
open("made.txt", "w").close()
print(os.environ["STAGE"])
while True:
    pass
"""


def test_a_program_that_hangs_is_ended_and_what_it_did_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_program, "PROGRAM_SECONDS", 30)
    (tmp_path / "__main__.py").write_text(HANGING)
    given = {"STAGE": "one"}
    found = rehearse_program(tmp_path, {}, lambda _line: None, surroundings=os.environ, env=given)
    (fault,) = found.stacks[0].faults
    assert "did not come to its end within 30 seconds" in fault and '__main__.py", line ' in fault
    assert "the program wrote made.txt, in its folder" in found.notes


RANDOM = """
import pulumi

class Word(pulumi.CustomResource):
    result: pulumi.Output[str]

    def __init__(self, name, opts=None):
        inputs = {"length": 8, "special": False, "result": None}
        super().__init__("random:index/randomString:RandomString", name, inputs, opts)
"""

OLDER = """
import pulumi
import pulumi_random
from pulumi.dynamic import CreateResult, Resource, ResourceProvider
from pulumi_azure_native import insights, network, resources
from pulumi_azure_native.storage import v20230101 as storage

class Maker(ResourceProvider):
    def create(self, props):
        return CreateResult("made", {**props, "said": "hello"})

class Dynamic(Resource):
    said: pulumi.Output[str]

    def __init__(self, name):
        super().__init__(Maker(), name, {"said": None})

word = pulumi_random.Word("word")
account = storage.StorageAccount("account", account_name=word.result.apply(lambda text: "a" + text.lower()),
                                 resource_group_name="shared", kind="StorageV2", sku={"name": "Standard_LRS"})
component = insights.Component("insights", resource_group_name="shared", kind="web", application_type="web")
zone = network.v20200601.PrivateZone("zone", resource_group_name="shared", location="global",
                                     private_zone_name=pulumi.Config().require("zone"))
hub = pulumi.StackReference("acme/hub/dev")
card = network.NetworkInterface("card", resource_group_name="shared",
                                ip_configurations=[{"name": "a", "subnet": {"id": hub.get_output("subnetId")}}])
pulumi.export("network", hub.outputs["network"]["name"])
pulumi.export("said", Dynamic("dynamic").said)
pulumi.export("word", word.result)
"""


def _with_environment(place: Path) -> Path:
    """A program with an environment of its own, in which a package of another provider is installed."""
    place.mkdir()
    venv.create(place / "venv", with_pip=False, symlinks=True)
    (site,) = (place / "venv").glob("lib/python3*/site-packages")
    (site / "ours.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (site / "pulumi_random").mkdir()
    (site / "pulumi_random" / "__init__.py").write_text(RANDOM)
    (site / "pulumi_random" / "pulumi-plugin.json").write_text(
        '{"resource": true, "name": "random", "version": "4.0.0"}'
    )
    project = {
        "name": "${PROJECT}",
        "runtime": {"name": "python", "options": {"virtualenv": "venv"}},
        "template": {"config": {"zone": {"default": "a.example"}, "nothing": {"secret": True}}},
    }
    (place / "Pulumi.yaml").write_text(json.dumps(project))
    (place / "__main__.py").write_text(OLDER)
    return place


def test_what_only_the_world_has_is_stood_in_for_and_told(tmp_path: Path) -> None:
    found = _rehearsed(_with_environment(tmp_path / "older"))
    assert found.passed, found.stacks[0].faults
    said = _outputs(found)
    assert (said["network"], said["said"], len(said["word"])) == ("given", "hello", 8)
    notes = "\n".join(found.notes)
    for told in (
        "random is simulated",
        "taken to be there from before: /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shared",
        "has no v20230101 of pulumi_azure_native.storage: the default version was taken",
        "has no Component in pulumi_azure_native.insights: pulumi_azure_native.applicationinsights was taken",
        "output subnetId of the stack acme/hub/dev is made up; give it: --stack-output dev.subnetId=VALUE",
    ):
        assert told in notes


NETWORKS = """
import pulumi
from pulumi_azure_native import network, resources
group = resources.ResourceGroup("group", opts=pulumi.ResourceOptions(retain_on_delete=True))
net = network.VirtualNetwork("net", resource_group_name=group.name,
                             address_space={"address_prefixes": ["10.0.0.0/16"]})
network.Subnet("subnet", resource_group_name=group.name, virtual_network_name=net.name, address_prefix="10.0.1.0/24")
"""


@pytest.mark.parametrize(("trouble", "runs"), [("failed", 4), ("half-made", 4), ("throttled", 7)])
def test_R_01_what_fails_half_way_is_completed_by_further_runs(tmp_path: Path, trouble: str, runs: int) -> None:
    (tmp_path / "__main__.py").write_text(NETWORKS)
    found = _rehearsed(tmp_path, trouble)
    assert found.passed, found.stacks[0].faults
    assert (found.stacks[0].runs, found.stacks[0].resources) == (runs, 3)
    assert found.notes == (f"rehearsal stood after {runs} runs",)
