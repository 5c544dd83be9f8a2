"""Makes the product's tables of sizes and list prices from a folder of gathered facts.

    python tools/price_tables.py FACTS_FOLDER [REPOSITORY]

Reads vm_sizes.csv, disk_sizes.csv, prices_uksouth.csv, prices_ukwest.csv and prices_fx.csv (each: a comment, a header,
rows) and writes only the entries named below. Dollar prices are converted once, here; each row records the rate and
its date. What the facts do not price gets no row, so it stays unknown.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

Row = Mapping[str, str]

VM_TABLE = "migration/design/sizes/vm_sizes.csv"
DISK_TABLE = "migration/design/sizes/disk_tiers.csv"
PRICE_TABLE = "migration/money/tables/list_prices.csv"
REGIONS = ("uksouth", "ukwest")

VM_SIZES = {
    "burstable": [f"Standard_B{n}s_v2" for n in (2, 4, 8, 16, 32)],
    "general": [f"Standard_D{n}s_v5" for n in (2, 4, 8, 16, 32, 48, 64, 96)],
    "memory": [f"Standard_E{n}s_v5" for n in (2, 4, 8, 16, 20, 32, 48, 64, 96)],
}
DISK_FAMILIES = {"Premium_LRS": "premium", "StandardSSD_LRS": "standard"}
METERS = {
    "Azure VM Protected Instance": "Azure VM Protected Instance",
    "Standard LRS Data Stored": "Backup LRS GB",
    "P0v3 App": "App Service P0v3",
    "Storage Data Stored": "PostgreSQL Flexible Server Storage GB",
    "General Purpose Gen5 vCore": "SQL Managed Instance vCore",
    "General Purpose Data Stored": "SQL Managed Instance Storage GB",
    "VM Replicated to Azure": "Site Recovery VM",
}
"""Meters of services, and the sku our rows call them by. The operating system is added where a meter has one."""


def main(arguments: Sequence[str]) -> None:
    """Write the three tables into the repository, this one unless another folder is named."""
    facts = Path(arguments[0])
    root = Path(arguments[1]) if len(arguments) > 1 else Path(__file__).parent.parent
    sizes = {row["name"]: row for row in _rows(facts / "vm_sizes.csv")}
    _write(root / VM_TABLE, ("size", "family", "vcpu", "memory_mib", "regions", "source"), _vm_rows(sizes))
    _write(root / DISK_TABLE, ("tier", "family", "size_gib", "source"), _disk_rows(_rows(facts / "disk_sizes.csv")))
    rate = next(r for r in _rows(facts / "prices_fx.csv") if r["kind"].startswith("stated by source"))
    prices = [row for region in REGIONS for row in _rows(facts / f"prices_{region}.csv")]
    _write(
        root / PRICE_TABLE,
        ("sku", "region", "unit", "price_gbp", "effective", "source"),
        sorted({_price_row(sku, row, rate) for sku, row in _wanted(prices)}),
    )


def _vm_rows(sizes: Mapping[str, Row]) -> Iterable[tuple[str, ...]]:
    for family, names in VM_SIZES.items():
        for name in names:
            row = sizes[name]
            memory_mib = str(int(Decimal(row["memory_gib"]) * 1024))
            regions = ";".join(region for region in REGIONS if row[region] == "1")
            yield name, family, row["vcpu"], memory_mib, regions, row["sku_source"]


def _disk_rows(rows: Iterable[Row]) -> Iterable[tuple[str, ...]]:
    for row in rows:
        if row["region"] == "uksouth" and row["sku"] in DISK_FAMILIES:
            yield f"{row['size']} LRS", DISK_FAMILIES[row["sku"]], row["max_gib"], row["source"]


def _wanted(rows: Iterable[Row]) -> Iterable[tuple[str, Row]]:
    sizes = {name for names in VM_SIZES.values() for name in names}
    for row in rows:
        if row["term"] != "payg" or row["quality"] == "older_snapshot":
            continue
        meter = row["meter"] or row["product"]
        if row["sku"] in sizes or row["product"] in sizes:
            yield f"{row['sku'] or row['product']} {row['os']}", row
        elif row["service"] == "Storage" and meter.endswith(" LRS Disk") and meter[0] in "PE":
            yield meter.removesuffix(" Disk"), row
        elif meter in METERS:
            yield f"{METERS[meter]} {row['os']}".strip(), row


def _price_row(sku: str, row: Row, rate: Row) -> tuple[str, ...]:
    price = Decimal(row["price"])
    source = row["source"].partition(" (file-index")[0]
    said = f"{source}; {row['snapshot_date']}; list price {row['currency']} {row['price']} {row['unit']}"
    if row["currency"] != "GBP":
        assert row["currency"] == rate["from"], row
        price *= Decimal(rate["rate"])
        said += f"; {rate['from']} 1 = GBP {rate['rate']} on {rate['as_at']} ({rate['source']})"
    unit = "hour" if row["unit"] in ("1 Hour", "1 vCore Hour") else "month"
    assert unit == "hour" or row["unit"].endswith("/Month"), row
    exact = price.quantize(Decimal("0.000001"), ROUND_HALF_UP).normalize()
    return sku, row["region"], unit, f"{exact:f}", row["snapshot_date"], said


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        next(lines)
        return list(csv.DictReader(lines))


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main(sys.argv[1:])
