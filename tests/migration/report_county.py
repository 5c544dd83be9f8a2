"""A made-up county for the report tests: its estate, support dates and decisions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from inventory.model import (
    Application,
    Contract,
    Estate,
    Hypervisor,
    Interface,
    Licence,
    NetworkDevice,
    Organisation,
    Server,
    StorageArray,
    Support,
)
from migration.model import (
    Disposition,
    Evidence,
    Reason,
)

AS_OF = date(2026, 6, 1)
COUNCILS = (("north", "Northshire County Council"), ("elm", "Elmbridge Vale"), ("tarn", "Tarnwick Borough"))
SYSTEMS = (
    "Revenues and benefits",
    "Council tax web forms",
    "Payroll",
    "Finance ledger",
    "Social care records",
    "Planning applications",
    "Building control",
    "Library catalogue",
    "Geographic information",
    "Electoral register",
    "Housing repairs",
    "Parking permits",
    "Customer contact",
    "Document store",
    "Email archive",
    "Identity service",
    "Integration platform",
    "Highways assets",
    "School admissions",
    "Registrars",
    "Fleet management",
    "Waste rounds",
    "Trading standards",
    "Committee papers",
    "Intranet",
    "Open data site",
    "Asset register",
    "Time recording",
    "Old cash receipting",
    "Legacy cemetery records",
    "Telephony reporting",
)


ROUTES = ("retire", "replace", "replatform", "rehost", "rehost", "rehost", "replatform", "retain")
TARGETS = {
    "retire": None,
    "replace": "software-service",
    "replatform": "web-app",
    "rehost": "virtual-machine",
    "retain": "stays",
}


def _application(index: int, name: str) -> Application:
    councils = tuple(one for one, _ in COUNCILS)
    old = name.startswith(("Old", "Legacy"))
    return Application(
        id=f"app-{index:02d}",
        name=name,
        organisation_ids=councils if index % 7 == 0 else (councils[index % 3],),
        service="revenues" if index < 3 else "corporate",
        owner="Head of Service",
        criticality=1 + index % 4,
        gate_ids=("cabinet",) if index % 2 == 0 else (),
        mitigation="A firewall of its own; no way in from the internet" if old else None,
        mitigation_review=date(2026, 3, 31) if name.startswith("Old") else date(2026, 11, 30) if old else None,
    )


def county_estate() -> Estate:
    arrays = tuple(
        StorageArray(id=f"array-{n:02d}", name=f"SAN{n:02d}", vendor="Dell", model=f"Unity {300 + 80 * (n % 3)}")
        for n in range(12)
    )
    switches = tuple(
        NetworkDevice(id=f"switch-{n:02d}", name=f"SW{n:02d}", vendor="Cisco", model=f"Catalyst {3850 - 90 * (n % 2)}")
        for n in range(20)
    )
    return Estate(
        seen_on=AS_OF,
        organisations=tuple(Organisation(id=one, name=name) for one, name in COUNCILS),
        servers=tuple(
            Server(id=f"srv-{n:02d}", name=f"NCC-SRV-{n:02d}", said_by={"name": "rvtools.xlsx"}) for n in range(72)
        ),
        hypervisors=tuple(Hypervisor(id=f"esx-{n}", name=f"ESX{n}", vendor="HPE", model="DL380") for n in range(8)),
        storage_arrays=arrays,
        network_devices=switches,
        applications=tuple(_application(index, name) for index, name in enumerate(SYSTEMS)),
        contracts=(
            _contract("con-san", "Dell", date(2025, 12, 31), arrays),
            _contract("con-lan", "Cisco", date(2027, 9, 30), switches),
            _contract("con-host", "Shared Services Ltd", None, ()),
        ),
        licences=(
            Licence(
                id="lic-1", product="Office suite", metric="user", entitled=4200, deployed=3900, used=3100,
                annual_gbp=Decimal(820000), renewal=date(2027, 3, 31),
            ),
            Licence(id="lic-2", product="Database", metric="core", entitled=32, deployed=40, used=36),
            Licence(id="lic-3", product="Reporting", metric="user"),
        ),
        interfaces=tuple(_interface(n) for n in range(34)),
    )  # fmt: skip


def _contract(
    identifier: str, supplier: str, ends: date | None, covers: tuple[StorageArray | NetworkDevice, ...]
) -> Contract:
    return Contract(
        id=identifier,
        supplier=supplier,
        kind="support" if covers else "hosting",
        covers_ids=tuple(one.id for one in covers),
        organisation_id="north",
        ends=ends,
        notice_days=90,
        annual_gbp=Decimal(60000),
    )


def _interface(n: int) -> Interface:
    first = 16 if n % 3 == 0 else (n * 5) % 31
    last = (n * 7 + 3) % 31
    return Interface(
        id=f"if-{n:02d}",
        from_application=f"app-{first:02d}",
        to_application=f"app-{last:02d}",
        kind=("api", "file", "database")[n % 3],  # type: ignore[arg-type]
        direction="out",
        coupling=("weak", "weak", "strong", None)[n % 4],  # type: ignore[arg-type]
        data="Names and addresses",
        personal_data=n % 2 == 0,
        declared=True,
    )


def county_supports(estate: Estate) -> tuple[Support, ...]:
    software = [_software(server.id, n) for n, server in enumerate(estate.servers)]
    arrays = [_hardware(array.id, date(2025 + n // 5, 12, 31)) for n, array in enumerate(estate.storage_arrays)]
    switches = [
        _hardware(device.id, date(2025, 9, 30) if n < 15 else date(2027, 9, 30))
        for n, device in enumerate(estate.network_devices)
    ]
    return (*software, *arrays, *switches)


def _software(thing_id: str, n: int) -> Support:
    cycle, vendor, extended = (
        ("2012-r2", date(2023, 10, 10), date(2026, 10, 13)),
        ("2016", date(2027, 1, 12), None),
        ("2019", date(2029, 1, 9), None),
        ("2022", date(2031, 10, 14), None),
    )[n % 4]
    known = n % 11 != 0
    ended = "extended" if n % 8 == 0 else "ended"
    return Support(
        thing_id=thing_id,
        aspect="software",
        product="windows-server" if known else None,
        cycle=cycle if known else None,
        vendor_ends=vendor if known else None,
        extended_ends=extended if known else None,
        ends=vendor if known else None,
        state="unknown" if not known else "supported" if vendor > AS_OF else ended,  # type: ignore[arg-type]
        as_of=AS_OF,
        sources=("endoflife.date, 2026-05-20",),
    )


def _hardware(thing_id: str, contracted: date) -> Support:
    return Support(
        thing_id=thing_id,
        aspect="hardware",
        vendor_ends=date(2028, 6, 30),
        contracted_ends=contracted,
        ends=contracted,
        state="ended" if contracted < AS_OF else "supported",
        as_of=AS_OF,
        sources=("contracts.csv",),
    )


def county_disposition(application: Application, index: int) -> Disposition:
    route = ROUTES[index % len(ROUTES)]
    says = "needs an operating system no platform service offers"
    reasons = (Reason(id="own-os", blocks=("replatform",), says=says),) if route in ("rehost", "retain") else ()
    return Disposition(
        application_id=application.id,
        route=route,  # type: ignore[arg-type]
        target_kind=TARGETS[route],
        reasons=reasons,
        evidence=(Evidence(fact="users log in through a browser", source="applications.csv"),),
        decided_on=AS_OF,
    )
