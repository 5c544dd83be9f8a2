"""The real Pulumi engine attached to the simulated Azure. These fail, and do not skip, where the CLI is missing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rehearsal_programs import written

from stacks.rehearsal.messages import changed, event_messages

pytestmark = pytest.mark.timeout(600)  # the engine starts five programs for a run

WHOLE = """
net = network.VirtualNetwork("net", virtual_network_name="vnet", resource_group_name=group.name, location="uksouth",
                             address_space={"address_prefixes": ["10.0.0.0/16"]}, opts=opts)
subnet = network.Subnet("subnet", subnet_name="snet", resource_group_name=group.name, virtual_network_name=net.name,
                        address_prefix="10.0.1.0/24", opts=opts)
card = network.NetworkInterface("card", network_interface_name="nic", resource_group_name=group.name,
                                location="uksouth", ip_configurations=[{"name": "a", "subnet": {"id": subnet.id}}],
                                opts=opts)
files = storage.StorageAccount("files", resource_group_name=group.name, location="uksouth", kind="StorageV2",
                               sku={"name": "Standard_LRS"},
                               opts=pulumi.ResourceOptions(provider=cloud, protect=True))
keys = storage.list_storage_account_keys_output(resource_group_name=group.name, account_name=files.name,
                                                opts=pulumi.InvokeOptions(provider=cloud))
pulumi.export("address", card.ip_configurations[0].private_ip_address)
pulumi.export("key", keys.keys[0].value)
pulumi.export("id", subnet.id)
"""

REFUSED = {
    "wrong property": (
        """storage.StorageAccount("a", resource_group_name="rg-one", account_name="stone", location="uksouth",
            kind="StorageV2", sku={"naem": "Standard_LRS"}, opts=after_group)""",
        "sku.naem: there is no such property; did you mean 'name'?",
    ),
    "wrong word": (
        """storage.StorageAccount("a", resource_group_name="rg-one", account_name="stone", location="uksouth",
            kind="StorageV9", sku={"name": "Standard_LRS"}, opts=after_group)""",
        "kind: 'StorageV9' is not one of",
    ),
    "missing parent": (
        """network.Subnet("a", resource_group_name="rg-one", virtual_network_name="nowhere", subnet_name="s",
            address_prefix="10.0.0.0/24", opts=after_group)""",
        "virtualNetworks 'nowhere' is not there",
    ),
    "long name": (
        """storage.StorageAccount("a", resource_group_name="rg-one", account_name="s" * 25, location="uksouth",
            kind="StorageV2", sku={"name": "Standard_LRS"}, opts=after_group)""",
        "has 25 characters; a name of Microsoft.Storage/storageAccounts has 3 to 24",
    ),
}

SEES = """
pulumi.export("seen", sorted(
    name for name, value in os.environ.items()
    if name.startswith(("ARM_", "AZURE_", "AWS_")) or name == "PULUMI_ACCESS_TOKEN" or "canary" in value
))
"""


@pytest.mark.parametrize("fault", sorted(REFUSED))
def test_P_12_a_preview_refuses_before_anything_is_made(tmp_path: Path, fault: str) -> None:
    lines, says = REFUSED[fault]
    program = written(tmp_path, lines)
    found = program.preview()
    assert any(says in one for one in found), found
    assert program.engine.azure.all() == ()


def test_what_the_loaded_program_has_to_say_reaches_the_user(tmp_path: Path) -> None:
    engine = written(tmp_path, "").engine
    engine.load_program()
    try:
        said = event_messages(engine.run_program("up", "--stack", "one", "--yes", "--skip-preview", "--json").output)
    finally:
        engine.stop()
    assert len(said) == 1, said
    assert "architecture.json: this file is missing. Make it: cloud-unless design" in said[0]


def test_a_program_is_built_once_not_changed_by_a_second_run_and_taken_away(tmp_path: Path) -> None:
    program = written(tmp_path, WHOLE)
    assert program.preview() == ()
    assert changed(program.up().output) == 7  # the five of Azure, the provider and the stack itself
    said = program.outputs()
    assert said["address"].startswith("10.0.1.") and said["key"] == "rehearsal"
    assert said["id"].endswith("/resourceGroups/rg-one/providers/Microsoft.Network/virtualNetworks/vnet/subnets/snet")
    assert changed(program.up().output) == 0
    assert program.engine.run("state", "unprotect", "--all", "--yes", "--stack", "one").code == 0
    assert program.engine.run("destroy", "--stack", "one", "--yes", "--skip-preview").code == 0
    assert program.engine.azure.all() == ()


def test_X_01_the_program_sees_no_credential(tmp_path: Path) -> None:
    names = ("ARM_CLIENT_SECRET", "ARM_CLIENT_ID", "AZURE_CLIENT_SECRET", "AWS_SECRET_ACCESS_KEY", "SOMETHING_ELSE")
    secret = dict.fromkeys((*names, "PULUMI_ACCESS_TOKEN"), "canary")
    program = written(tmp_path, SEES, surroundings=os.environ | secret)
    assert program.up().code == 0
    assert program.outputs() == {"seen": []}


# A rehearsal whose program opens a pipe and then waits for ever.
WAITING = """
import os, signal, sys
# Whoever runs these tests in the background of a shell hands down that interruptions are ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path[:0] = {path!r}
from pathlib import Path
from cloud_unless.interrupts import ended_as_interrupted
from rehearsal_programs import written
program = written(Path({folder!r}), "open({pipe!r}, 'w').close()\\nimport time\\ntime.sleep(600)")
try:
    with ended_as_interrupted():
        program.up()
except KeyboardInterrupt:
    program.engine.stop()
    sys.exit(130)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["ended", "interrupted"])
def test_an_interruption_leaves_no_process(tmp_path: Path, number: signal.Signals) -> None:
    pipe = str(tmp_path / "begun")
    os.mkfifo(pipe)
    here = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    script = WAITING.format(path=here, folder=str(tmp_path), pipe=pipe)
    waiting = subprocess.Popen([sys.executable, "-c", script])
    Path(pipe).read_bytes()  # waits until the program of the stack runs
    waiting.send_signal(number)
    assert waiting.wait(60) == 130
    assert _processes_in(tmp_path) == []


def _processes_in(folder: Path) -> list[str]:
    """The command lines of the processes that work in a folder or name it."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            said = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            inside = (entry / "cwd").readlink().is_relative_to(folder)
        except OSError:
            continue
        if inside or str(folder) in said:
            found.append(said)
    return found
