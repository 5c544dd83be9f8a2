"""A planted estate as a programme folder for the command: what `import`, `estate` and people would have left there.

.venv/bin/python benchmarks/planted_folder.py small|large|500|500-tight|500-dense|5000 FOLDER
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.planted_estate import AS_OF, DENSE, HUNDREDS, LARGE, SMALL, THOUSANDS, TIGHT, planted
from cloud_unless.init import scaffold
from cloud_unless.stages import ESTATE, PROGRAMME, write_out
from migration.model import Initiative, Programme
from migration.plan.inputs import PlanInputs
from safeio.json_files import canonical_json
from safeio.yaml_files import parse_yaml

SIZES = {"small": SMALL, "large": LARGE, "500": HUNDREDS, "500-tight": TIGHT, "500-dense": DENSE, "5000": THOUSANDS}
SKILLS = ("application", "database", "platform")
CRITERIA = ("benefit", "risk")


def main(names: Sequence[str]) -> int:
    """Write the folder. Returns 2 for a size that is none."""
    if len(names) != 2 or names[0] not in SIZES:
        print(__doc__, file=sys.stderr)
        return 2
    write_folder(Path(names[1]), planted(SIZES[names[0]]).inputs)
    print(f"Next: cloud-unless assess --folder {names[1]} --as-of {AS_OF}")
    return 0


def write_folder(folder: Path, inputs: PlanInputs) -> None:
    """Write a new folder for these inputs; `assess` and `plan` come next."""
    scaffold(folder, AS_OF)
    # JSON is YAML too.
    (folder / PROGRAMME).write_bytes(canonical_json(inputs.folder.programme))
    with (folder / "initiatives.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(_row(inputs.folder.initiatives[0])))
        writer.writeheader()
        writer.writerows(map(_row, inputs.folder.initiatives))
    write_out(folder, ESTATE, inputs.estate)
    zone = folder / "landing-zone.yaml"
    zone.write_text(_for_councils(zone.read_text(encoding="utf-8"), inputs.folder.programme), encoding="utf-8")


def _for_councils(landing_zone: str, programme: Programme) -> str:
    """The landing zone of a new folder with the councils in the place of the one it names, and room for all of them."""
    ids = [one.id for one in programme.organisations]
    made: dict[str, object] = parse_yaml(landing_zone, "landing-zone.yaml", dict[str, object])
    (platform, *_) = cast("list[object]", made["subscriptions"])
    councils = [
        {"key": one, "subscription_id": str(UUID(int=number)), "organisation_id": one, "budget_month_gbp": 50_000}
        for number, one in enumerate(ids, start=16)
    ]
    made |= {
        "address_pools": {"uksouth": "10.64.0.0/12"},
        "on_premise_ranges": [
            {"site_id": site.id, "prefix": f"10.{n}.0.0/16"} for n, site in enumerate(programme.sites, start=1)
        ],
        "subscriptions": [platform, *councils],
        "platform_organisation": ids[0],
        "cost_centres": {"platform": "CC-1000"} | {one: f"CC-{n}" for n, one in enumerate(ids, start=1001)},
    }
    return canonical_json(made).decode()


def _row(one: Initiative) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "must_do": "yes" if one.must_do else "no",
        **{f"score_{name}": one.scores.get(name, "") for name in CRITERIA},
        **{f"effort_{skill}": one.effort.get(skill, "") for skill in SKILLS},
        "duration_weeks": one.duration_weeks,
        "capital_gbp": one.capital_gbp,
        "revenue_gbp_per_year": one.revenue_gbp_per_year,
        "benefit_gbp_per_year": one.benefit_gbp_per_year,
        "depends_on": ";".join(one.depends_on),
        "organisation_ids": ";".join(one.organisation_ids),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
