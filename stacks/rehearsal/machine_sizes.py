"""The sizes of machines: what quota they count towards, with how many vCPUs, and where they are not sold.

Source of machine_series.csv: the sizes that `az vm list-skus` gives for UK South and UK West, as kept by
DarrenJohns/djtools-azure-vm-sku-locator f31f8171 (data of 2026-08-01, MIT); UK West has whole series or nothing of
them. A series is a size with # for its first number, and 3=4 says that the size 3 has 4 vCPUs. How a size is written:
learn.microsoft.com/azure/virtual-machines/vm-naming-conventions. Read 2026-11-22.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from stacks.rehearsal.regions import region_name
from stacks.rehearsal.value_check import Refusal

LISTED_ON = "2026-08-01"
"""The day of the list of sizes."""

_LISTED_REGIONS = ("uksouth", "ukwest")
_PATHS: Mapping[str, tuple[str, str]] = {
    "azure-native:compute:VirtualMachine": ("hardwareProfile", "vmSize"),
    "azure-native:compute:VirtualMachineScaleSet": ("sku", "name"),
}
"""Where a machine, or many of them, names its size."""

# Family, number of vCPUs, number of those that are left switched on, features, and the rest with the version.
_WRITTEN = re.compile(r"standard_([a-z]+)(\d{1,4})(-\d{1,4})?([abdefilmnoprstx]*(?:_[a-z0-9]+)*)")
_VERSION = re.compile(r"_v(\d{1,4})(_promo)?$")
_EXAMPLE = "a size is written like Standard_D4s_v5"


@dataclass(frozen=True)
class _Series:
    """The sizes that differ only in their first number: the quota and the vCPUs by that number."""

    quotas: Mapping[int, str]
    vcpus: Mapping[int, int]
    in_ukwest: bool


def size_of(token: str, inputs: Mapping[str, Any]) -> str | None:
    """The size that a machine or a scale set asks for; None for other types, and where it is not known yet."""
    steps = _PATHS.get(token)
    if steps is None:
        return None
    part = inputs.get(steps[0])
    found = part.get(steps[1]) if isinstance(part, Mapping) else None
    return found if isinstance(found, str) else None


def quota_and_vcpus(size: str) -> tuple[str, int] | None:
    """The quota that one machine of this size counts towards, and its vCPUs. None for a size that is not in the list,
    and for one with vCPUs switched off: no source says which of its two numbers counts."""
    written = _WRITTEN.fullmatch(size.casefold())
    if written is None or written[3]:
        return None
    series = _all_series().get((written[1], written[4]))
    number = int(written[2])
    return (series.quotas[number], series.vcpus[number]) if series and number in series.vcpus else None


def refused_size(token: str, inputs: Mapping[str, Any]) -> Iterator[Refusal]:
    """What is wrong with the size of a machine: it is none, or is not sold in the region. What the list cannot tell is
    not judged."""
    size, region = size_of(token, inputs), inputs.get("location")
    if size is None:
        return
    reason = _refused(size, region_name(region) if isinstance(region, str) else "")
    if reason is not None:
        yield Refusal(".".join(_PATHS[token]), f"{size[:60]!r} {reason}")


def _refused(size: str, region: str) -> str | None:
    if size.casefold() in _words_of_the_sdk():
        # Old ones among them are not in our list, and may still run somewhere.
        return _not_sold(size, region)
    written = _WRITTEN.fullmatch(size.casefold())
    if written is None:
        return f"is no size of a machine: {_EXAMPLE}{_nearest(size, _names())}"
    series = _all_series().get((written[1], written[4]))
    if series is None:
        return _refused_series(size, region, written[1], written[4])
    if int(written[2]) not in series.vcpus and region in _LISTED_REGIONS:
        return f"is not sold in {region} (list of {LISTED_ON}){_nearest(size, _names())}"
    return _not_sold(size, region)


def _refused_series(size: str, region: str, family: str, rest: str) -> str | None:
    """A series that is not in the list may be sold in other regions, or be newer; one of an old version is neither in
    a region whose list we have."""
    newest = max((_version(other) for known, other in _all_series() if known == family), default=None)
    if newest is None:
        return None
    if _version(rest) > newest + 1:
        return f"is no size of a machine: the newest version of {family.upper()} is v{newest}{_nearest(size, _names())}"
    if _version(rest) < newest and region in _LISTED_REGIONS:
        return f"is not sold in {region} (list of {LISTED_ON}){_nearest(size, _names())}"
    return None


def _not_sold(size: str, region: str) -> str | None:
    written = _WRITTEN.fullmatch(size.casefold())
    series = _all_series().get((written[1], written[4])) if written else None
    if written is None or series is None or series.in_ukwest or region != "ukwest":
        return None
    same = [one for one in _names(in_ukwest=True) if one.startswith(f"Standard_{written[1].upper()}{written[2]}")]
    return f"is not sold in ukwest (list of {LISTED_ON}){_nearest(size, same)}"


def _version(rest: str) -> int:
    found = _VERSION.search(rest)
    return int(found[1]) if found else 1


def _nearest(size: str, names: Any) -> str:
    by_fold = {one.casefold(): one for one in names}
    near = difflib.get_close_matches(size.casefold(), by_fold, n=1, cutoff=0.5)
    return f"; there is {by_fold[near[0]]}" if near else ""


@lru_cache(maxsize=1)
def _all_series() -> Mapping[tuple[str, str], _Series]:
    """The series by the letters before and the text after the number, in small letters."""
    quotas: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    vcpus: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    western: set[tuple[str, str]] = set()
    for row in _rows():
        family, _, rest = row["series"].casefold().partition("#")
        for number, count in _numbers(row["vcpus"]):
            quotas[family, rest][number] = row["quota"]
            vcpus[family, rest][number] = count
        if row["ukwest"] == "yes":
            western.add((family, rest))
    return {key: _Series(quotas[key], vcpus[key], key in western) for key in vcpus}


@lru_cache(maxsize=2)
def _names(in_ukwest: bool = False) -> tuple[str, ...]:
    return tuple(
        f"Standard_{row['series'].replace('#', str(number))}"
        for row in _rows()
        if not in_ukwest or row["ukwest"] == "yes"
        for number, _ in _numbers(row["vcpus"])
    )


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    for one in text.split():
        number, _, count = one.partition("=")
        yield int(number), int(count or number)


def _rows() -> csv.DictReader[str]:
    text = (files("stacks.rehearsal") / "machine_series.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


@lru_cache(maxsize=1)
def _words_of_the_sdk() -> frozenset[str]:
    words = import_module("pulumi_azure_native.compute").VirtualMachineSizeTypes
    return frozenset(word.value.casefold() for word in words)
