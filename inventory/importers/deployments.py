"""deployments.csv: which application runs on which server, database or share."""

from __future__ import annotations

from inventory.importers.cells import one_of, reference, share
from inventory.importers.register import Facts, Register, importer
from safeio.text import slug


def identify(facts: Facts) -> str:
    """ "deployment/application--thing--role--environment--organisation", as far as these are given."""
    facts["thing_id"] = facts.pop("thing")
    parts = (facts.get(name) for name in ("application_id", "thing_id", "role", "environment", "organisation_id"))
    facts["id"] = "--".join(slug(str(part)) for part in parts if part)
    return f"deployment/{facts['id']}"


REGISTER = Register(
    name="deployments",
    says="deployments.csv",
    columns={
        "application_id": reference,
        "thing": reference,
        "role": one_of("web", "app", "database", "files", "batch", "other"),
        "environment": one_of("prod", "test", "dev"),
        "organisation_id": reference,
        "share": share,
    },
    required=("application_id", "thing"),
    filled=("application_id", "thing"),
    identify=identify,
)
IMPORTER = importer(REGISTER)
