"""things.csv: what no export or scan brings, from storage arrays to installed software."""

from __future__ import annotations

from inventory.importers.cells import BadCell, identifier, listed, one_of, reference, text, whole, yes_no
from inventory.importers.register import Facts, Register, importer
from inventory.model import KINDS
from safeio.text import slug


def identify(facts: Facts) -> str:
    """ "kind/slug" of a thing; moves what the row says into the fields that its kind has."""
    kind, name = str(facts.pop("kind")), str(facts["name"])
    size, used = facts.get("size_gib"), facts.get("used_gib")
    if isinstance(size, int) and isinstance(used, int) and used > size:
        raise BadCell(f"used_gib {used} is more than size_gib {size}", "Correct one of them.")
    if kind in ("server", "hypervisor"):
        facts["os_name"] = _joined(facts.pop("product", None), facts.pop("version", None))
    if kind == "server":
        facts["disk_gib"] = facts.pop("size_gib", None)
        if facts.get("physical") is None and facts.get("model") is not None:
            facts["physical"] = True
    facts["addresses"] = facts.pop("address", None)
    return f"{kind}/{facts.get('id') or slug(name)}"


def _joined(*parts: object) -> str | None:
    return " ".join(str(part) for part in parts if part) or None


REGISTER = Register(
    name="things",
    says="things.csv",
    columns={
        "id": identifier,
        "kind": one_of(*KINDS),
        "name": text,
        "organisation_id": reference,
        "site_id": reference,
        "parent_id": reference,
        "product": text,
        "version": text,
        "vendor": text,
        "model": text,
        "serial": text,
        "uuid": text,
        "size_gib": whole,
        "used_gib": whole,
        "address": listed,
        "mac_addresses": listed,
        "dns_name": text,
        "cpus": whole,
        "memory_mib": whole,
        "physical": yes_no,
        "environment": text,
        "power": one_of("on", "off", "suspended"),
    },
    required=("kind", "name"),
    filled=("kind", "name"),
    identify=identify,
)
IMPORTER = importer(REGISTER)
