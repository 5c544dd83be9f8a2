"""Vendor, model, serial number and UUID of the machine, as its firmware says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from inventory.identifiers import is_filler, uuid_key
from inventory.model import Fact, Host, Section
from inventory.shell_output import by_jc, parts, unseen, word

# Serial number and UUID may only be read by root. This is the one fact that asks sudo, and only where it is allowed.
SHELL = """\
title /sys/class/dmi/id
grep -s . /sys/class/dmi/id/sys_vendor /sys/class/dmi/id/product_* /sys/class/dmi/id/board_vendor \\
    /sys/class/dmi/id/chassis_type /dev/null
if [ -d /proc/device-tree ]; then
    title /proc/device-tree
    grep -s -a . /proc/device-tree/model /proc/device-tree/serial-number /dev/null | tr -d '\\000'
fi
if [ -r /proc/sysinfo ]; then
    title /proc/sysinfo
    grep -s -e '^Manufacturer' -e '^Type' -e '^Sequence Code' /proc/sysinfo
fi
[ -r /sys/class/dmi/id/product_uuid ] || as_root dmidecode -t system
true"""

_SERIAL_UNSEEN = "the serial number and UUID of the machine: only root may read them"
_LINE = re.compile(r"^\S*/([a-z_-]+):(.*)$", re.MULTILINE)
_FROM_DMIDECODE = {
    "manufacturer": "sys_vendor",
    "vendor": "sys_vendor",
    "product_name": "product_name",
    "product": "product_name",
    "serial_number": "product_serial",
    "uuid": "product_uuid",
    "version": "product_version",
}
_SYSTEM = re.compile(r"^\s*System Information(?: Block)?\n((?:[ \t]+[\w -]{1,40}:.*\n?)+)", re.MULTILINE)
# What board makers ship where nobody filled in the names, beyond what stands for missing serial numbers too.
_NAMELESS = re.compile(r"system (?:manufacturer|product name|version|name)|o\.?e\.?m\.?|[\W_]*", re.IGNORECASE)


def parse(section: Section, host: Host) -> Host:
    """The host with what its firmware says; filler such as "To be filled by O.E.M." counts as not known."""
    said: dict[str, str] = {}
    for part in parts(section):
        if part.title.startswith("dmidecode") or part.title.startswith("sudo -n dmidecode"):
            said |= _from_dmidecode(part.text)
        elif part.title == "/proc/sysinfo":
            said |= _from_sysinfo(part.text)
        else:
            said |= dict(_LINE.findall(part.text))
    serial = word(said.get("product_serial") or said.get("serial-number"), 100)
    uuid = word(said.get("product_uuid"), 60)
    vendor, model = word(said.get("sys_vendor"), 100), _model(said)
    if said and not (serial or uuid):
        host = unseen(host, _SERIAL_UNSEEN)
    return replace(
        host,
        vendor=_named(vendor),
        model=_named(model),
        serial=serial if serial and not is_filler(serial) else None,
        uuid=uuid if uuid_key(uuid) else None,
    )


def _named(text: str | None) -> str | None:
    """None for filler. Short names such as HP are names, where a short serial number is not one."""
    if text is None or _NAMELESS.fullmatch(text) or (len(text) > 3 and is_filler(text)):
        return None
    return text


def _model(said: Mapping[str, str]) -> str | None:
    """Lenovo puts a type number where others put the model, and the model into the version."""
    model, version = word(said.get("product_name") or said.get("model"), 100), word(said.get("product_version"), 100)
    if version and said.get("sys_vendor", "").casefold().startswith("lenovo") and not is_filler(version):
        return f"{version} {model}" if model else version
    return model


def _from_dmidecode(text: str) -> dict[str, str]:
    """The first System Information of dmidecode's listing, in the form it has today or had before 2005."""
    rows = by_jc("dmidecode", text) or []
    system = next((row.get("values") for row in rows if row.get("description") == "System Information"), None)
    if not system or not isinstance(system, dict):
        block = _SYSTEM.search(text)
        lines = (line.partition(":") for line in block[1].split("\n")) if block else ()
        system = {name.strip().casefold().replace(" ", "_"): said.strip() for name, _, said in lines}
    return {ours: str(system[theirs]) for theirs, ours in _FROM_DMIDECODE.items() if system.get(theirs)}


def _from_sysinfo(text: str) -> dict[str, str]:
    """IBM Z has no DMI."""
    said = dict(re.findall(r"^(Manufacturer|Type|Sequence Code):\s*(\S[^\n]*)$", text, re.MULTILINE))
    names = {"sys_vendor": "Manufacturer", "product_name": "Type", "product_serial": "Sequence Code"}
    return {ours: said[theirs].strip() for ours, theirs in names.items() if theirs in said}


FACT = Fact(name="hardware", shell=SHELL, parse=parse)
