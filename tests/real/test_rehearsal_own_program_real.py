"""Programs that are not ours, run by the real engine in a simulated Azure as they stand in their folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from safeio.errors import InputError
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


def _rehearsed(folder: Path, **settings: str) -> Rehearsal:
    return rehearse_program(folder, settings, lambda _line: None, surroundings=os.environ)


def test_a_program_runs_unchanged_and_its_folder_stays_as_it_was(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "site", SITE)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = _rehearsed(folder)
    assert found.passed, found.stacks[0].faults
    assert (found.stacks[0].resources, found.stacks[0].left) == (6, 0)
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
