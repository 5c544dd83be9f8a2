"""Which image a new machine starts from: a release that is still supported two years after the move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inventory.model import Product
from migration.dates import add_months
from migration.model.architecture import Image
from safeio.values import value

SUPPORTED_MONTHS = 24
"""So long after its cut-over a release must be supported to be moved as it is."""

WINDOWS, RED_HAT, UBUNTU = "windows-server", "rhel", "ubuntu"


@value
class Offered:
    """An image of the Azure marketplace. `disk_gib` is the least its system disk may have. All are of the second
    generation, which trusted launch needs."""

    product: str
    cycle: str
    publisher: str
    offer: str
    sku: str
    disk_gib: int


# Only images on the list of automatic guest patching: machines with any other are refused when patches are to be put in
# by the platform. List: MicrosoftDocs/azure-compute-docs, articles/virtual-machines/automatic-vm-guest-patching.md,
# 0ba239a8 of 2024-07-31. Least sizes of disks are those that Azure names when it refuses a smaller one: Windows 127 GB,
# Red Hat 64 GB, Ubuntu 30 GB (public error reports of 2024 to 2026). Newest release of a product last.
IMAGES: tuple[Offered, ...] = (
    Offered(
        product=WINDOWS,
        cycle="2016",
        publisher="MicrosoftWindowsServer",
        offer="WindowsServer",
        sku="2016-datacenter-gensecond",
        disk_gib=127,
    ),
    Offered(
        product=WINDOWS,
        cycle="2019",
        publisher="MicrosoftWindowsServer",
        offer="WindowsServer",
        sku="2019-datacenter-gensecond",
        disk_gib=127,
    ),
    Offered(
        product=WINDOWS,
        cycle="2022",
        publisher="MicrosoftWindowsServer",
        offer="WindowsServer",
        sku="2022-datacenter-g2",
        disk_gib=127,
    ),
    Offered(
        product=WINDOWS,
        cycle="2025",
        publisher="MicrosoftWindowsServer",
        offer="WindowsServer",
        sku="2025-datacenter-azure-edition",
        disk_gib=127,
    ),
    Offered(product=RED_HAT, cycle="8", publisher="RedHat", offer="RHEL", sku="8-lvm-gen2", disk_gib=64),
    Offered(product=RED_HAT, cycle="9", publisher="RedHat", offer="RHEL", sku="9-lvm-gen2", disk_gib=64),
    Offered(
        product=UBUNTU,
        cycle="22.04",
        publisher="Canonical",
        offer="0001-com-ubuntu-server-jammy",
        sku="22_04-lts-gen2",
        disk_gib=30,
    ),
    Offered(product=UBUNTU, cycle="24.04", publisher="Canonical", offer="ubuntu-24_04-lts", sku="server", disk_gib=30),
)


def image_for(product: str | None, cycle: str | None, cut_over: date, products: Sequence[Product]) -> Offered | None:
    """The image of the same release where it is still supported two years after `cut_over`, else of the newest one.

    None where the table has no image of the product.
    """
    offered = [one for one in IMAGES if one.product == product]
    same = next((one for one in offered if one.cycle == cycle), None)
    if same and supported_on(same.product, same.cycle, add_months(cut_over, SUPPORTED_MONTHS), products):
        return same
    return offered[-1] if offered else None


def supported_on(product: str, cycle: str, day: date, products: Sequence[Product]) -> bool:
    """True where the vendor's ordinary support is known to last to a day."""
    ends = next(
        (c.vendor_ends for p in products if p.id == product for c in p.cycles if c.cycle == cycle),
        None,
    )
    return ends is not None and day <= ends


def as_built(offered: Offered) -> Image:
    """The image as an architecture names it."""
    return Image(
        publisher=offered.publisher,
        offer=offered.offer,
        sku=offered.sku,
        product=offered.product,
        cycle=offered.cycle,
    )
