"""Parameters of ARM templates that stand in files of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from arm_templates import WHERE, account, body, template
from cases_reading import rule_of
from checked_things import TODAY
from hypothesis import given
from hypothesis import strategies as st

from policies.check import check
from policies.readers import parse_resources
from policies.readers.arm_parameters import read_parameters
from policies.standards import Standards
from policies.values import SECRET, UNKNOWN, read
from safeio.errors import InputError

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#"
TEMPLATE = template(
    account("a", {"minimumTlsVersion": "[parameters('tls')]", "supportsHttpsTrafficOnly": "[parameters('https')]"}),
    parameters={"tls": {"type": "string"}, "https": {"type": "bool", "defaultValue": True}},
)


def file_of(folder: Path, name: str = "p.json", **values: Any) -> Path:
    """A file of parameters with these values."""
    given = {name: {"value": one} for name, one in values.items()}
    path = folder / name
    path.write_text(json.dumps({"$schema": SCHEMA, "contentVersion": "1.0.0.0", "parameters": given}))
    return path


def read_with(data: dict[str, Any], *paths: Path) -> Any:
    """The properties of the one resource of a template with these files of parameters."""
    (one,) = parse_resources(json.dumps(data).encode(), WHERE, read_parameters(paths)).resources
    return one


def test_a_value_from_the_file_counts_more_than_the_default(tmp_path: Path) -> None:
    found = read_with(TEMPLATE, file_of(tmp_path, TLS="TLS1_0", https=False)).properties
    assert (read(found, "minimumTlsVersion"), read(found, "enableHttpsTrafficOnly")) == ("TLS1_0", False)
    assert read(read_with(TEMPLATE).properties, "minimumTlsVersion") is UNKNOWN


@pytest.mark.parametrize(("tls", "verdict"), [("TLS1_2", "pass"), ("TLS1_0", "fail")])
def test_the_verdict_is_that_of_the_deployment(tls: str, verdict: str, tmp_path: Path) -> None:
    one = read_with(TEMPLATE, file_of(tmp_path, tls=tls))
    (found,) = check((one,), (rule_of("STO-003"),), (), TODAY, Standards(), None).findings
    assert found.verdict == verdict


def test_several_files_are_taken_together_and_none_may_say_otherwise(tmp_path: Path) -> None:
    first, second = file_of(tmp_path, "p.json", tls="TLS1_2"), file_of(tmp_path, "q.json", https=False)
    found = read_with(TEMPLATE, first, second).properties
    assert (read(found, "minimumTlsVersion"), read(found, "enableHttpsTrafficOnly")) == ("TLS1_2", False)
    with pytest.raises(InputError, match="is given in"):
        read_parameters((first, file_of(tmp_path, "r.json", TLS="TLS1_0")))


def test_a_parameter_that_the_template_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_with(TEMPLATE, file_of(tmp_path, ttls="TLS1_2"))
    assert ("no parameter ttls" in refused.value.wrong, "Did you mean tls?" in refused.value.remedy) == (True, True)


def _machine(value: Any, tmp_path: Path) -> Any:
    data = template(
        body("Microsoft.Compute/virtualMachines", "v", {"osProfile": {"adminPassword": "[parameters('p')]"}}),
        parameters={"p": {"type": "secureString"}},
    )
    (tmp_path / "p.json").write_text(json.dumps({"$schema": SCHEMA, "parameters": {"p": value}}))
    return read(read_with(data, tmp_path / "p.json").properties, "osProfile.adminPassword")


def test_what_a_key_vault_keeps_is_secret_and_what_stands_in_the_file_is_not(tmp_path: Path) -> None:
    vault = {"reference": {"keyVault": {"id": "/subscriptions/s"}, "secretName": "p"}}
    assert _machine(vault, tmp_path) is SECRET
    assert "plain text" in _machine({"value": "hunter2"}, tmp_path)
    assert "hunter2" not in _machine({"value": "hunter2"}, tmp_path)


def test_a_text_that_looks_like_an_expression_is_a_text(tmp_path: Path) -> None:
    found = read_with(TEMPLATE, file_of(tmp_path, tls="[parameters('https')]")).properties
    assert read(found, "minimumTlsVersion") == "[parameters('https')]"


def test_signs_of_ours_in_a_file_stay_in_no_value(tmp_path: Path) -> None:
    found = read_with(TEMPLATE, file_of(tmp_path, tls="\ue000TLS1_2\ue001")).properties
    assert read(found, "minimumTlsVersion") == "TLS1_2"


def test_what_bicep_prints_and_comments_are_read(tmp_path: Path) -> None:
    inner = file_of(tmp_path, tls="TLS1_2").read_text()
    (tmp_path / "printed.json").write_text(json.dumps({"parametersJson": inner, "templateJson": "{}"}))
    (tmp_path / "noted.json").write_text(inner.replace("{", "{ // what it is for\n", 1))
    for name in ("printed.json", "noted.json"):
        assert read(read_with(TEMPLATE, tmp_path / name).properties, "minimumTlsVersion") == "TLS1_2"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"parameters": []}', '{"parameters": {"a": 1}}', '{"parameters": {"a": {}}}']
)
def test_what_is_no_file_of_parameters_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(text)
    with pytest.raises(InputError, match=r"p\.json"):
        read_parameters((tmp_path / "p.json",))


def test_bicep_itself_is_to_be_built_first(tmp_path: Path) -> None:
    (tmp_path / "p.bicepparam").write_text("using './main.bicep'\n")
    with pytest.raises(InputError, match="build-params"):
        read_parameters((tmp_path / "p.bicepparam",))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(VALUES)
def test_any_value_is_read(found: Any) -> None:
    handed = {"tls": {"value": found}}
    assert parse_resources(json.dumps(TEMPLATE).encode(), WHERE, handed).resources
