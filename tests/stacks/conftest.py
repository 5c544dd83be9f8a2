"""A small architecture with every kind of thing in it, built once without an engine."""

from __future__ import annotations

import pytest
from built_stack import Built, build_landing_zone_stack, build_wave_stack
from every_kind import every_kind

from migration.model.architecture import Architecture


@pytest.fixture(scope="session")
def architecture() -> Architecture:
    """Two hubs, one spoke, a vault of each kind, and one workload of each kind."""
    return every_kind()


@pytest.fixture(scope="session")
def zone(architecture: Architecture) -> Built:
    """The landing zone as registered."""
    return build_landing_zone_stack(architecture)


@pytest.fixture(scope="session")
def wave(architecture: Architecture, zone: Built) -> Built:
    """The wave as registered, on the outputs of that landing zone."""
    return build_wave_stack(architecture, zone.outputs)
