"""The pack over Pulumi's own protocol, as the engine speaks it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2, json_format
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import analyzer_pb2 as analyzer
from pulumi.runtime.proto import analyzer_pb2_grpc

from policies.analyzer import Analyzer, serve
from policies.pack_settings import programme_folder, read_settings
from policies.rules import RULES

TODAY = date(2026, 11, 22)
ACCOUNT = "azure-native:storage:StorageAccount"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "hunter2"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: x\nruntime: python\n")
    return tmp_path


@pytest.fixture
def engine(folder: Path) -> Iterator[Any]:
    """What the engine holds in its hands: a connection to the running pack."""
    servicer = Analyzer("1.2.3", lambda config: read_settings(programme_folder(config, None, folder), RULES, TODAY))
    server, port = serve(servicer)
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield analyzer_pb2_grpc.AnalyzerStub(channel)
    server.stop(0).wait()


def _account(properties: dict[str, Any], name: str = "a", token: str = ACCOUNT) -> Any:
    held = Struct()
    held.update(properties)
    return analyzer.AnalyzeRequest(type=token, properties=held, urn=f"urn:pulumi:dev::x::{token}::{name}", name=name)


def _told(response: Any, rule_id: str) -> list[Any]:
    return [one for one in response.diagnostics if one.policyName == rule_id]


def test_every_rule_is_a_policy_with_its_severity(engine: Any) -> None:
    info = engine.GetAnalyzerInfo(empty_pb2.Empty())
    assert [one.name for one in info.policies] == [rule.id for rule in RULES]
    (found,) = (one for one in info.policies if one.name == "STO-001")
    assert (found.severity, found.enforcementLevel) == (analyzer.POLICY_SEVERITY_CRITICAL, analyzer.MANDATORY)


def test_a_bad_resource_is_stopped_and_a_good_one_is_not(engine: Any) -> None:
    (found,) = _told(engine.Analyze(_account({"allowBlobPublicAccess": True})), "STO-001")
    assert found.enforcementLevel == analyzer.MANDATORY
    assert found.severity == analyzer.POLICY_SEVERITY_CRITICAL
    assert found.urn.endswith("::a")
    assert not _told(engine.Analyze(_account({"allowBlobPublicAccess": False})), "STO-001")


@pytest.mark.parametrize(
    "token", ["azure-native:storage/v20230101:StorageAccount", "azure-native_storage_v20240101:storage:StorageAccount"]
)
def test_a_version_in_the_type_hides_nothing(engine: Any, token: str) -> None:
    assert _told(engine.Analyze(_account({"allowBlobPublicAccess": True}, token=token)), "STO-001")


def test_P_01_what_is_not_known_stops_too(engine: Any) -> None:
    account = _account({"allowBlobPublicAccess": UNKNOWN})
    assert not _told(engine.Analyze(account), "STO-001")
    whole = analyzer.AnalyzerResource(
        type=account.type, properties=account.properties, urn=account.urn, name=account.name
    )
    (found,) = _told(engine.AnalyzeStack(analyzer.AnalyzeStackRequest(resources=[whole])), "STO-001")
    assert found.enforcementLevel == analyzer.MANDATORY


def test_X_02_no_message_shows_a_secret(engine: Any) -> None:
    response = engine.Analyze(_account({"allowBlobPublicAccess": SECRET, "accountName": "hunter2"}))
    assert response.diagnostics
    assert "hunter2" not in str(response)


def test_standards_of_the_programme_folder_hold(engine: Any, folder: Path) -> None:
    (folder / "standards.yaml").write_text("schema_version: 1\nrules: {STO-001: {level: advisory}}\n")
    engine.ConfigureStack(analyzer.AnalyzerStackConfigureRequest(stack="dev"))
    (found,) = _told(engine.Analyze(_account({"allowBlobPublicAccess": True})), "STO-001")
    assert found.enforcementLevel == analyzer.ADVISORY


def test_P_04_a_file_of_exemptions_that_may_not_stand_ends_the_run(engine: Any, folder: Path) -> None:
    (folder / "exemptions.yaml").write_text(
        "schema_version: 1\nexemptions:\n"
        "  - {id: e1, rule_id: STO-999, scope: a, owner: x, approver: y, ticket: t, reason: r,"
        " approved_on: 2026-11-01, expires: 2026-12-01}\n"
    )
    with pytest.raises(grpc.RpcError) as refused:
        engine.ConfigureStack(analyzer.AnalyzerStackConfigureRequest(stack="dev"))
    assert refused.value.code() == grpc.StatusCode.FAILED_PRECONDITION
    assert "there is no rule STO-999" in refused.value.details()


def test_the_folder_that_the_configuration_names_is_read(folder: Path) -> None:
    assert programme_folder({"cloud-unless:folder": "examples/county"}, None, folder / "stacks") == (
        folder / "examples/county"
    )
    assert programme_folder({}, None, folder) == folder
    assert programme_folder({}, "/elsewhere", folder) == Path("/elsewhere")


HERE = Path(__file__).parents[2]
EXECUTABLE = [str(HERE / "policies" / "cloud-unless-policies"), "127.0.0.1:1"]
FOLDER_FORM = [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", str(HERE / "policies")]
"""How the language host of the installed CLI starts a folder."""


@pytest.mark.parametrize("form", [EXECUTABLE, FOLDER_FORM], ids=["executable", "folder"])
def test_the_process_prints_its_port_first(folder: Path, form: list[str]) -> None:
    started = subprocess.Popen(
        form,
        cwd=folder,
        stdout=subprocess.PIPE,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": str(HERE)},
    )
    try:
        assert started.stdout is not None
        port = started.stdout.readline().decode()
        assert re.fullmatch(r"[0-9]+\n", port)
        with grpc.insecure_channel(f"127.0.0.1:{port.strip()}") as channel:
            stub = analyzer_pb2_grpc.AnalyzerStub(channel)
            assert stub.GetAnalyzerInfo(empty_pb2.Empty()).name == "cloud-unless"
            stub.Cancel(empty_pb2.Empty())
        assert started.wait(60) == 0
    finally:
        started.kill()
        started.communicate()


def test_a_rule_that_may_mend_sets_what_is_wrong_and_leaves_secrets_as_they_came(engine: Any, folder: Path) -> None:
    (folder / "standards.yaml").write_text(
        "schema_version: 1\nrules: {STO-001: {level: remediate}, STO-003: {level: remediate}}\n"
    )
    engine.ConfigureStack(analyzer.AnalyzerStackConfigureRequest(stack="dev"))
    account = _account({"allowBlobPublicAccess": True, "key": SECRET, "sku": {"name": "Standard_ZRS"}})
    first, last = engine.Remediate(account).remediations
    assert (first.policyName, last.policyName) == ("STO-001", "STO-003")
    given = json_format.MessageToDict(last.properties)
    assert given == {
        "allowBlobPublicAccess": False,
        "minimumTlsVersion": "TLS1_2",
        "key": SECRET,
        "sku": {"name": "Standard_ZRS"},
    }
    assert engine.Remediate(_account(given)).remediations == []
    info = engine.GetAnalyzerInfo(empty_pb2.Empty())
    assert [one.name for one in info.policies if one.enforcementLevel == analyzer.REMEDIATE] == ["STO-001", "STO-003"]


def test_without_that_level_nothing_is_mended(engine: Any) -> None:
    assert engine.Remediate(_account({"allowBlobPublicAccess": True})).remediations == []
