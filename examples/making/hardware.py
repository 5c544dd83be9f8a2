"""Storage, network gear and physical servers, and the contracts and licences that keep them in support."""

# ruff: noqa: E501 - a row of a table stands on one line

from __future__ import annotations

from making.machines import PRODUCTS, SHARED_DATABASES, SITES, Machine
from making.tables import csv_text, names, rows

THING_COLUMNS = names(
    "id kind name organisation_id site_id parent_id product version vendor model serial cpus memory_mib physical size_gib used_gib"
)

# Three of the seven storage systems are out of contracted support on 22 November 2026, and the rest fall out by 2028.
ARRAYS = """
name | site | vendor | model | serial | product | version | size_gib | used_gib
wm-san-gold | ch | NetApp | FAS8200 | 211942000417 | ONTAP | 9.9 | 62000 | 52400
wm-san-silver | ch | HPE | 3PAR StoreServ 8200 | CZ37210FQK | 3PAR OS | 3.3.1 | 58000 | 43100
wm-nas-files | ch | NetApp | FAS2650 | 211836000229 | ONTAP | 9.7 | 46000 | 33600
wm-san-archive | ch | Dell EMC | Unity 300 | CKM00174500921 | Unity OE | 5.0 | 30000 | 20200
dc-san-main | rs | Dell EMC | Unity 380 | CKM00194101377 | Unity OE | 5.1 | 34000 | 27900
dc-nas-files | rs | NetApp | FAS2620 | 211752000188 | ONTAP | 9.7 | 12000 | 9000
dc-backup | rs | Dell EMC | Data Domain DD6300 | CKM00173301502 | DD OS | 7.2 | 90000 | 61000
"""

# Twelve of the sixteen network devices are out of contracted support on 22 November 2026.
NETWORK = """
name | site | vendor | model | serial | product | version
wm-sw-core-a | ch | Cisco | Catalyst 4507R+E | FXS1723Q0AB | IOS XE | 3.8
wm-sw-core-b | ch | Cisco | Catalyst 4507R+E | FXS1723Q0AC | IOS XE | 3.8
wm-sw-dc-a | ch | Cisco | Nexus 5596UP | SSI161604LM | NX-OS | 7.3
wm-sw-dc-b | ch | Cisco | Nexus 5596UP | SSI161604LN | NX-OS | 7.3
wm-sw-edge-1 | ch | HPE | Aruba 5406R zl2 | SG64G490KX | ArubaOS-Switch | 16.10
wm-sw-edge-2 | ch | HPE | Aruba 5406R zl2 | SG64G490KY | ArubaOS-Switch | 16.10
wm-fw-outer-a | ch | Fortinet | FortiGate 600E | FG6H0E5819900112 | FortiOS | 6.4
wm-fw-outer-b | ch | Fortinet | FortiGate 600E | FG6H0E5819900113 | FortiOS | 6.4
wm-fw-legacy | ch | Cisco | ASA 5525-X | FCH1941J6TW | ASA | 9.8
wm-lb-a | ch | F5 | BIG-IP 2200s | f5-kqpv-rdhe | TMOS | 13.1
wm-lb-b | ch | F5 | BIG-IP 2200s | f5-kqpv-rdhf | TMOS | 13.1
wm-wlc | ch | Cisco | 5508 Wireless Controller | FCW1840L0BD | AireOS | 8.5
dc-sw-core-a | rs | Cisco | Catalyst 3850 | FOC1932X0RT | IOS XE | 16.12
dc-sw-core-b | rs | Cisco | Catalyst 3850 | FOC1932X0RU | IOS XE | 16.12
dc-fw-a | rs | Fortinet | FortiGate 200F | FG200FT921904417 | FortiOS | 7.0
dc-fw-b | rs | Fortinet | FortiGate 200F | FG200FT921904418 | FortiOS | 7.0
"""

# Datastores are volumes that the workbooks bring; `array` is what stands behind them.
DATASTORES = """
name | site | array
CH-GOLD-01 | ch | wm-san-gold
CH-GOLD-02 | ch | wm-san-gold
CH-SILVER-01 | ch | wm-san-silver
CH-SILVER-02 | ch | wm-san-silver
CH-ARCHIVE-01 | ch | wm-san-archive
RS-MAIN-01 | rs | dc-san-main
RS-MAIN-02 | rs | dc-san-main
"""

SHARES = """
name | organisation | site | array | size_gib | used_gib
wm-corporate-files | westmere | ch | wm-nas-files | 26000 | 21500
wm-team-files | westmere | ch | wm-nas-files | 10000 | 8200
hd-shared-files | hallowdale | rs | dc-nas-files | 6000 | 5100
bf-shared-files | brackenford | rs | dc-nas-files | 5000 | 3900
wm-map-images | westmere | ch | wm-nas-files | 6000 | 3800
wm-past-admissions | westmere | ch | wm-nas-files | 400 | 90
"""

PHYSICAL = {
    "bf-rev-db": ("HPE", "ProLiant DL380 Gen8", "CZJ3410K7"),
    "wm-hr-db": ("HPE", "ProLiant DL580 Gen8", "CZJ4220P1"),
    "wm-libpc-mgmt": ("Dell", "PowerEdge R710", "4QX7L5"),
    "wm-tel": ("HPE", "ProLiant DL360 Gen9", "CZJ6150T2"),
    "wm-hwy": ("Oracle", "SPARC T4-1", "AK00129"),
    "dc-cctv": ("Dell", "PowerEdge R740xd", "8HT3JX"),
    "wm-door": ("Dell", "PowerEdge R230", "GZ82PK"),
}

CONTRACT_COLUMNS = names(
    "id supplier kind covers organisation_id starts ends notice_days extension_months extension_gbp annual_gbp "
    "capital_or_revenue exit_gbp"
)

CONTRACTS = """
id | supplier | kind | covers | organisation_id | starts | ends | notice_days | extension_months | extension_gbp | annual_gbp | exit_gbp
san-gold-support | Kestrel Storage Care | support | wm-san-gold | westmere | 2023-10-01 | 2027-09-30 | 90 | 12 | 31500 | 24800 |
san-silver-support | Kestrel Storage Care | support | wm-san-silver | westmere | 2021-06-01 | 2026-05-31 | 90 | | | 21400 |
nas-support | Kestrel Storage Care | support | wm-nas-files;dc-nas-files | westmere | 2022-04-01 | 2027-03-31 | 90 | 12 | 19800 | 16200 |
san-archive-support | Orrin Infrastructure | support | wm-san-archive | westmere | 2020-11-01 | 2025-10-31 | 60 | | | 9800 |
riverside-san-support | Orrin Infrastructure | support | dc-san-main | hallowdale | 2024-07-01 | 2028-06-30 | 90 | 12 | 17600 | 14600 |
backup-support | Orrin Infrastructure | support | dc-backup | hallowdale | 2020-03-01 | 2025-02-28 | 60 | | | 11900 |
core-network-support | Pellwood Networks | support | wm-sw-core-*;wm-sw-dc-*;wm-wlc | westmere | 2020-08-01 | 2025-07-31 | 90 | | | 26300 |
edge-network-support | Pellwood Networks | support | wm-sw-edge-* | westmere | 2021-01-01 | 2025-12-31 | 90 | | | 7200 |
load-balancer-support | Pellwood Networks | support | wm-lb-*;wm-fw-legacy | westmere | 2021-04-01 | 2026-03-31 | 90 | | | 12100 |
firewall-support | Pellwood Networks | support | wm-fw-outer-* | westmere | 2024-09-01 | 2027-08-31 | 90 | 12 | 15400 | 13900 |
riverside-network-support | Pellwood Networks | support | dc-sw-core-* | hallowdale | 2021-09-01 | 2026-08-31 | 90 | | | 5200 |
riverside-firewall-support | Pellwood Networks | support | dc-fw-* | hallowdale | 2025-03-01 | 2028-02-29 | 90 | 12 | 6900 | 6200 |
host-support | Larkmoor Computing | support | wch-esx* | westmere | 2023-01-01 | 2027-12-31 | 90 | 12 | 22400 | 18700 |
riverside-host-support | Larkmoor Computing | support | rvs-esx* | hallowdale | 2023-01-01 | 2027-12-31 | 90 | 12 | 10900 | 8900 |
old-server-support | Larkmoor Computing | support | wm-hr-db*;wm-tel0*;bf-rev-db* | westmere | 2024-04-01 | 2028-03-31 | 90 | 12 | 18200 | 15300 |
solaris-support | Marlpit Systems | support | wm-hwy* | westmere | 2022-07-01 | 2027-06-30 | 180 | 12 | 26000 | 21800 |
virtualisation-licence | Holtwood Licensing | licence | wch-esx*;rvs-esx* | westmere | 2025-04-01 | 2028-03-31 | 90 | 12 | 148000 | 126000 |
revenues-software-hallowdale | Calder Wynn Software | licence | hd-ctax-app*;hd-ben-app* | hallowdale | 2020-04-01 | 2028-03-31 | 180 | 12 | 71000 | 62500 |
revenues-software-brackenford | Dunmere Public Systems | licence | bf-rev-app*;bf-ben-app* | brackenford | 2021-04-01 | 2027-09-30 | 180 | 12 | 69800 | 58900 |
care-software | Ashdene Care Systems | licence | wm-asc-app*;wm-csc-app* | westmere | 2022-10-01 | 2029-09-30 | 180 | | | 214000 |
payroll-software | Fernhill Business Systems | licence | wm-hr-app* | westmere | 2019-04-01 | 2028-03-31 | 180 | 12 | 109000 | 96400 | 22000
ledger-software | Fernhill Business Systems | licence | wm-fin-app* | westmere | 2021-04-01 | 2029-03-31 | 180 | 12 | 94000 | 88200 |
linux-extended-support | Holtwood Licensing | support | wm-gis-*;wm-hr-app* | westmere | 2024-07-01 | 2027-06-30 | 60 | 12 | 11800 | 9400 |
database-extended-security | Holtwood Licensing | support | wm-asc-db01-sql;wm-csc-db01-sql;wm-fin-db01-sql | westmere | 2026-07-15 | 2027-07-14 | 60 | 12 | 38500 | 33800 |
revenues-database-security | Holtwood Licensing | support | hd-ctax-db01-sql;hd-ben-db01-sql | hallowdale | 2024-07-10 | 2027-07-09 | 60 | | | 16900 |
telephony-lease | Copperfold Telecom | lease | wm-tel0* | westmere | 2022-01-01 | 2027-12-31 | 180 | 12 | 64000 | 57600 | 15000
county-hall-line | Copperfold Telecom | connectivity | | westmere | 2023-06-01 | | 90 | | | 38400 |
riverside-line | Copperfold Telecom | connectivity | | hallowdale | 2023-06-01 | 2028-05-31 | 90 | 12 | 14200 | 13100 |
riverside-machine-room | Brackenford Estates Company | hosting | dc-* | hallowdale | 2021-10-01 | 2028-09-30 | 180 | 12 | 44000 | 41000 |
"""

LICENCES = """
id | product | metric | entitled | deployed | used | annual_gbp | renewal | contract_id
database-cores | Microsoft SQL Server Standard | core | 148 | 132 | 118 | 47600 | 2027-04-01 |
oracle-processors | Oracle Database Enterprise Edition | processor | 12 | 14 | 14 | 83200 | 2027-06-01 |
windows-cores | Microsoft Windows Server Datacenter | core | 320 | 320 | 288 | 28900 | 2027-04-01 |
desktop-mapping | Desktop mapping client | user | 260 | 190 | 74 | 31200 | 2027-07-01 |
document-users | Document management named user | user | 3500 | 3100 | 2240 | 66500 | 2027-10-01 |
vsphere-8-enterprise-plus-237c19 | vSphere 8 Enterprise Plus | cpuPackage | 24 | 24 | 24 | | 2028-03-31 | virtualisation-licence
"""


def things_csv(found: list[Machine]) -> str:
    """things.csv: what the workbooks do not bring."""
    lines: list[dict[str, object]] = []
    for kind, table in (("storage-array", ARRAYS), ("network-device", NETWORK)):
        for row in rows(table):
            lines.append({"kind": kind, "site_id": SITES[row.pop("site")], **row})
    for array in ("wm-nas-files", "dc-nas-files"):
        of_array = [row for row in rows(SHARES) if row["array"] == array]
        sums = {size: sum(int(row[size]) for row in of_array) for size in ("size_gib", "used_gib")}
        site_id = SITES[of_array[0]["site"]]
        lines.append({"kind": "volume", "name": f"{array}-vol1", "site_id": site_id, "parent_id": array, **sums})
    for row in rows(SHARES):
        parent, site_id, owner = f"{row.pop('array')}-vol1", SITES[row.pop("site")], row.pop("organisation")
        lines.append({"kind": "share", "parent_id": parent, "site_id": site_id, "organisation_id": owner, **row})
    lines.extend(_server(machine) for machine in found if not machine.virtual)
    lines.extend(_database(machine) for machine in found if machine.database)
    lines.extend(
        {"kind": "database", "name": f"{server}-{name}", "parent_id": server, "site_id": "county-hall"}
        | {"product": PRODUCTS["sql"], "version": "2019", "size_gib": gib, "used_gib": gib * 9 // 10}
        for _, server, name, gib in SHARED_DATABASES
    )
    return csv_text(THING_COLUMNS, ({"id": line["name"]} | line for line in lines))


def _server(machine: Machine) -> dict[str, object]:
    vendor, model, serial = PHYSICAL[machine.name[:-2]]
    product, version = machine.system.removesuffix(" (64-bit)"), ""
    if product.startswith(("Red Hat", "Oracle Solaris")):
        product, _, version = product.rpartition(" ")
    return {
        "kind": "server",
        "name": machine.name,
        "site_id": SITES[machine.site],
        "product": product,
        "version": version,
        "vendor": vendor,
        "model": model,
        "serial": serial + machine.name[-2:],
        "cpus": machine.cpus,
        "memory_mib": machine.memory_gib * 1024,
        "physical": "yes",
        "size_gib": machine.disk_gib,
        "used_gib": machine.used_gib,
    }


def _database(machine: Machine) -> dict[str, object]:
    engine, version = machine.database.split()
    return {
        "kind": "database",
        "name": f"{machine.name}-{engine}",
        "site_id": SITES[machine.site],
        "parent_id": machine.name,
        "product": PRODUCTS[engine],
        "version": version,
        "size_gib": machine.database_gib * 10 // 9,
        "used_gib": machine.database_gib,
    }


def contracts_csv() -> str:
    """contracts.csv. Everything here is revenue: leases and support are paid year by year."""
    return csv_text(CONTRACT_COLUMNS, (row | {"capital_or_revenue": "revenue"} for row in rows(CONTRACTS)))


def licences_csv() -> str:
    """licences.csv: some are under-used, one is over-used."""
    found = rows(LICENCES)
    return csv_text(tuple(found[0]), found)
