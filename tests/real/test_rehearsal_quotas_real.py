"""Quotas of vCPUs, kept by the real engine: refused in the preview, and told at the end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stacks.rehearsal.own_program import rehearse_program
from stacks.rehearsal.quotas import Place, Quota, Quotas
from stacks.rehearsal.rehearse import Rehearsal

pytestmark = pytest.mark.timeout(600)

MACHINES = """
from pulumi_azure_native import compute, resources

group = resources.ResourceGroup("group")
for name in ("a", "b", "c"):
    compute.VirtualMachine(name, resource_group_name=group.name, hardware_profile={"vm_size": "Standard_D4s_v5"})
"""


def _rehearsed(folder: Path, quotas: Quotas) -> Rehearsal:
    folder.mkdir(exist_ok=True)
    (folder / "__main__.py").write_text(MACHINES)
    return rehearse_program(folder, {}, lambda _said: None, surroundings=os.environ, quotas=quotas)


def test_P_12_what_goes_beyond_a_quota_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    found = _rehearsed(tmp_path / "p", {Place(None, "uksouth"): {"cores": Quota(limit=10, used=1)}})
    (stack,) = found.stacks
    assert stack.stopped_at == "preview" and stack.resources is None
    assert any("Ask for a limit of at least 13" in fault for fault in stack.faults)


def test_what_machines_need_is_told_once_they_stand(tmp_path: Path) -> None:
    found = _rehearsed(tmp_path / "p", {Place(None, "uksouth"): {"cores": Quota(limit=12, used=0)}})
    assert found.passed
    assert any("uksouth: 12 vCPUs in all, 12 of standardDSv5Family" in note for note in found.notes)
