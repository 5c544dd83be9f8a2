"""licences.csv: what may be used, what is installed and what is really used."""

from __future__ import annotations

from inventory.importers.cells import day, identifier, reference, spend, text, whole
from inventory.importers.register import Facts, Register, importer
from safeio.text import slug


def identify(facts: Facts) -> str:
    """ "licence/id", or the slug of the product where no id is given."""
    return f"licence/{facts.get('id') or slug(str(facts['product']))}"


REGISTER = Register(
    name="licences",
    says="licences.csv",
    columns={
        "id": identifier,
        "product": text,
        "metric": text,
        "entitled": whole,
        "deployed": whole,
        "used": whole,
        "annual_gbp": spend,
        "renewal": day,
        "contract_id": reference,
    },
    required=("product", "entitled"),
    filled=("product",),
    identify=identify,
)
IMPORTER = importer(REGISTER)
