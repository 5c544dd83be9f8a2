"""The forty initiatives beside the migration, the interfaces, and what runs where."""

# ruff: noqa: E501 - a row of a table stands on one line

from __future__ import annotations

from making.applications import COUNCILS
from making.machines import SHARED_DATABASES, Machine
from making.tables import csv_text, names, rows

SKILLS = ("platform", "dba", "network", "applications", "security")
CRITERIA = ("residents", "saving", "risk", "carbon")

INITIATIVE_COLUMNS = names(
    "id name must_do "
    + " ".join(f"score_{name}" for name in CRITERIA)
    + " "
    + " ".join(f"effort_{name}" for name in SKILLS)
    + " duration_weeks capital_gbp revenue_gbp_per_year benefit_gbp_per_year depends_on organisation_ids gate_ids "
    "rollout_order"
)

# effort is person-days in the order of SKILLS; scores are 0 to 5 in the order of CRITERIA, blank where work must be done.
INITIATIVES = """
id | name | councils | effort | weeks | capital | revenue | benefit | depends_on | gate_ids | scores
landing-zone | Cloud landing zone | w;h;b | 30/0/12/0/14 | 10 | 60000 | 18000 | 90000 | | |
second-cloud-link | Second line to the cloud from Riverside | h | 2/0/10/0/3 | 8 | 24000 | 13200 | 25000 | | procurement |
core-network-renewal | Renew the core network at County Hall | w | 4/0/34/0/6 | 16 | 210000 | 9000 | 30000 | | cabinet |
riverside-network-renewal | Renew the switches at Riverside | h | 2/0/14/0/3 | 8 | 62000 | 4000 | 0 | core-network-renewal | procurement |
wireless-renewal | Renew wireless in public buildings | w | 0/0/22/0/3 | 14 | 96000 | 12000 | 0 | core-network-renewal | procurement |
firewall-renewal | Replace the outer firewalls | w | 2/0/16/0/10 | 8 | 58000 | 8000 | 0 | | procurement |
backup-replacement | Backup that cannot be altered | w;h;b | 18/3/3/0/6 | 10 | 84000 | 26000 | 45000 | landing-zone | programme-board |
sign-in-hardening | Stronger sign-in for all staff | w;h;b | 10/0/2/6/14 | 12 | 0 | 21000 | 40000 | | programme-board |
cyber-assessment | Cyber Assessment Framework returns | w;h;b | 4/0/2/4/20 | 16 | 0 | 0 | 0 | | |
cyber-essentials | Cyber Essentials certificates | w;h;b | 6/0/3/4/12 | 8 | 0 | 4500 | 30000 | | |
desktop-refresh | End of support for old desktops | w | 26/0/4/14/6 | 20 | 320000 | 0 | 0 | | cabinet |
desktop-refresh-districts | Desktop refresh in the districts | h;b | 18/0/3/10/4 | 16 | 140000 | 0 | 0 | desktop-refresh | |
integration-platform | Shared integration platform | w;h;b | 12/4/4/38/8 | 16 | 45000 | 36000 | 50000 | landing-zone | programme-board |
income-upgrade | Card payment standard, new version | w;h;b | 3/2/2/16/10 | 10 | 12000 | 6000 | 0 | | |
social-care-return | Statutory social care data return | w | 0/6/0/24/0 | 14 | 0 | 0 | 0 | | |
care-charging-reform | Care charging rules | w | 0/4/0/30/0 | 18 | 35000 | 0 | 0 | social-care-return | |
schools-funding-return | Schools funding return | w | 0/2/0/14/0 | 8 | 0 | 0 | 0 | | |
planning-data-standard | National planning data standard | w;h;b | 0/3/0/22/0 | 12 | 18000 | 3000 | 0 | | |
election-law-change | Changes to electoral law | h;b | 0/1/0/14/2 | 8 | 9000 | 0 | 0 | | |
council-tax-discounts | Review of council tax discounts | h;b | 2/3/0/18/0 | 8 | 0 | 0 | 0 | | |
billing-print-contract | New contract for bills and letters | h;b | 2/3/0/18/0 | 8 | 0 | 0 | 0 | | procurement |
empty-homes-premium | Empty homes premium | h;b | 2/3/0/18/0 | 8 | 0 | 0 | 0 | council-tax-discounts | |
housing-safety-records | Housing safety records | h | 0/2/0/20/1 | 12 | 22000 | 5000 | 0 | | |
waste-collection-change | New waste collection rounds | h;b | 0/1/0/18/0 | 12 | 16000 | 4000 | 0 | | |
records-retention | Records retention and deletion | w;h;b | 4/4/0/22/4 | 18 | 0 | 0 | 0 | | |
data-centre-power | Power and cooling at County Hall | w | 3/0/3/0/0 | 6 | 48000 | 0 | 0 | | |
disaster-rehearsal | Yearly recovery rehearsal | w;h;b | 10/4/5/6/3 | 6 | 0 | 0 | 0 | | |
supplier-transition | New contract with the shared supplier | w;h;b | 8/2/4/8/4 | 14 | 0 | 0 | 0 | | cabinet |
analogue-lines | Replace the last analogue lines | w;h;b | 2/0/16/4/2 | 12 | 28000 | 0 | 0 | | |
licence-true-up | Database licence review | w | 3/8/0/3/0 | 6 | 0 | 0 | 38000 | | |
customer-account | One account for residents | w;h;b | 4/2/2/42/6 | 24 | 70000 | 24000 | 95000 | integration-platform | cabinet | 5/3/1/1
booking-service | Shared booking and payments | h;b | 2/1/1/24/3 | 14 | 26000 | 9000 | 41000 | customer-account | | 4/3/1/1
mobile-working | Mobile working for inspectors | w;h;b | 4/0/2/20/4 | 14 | 38000 | 12000 | 54000 | | | 3/4/1/3
low-code-forms | Forms without programming | w;h;b | 3/0/1/18/2 | 10 | 8000 | 15000 | 36000 | | | 4/3/1/1
print-consolidation | Fewer printers | w;h;b | 4/0/4/4/1 | 10 | 0 | 3000 | 47000 | | | 1/4/1/4
open-data | Open data catalogue | w;h;b | 1/4/0/14/1 | 10 | 0 | 4000 | 0 | planning-data-standard | | 3/1/0/1
sensor-network | Sensors for damp and gritting | w;h | 3/1/12/14/4 | 16 | 42000 | 11000 | 33000 | wireless-renewal | | 4/2/2/3
insight-service | Shared insight service | w;h;b | 6/14/1/18/2 | 20 | 30000 | 22000 | 46000 | records-retention | programme-board | 3/3/2/1
meeting-rooms | Hybrid meeting rooms | w;h;b | 3/0/8/2/1 | 10 | 64000 | 5000 | 12000 | | procurement | 2/1/0/4
assistant-trial | Writing assistant for case notes | w | 2/1/0/12/8 | 12 | 0 | 28000 | 35000 | sign-in-hardening | | 3/3/0/0
"""

ROLLOUT = {
    "customer-account": "westmere;hallowdale;brackenford",
    "integration-platform": "westmere;brackenford;hallowdale",
    "low-code-forms": "brackenford;hallowdale;westmere",
}

INTERFACE_COLUMNS = names("id from_application to_application kind direction coupling data personal_data record_system")

# The first application calls the second: what is called moves first.
INTERFACES = """
from_application | to_application | kind | direction | coupling | data | personal_data | record_system
benefits-hallowdale | council-tax-hallowdale | database | both | strong | liable persons and awards | yes | council-tax-hallowdale
benefits-brackenford | council-tax-brackenford | database | both | strong | liable persons and awards | yes | council-tax-brackenford
care-finance | adult-care | database | in | strong | care packages and charges | yes | adult-care
care-finance | finance-westmere | file | out | weak | payments to providers | yes | finance-westmere
council-tax-hallowdale | income-management | api | in | weak | payments received | yes | income-management
council-tax-brackenford | income-management | api | in | weak | payments received | yes | income-management
parking | income-management | api | in | weak | penalty payments | yes | income-management
housing-hallowdale | income-management | api | in | weak | rent payments | yes | income-management
public-websites | income-management | api | out | weak | card payments | yes | income-management
income-management | finance-westmere | file | out | weak | ledger postings | no | finance-westmere
income-management | finance-hallowdale | file | out | weak | ledger postings | no | finance-hallowdale
income-management | finance-brackenford | file | out | weak | ledger postings | no | finance-brackenford
hr-payroll-westmere | finance-westmere | file | out | weak | payroll postings | no | finance-westmere
hr-payroll-districts | finance-hallowdale | file | out | weak | payroll postings | no | finance-hallowdale
planning-hallowdale | gis | api | in | weak | map layers and constraints | no | gis
planning-brackenford | gis | api | in | weak | map layers and constraints | no | gis
planning-westmere | gis | api | in | weak | map layers and constraints | no | gis
highways-assets | gis | api | both | weak | street and asset geometry | no | gis
waste-routing | gis | api | in | weak | property locations | no | gis
elections | gis | file | in | weak | property locations | no | gis
adult-care | document-management | api | both | weak | case documents | yes | document-management
children-care | document-management | api | both | weak | case documents | yes | document-management
planning-hallowdale | document-management | api | out | weak | planning documents | no | document-management
data-warehouse | adult-care | database | in | weak | activity and outcomes | yes | adult-care
data-warehouse | children-care | database | in | weak | activity and outcomes | yes | children-care
data-warehouse | finance-westmere | database | in | weak | budget and spend | no | finance-westmere
school-admissions | children-care | file | in | weak | looked-after children | yes | children-care
housing-allocations | housing-hallowdale | database | in | weak | vacant homes | no | housing-hallowdale
intranet | directory-services | identity | in | weak | staff sign-in | yes | directory-services
document-management | directory-services | identity | in | weak | staff sign-in | yes | directory-services
file-services | directory-services | identity | in | weak | staff sign-in | yes | directory-services
building-access | hr-payroll-westmere | file | in | weak | starters and leavers | yes | hr-payroll-westmere
"""

DEPLOYMENT_COLUMNS = names("application_id thing role environment organisation_id share")

# How the councils share the cost of what they use together. A blank share means equal parts.
SHARES = (
    ("file-services", "wm-corporate-files", "westmere"),
    ("file-services", "wm-team-files", "westmere"),
    ("file-services", "hd-shared-files", "hallowdale"),
    ("file-services", "bf-shared-files", "brackenford"),
    ("gis", "wm-map-images", "westmere"),
    ("school-admissions", "wm-past-admissions", "westmere"),
)


def initiatives_csv() -> str:
    """initiatives.csv: three in four must be done; the others carry scores."""
    found = []
    for row in rows(INITIATIVES):
        scores, efforts = row["scores"], row["effort"].split("/")
        line = {key: row[key] for key in ("id", "name", "depends_on", "gate_ids")}
        line |= {"must_do": "no" if scores else "yes", "duration_weeks": row["weeks"], "capital_gbp": row["capital"]}
        line |= {"revenue_gbp_per_year": row["revenue"], "benefit_gbp_per_year": row["benefit"]}
        line |= {"organisation_ids": ";".join(COUNCILS[code] for code in row["councils"].split(";"))}
        line |= {f"effort_{skill}": days for skill, days in zip(SKILLS, efforts, strict=True)}
        if scores:
            line |= {f"score_{name}": score for name, score in zip(CRITERIA, scores.split("/"), strict=True)}
        found.append(line | {"rollout_order": ROLLOUT.get(row["id"], "")})
    return csv_text(INITIATIVE_COLUMNS, found)


def interfaces_csv() -> str:
    """interfaces.csv: the catalogue of declared interfaces."""
    found = rows(INTERFACES)
    return csv_text(
        INTERFACE_COLUMNS,
        ({"id": f"{row['from_application']}-to-{row['to_application']}"} | row for row in found),
    )


def deployments_csv(found: list[Machine]) -> str:
    """deployments.csv: each server and database of an application, and the shares."""
    lines: list[dict[str, object]] = []
    for machine in found:
        if not machine.application:
            continue
        line = {"application_id": machine.application, "environment": machine.environment}
        lines.append(line | {"thing": machine.name, "role": machine.role})
        if machine.database:
            lines.append(line | {"thing": f"{machine.name}-{machine.database.split()[0]}", "role": "database"})
    for application, server, name, _ in SHARED_DATABASES:
        lines.append({"application_id": application, "thing": f"{server}-{name}", "role": "database"})
    for application, share, council in SHARES:
        lines.append({"application_id": application, "thing": share, "role": "files", "organisation_id": council})
    return csv_text(DEPLOYMENT_COLUMNS, ({"environment": "prod"} | line for line in lines))
