"""A wave as Azure Migrate shows it, for people who follow the programme there."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import migrate

from migration.model.architecture.whole import PublishedWave


def publish_wave(wave: PublishedWave, provider: pulumi.ProviderResource) -> migrate.Wave:
    """Makes 1 resource: the wave, in a project that exists. The service is a preview (API 2025-03-30-preview)."""
    return migrate.Wave(
        f"{wave.name}-published",
        wave_name=wave.name,
        project_name=wave.project,
        resource_group_name=wave.resource_group,
        properties=migrate.WavePropertiesArgs(
            display_name=wave.display_name,
            description=wave.description,
            planned_start_date=f"{wave.starts.isoformat()}T00:00:00Z",
            planned_completion_date=f"{wave.ends.isoformat()}T00:00:00Z",
            arg=migrate.ArgArgs(query=wave.query),
        ),
        opts=pulumi.ResourceOptions(provider=provider),
    )
