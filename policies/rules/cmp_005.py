"""CMP-005: machines start from a system that still gets security updates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.images import Release, release
from policies.machines import MACHINE, SCALE_SET, image_of, path_in
from policies.model import Answer, Context, Resource, Rule, failed, passed, unknown
from policies.pointing import azure_name
from policies.values import ABSENT, UNKNOWN, every, read

IMAGE = "storageProfile.imageReference"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails after the last day of support of the system. A machine with a disk of its own is judged by its image in
    architecture.json."""
    path = path_in(resource, IMAGE)
    image = image_of(resource)
    if image is UNKNOWN:
        return unknown(path, f"{path} is not known yet")
    if image is ABSENT:
        image = _planned(resource, context.architecture)
        if image is None:
            return unknown(path, "which system the machine runs is neither in its image nor in architecture.json")
    if not isinstance(image, Release):
        return unknown(path, "the image is not in our table of images and their support dates")
    return _is_supported(image, path, context)


def _planned(resource: Resource, architecture: Mapping[str, Any] | None) -> Release | None:
    name = azure_name(resource, "vmName")
    for _, workload in every(architecture or {}, "workloads[]"):
        if read(workload, "id") == resource.component or read(workload, "name") == name:
            product, cycle = (read(workload, f"machine.image.{one}") for one in ("product", "cycle"))
            return release(str(product), str(cycle))
    return None


def _is_supported(image: Release, path: str, context: Context) -> Answer:
    extended = image.extended_included or image.product in context.parameters["extended_support"]
    ends = image.extended if extended and image.extended is not None else image.ends
    if context.as_of > ends:
        return failed(path, f"support of {image.product} {image.cycle} ended on {ends.isoformat()}")
    return passed(f"{image.product} {image.cycle} is supported until {ends.isoformat()}")


RULE = Rule(
    id="CMP-005",
    title="Image is a supported OS",
    severity="critical",
    why="A system without security updates is the way in, and fails Cyber Essentials for the whole council.",
    applies_to=(MACHINE, SCALE_SET),
    answer=answer,
    absent_means="Unknown, unless architecture.json names the system: a disk of its own does not say what is on it.",
    remedy="Choose an image_reference of a supported release. Where extended updates are bought, name the product in "
    "standards.yaml under extended_support.",
    frameworks={
        "ncsc-csp": ("5.1",),
        "cyber-essentials": (
            "CE-SUM-01",
            "CE-SUM-02",
        ),
        "caf": ("B4.d",),
        "uk-gdpr": ("32",),
        "prowler": ("vm_ensure_using_approved_images",),
    },
    parameters={"extended_support": ()},
    sources=(
        "endoflife.date (MIT licence) at a70eca33, 2026-08-22",
        "MicrosoftDocs/azure-compute-docs, automatic-vm-guest-patching (2024-07-31): images",
    ),
)
