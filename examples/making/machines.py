"""The servers of the county: virtual ones go into the RVTools workbooks, physical ones into things.csv."""

from __future__ import annotations

from dataclasses import dataclass

from making.tables import rows

SYSTEMS = {
    "W08": "Microsoft Windows Server 2008 R2 (64-bit)",
    "W12": "Microsoft Windows Server 2012 (64-bit)",
    "W16": "Microsoft Windows Server 2016 (64-bit)",
    "W19": "Microsoft Windows Server 2019 (64-bit)",
    "W22": "Microsoft Windows Server 2022 (64-bit)",
    "R6": "Red Hat Enterprise Linux 6 (64-bit)",
    "R7": "Red Hat Enterprise Linux 7 (64-bit)",
    "R8": "Red Hat Enterprise Linux 8 (64-bit)",
    "C7": "CentOS 7 (64-bit)",
    "U": "Ubuntu Linux (64-bit)",
    "S10": "Oracle Solaris 10",
}
PRODUCTS = {"sql": "Microsoft SQL Server", "ora": "Oracle Database", "pg": "PostgreSQL", "my": "MySQL"}
SITES = {"ch": "county-hall", "rs": "riverside"}

# size is processors / memory GiB / disk GiB / used GiB of each machine; database is engine, version: used GiB.
MACHINES = """
application | name | count | role | os | size | database | site | is
council-tax-hallowdale | hd-ctax-app | 2 | app | W12 | 4/16/250/130 | | rs | virtual
council-tax-hallowdale | hd-ctax-db | 1 | database | W12 | 8/64/2400/1700 | sql 2014:1400 | rs | virtual
council-tax-brackenford | bf-rev-app | 2 | app | R6 | 4/16/200/90 | | ch | virtual
council-tax-brackenford | bf-rev-db | 1 | database | R6 | 8/64/2200/1600 | ora 12.1:1350 | ch | physical
benefits-hallowdale | hd-ben-app | 2 | app | W12 | 4/16/250/140 | | rs | virtual
benefits-hallowdale | hd-ben-db | 1 | database | W12 | 8/48/1600/1100 | sql 2014:900 | rs | virtual
benefits-brackenford | bf-ben-app | 1 | app | R6 | 4/16/200/110 | | ch | virtual
adult-care | wm-asc-web | 2 | web | W16 | 4/16/200/90 | | ch | virtual
adult-care | wm-asc-app | 3 | app | W16 | 8/32/400/210 | | ch | virtual
adult-care | wm-asc-db | 1 | database | W16 | 16/128/7200/5400 | sql 2016:4900 | ch | virtual
children-care | wm-csc-app | 3 | app | W16 | 8/32/400/190 | | ch | virtual
children-care | wm-csc-db | 1 | database | W16 | 16/128/5200/3700 | sql 2016:3300 | ch | virtual
children-care | wm-csc-test | 1 | app | W16 | 4/16/600/380 | | rs | virtual
care-finance | wm-cfin-app | 1 | app | W12 | 4/16/300/160 | sql 2012:70 | ch | virtual
planning-hallowdale | hd-plan-app | 1 | app | W12 | 4/16/1800/1300 | | rs | virtual
planning-hallowdale | hd-plan-db | 1 | database | W12 | 4/32/900/520 | sql 2014:380 | rs | virtual
planning-brackenford | bf-plan-app | 1 | app | W19 | 4/16/1500/1150 | | ch | virtual
planning-brackenford | bf-plan-db | 1 | database | W19 | 4/32/800/440 | sql 2019:310 | ch | virtual
planning-westmere | wm-plan-app | 1 | app | W12 | 2/8/700/420 | sql 2012:60 | ch | virtual
gis | wm-gis-web | 2 | web | R7 | 4/16/200/95 | | ch | virtual
gis | wm-gis-db | 1 | database | R7 | 16/128/21000/16400 | pg 11:15800 | ch | virtual
hr-payroll-westmere | wm-hr-app | 2 | app | R7 | 8/32/500/260 | | ch | virtual
hr-payroll-westmere | wm-hr-db | 2 | database | R6 | 16/128/3200/2300 | ora 12.1:1900 | ch | physical
hr-payroll-districts | dc-hr-app | 1 | app | W12 | 4/16/300/170 | sql 2014:80 | rs | virtual
finance-westmere | wm-fin-app | 2 | app | W16 | 8/32/500/280 | | ch | virtual
finance-westmere | wm-fin-db | 1 | database | W16 | 16/96/3400/2400 | sql 2016:2000 | ch | virtual
finance-hallowdale | hd-fin-app | 1 | app | W19 | 4/24/800/450 | sql 2019:260 | rs | virtual
finance-brackenford | bf-fin-app | 1 | app | W12 | 4/24/700/380 | sql 2012:210 | ch | virtual
library-management | wm-lib-app | 2 | app | W12 | 4/16/300/150 | | ch | virtual
library-management | wm-lib-db | 1 | database | W12 | 4/32/900/560 | sql 2014:420 | ch | virtual
library-public-network | wm-libpc-mgmt | 2 | other | W08 | 2/8/500/310 | | rs | physical
elections | dc-elec-app | 1 | app | W19 | 4/16/300/150 | | rs | virtual
elections | dc-elec-db | 1 | database | W19 | 4/32/600/290 | sql 2019:180 | rs | virtual
housing-hallowdale | hd-hou-app | 2 | app | W19 | 4/16/400/210 | | rs | virtual
housing-hallowdale | hd-hou-db | 1 | database | W19 | 8/64/1900/1250 | sql 2019:1000 | rs | virtual
housing-allocations | dc-let-app | 1 | app | C7 | 4/16/300/180 | my 5.7:60 | rs | virtual
parking | dc-park-app | 1 | app | W12 | 4/16/900/610 | sql 2014:190 | rs | virtual
document-management | wm-edm-app | 3 | app | W16 | 8/32/500/270 | | ch | virtual
document-management | wm-edm-db | 1 | database | W16 | 8/64/2600/1900 | sql 2016:1600 | ch | virtual
document-management | wm-edm-store | 2 | files | W16 | 4/16/16000/12600 | | ch | virtual
intranet | wm-intra-web | 2 | web | W19 | 2/8/200/80 | my 8.0:20 | ch | virtual
public-websites | wm-www | 3 | web | U | 4/16/200/85 | | ch | virtual
public-websites | wm-www-db | 1 | database | R8 | 4/32/500/240 | pg 14:150 | ch | virtual
telephony | wm-tel | 4 | other | R6 | 8/32/600/280 | | ch | physical
telephony | wm-tel-rec | 1 | files | W12 | 4/16/9000/7100 | | rs | virtual
income-management | wm-inc-app | 2 | app | R8 | 4/16/250/120 | | ch | virtual
income-management | wm-inc-db | 1 | database | R8 | 8/48/1300/800 | pg 15:620 | ch | virtual
highways-assets | wm-hwy | 2 | other | S10 | 8/32/1800/1200 | ora 11.2:700 | ch | physical
school-admissions | wm-adm-app | 1 | app | W16 | 4/16/300/140 | | ch | virtual
registrars | wm-reg-app | 1 | app | W08 | 2/8/600/390 | sql 2012:90 | ch | virtual
trading-standards | wm-ts-app | 1 | app | W08 | 2/8/700/450 | sql 2012:80 | ch | virtual
environmental-health | dc-eh-app | 1 | app | W16 | 4/16/800/520 | sql 2017:240 | rs | virtual
waste-routing | dc-waste-app | 1 | app | W16 | 4/16/300/160 | sql 2017:50 | rs | virtual
cctv-control | dc-cctv | 2 | other | W16 | 8/32/9000/7200 | | rs | physical
building-access | wm-door | 1 | other | W12 | 2/8/300/120 | | ch | physical
file-services | wm-file | 2 | files | W19 | 8/32/500/220 | | ch | virtual
file-services | dc-file | 1 | files | W19 | 8/32/500/210 | | rs | virtual
email-archive | wm-arch | 2 | files | W08 | 4/16/7000/5600 | | ch | virtual
directory-services | wm-dc | 2 | other | W19 | 4/16/200/90 | | ch | virtual
directory-services | dc-dc | 2 | other | W19 | 4/16/200/90 | | rs | virtual
data-warehouse | wm-dw-app | 1 | app | W12 | 8/32/500/260 | | ch | virtual
data-warehouse | wm-dw-db | 1 | database | W12 | 16/128/11500/8600 | sql 2012:8100 | ch | virtual
committee-management | wm-com-app | 1 | app | W22 | 4/16/900/620 | | ch | virtual
| wm-sql-shared | 1 | database | W19 | 8/64/1200/640 | | ch | virtual
"""

# Databases of two applications on one machine: these applications move together or not at all.
SHARED_DATABASES = (
    ("school-admissions", "wm-sql-shared01", "admissions", 180),
    ("committee-management", "wm-sql-shared01", "committee", 140),
)


@dataclass(frozen=True, kw_only=True)
class Machine:
    """One server. Sizes are GiB; `database` is engine and version, such as "sql 2014"."""

    name: str
    application: str
    role: str
    system: str
    cpus: int
    memory_gib: int
    disk_gib: int
    used_gib: int
    database: str
    database_gib: int
    site: str
    virtual: bool

    @property
    def environment(self) -> str:
        return "test" if "-test" in self.name else "prod"


def machines() -> list[Machine]:
    """Every server, in the order of the table."""
    found = []
    for row in rows(MACHINES):
        cpus, memory, disk, used = map(int, row["size"].split("/"))
        database, _, gib = row["database"].partition(":")
        found.extend(
            Machine(
                name=f"{row['name']}{number:02d}",
                application=row["application"],
                role=row["role"],
                system=SYSTEMS[row["os"]],
                cpus=cpus,
                memory_gib=memory,
                disk_gib=disk,
                used_gib=used,
                database=database,
                database_gib=int(gib or 0),
                site=row["site"],
                virtual=row["is"] == "virtual",
            )
            for number in range(1, int(row["count"]) + 1)
        )
    return found
