"""Reading virtual machines and scale sets, whose settings stand one level deeper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from policies.images import Release, release_of_image
from policies.model import Resource
from policies.values import ABSENT, Sentinel, is_unknown, read, same_text

MACHINE = "azure-native:compute:VirtualMachine"
SCALE_SET = "azure-native:compute:VirtualMachineScaleSet"


_MAKERS: Mapping[str, Literal["Linux", "Windows"]] = {
    "almalinux": "Linux",
    "canonical": "Linux",
    "coreos": "Linux",
    "credativ": "Linux",
    "debian": "Linux",
    "kinvolk": "Linux",
    "microsoftwindowsdesktop": "Windows",
    "microsoftwindowsserver": "Windows",
    "openlogic": "Linux",
    "oracle": "Linux",
    "redhat": "Linux",
    "resf": "Linux",
    "suse": "Linux",
}
"""Publishers of the Azure Marketplace, in small letters, whose images all hold one kind of system. Source: the offline
list of `az vm image list` and the list of images in policies.images. Read 2026-11-22."""


def path_in(resource: Resource, path: str) -> str:
    """Where a setting of a machine stands in this machine or scale set."""
    return f"virtualMachineProfile.{path}" if resource.type == SCALE_SET else path


def image_of(resource: Resource) -> Release | Sentinel | None:
    """What the image holds: a release of our table, None for an image that is not in it, ABSENT where the machine has
    no image of the Marketplace (a disk of its own, or an image of a gallery), UNKNOWN where it cannot be read."""
    parts: list[Any] = [
        read(resource.properties, path_in(resource, f"storageProfile.imageReference.{part}"))
        for part in ("publisher", "offer", "sku")
    ]
    if any(is_unknown(one) for one in parts):
        return Sentinel.UNKNOWN
    publisher, offer, sku = parts
    if isinstance(publisher, str) and isinstance(offer, str) and isinstance(sku, str):
        return release_of_image(publisher, offer, sku)
    return ABSENT


def system_of(resource: Resource) -> Literal["Linux", "Windows"] | None:
    """Which kind of system the machine runs, by its configuration, its system disk or its image; None where none of
    them says so."""
    for system in ("Windows", "Linux"):
        config = read(resource.properties, path_in(resource, f"osProfile.{system.lower()}Configuration"))
        if config is not ABSENT and not is_unknown(config):
            return "Windows" if system == "Windows" else "Linux"
    disk = read(resource.properties, path_in(resource, "storageProfile.osDisk.osType"))
    if same_text(disk, "Windows", "Linux"):
        return "Windows" if same_text(disk, "Windows") else "Linux"
    image = image_of(resource)
    if isinstance(image, Release):
        return "Windows" if image.product == "windows-server" else "Linux"
    maker = read(resource.properties, path_in(resource, "storageProfile.imageReference.publisher"))
    return _MAKERS.get(maker.casefold()) if isinstance(maker, str) else None
