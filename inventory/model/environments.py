"""What people call environments other than production."""

from __future__ import annotations

from collections.abc import Mapping

ENVIRONMENTS: Mapping[str, str] = {
    "dev": "dev",
    "development": "dev",
    "test": "test",
    "testing": "test",
    "uat": "test",
    "training": "train",
    "staging": "stage",
    "pre-production": "stage",
}
"""Each word in lower case, and what names and tags say for it. Anything else is production."""
