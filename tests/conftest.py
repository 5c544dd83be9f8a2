"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# A slow machine is no failing test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
