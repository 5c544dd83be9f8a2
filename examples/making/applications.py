"""The forty applications of the county and its two districts. `w`, `h` and `b` are the three councils."""

# ruff: noqa: E501 - a row of a table stands on one line

from __future__ import annotations

from making.tables import csv_text, names, rows

COUNCILS = {"w": "westmere", "h": "hallowdale", "b": "brackenford"}

COLUMNS = names(
    "id name function organisation_ids service owner criticality rto_minutes rpo_minutes data_class personal_data users "
    "in_use_until replacement_product preferred_route traits may_split effort_applications effort_dba gate_ids "
    "mitigation mitigation_review"
)

APPLICATIONS = """
id | name | function | organisation_ids | service | owner | criticality | recovery | data_class | users | replacement_product | traits | gate_ids
council-tax-hallowdale | Hallowdale Revenues | council tax | h | revenues | Head of Revenues | 1 | 240/60 | sensitive | 64 | Hosted revenues and benefits service | | procurement
council-tax-brackenford | Brackenford Revenues | council tax | b | revenues | Head of Customer Services | 1 | 240/60 | sensitive | 51 | Hosted revenues and benefits service | | procurement
benefits-hallowdale | Hallowdale Benefits | benefits | h | revenues | Head of Revenues | 1 | 240/60 | sensitive | 58 | Hosted revenues and benefits service | | procurement
benefits-brackenford | Brackenford Benefits | benefits | b | revenues | Head of Customer Services | 1 | 240/60 | sensitive | 44 | Hosted revenues and benefits service | | procurement
adult-care | Adult Social Care Case Management | social care case management | w | social care | Director of Adult Care | 1 | 120/15 | sensitive | 1150 | | licence-not-portable | cabinet;design-authority
children-care | Children's Case Management | social care case management | w | social care | Director of Children's Services | 1 | 120/15 | sensitive | 820 | | | cabinet;design-authority
care-finance | Care Payments | care payments | w | social care | Head of Care Finance | 2 | 480/60 | sensitive | 90 | | | design-authority
planning-hallowdale | Hallowdale Planning | planning | h | planning | Head of Planning | 3 | 1440/240 | official | 72 | Hosted planning service | | procurement
planning-brackenford | Brackenford Planning | planning | b | planning | Head of Place | 3 | 1440/240 | official | 61 | Hosted planning service | | procurement
planning-westmere | Minerals and Waste Planning | planning | w | planning | Head of Environment | 4 | 2880/1440 | official | 18 | Hosted planning service | |
gis | Corporate Mapping | mapping | w;h;b | corporate | Information Manager | 2 | 480/240 | official | 640 | | web;nfs-files | programme-board;design-authority
hr-payroll-westmere | Westmere HR and Payroll | hr and payroll | w | people | Head of People | 1 | 480/60 | sensitive | 5200 | Hosted HR and payroll service | | cabinet
hr-payroll-districts | Districts HR and Payroll | hr and payroll | h;b | people | Shared HR Manager | 2 | 480/60 | sensitive | 1300 | Hosted HR and payroll service | |
finance-westmere | Westmere Ledger | finance ledger | w | finance | Section 151 Officer | 1 | 240/60 | official | 410 | | licence-not-portable | cabinet;design-authority
finance-hallowdale | Hallowdale Ledger | finance ledger | h | finance | Section 151 Officer | 2 | 480/60 | official | 75 | Hosted finance service | | procurement
finance-brackenford | Brackenford Ledger | finance ledger | b | finance | Section 151 Officer | 2 | 480/60 | official | 68 | Hosted finance service | | procurement
library-management | Library Management | libraries | w | libraries | Head of Libraries | 3 | 1440/240 | official | 240 | Hosted library service | |
library-public-network | Library Public Computers | public computers | w | libraries | Head of Libraries | 4 | 2880/1440 | official | 900 | | |
elections | Electoral Register and Polling | elections | h;b | elections | Electoral Services Manager | 1 | 120/15 | sensitive | 34 | | | programme-board;design-authority
housing-hallowdale | Housing Rents and Repairs | housing management | h | housing | Head of Housing | 2 | 480/60 | sensitive | 160 | | | design-authority
housing-allocations | Housing Register and Lettings | housing allocations | h;b | housing | Head of Housing | 3 | 1440/240 | sensitive | 85 | Hosted lettings service | |
parking | Parking and Permits | parking | h;b | parking | Parking Manager | 3 | 1440/240 | official | 46 | Hosted parking service | |
document-management | Document Management | document management | w;h;b | corporate | Information Manager | 2 | 480/240 | sensitive | 3100 | | | cabinet;design-authority
intranet | Westmere Intranet | intranet | w | corporate | Head of Communications | 4 | 2880/1440 | official | 5200 | | web;stateless | design-authority
public-websites | Public Websites and Forms | web | w;h;b | customer | Head of Customer Services | 2 | 240/60 | official | 60 | | web;stateless;public | design-authority
telephony | Telephony and Contact Centre | telephony | w;h;b | customer | Head of Customer Services | 1 | 60/15 | official | 2900 | Hosted telephony service | | cabinet
income-management | Income Management and Card Payments | income management | w;h;b | finance | Income Manager | 1 | 120/15 | sensitive | 120 | | custom-build;containers | programme-board;design-authority
highways-assets | Highways Asset Management | highways | w | highways | Head of Highways | 3 | 1440/240 | official | 130 | Hosted highways service | | procurement
school-admissions | School Admissions | school admissions | w | education | Head of Education | 2 | 480/60 | sensitive | 55 | | web;sql-instance;archive | design-authority
registrars | Registrars' Bookings and Certificates | registration | w | registrars | Superintendent Registrar | 3 | 1440/240 | sensitive | 48 | | custom-build | design-authority
trading-standards | Trading Standards Casework | trading standards | w | regulatory | Head of Trading Standards | 3 | 1440/240 | official | 36 | | custom-build | design-authority
environmental-health | Environmental Health and Licensing | environmental health | h;b | regulatory | Environmental Health Manager | 3 | 1440/240 | official | 70 | Hosted regulatory service | |
waste-routing | Waste Collection Routing | waste collection | h;b | environment | Waste Manager | 3 | 1440/240 | official | 40 | | desktops | design-authority
cctv-control | CCTV Control Room | town centre cameras | h;b | community safety | Community Safety Manager | 2 | 240/60 | sensitive | 22 | | attached-hardware;site-latency |
building-access | Door Access and Building Control | building control | w | property | Facilities Manager | 2 | 240/1440 | official | 15 | | attached-hardware |
file-services | Shared Drives | file sharing | w;h;b | corporate | Platform Manager | 2 | 480/240 | sensitive | 6400 | | | programme-board;design-authority
email-archive | Email Archive | email archive | w | corporate | Information Manager | 4 | 2880/1440 | sensitive | 30 | | |
directory-services | Directory and Sign-in | identity | w;h;b | corporate | Platform Manager | 1 | 60/15 | official | 6400 | | | design-authority
data-warehouse | Performance and Data Warehouse | reporting | w | corporate | Head of Insight | 3 | 1440/1440 | sensitive | 75 | | | design-authority
committee-management | Committee Papers and Decisions | democratic services | w;h;b | democratic services | Monitoring Officer | 3 | 1440/240 | official | 190 | Hosted committee service | |
"""

MORE: dict[str, dict[str, str]] = {
    "adult-care": {"preferred_route": "rehost", "effort_applications": "28", "effort_dba": "12"},
    "children-care": {"preferred_route": "rehost", "effort_applications": "22", "effort_dba": "10"},
    "finance-westmere": {"preferred_route": "rehost", "effort_applications": "26"},
    "cctv-control": {"preferred_route": "retain"},
    "building-access": {"preferred_route": "retain"},
    "email-archive": {"in_use_until": "2027-06-30", "preferred_route": "retire"},
    "library-public-network": {"in_use_until": "2028-01-31"},
    "public-websites": {"may_split": "yes"},
    "file-services": {"may_split": "yes", "effort_applications": "15"},
    "registrars": {
        "mitigation": "kept alive behind an extra firewall; only the registrars' own network may reach it",
        "mitigation_review": "2027-03-31",
    },
    "trading-standards": {
        "mitigation": "kept alive behind an extra firewall; no traffic to the internet",
        "mitigation_review": "2027-06-30",
    },
    "highways-assets": {
        "mitigation": "Solaris machines stand in a network of their own behind an extra firewall",
        "mitigation_review": "2027-09-30",
    },
    "hr-payroll-westmere": {
        "mitigation": "database may be reached from the application servers alone, through an extra firewall",
        "mitigation_review": "2027-05-31",
    },
}


def applications_csv() -> str:
    """applications.csv."""
    found = []
    for row in rows(APPLICATIONS):
        rto, rpo = row.pop("recovery").split("/")
        row["organisation_ids"] = ";".join(COUNCILS[code] for code in row["organisation_ids"].split(";"))
        row["personal_data"] = "yes" if row["data_class"] == "sensitive" else "no"
        found.append(row | {"rto_minutes": rto, "rpo_minutes": rpo} | MORE.get(row["id"], {}))
    return csv_text(COLUMNS, found)
