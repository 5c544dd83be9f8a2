"""contracts.csv: agreements with suppliers, what they cover and when they end."""

from __future__ import annotations

from inventory.importers.cells import BadCell, between, day, identifier, listed, one_of, reference, spend, text
from inventory.importers.register import Facts, Register, importer


def identify(facts: Facts) -> str:
    """ "contract/id"; refuses a contract that ends before it starts."""
    starts, ends = facts.get("starts"), facts.get("ends")
    if isinstance(starts, str) and isinstance(ends, str) and ends < starts:
        raise BadCell(f"it ends on {ends}, before it starts on {starts}", "Correct starts or ends.")
    return f"contract/{facts['id']}"


REGISTER = Register(
    name="contracts",
    says="contracts.csv",
    columns={
        "id": identifier,
        "supplier": text,
        "kind": one_of("support", "licence", "hosting", "lease", "connectivity"),
        "covers": listed,
        "organisation_id": reference,
        "starts": day,
        "ends": day,
        # 36500 days and 1200 months: a hundred years, past which a number is a typing error.
        "notice_days": between(0, 36_500),
        "notice_given": day,
        "extension_months": between(0, 1_200),
        "extension_gbp": spend,
        "annual_gbp": spend,
        "capital_or_revenue": one_of("capital", "revenue"),
        "exit_gbp": spend,
    },
    required=("id", "kind", "covers", "ends", "annual_gbp"),
    filled=("id", "kind"),
    identify=identify,
)
IMPORTER = importer(REGISTER)
