"""Nothing is built but what was designed, approved and meant for this tenant."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_architecture import TENANT, small_architecture

from migration.model.architecture import Architecture
from safeio.errors import InputError
from safeio.json_files import canonical_json, sha256_bytes
from stacks.guard import check_approval, check_subscription_ids, check_tenant, read_architecture, selected

OTHER = "99999999-2222-3333-4444-555555555555"


def _written(folder: Path, architecture: Architecture) -> str:
    data = canonical_json(architecture)
    (folder / "out").mkdir(exist_ok=True)
    (folder / "out" / "architecture.json").write_bytes(data)
    return sha256_bytes(data)


def _approve(folder: Path, sha256: str) -> None:
    text = f"architecture_sha256: {sha256}\napprover: Head of Technology\ndate: 2026-11-22\n"
    (folder / "approval.yaml").write_text(text, encoding="utf-8")


def test_what_was_designed_is_read_with_its_hash(tmp_path: Path, architecture: Architecture) -> None:
    sha256 = _written(tmp_path, architecture)
    assert read_architecture(tmp_path) == (architecture, sha256)


def test_without_an_architecture_the_command_that_makes_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"architecture\.json: this file is missing\. Make it: cloud-unless design"):
        read_architecture(tmp_path)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_P_06_any_byte_changed_after_approval_is_refused(tmp_path: Path, data: st.DataObject) -> None:
    _approve(tmp_path, _written(tmp_path, small_architecture()))
    path = tmp_path / "out" / "architecture.json"
    good = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(good) - 1))
    good[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(good))
    with pytest.raises(InputError):
        check_approval(tmp_path, read_architecture(tmp_path)[1], dry_run=False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"programme": "small"', '"programme":  "small"', id="another space"),
        pytest.param('"programme": "small"', '"programme": "small", "programme": "small"', id="a key twice"),
        pytest.param('"programme": "small"', '"programme": "small", "extra": 1', id="an unknown key"),
        pytest.param('"programme": "small"', '"programme": "small", "__proto__": {}', id="an odd key"),
    ],
)
def test_P_08_a_file_that_is_not_canonical_is_refused(
    tmp_path: Path, architecture: Architecture, old: str, new: str
) -> None:
    _written(tmp_path, architecture)
    path = tmp_path / "out" / "architecture.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=re.escape("architecture.json")):
        read_architecture(tmp_path)


def test_an_approval_of_exactly_this_lets_it_pass(tmp_path: Path, architecture: Architecture) -> None:
    sha256 = _written(tmp_path, architecture)
    _approve(tmp_path, sha256)
    check_approval(tmp_path, sha256, dry_run=False)


def test_nothing_is_built_that_nobody_approved(tmp_path: Path, architecture: Architecture) -> None:
    sha256 = _written(tmp_path, architecture)
    with pytest.raises(InputError, match=f"nobody has approved.*{sha256}"):
        check_approval(tmp_path, sha256, dry_run=False)


def test_a_preview_may_come_before_the_approval(tmp_path: Path, architecture: Architecture) -> None:
    check_approval(tmp_path, _written(tmp_path, architecture), dry_run=True)


@pytest.mark.parametrize("dry_run", [True, False])
def test_P_06_an_approval_of_another_architecture_is_refused(
    tmp_path: Path, architecture: Architecture, dry_run: bool
) -> None:
    sha256 = _written(tmp_path, architecture)
    _approve(tmp_path, "0" * 64)
    with pytest.raises(InputError, match="another architecture"):
        check_approval(tmp_path, sha256, dry_run)


@pytest.mark.parametrize("text", ["", "architecture_sha256: abc\n", "[]", "approver: me\n", "\x00"])
def test_P_07_an_approval_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "approval.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"approval\.yaml"):
        check_approval(tmp_path, "0" * 64, dry_run=True)


@pytest.mark.parametrize("where", ["config azure-native:tenantId", "ARM_TENANT_ID", "AZURE_TENANT_ID"])
def test_P_12_another_tenant_is_refused_wherever_it_is_named(architecture: Architecture, where: str) -> None:
    with pytest.raises(InputError, match=f"{where}.*{TENANT}"):
        check_tenant(architecture, {where: OTHER})


def test_P_12_the_same_tenant_in_capitals_or_none_at_all_passes(architecture: Architecture) -> None:
    check_tenant(architecture, {"ARM_TENANT_ID": TENANT.upper(), "AZURE_TENANT_ID": None, "config": ""})


def test_a_stack_that_is_not_in_the_architecture_is_refused_with_those_that_are(architecture: Architecture) -> None:
    assert selected(architecture, "landing-zone").layer == "landing-zone"
    with pytest.raises(InputError, match="Select one of: landing-zone, w1-council"):
        selected(architecture, "dev")


def test_P_12_an_architecture_with_a_problem_is_refused(tmp_path: Path, architecture: Architecture) -> None:
    _written(tmp_path, replace(architecture, tenant_id="not-a-tenant"))
    with pytest.raises(InputError, match=r"this cannot be built: .*tenant"):
        read_architecture(tmp_path)


def test_a_stack_waits_until_its_new_subscription_has_an_id(architecture: Architecture) -> None:
    council, platform = architecture.landing_zone.subscriptions
    zone = replace(architecture.landing_zone, subscriptions=(replace(council, subscription_id=None), platform))
    waiting = replace(architecture, landing_zone=zone)
    for stack in waiting.stacks:
        with pytest.raises(InputError, match=r"subscriptions council: .* has no id yet.*output new_subscriptions"):
            check_subscription_ids(waiting, stack)
        check_subscription_ids(architecture, stack)
