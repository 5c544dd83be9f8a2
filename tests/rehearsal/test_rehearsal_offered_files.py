"""The services of each region as the user gives them: what is read and refused; they go before our lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from provider_calls import Calls

from safeio.errors import InputError
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.offered_files import Offered, read_offered
from stacks.rehearsal.regions import refused_region

PROVIDER = {
    "namespace": "Microsoft.Web",
    "registrationState": "Registered",
    "resourceTypes": [
        {"resourceType": "staticSites", "locations": ["UK South", "West Europe", "Nowhere (Stage)"]},
        {"resourceType": "serverFarms", "locations": ["UK West", 7]},
        {"resourceType": "operations", "locations": []},
        {"resourceType": "certificates"},
    ],
}


def read(path: Path, said: Any) -> Offered:
    """What is read from a file that says this."""
    file = path / "providers.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    return read_offered(file)


@pytest.mark.parametrize("said", [[PROVIDER], PROVIDER, {"value": [PROVIDER]}, [PROVIDER, None, {"namespace": 1}]])
def test_services_are_read_as_the_azure_cli_writes_them(tmp_path: Path, said: Any) -> None:
    found = read(tmp_path, said)
    assert {kind: one.regions for kind, one in found.items()} == {
        "microsoft.web/staticsites": ("uksouth", "westeurope"),
        "microsoft.web/serverfarms": ("ukwest",),
    }


@pytest.mark.parametrize(
    "said", [[], {}, "text", [3], [{"namespace": "A", "resourceTypes": [{"locations": ["UK West"]}]}]]
)
def test_what_is_no_list_of_providers_is_refused_with_the_command(tmp_path: Path, said: Any) -> None:
    with pytest.raises(InputError, match="az provider list"):
        read(tmp_path, said)


def test_what_the_user_gives_goes_before_our_lists_in_both_directions(
    tmp_path: Path, azure: Azure, in_group: Calls
) -> None:
    azure.offered = read(tmp_path, [PROVIDER])
    site = {"resourceGroupName": "rg-one", "name": "site", "location": "uksouth"}
    assert "location" not in in_group.refusals("web:StaticSite", "site", site)
    plan = {"resourceGroupName": "rg-one", "name": "plan", "location": "spaincentral"}
    assert in_group.refusals("web:AppServicePlan", "plan", plan)["location"] == (
        "Microsoft.Web/serverFarms is not offered in spaincentral (az provider list). It is in ukwest"
    )


def test_a_type_that_the_file_does_not_name_is_judged_by_our_lists(tmp_path: Path) -> None:
    offered = read(tmp_path, [PROVIDER])
    (found,) = refused_region("azure-native:app:ContainerApp", {"location": "australiasoutheast"}, offered)
    assert "Azure/PSRule.Rules.Azure" in found.reason
