"""Every file of the real imports: what can be read comes in, every other format is refused by name."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from inventory.importing import import_file
from inventory.merge import merge
from inventory.products import load_products
from safeio.errors import InputError

SEEN_ON = date(2026, 11, 22)

# Servers that are no template, all rows, and the hosts that vHost or a machine names: counted in the sheets
# with another reader.
WORKBOOKS = {
    "migration-planner/test/e2e/data/example_rvtools_files/example1.xlsx": (9, 9, 10),
    "rvtools-to-ibm-cloud/samples/SizingWorkshop-RVTools.xlsx": (795, 805, 66),
}
DEPENDENCIES = "azure-migrate-move-group-planner/"  # see test_dependency_exports_real.py
# What the message must call each of the others.
REFUSED = {
    "cloud-migration-factory-on-aws/source/frontend/test_data/test_invalid.csv": "no format known here",
    "cloud-migration-factory-on-aws": "AWS Cloud Migration Factory",
    "migrationcenter-utils": "CAST Highlight",
    "tackle2-ui": "Konveyor",
    "specs": "no format known here",
}


def files(real_inputs: Path) -> list[str]:
    """All files of the folder, relative to it."""
    folder = real_inputs / "import-csv"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_both_workbooks_come_in_and_every_rejected_row_is_explained(real_inputs: Path) -> None:
    for name, (servers, rows, hosts) in WORKBOOKS.items():
        imported = import_file(real_inputs / "import-csv" / name, SEEN_ON)
        kinds = Counter(claim.thing_id.partition("/")[0] for claim in imported.claims if claim.field == "name")
        print(name, dict(kinds), f"{imported.rows} rows, {len(imported.rejected)} rejected")
        print(*(warned.message for warned in imported.warnings), sep="\n")
        assert (kinds["server"], imported.rows, kinds["hypervisor"]) == (servers, rows, hosts)
        assert all(bad.wrong and bad.remedy for bad in imported.rejected)
        assert servers + len(imported.rejected) + left_out(imported.warnings) == rows


def left_out(warnings: object) -> int:
    """Templates and placeholders."""
    told = [warned.message for warned in warnings if warned.message.endswith("left out")]  # type: ignore[attr-defined]
    return sum(int(message.split()[0]) for message in told)


def test_every_other_file_is_refused_by_name(real_inputs: Path) -> None:
    others = [name for name in files(real_inputs) if name not in WORKBOOKS and not name.startswith(DEPENDENCIES)]
    assert len(others) >= 20
    for name in others:
        expected = next(said for start, said in REFUSED.items() if name.startswith(start))
        with pytest.raises(InputError, match=expected) as told:
            import_file(real_inputs / "import-csv" / name, SEEN_ON)
        print(told.value)
        assert told.value.remedy.endswith(".")


def test_the_workbooks_merge_without_a_conflict_and_most_systems_are_recognised(real_inputs: Path) -> None:
    products = load_products()
    for name, (servers, _, _) in WORKBOOKS.items():
        estate = merge(import_file(real_inputs / "import-csv" / name, SEEN_ON).claims, (), (), products)
        known = sum(server.product is not None for server in estate.servers)
        print(
            name, f"{known} of {servers} recognised, {len(estate.conflicts)} conflicts, {len(estate.warnings)} warnings"
        )
        assert len(estate.servers) == servers
        assert estate.conflicts == ()
        assert known >= 0.85 * servers
