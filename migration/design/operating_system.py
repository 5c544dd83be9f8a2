"""What kind of operating system a server runs, and whether Azure has machines for it."""

from __future__ import annotations

from typing import Literal

from inventory.model import Server

OsFamily = Literal["windows", "linux", "not-in-azure"]

WINDOWS_PRODUCTS = ("windows",)
LINUX_PRODUCTS = (
    "centos",
    "debian",
    "fedora",
    "opensuse",
    "rhel",
    "sles",
    "ubuntu",
)
"""Linux products without "linux" in their id; the others are known by that word."""

NOT_IN_AZURE = ("solaris", "aix", "hp-ux", "hpux", "tru64", "openvms", "os/400", "ibm i", "ibm-i", "z/os", "netware")
"""Systems for other processors than the x86 and Arm of Azure machines, or without an image for them."""


def os_family(server: Server) -> OsFamily | None:
    """The family by the recognised product, else by words of the text as found. None when neither tells."""
    product, text = server.product or "", (server.os_name or "").casefold()
    if any(word in product or word in text for word in NOT_IN_AZURE):
        return "not-in-azure"
    if product.startswith(WINDOWS_PRODUCTS):
        return "windows"
    if product.startswith(LINUX_PRODUCTS) or "linux" in product:
        return "linux"
    if "windows" in text:
        return "windows"
    return "linux" if "linux" in text or any(name in text for name in LINUX_PRODUCTS) else None
