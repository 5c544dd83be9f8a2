"""interfaces.csv: the catalogue of declared interfaces between applications."""

from __future__ import annotations

from inventory.importers.cells import BadCell, identifier, one_of, reference, text, yes_no
from inventory.importers.register import Facts, Register, importer
from safeio.text import slug


def identify(facts: Facts) -> str:
    """ "interface/id"; without an id, one made of both applications, the kind and the data."""
    ends = str(facts["from_application"]), str(facts["to_application"])
    if ends[0] == ends[1]:
        raise BadCell("it goes from an application to itself", "Name two applications, or delete the row.")
    parts = (*ends, facts.get("kind"), facts.get("data"))
    facts["id"] = facts.get("id") or "--".join(slug(str(part)) for part in parts if part)
    facts["declared"] = True
    return f"interface/{facts['id']}"


REGISTER = Register(
    name="interfaces",
    says="interfaces.csv",
    columns={
        "id": identifier,
        "from_application": reference,
        "to_application": reference,
        "kind": one_of("database", "api", "file", "message", "identity"),
        "direction": one_of("out", "in", "both"),
        "coupling": one_of("strong", "weak"),
        "data": text,
        "personal_data": yes_no,
        "record_system": reference,
    },
    required=("from_application", "to_application"),
    filled=("from_application", "to_application"),
    identify=identify,
)
IMPORTER = importer(REGISTER)
