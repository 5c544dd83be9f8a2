"""A wave shown in Azure Migrate is made as decided, in the subscription of its project."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from built_stack import Built, build_wave_stack

from migration.model.architecture import Architecture
from migration.model.architecture.whole import PublishedWave

WAVE = PublishedWave(
    subscription_key="platform",
    resource_group="rg-migrate",
    project="moves",
    name="w1-council",
    display_name="Wave 1: Council",
    description="w1 of small",
    starts=date(2027, 1, 4),
    ends=date(2027, 1, 31),
    query="resources | where tags['migration-wave'] =~ 'w1'",
)


def test_the_wave_is_made_with_its_days_and_its_query(architecture: Architecture, zone: Built, wave: Built) -> None:
    first, last = architecture.stacks
    built = build_wave_stack(replace(architecture, stacks=(first, replace(last, published=WAVE))), zone.outputs)
    (made,) = built.of_type("migrate:Wave")
    assert made.properties == {
        "waveName": "w1-council",
        "projectName": "moves",
        "resourceGroupName": "rg-migrate",
        "properties": {
            "displayName": "Wave 1: Council",
            "description": "w1 of small",
            "plannedStartDate": "2027-01-04T00:00:00Z",
            "plannedCompletionDate": "2027-01-31T00:00:00Z",
            "arg": {"query": WAVE.query},
        },
    }
    assert "subscription-platform" in made.provider
    assert len(built.azure()) == len(wave.azure()) + 1
