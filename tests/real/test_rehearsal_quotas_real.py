"""Quotas, limits and the services of regions, kept by the real engine: refused in the preview, and told at the end."""

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

RESOLVERS = """
from pulumi_azure_native import dnsresolver, network, resources

group = resources.ResourceGroup("group")
net = network.VirtualNetwork("net", resource_group_name=group.name, address_space={"address_prefixes": ["10.0.0.0/16"]})
for name in ("a", "b"):
    dnsresolver.DnsResolver(name, resource_group_name=group.name, virtual_network={"id": net.id})
"""
SITE = """
from pulumi_azure_native import resources, web

web.StaticSite("site", resource_group_name=resources.ResourceGroup("group").name)
"""


def _rehearsed(folder: Path, quotas: Quotas, program: str = MACHINES) -> Rehearsal:
    folder.mkdir(exist_ok=True)
    (folder / "__main__.py").write_text(program)
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


def test_P_12_one_too_many_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    quotas = {Place(None, "uksouth"): {"dnsresolvers": Quota(limit=1, used=0)}}
    (stack,) = _rehearsed(tmp_path / "p", quotas, RESOLVERS).stacks
    assert stack.stopped_at == "preview" and stack.resources is None
    told = "2 DNS resolvers in one subscription are too many: the limit is 1 (as given with --usage)"
    assert any(told in fault for fault in stack.faults)


def test_P_12_a_region_without_the_service_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    (stack,) = _rehearsed(tmp_path / "p", {}, SITE).stacks
    assert stack.stopped_at == "preview" and stack.resources is None
    assert any("Microsoft.Web/staticSites is not offered in uksouth" in fault for fault in stack.faults)
