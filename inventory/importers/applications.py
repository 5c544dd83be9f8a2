"""applications.csv: the systems people use, how much they matter and what moving them takes."""

from __future__ import annotations

from inventory.importers.cells import between, day, identifier, listed, one_of, text, whole, yes_no
from inventory.importers.register import Facts, Register, importer


def identify(facts: Facts) -> str:
    """ "application/id"."""
    return f"application/{facts['id']}"


REGISTER = Register(
    name="applications",
    says="applications.csv",
    columns={
        "id": identifier,
        "name": text,
        "function": text,
        "organisation_ids": listed,
        "service": text,
        "owner": text,
        "criticality": between(1, 4),
        "rto_minutes": whole,
        "rpo_minutes": whole,
        "data_class": text,
        "personal_data": yes_no,
        "users": whole,
        "in_use_until": day,
        "replacement_product": text,
        "preferred_route": one_of("retire", "replace", "replatform", "rehost", "retain"),
        "traits": listed,
        "may_split": yes_no,
        "gate_ids": listed,
        "mitigation": text,
        "mitigation_review": day,
    },
    required=("id", "name"),
    filled=("id", "name"),
    identify=identify,
    prefixes=("effort_",),
)
IMPORTER = importer(REGISTER)
