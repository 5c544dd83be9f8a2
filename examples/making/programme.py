"""The programme of the county: people, calendar and ceilings; and its allowances for what has no price."""

from __future__ import annotations

from datetime import date, timedelta

from making.tables import csv_text, rows

PLAN_FROM = date(2026, 12, 7)
PLAN_TO = date(2029, 9, 30)

PROGRAMME = """\
# yaml-language-server: $schema=../../docs/schemas/programme.schema.json
# The programme of an invented county and two of its districts. Every figure is illustrative.
schema_version: 1
name: Westmere, Hallowdale and Brackenford cloud programme
plan_from: 2026-12-07
plan_to: 2029-09-30
wave_weeks: 4
price_base: 2026/27
region: uksouth

organisations:
  - {id: westmere, name: Westmere County Council}
  - {id: hallowdale, name: Hallowdale District Council}
  - {id: brackenford, name: Brackenford Borough Council}

sites:
  - {id: county-hall, name: County Hall, second_site: riverside}
  - {id: riverside, name: Riverside Depot, second_site: county-hall}

links:
  - {id: county-hall-line, site_id: county-hall, mbps: 1000, share_out_of_hours: 0.8, share_in_hours: 0.3}
  - {id: riverside-line, site_id: riverside, mbps: 200, share_out_of_hours: 0.8, share_in_hours: 0.3}

# People who may work on the programme, in full-time equivalents. The supplier's team serves all three councils.
teams:
  - id: shared-platform
    provider: Ternwell Shared Services
    serves: [westmere, hallowdale, brackenford]
    skills: {platform: 1.1, dba: 0.55, network: 0.7, security: 0.4}
    absence:
      - {from: 2027-08-02, to: 2027-08-27, fte: 0.2}
      - {from: 2028-07-31, to: 2028-08-25, fte: 0.2}
  - id: westmere-applications
    provider: westmere
    serves: [westmere]
    skills: {applications: 1.4, security: 0.3}
    absence:
      - {from: 2027-03-01, to: 2027-04-16, fte: 0.3}
  - id: districts-applications
    provider: hallowdale
    serves: [hallowdale, brackenford]
    skills: {applications: 1.1}
    absence:
      - {from: 2028-02-07, to: 2028-04-07, fte: 0.3}

# Person-days by route and skill; `fixed` for the move, `per_server` for each server in it.
effort:
  retire:
    platform: {fixed: 2, per_server: 0.5}
    applications: {fixed: 2, per_server: 0}
    security: {fixed: 0.5, per_server: 0}
  replace:
    platform: {fixed: 2, per_server: 0.5}
    dba: {fixed: 4, per_server: 0}
    network: {fixed: 1, per_server: 0}
    applications: {fixed: 18, per_server: 0}
    security: {fixed: 3, per_server: 0}
  replatform:
    platform: {fixed: 5, per_server: 1}
    dba: {fixed: 5, per_server: 0}
    network: {fixed: 2, per_server: 0.25}
    applications: {fixed: 10, per_server: 0}
    security: {fixed: 3, per_server: 0}
  rehost:
    platform: {fixed: 4, per_server: 1.5}
    dba: {fixed: 1, per_server: 0}
    network: {fixed: 1.5, per_server: 0.25}
    applications: {fixed: 6, per_server: 0}
    security: {fixed: 2, per_server: 0}
  retain:
    platform: {fixed: 1, per_server: 0}

# No cut-over of these services from the first to the last day.
freezes:
%(freezes)s
# Decisions that come first: papers are ready `lead_weeks` before a date, and work starts after it.
gates:
%(gates)s
# What each council may spend in a year. Contingency is held back from the plan.
ceilings:
%(ceilings)s
# Weights of the scores in initiatives.csv.
scoring: {residents: 3, saving: 2, risk: 2, carbon: 1}

objective:
  unsupported_week_gbp: {1: 5000, 2: 2500, 3: 1500, 4: 500}
  score_point_gbp: 2500
  on_premise_server_week_gbp: 15

scrutiny: {period_months: 6}
cut_over_days: [saturday, sunday]
old_off_weeks: 2
"""

FREEZES = """
from | to | services | reason
2026-12-18 | 2027-01-03 | all | Christmas and new year
2027-02-01 | 2027-04-09 | revenues | Annual council tax billing
2027-03-15 | 2027-04-30 | finance, people | Year end
2027-03-22 | 2027-05-14 | elections, democratic services | District elections
2027-12-17 | 2028-01-03 | all | Christmas and new year
2028-01-31 | 2028-04-07 | revenues | Annual council tax billing
2028-03-13 | 2028-04-28 | finance, people | Year end
2028-03-20 | 2028-05-12 | elections, democratic services | Borough elections
2028-12-15 | 2029-01-02 | all | Christmas and new year
2029-02-05 | 2029-04-06 | revenues | Annual council tax billing
2029-03-12 | 2029-04-27 | finance, people | Year end
2029-03-19 | 2029-05-11 | elections, democratic services | County elections
2027-08-16 | 2027-09-10 | education | Start of the school year
2028-08-14 | 2028-09-08 | education | Start of the school year
"""

GATES = """
id | body | first | every | lead_weeks
programme-board | Joint programme board | 2026-12-16 | 6 | 1
cabinet | Westmere Cabinet | 2027-01-19 | 8 | 4
procurement | Joint procurement board | 2027-02-10 | 13 | 6
design-authority | Joint design authority, once the landing zone stands | 2027-03-24 | 6 | 2
"""

CEILINGS = """
organisation | year | capital_gbp | revenue_gbp | contingency_percent
westmere | 2026/27 | 165000 | 320000 | 5
westmere | 2027/28 | 780000 | 1200000 | 5
westmere | 2028/29 | 450000 | 1250000 | 5
westmere | 2029/30 | 100000 | 800000 | 5
hallowdale | 2026/27 | 60000 | 84000 | 5
hallowdale | 2027/28 | 350000 | 550000 | 5
hallowdale | 2028/29 | 310000 | 720000 | 5
hallowdale | 2029/30 | 80000 | 450000 | 5
brackenford | 2026/27 | 60000 | 44000 | 5
brackenford | 2027/28 | 260000 | 400000 | 5
brackenford | 2028/29 | 245000 | 670000 | 5
brackenford | 2029/30 | 80000 | 400000 | 5
"""

# No list price was found for these. The amounts are made up, round, and shown as illustrative wherever they count.
ALLOWANCES = """
sku | unit | allowance_gbp | spend
SaaS Hosted revenues and benefits service | user-month | 95.00 |
SaaS Hosted planning service | user-month | 60.00 |
SaaS Hosted HR and payroll service | user-month | 4.20 |
SaaS Hosted finance service | user-month | 55.00 |
SaaS Hosted library service | user-month | 30.00 |
SaaS Hosted lettings service | user-month | 30.00 |
SaaS Hosted parking service | user-month | 45.00 |
SaaS Hosted telephony service | user-month | 11.00 |
SaaS Hosted highways service | user-month | 50.00 |
SaaS Hosted regulatory service | user-month | 40.00 |
SaaS Hosted committee service | user-month | 9.00 |
SQL Database vCore | hour | 0.13 |
SQL Database Storage GB | month | 0.10 |
PostgreSQL Flexible Server vCore | hour | 0.09 |
Azure Files GB | month | 0.05 |
Blob Archive GB | month | 0.002 |
Container Apps vCPU | hour | 0.06 |
Front Door Premium | month | 280.00 |
MySQL Flexible Server Storage GB | month | 0.10 |
MySQL Flexible Server vCore | hour | 0.08 |
NetApp Files Standard GB | month | 0.12 |
Virtual Desktop session hosts | month | 420.00 |
implementation replace | once | 32000.00 | capital
implementation replatform | once | 14000.00 | capital
implementation rehost | once | 3500.00 | revenue
"""


# No list price was found in UK West for these: what UK South costs, rounded, stands for it.
SECOND_REGION = """
sku | region | unit | allowance_gbp | spend
App Service P0v3 Linux | ukwest | hour | 0.0653 |
App Service P0v3 Windows | ukwest | hour | 0.1257 |
E10 LRS | ukwest | month | 7.97 |
E15 LRS | ukwest | month | 15.94 |
E20 LRS | ukwest | month | 31.88 |
E70 LRS | ukwest | month | 1020.11 |
P10 LRS | ukwest | month | 18.00 |
P15 LRS | ukwest | month | 34.71 |
P20 LRS | ukwest | month | 66.86 |
P40 LRS | ukwest | month | 236.55 |
P50 LRS | ukwest | month | 452.52 |
P60 LRS | ukwest | month | 863.91 |
PostgreSQL Flexible Server Storage GB | ukwest | month | 0.1008 |
SQL Managed Instance Storage GB | ukwest | month | 0.0998 |
SQL Managed Instance vCore | ukwest | hour | 0.1436 |
"""


def programme_yaml() -> str:
    """programme.yaml."""
    freezes = [
        f"  - {{from: {row['from']}, to: {row['to']}, services: {_services(row['services'])}, reason: {row['reason']}}}"
        for row in rows(FREEZES)
    ]
    ceilings = ["  - {" + ", ".join(f"{key}: {cell}" for key, cell in row.items()) + "}" for row in rows(CEILINGS)]
    gates = []
    for row in rows(GATES):
        dates = _dates(date.fromisoformat(row["first"]), int(row["every"]))
        gates.append(f"  - id: {row['id']}\n    body: {row['body']}\n    lead_weeks: {row['lead_weeks']}\n    dates:")
        gates += [f"      - {day}" for day in dates]
    blocks = {"freezes": freezes, "gates": gates, "ceilings": ceilings}
    return PROGRAMME % {name: "\n".join(lines) + "\n" for name, lines in blocks.items()}


def _services(cell: str) -> str:
    return cell if cell == "all" else f"[{cell}]"


def _dates(first: date, every_weeks: int) -> list[date]:
    found = []
    while first < PLAN_TO:
        found.append(first)
        first += timedelta(weeks=every_weeks)
    return found


def allowances_csv() -> str:
    """prices/allowances.csv: stand-ins for what has no price in the product's own tables."""
    columns = ("sku", "region", "unit", "price_gbp", "allowance_gbp", "effective", "source", "spend")
    return csv_text(
        columns,
        (
            row | {"effective": "2026-04-01", "source": "illustrative allowance"}
            for row in (*rows(ALLOWANCES), *rows(SECOND_REGION))
        ),
    )
