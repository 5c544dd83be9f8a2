"""Makes examples/county from the tables in examples/making. Run it again and every byte is the same.

.venv/bin/python examples/make_county.py [folder]
"""

from __future__ import annotations

import sys
from pathlib import Path

from making import applications, decisions, dependencies, hardware, landing_zone, portfolio, programme, standards
from making.machines import SITES, machines
from making.workbook import addresses, workbook

README = """\
# An invented county

Westmere County Council and two of its districts share two machine rooms, one platform team and some of their systems.
No council, supplier, price or date in this folder is real. Product names are, because support dates hang on them.

Made by `examples/make_county.py`; change the tables in `examples/making/` and run it again, not these files.
Ten of its machines can be scanned: see [hosts](../hosts/README.md).

    cloud-unless import --as-of 2026-11-22
    cloud-unless estate --as-of 2026-11-22
    cloud-unless assess --as-of 2026-11-22
    cloud-unless plan --as-of 2026-11-22
    cloud-unless design --as-of 2026-11-22
    cloud-unless report --as-of 2026-11-22
"""
GITIGNORE = "estate.db*\nout/\n"


def county() -> dict[str, bytes]:
    """The bytes of every file of the folder, by name."""
    found = machines()
    texts = {
        "README.md": README,
        ".gitignore": GITIGNORE,
        "applications.csv": applications.applications_csv(),
        "things.csv": hardware.things_csv(found),
        "deployments.csv": portfolio.deployments_csv(found),
        "interfaces.csv": portfolio.interfaces_csv(),
        "dependencies.csv": dependencies.dependencies_csv(addresses(found)),
        "contracts.csv": hardware.contracts_csv(),
        "licences.csv": hardware.licences_csv(),
        "initiatives.csv": portfolio.initiatives_csv(),
        "programme.yaml": programme.programme_yaml(),
        "unless.yaml": decisions.UNLESS,
        "waves.yaml": decisions.WAVES,
        "sources.yaml": decisions.SOURCES,
        "landing-zone.yaml": landing_zone.LANDING_ZONE,
        "standards.yaml": standards.STANDARDS,
        "exemptions.yaml": standards.EXEMPTIONS,
        "prices/allowances.csv": programme.allowances_csv(),
    }
    books = {f"rvtools-{SITES[site]}.xlsx": workbook(site, found) for site in SITES}
    return {name: text.encode() for name, text in texts.items()} | books


def main(folder: Path) -> None:
    """Write the county into `folder`."""
    for name, data in sorted(county().items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"{name} {len(data)} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "county")
