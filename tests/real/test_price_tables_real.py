"""The product's tables of sizes and prices are what their tool makes of the gathered facts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TABLES = (
    "migration/design/sizes/vm_sizes.csv",
    "migration/design/sizes/disk_tiers.csv",
    "migration/money/tables/list_prices.csv",
)


@pytest.fixture(scope="module")
def made(real_inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tables made afresh."""
    folder = tmp_path_factory.mktemp("tables")
    facts = real_inputs.parent / "facts"
    subprocess.run([sys.executable, str(ROOT / "tools/price_tables.py"), str(facts), str(folder)], check=True)
    return folder


@pytest.mark.parametrize("name", TABLES)
def test_the_table_is_not_stale(made: Path, name: str) -> None:
    assert (made / name).read_bytes() == (ROOT / name).read_bytes()
