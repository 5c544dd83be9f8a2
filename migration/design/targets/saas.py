"""An application is replaced by software as a service."""

from __future__ import annotations

from decimal import Decimal

from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized
from migration.model import SkuLine

KIND = "saas"


def fits(workload: Workload) -> str | None:
    """Why not, or None."""
    return None if workload.application.replacement_product else "no replacement product is named"


def size(workload: Workload, _region: str) -> Sized:
    """A subscription for every user. The price is the user's own row, sku "SaaS <replacement product>"."""
    application = workload.application
    users = None if application.users is None else Decimal(application.users)
    product = application.replacement_product or "unknown product"
    line = SkuLine(sku=f"SaaS {product}", unit="user-month", quantity=users, what=f"subscription to {product}")
    return Sized(size=None, lines=(line,), why=f"replaced by {product}")
