"""What the simulated Azure costs a run of the real engine over a full stack, and how long a preview without changes
takes. The same run is made over a provider that answers without looking, in turn."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from benchmarks.figures import figure
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.azure_file import open_azure
from stacks.rehearsal.cli import find_cli
from stacks.rehearsal.engine import clean_environment
from stacks.rehearsal.provider import Provider
from stacks.rehearsal.view import View

RESOURCES = 500  # the most that a stack may have
ROUNDS = 4  # the shortest of these counts
FACTOR, PREVIEW_SECONDS, MEGABYTES = 1.2, 30, 500
PROGRAM = f"""
import pulumi
from pulumi_azure_native import network, resources
from stacks.rehearsal.program import quicker

quicker()
group = resources.ResourceGroup("rg", resource_group_name="rg", location="uksouth")
for number in range({RESOURCES - 1}):
    network.NetworkSecurityGroup(
        f"nsg-{{number}}", network_security_group_name=f"nsg-{{number}}", resource_group_name=group.name,
        location="uksouth", tags={{"owner": "a", "service": "b"}},
        security_rules=[{{"name": f"rule-{{rule}}", "priority": 100 + rule, "direction": "Inbound", "access": "Allow",
                         "protocol": "Tcp", "destination_port_range": "443", "source_port_range": "*",
                         "source_address_prefix": "10.0.0.0/8", "destination_address_prefix": "*"}}
                        for rule in range(4)])
"""


class Blind(Provider):
    """A provider that answers at once: what it is given is what there is."""

    def Check(self, request: Any, _context: Any) -> Any:
        """All is well."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, _request: Any, _context: Any) -> Any:
        """Nothing differs."""
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DiffChanges.Value("DIFF_NONE"))

    def Create(self, request: Any, _context: Any) -> Any:
        """It is there."""
        return provider_pb2.CreateResponse(id="" if request.preview else request.urn, properties=request.properties)

    def Delete(self, _request: Any, _context: Any) -> Any:
        """It is gone."""
        return Empty()


def main() -> int:
    """Take the figures. Returns 1 when a target is missed.

    Seconds are those of the processor, of all programs together, so that other work on the machine does not count. A
    run on two quiet processors is shorter than that.
    """
    looking: list[float] = []
    blind: list[float] = []
    unchanged: list[float] = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as state, closing(Azure(file=open_azure(Path(state) / "azure.db"))) as azure:
            for provider, seconds in ((Provider(View(azure)), looking), (Blind(View(Azure())), blind)):
                with tempfile.TemporaryDirectory() as place:
                    run, stop = _prepared(Path(place), provider)
                    run("stack", "init", "one")
                    seconds.append(run("up", "--stack", "one", "--yes", "--skip-preview"))
                    if seconds is looking:
                        assert len(azure.all()) == RESOURCES
                        unchanged.append(run("preview", "--stack", "one", "--json", "--show-sames"))
                    stop()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = figure(f"first run of {RESOURCES} resources over the simulated Azure", min(looking), "s", None)
    kept &= figure("the same over a provider that answers without looking", min(blind), "s", None)
    kept &= figure("the first as a multiple of the second", min(looking) / min(blind), "times", FACTOR)
    kept &= figure(f"preview of {RESOURCES} resources without changes", min(unchanged), "s", PREVIEW_SECONDS)
    kept &= figure("memory of the simulated Azure, both providers together", megabytes, "MB", MEGABYTES)
    return 0 if kept else 1


def _prepared(folder: Path, provider: Provider) -> tuple[Callable[..., float], Callable[[], None]]:
    """A project with this provider behind it: what runs a command of the CLI and tells its seconds, and what ends the
    provider."""
    (folder / "states").mkdir()
    (folder / "passphrase").write_text("words")
    (folder / "Pulumi.yaml").write_text("name: full\nruntime: python\n")
    (folder / "__main__.py").write_text(PROGRAM)
    server = grpc.server(ThreadPoolExecutor(8))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    cli = find_cli(os.environ)
    environment = clean_environment(os.environ, cli, folder, f"azure-native:{port}")

    def run(*arguments: str) -> float:
        began = _processor_seconds()
        command = [str(cli.folder / "pulumi"), "--non-interactive", *arguments]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return _processor_seconds() - began

    def stop() -> None:
        server.stop(grace=None).wait()

    return run, stop


def _processor_seconds() -> float:
    """What this process, which holds the provider, and all the programs that it ran have used."""
    ran = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ran.ru_utime + ran.ru_stime


if __name__ == "__main__":
    sys.exit(main())
