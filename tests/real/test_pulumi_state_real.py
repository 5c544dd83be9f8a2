"""Stack exports and event logs that Pulumi's own tests recorded: read, or refused by name."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from policies.check import check
from policies.gate import nothing_checked
from policies.readers import Source, joined, read_resources
from policies.rules import RULES
from policies.standards import Standards
from policies.values import SECRET
from safeio.errors import InputError

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def exports(real_inputs: Path) -> dict[str, Source]:
    """Each recorded export, by the test it was recorded in."""
    paths = sorted((real_inputs / "pulumi-state" / "pulumi-azure").rglob("stack.json"))
    return {path.parent.parent.name: read_resources(path) for path in paths}


def test_every_export_is_read_whole(exports: dict[str, Source]) -> None:
    assert {name: len(source.resources) for name, source in exports.items()} == {
        "appinsights": 4,
        "appservice": 7,
        "cdn_profile": 4,
        "containerservice_k8scluster": 4,
        "dns": 6,
        "iot_iothub": 7,
        "loadbalancer": 5,
        "management": 5,
        "network": 11,
        "sql": 9,
        "storage": 6,
    }
    assert {source.kind for source in exports.values()} == {"stack export"}


def test_every_resource_keeps_what_hangs_together(exports: dict[str, Source]) -> None:
    for source in exports.values():
        urns = {one.urn for one in source.resources}
        assert all(one.parent in urns for one in source.resources if one.parent)
        assert all(urn in urns for one in source.resources for urn in one.depends_on)
        assert all(one.id for one in source.resources if one.type.startswith("azure:"))
    counts = Counter(one.type.split(":")[0] for source in exports.values() for one in source.resources)
    assert dict(counts) == {"azure": 44, "pulumi": 23, "random": 1}


def test_secrets_in_them_are_not_kept(exports: dict[str, Source]) -> None:
    for source in exports.values():
        (provider,) = [one for one in source.resources if one.type == "pulumi:providers:azure"]
        assert provider.properties["subscriptionId"] is SECRET


def test_P_03_resources_of_another_provider_are_never_green(exports: dict[str, Source]) -> None:
    for source in exports.values():
        checked = check(source.resources, RULES, (), AS_OF, Standards(), None)
        why = nothing_checked(checked.findings, len(RULES), len(source.resources))
        assert why == f"no rule is about any of the {len(source.resources)} resources"
        assert "provider azure" in [one.about for one in checked.warnings]


def test_two_recordings_of_one_stack_are_not_mixed(exports: dict[str, Source]) -> None:
    with pytest.raises(InputError, match="the stack test, and so does"):
        joined((exports["dns"], exports["containerservice_k8scluster"]))


def test_every_event_log_is_refused_by_name(real_inputs: Path) -> None:
    paths = sorted((real_inputs / "pulumi-state" / "pulumi").rglob("*.json"))
    assert len(paths) == 10
    for path in paths:
        with pytest.raises(InputError, match="an event log of Pulumi"):
            read_resources(path)
