"""A small estate whose applications talk to each other in every way, and a share that no application owns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from inventory.model import Interface, StorageArray, Volume
from migration.design.inputs import DesignInputs
from migration.model.landing_zone import LandingZoneFile
from migration.model.shared_services import BackendEntry, SharedServicesSection
from tests.design.design_cases import application, case, landing_zone, runs, server, share

ROUTES: dict[str, Any] = {
    "rates": "replatform",
    "portal": "replatform",
    "crm": "replatform",
    "bins": "rehost",
    "payroll": "retain",
    "letters": "replace",
    "old-crm": "retire",
}
"""Web applications, a machine, one that stays, one that is bought as a service, and one that ends."""

WEB = ("crm", "portal", "rates")


def interface(caller: str, called: str, kind: str | None, **fields: Any) -> Interface:
    """One application calls another; its id says which and how."""
    known: dict[str, Any] = {
        "id": f"{caller}-{called}-{kind}",
        "from_application": caller,
        "to_application": called,
        "kind": kind,
        "coupling": "weak",
        "declared": True,
    }
    return Interface(**known | fields)


EVERY_WAY = (
    interface("portal", "rates", "api", data="bills"),
    interface("portal", "crm", "api", data="people"),
    interface("bins", "crm", "api", data="people"),
    interface("crm", "rates", "message", data="new address", direction="out"),
    interface("crm", "bins", "message", data="new address", direction="out"),
    interface("payroll", "crm", "message", direction="both"),
    interface("rates", "bins", "file"),
    interface("rates", "payroll", "file", direction="out"),
    interface("payroll", "rates", "database", direction="in"),
)
"""Three APIs of two applications, a topic, two queues, a file put down, a file and a table carried."""


def shared_case(
    interfaces: Sequence[Interface] = EVERY_WAY,
    section: SharedServicesSection | None = None,
    file: LandingZoneFile | None = None,
    departments: bool = True,
) -> DesignInputs:
    """The estate with these interfaces. Without a section the gateway shows the CRM a secret."""
    things = [server(f"s-{name}") for name in ROUTES]
    deployed = [runs(name, f"s-{name}", "web" if name in WEB else "app") for name in ROUTES]
    inputs = case([application(name) for name in ROUTES], things, deployed, ROUTES)
    estate = replace(
        inputs.estate,
        interfaces=tuple(sorted(interfaces, key=lambda one: one.id)),
        storage_arrays=(StorageArray(id="nas", name="nas"),),
        volumes=(Volume(id="vol1", name="vol1", parent_id="nas"),),
        shares=(share("team-files", parent_id="vol1", organisation_id="county"),) if departments else (),
    )
    chosen = section or SharedServicesSection(
        backends=(BackendEntry(application_id="crm", secret="api-crm"),), files_criticality=3
    )
    known = file or landing_zone()
    return replace(inputs, estate=estate, landing_zone=replace(known, shared_services=chosen))
