"""What runs first in a program that is not ours: what it tells of, what it keeps from it, what it stands in for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from stacks.rehearsal import own_program

START = Path(own_program.__file__).parent / "program_start"
HOST = "pulumi-language-python-exec"  # what the engine calls the file that runs a program
GENEROUS = 120


def _run(place: Path, program: str, seconds: float = GENEROUS, data_bytes: int = 1 << 40) -> tuple[str, str, str]:
    """Run this as the program of a rehearsal: what it was told of, what it said at last, and where it hung."""
    folder = place / "folder"
    folder.mkdir()
    (place / HOST).write_text(program)
    hanging, notes = place / "hanging", place / "notes"
    variables = {
        "PATH": os.environ["PATH"],
        "TMPDIR": str(place / "temporary"),
        "PYTHONPATH": os.pathsep.join((str(START), str(place))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "CLOUD_UNLESS_NOTES": str(notes),
        "CLOUD_UNLESS_PROGRAM": str(folder),
        "CLOUD_UNLESS_LIMITS": json.dumps({"seconds": seconds, "data_bytes": data_bytes, "where": str(hanging)}),
    }
    (place / "temporary").mkdir()
    ended = subprocess.run(
        [sys.executable, str(place / HOST)], cwd=folder, env=variables, capture_output=True, text=True, timeout=GENEROUS
    )
    said = (ended.stdout + ended.stderr).strip().splitlines() or [""]
    return (notes.read_text() if notes.exists() else ""), said[-1], hanging.read_text()


def test_what_is_written_and_taken_away_is_told_and_what_is_temporary_is_not(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("")
    program = (
        "import os, tempfile\nopen('key.pem', 'a').close()\nopen('key.pem').close()\nos.remove('../old.txt')\n"
        "tempfile.NamedTemporaryFile().close()\n"
    )
    told, _, _ = _run(tmp_path, program)
    assert told.splitlines() == [
        "the program wrote key.pem, in its folder",
        f"the program took away {tmp_path / 'old.txt'}",
    ]


def test_X_07_a_program_that_is_started_is_told_without_its_arguments(tmp_path: Path) -> None:
    told, _, _ = _run(tmp_path, "import subprocess\nsubprocess.run(['/bin/echo', '--password=canary'])\n")
    assert told == "the program started echo: what that does is not seen\n"


@pytest.mark.parametrize(
    "asked", ["create_connection(('203.0.113.1', 443), 1)", "getaddrinfo('api.example.com', 443)"], ids=["go", "look"]
)
def test_nothing_off_this_machine_is_reached(tmp_path: Path, asked: str) -> None:
    told, said, _ = _run(tmp_path, f"import socket\nsocket.{asked}\n")
    assert "a rehearsal has no network" in told and "OSError: a rehearsal has no network" in said


def test_what_is_asked_on_this_machine_is_answered(tmp_path: Path) -> None:
    program = (
        "import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen()\n"
        "socket.create_connection(s.getsockname()).close()\nprint('there')\n"
    )
    assert _run(tmp_path, program) == ("", "there", "")


def test_a_program_that_hangs_is_ended_and_says_where_it_was(tmp_path: Path) -> None:
    _, _, hanging = _run(tmp_path, "def wait():\n    while True:\n        pass\n\nwait()\n", seconds=2)
    assert f'{HOST}", line ' in hanging and " in wait" in hanging


def test_a_program_that_takes_too_much_memory_is_told_so_by_python(tmp_path: Path) -> None:
    _, said, _ = _run(tmp_path, "held = bytearray(1 << 30)\n", data_bytes=512 << 20)
    assert said == "MemoryError"


SDK = {
    "__init__": "",
    "applicationinsights": "",
    "monitor": """
from enum import Enum
class DiagnosticsLogSettingsArgs:
    def __init__(self, *, enabled): self.made = enabled
class SubscriptionLogSettingsArgs:
    def __init__(self, *, category): self.made = category
class Area(str, Enum):
    LOW = "low ground"
class Severity(str, Enum):
    LOW = "Low"
""",
}


def _with_sdk(place: Path) -> Path:
    (place / "pulumi_azure_native").mkdir()
    for name, text in SDK.items():
        (place / "pulumi_azure_native" / f"{name}.py").write_text(text)
    return place


def test_arguments_that_got_longer_names_are_found_by_what_they_take(tmp_path: Path) -> None:
    program = (
        "from pulumi_azure_native import insights\n"
        "print(insights.LogSettingsArgs(category='audit').made, insights.LogSettingsArgs(enabled=True).made)\n"
    )
    told, said, _ = _run(_with_sdk(tmp_path), program)
    assert said == "audit True"
    assert "has no pulumi_azure_native.insights.LogSettingsArgs: DiagnosticsLogSettingsArgs or Subscription" in told


@pytest.mark.parametrize(
    ("word", "value"),
    [("SeverityLevel.LOW", "Low"), ("SdkVersion.SDK_VERSION_12", "12"), ("SdkVersion.SDK_VERSION_9_5", "9.5")],
)
def test_a_word_of_a_list_that_has_another_name_now_is_found(tmp_path: Path, word: str, value: str) -> None:
    program = f"from pulumi_azure_native import monitor\nprint(getattr(monitor.{word}, 'value', monitor.{word}))\n"
    told, said, _ = _run(_with_sdk(tmp_path), program)
    assert said == value and f"monitor.{word}" in told


@pytest.mark.parametrize("asked", ["Nothing('name')", "Nothing.OTHER", "nothing"])
def test_what_there_never_was_is_still_missing(tmp_path: Path, asked: str) -> None:
    _, said, _ = _run(_with_sdk(tmp_path), f"from pulumi_azure_native import monitor\nmonitor.{asked}\n")
    name = "nothing" if asked == "nothing" else "Nothing"
    assert said == f"AttributeError: module 'pulumi_azure_native.monitor' has no attribute '{name}'"


CLUSTER = {
    "pulumi": """
class Output:
    def __init__(self, value): self.value = value
    @classmethod
    def all(cls, *values): return cls([one.value if isinstance(one, cls) else one for one in values])
    def apply(self, change): return Output(change(self.value))
class ResourceOptions:
    def __init__(self, parent): self.parent = parent
""",
    "pulumi_kubernetes/helm/v3/helm": """
import pulumi
class Chart:
    def __init__(self): self._name, self.resources = "nginx", pulumi.Output({"v1/Service:there": "rendered"})
    def get_resource(self, kind, name, namespace=None): return self.resources.apply(lambda all: all[f"{kind}:{name}"])
""",
    "pulumi_kubernetes/yaml/yaml": "def _read_url(url): raise OSError(url)\n",
    "pulumi_kubernetes/apps/v1/__init__": """
class Deployment:
    def __init__(self, name, metadata, opts): self.said = (name, metadata, opts.parent is not None)
""",
}
ASKED = """
from pulumi_kubernetes.helm.v3.helm import Chart
chart = Chart()
print(chart.get_resource("v1/Service", "there").value)
web = chart.get_resource("apps/v1/Deployment", "web", "shop").value
print(web.said, web is chart.get_resource("apps/v1/Deployment", "web", "shop").value)
"""


def _with_cluster(place: Path) -> Path:
    for name, text in CLUSTER.items():
        path = place / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return place


def test_an_object_of_a_chart_that_is_not_rendered_is_made_up_once(tmp_path: Path) -> None:
    told, said, _ = _run(_with_cluster(tmp_path), ASKED)
    assert said == "('nginx-web', {'name': 'web', 'namespace': 'shop'}, True) True"
    assert told == "apps/v1/Deployment web is made up: charts and files of objects are not rendered\n"


def test_an_object_of_a_kind_that_there_is_not_is_missing(tmp_path: Path) -> None:
    program = f"{ASKED}\nchart.get_resource('v1/Nothing', 'a')\n"
    assert _run(_with_cluster(tmp_path), program)[1] == "KeyError: 'v1/Nothing:a'"


def test_a_file_of_objects_on_the_network_is_empty(tmp_path: Path) -> None:
    program = "from pulumi_kubernetes.yaml import yaml\nprint(repr(yaml._read_url('https://a.example/b.yaml')))\n"
    told, said, _ = _run(_with_cluster(tmp_path), program)
    assert said == "''" and "https://a.example/b.yaml is taken to be empty" in told


def test_where_a_function_given_to_apply_failed_is_told_though_it_is_asked_for_twice(tmp_path: Path) -> None:
    program = """
import asyncio, pulumi
async def main():
    found = pulumi.Output.all("a").apply(lambda one: one.fqdn)
    try:
        await found.future()
    except AttributeError:
        await found.future()
asyncio.run(main())
"""
    _, said, _ = _run(tmp_path, program)
    assert said == f'File "{tmp_path / HOST}", line 4, in <lambda>'


def test_where_an_attribute_of_an_output_was_asked_for_is_told(tmp_path: Path) -> None:
    program = """
import asyncio, pulumi
async def main():
    await pulumi.Output.from_input({"status": None})["status"]["name"].future()
asyncio.run(main())
"""
    _, said, _ = _run(tmp_path, program)
    assert said == f'File "{tmp_path / HOST}", line 4, in main'


@pytest.mark.parametrize("kind", ["RemoteAsset", "RemoteArchive"])
def test_a_file_on_the_network_is_not_fetched_and_another_address_is_another_file(tmp_path: Path, kind: str) -> None:
    program = f"""
import asyncio, json, pulumi
from pulumi.runtime.rpc import serialize_property
held = [asyncio.run(serialize_property(pulumi.{kind}(f"https://a.example/{{one}}.zip"), [], "a")) for one in "xy"]
print([json.dumps(one).count("a.example") for one in held], "uri" in held[0], held[0] != held[1])
"""
    told, said, _ = _run(tmp_path, program)
    assert said == "[1, 1] False True"
    assert "https://a.example/x.zip is not fetched" in told


def test_a_file_of_this_machine_is_fetched_by_its_address(tmp_path: Path) -> None:
    told, said, _ = _run(tmp_path, "import pulumi\nprint(vars(pulumi.RemoteAsset('file:///a.txt')))\n")
    assert (told, said) == ("", "{'uri': 'file:///a.txt'}")


FORMER = """
from pulumi_azure_native import insights, network
print(network.IpAllocationMethod.__module__, insights.ConditionOperator.GREATER_THAN.value)
"""


def test_a_name_of_an_older_sdk_is_looked_for_in_its_own_module_first(tmp_path: Path) -> None:
    told, said, _ = _run(tmp_path, FORMER)
    assert said == "pulumi_azure_native.network._enums GreaterThan"
    assert "pulumi_azure_native.network.IPAllocationMethod was taken" in told
    assert "pulumi_azure_native.monitor.Operator was taken" in told
