"""Products with their dates, and the support state of a thing on a day."""

from __future__ import annotations

from typing import Literal

from safeio.values import Day, value

SupportState = Literal["supported", "supported-no-date", "extended", "ended", "unknown"]


@value
class ProductCycle:
    """One release line of a product and its dates; each may be unknown, or known only as yes or no.

    `vendor_ends`: end of ordinary (security) support. `extended_ends`: end of paid extended support.
    `mainstream_ends`: shown only. `supported` is set where the vendor says yes or no without a date.
    `label` is what people call this cycle where its own name is a code ("2012 SP4" for 11.0-sp4).
    `names` are what else this cycle is called ("2008 R2"); one that ends in `*` stands for all that begin so.
    """

    cycle: str
    label: str | None = None
    released: Day | None = None
    mainstream_ends: Day | None = None
    vendor_ends: Day | None = None
    extended_ends: Day | None = None
    supported: bool | None = None
    names: tuple[str, ...] = ()


@value
class Product:
    """A product line with its support dates, as one file of inventory/products/ says them.

    `aliases` are names real exports use; `patterns` are regular expressions with the optional groups `cycle` and
    `version`. `unclear` are texts that could mean several cycles, so they give none. `note` tells a reader how the
    dates or names are meant.
    """

    id: str
    name: str
    kind: Literal["os", "database", "hypervisor", "middleware", "storage", "network", "application"]
    source: str
    as_of: Day
    aliases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    note: str | None = None
    cycles: tuple[ProductCycle, ...] = ()


@value
class Covering:
    """The days on which one contract can keep a thing in support.

    `starts` None: it is taken to have started. `ends` None: rolling.
    """

    id: str
    starts: Day | None = None
    ends: Day | None = None


@value
class SupportBasis:
    """What the support state of a thing rests on, whatever the day: its release, and the contracts that can cover it.

    `source` is where the dates of `cycle` are from. `contracts` are sorted by id.
    """

    aspect: Literal["hardware", "software"]
    product: str | None = None
    cycle: ProductCycle | None = None
    source: str | None = None
    contracts: tuple[Covering, ...] = ()


@value
class Standing:
    """How anything stands on `as_of` that rests on the same: its hardware (by contract) or its software (by vendor).

    `vendor_ends` and `contracted_ends` are different dates and are both shown. `ends` is the last
    supported day as contracts stand; None where no such day is known. For hardware the contract decides and the
    vendor's date is shown; for software the vendor's date decides, and a contract can carry it on to `extended_ends`.
    """

    aspect: Literal["hardware", "software"]
    product: str | None = None
    cycle: str | None = None
    vendor_ends: Day | None = None
    extended_ends: Day | None = None
    contracted_ends: Day | None = None
    ends: Day | None = None
    state: SupportState
    as_of: Day
    sources: tuple[str, ...] = ()


@value
class Support(Standing):
    """The support state of one thing on `as_of`."""

    thing_id: str
