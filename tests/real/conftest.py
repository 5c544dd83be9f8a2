"""Where the real inputs are: files that nobody on this project wrote, kept beside the checkout."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_inputs() -> Path:
    """The folder of real inputs. It fails, and does not skip, when the folder is missing."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = Path(os.environ.get("CLOUD_UNLESS_REAL_INPUTS", beside))
    assert folder.is_dir(), f"{folder} is missing; set CLOUD_UNLESS_REAL_INPUTS to the folder of real inputs"
    return folder
