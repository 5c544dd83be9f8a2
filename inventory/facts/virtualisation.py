"""Whether the machine is physical, a virtual machine or a container, and of which kind."""

from __future__ import annotations

import re
from dataclasses import replace

from inventory.model import Fact, Host, Section
from inventory.shell_output import part_of, parts, word

SHELL = """\
ask systemd-detect-virt
title hypervisor
[ -r /sys/hypervisor/type ] && read -r type </sys/hypervisor/type && put "$type"
grep -q -w -i hypervisor /proc/cpuinfo && echo cpu
[ -e /.dockerenv ] && echo docker
[ -e /run/.containerenv ] && echo podman
[ -d /proc/vz ] && [ ! -d /proc/bc ] && echo openvz
tr '\\000' '\\n' </proc/1/environ | grep -e '^container='
true"""

_KIND = re.compile(r"[a-z0-9_-]{2,30}")
# What hypervisors and clouds write where a maker of machines writes its name and model.
_MADE_BY = (
    ("vmware", re.compile(r"vmware", re.IGNORECASE)),
    ("microsoft", re.compile(r"microsoft.*virtual|virtual machine", re.IGNORECASE)),
    ("kvm", re.compile(r"qemu|\bkvm\b|bochs|rhev|ovirt|openstack|nutanix|google compute|digitalocean", re.IGNORECASE)),
    ("xen", re.compile(r"\bxen\b|hvm domu", re.IGNORECASE)),
    ("oracle", re.compile(r"virtualbox|innotek", re.IGNORECASE)),
    ("parallels", re.compile(r"parallels", re.IGNORECASE)),
    ("amazon", re.compile(r"amazon ec2 (?!.*metal)", re.IGNORECASE)),
    ("bhyve", re.compile(r"bhyve", re.IGNORECASE)),
)


def parse(section: Section, host: Host) -> Host:
    """The host with its kind. Needs vendor and model, so it comes after the hardware.

    Physical is only said where systemd-detect-virt says "none", or where a maker is known and nothing speaks of a
    hypervisor.
    """
    said = {part.title: part.text.split("\n") for part in parts(section)}
    told = next(iter(said.get("systemd-detect-virt", ())), "").strip() or _from_hostnamectl(section)
    hints = [line.strip().removeprefix("container=") for line in said.get("hypervisor", ())]
    kind = next((kind for kind, made in _MADE_BY if made.search(f"{host.vendor} {host.model} ")), None)
    if _KIND.fullmatch(told) and told != "none":
        return replace(host, virtualisation=word(told), physical=False)
    named = next((hint for hint in hints if hint and hint != "cpu" and _KIND.fullmatch(hint)), None)
    if named or kind or "cpu" in hints:
        return replace(host, virtualisation=word(named) or kind, physical=False)
    if told == "none" or (said and host.vendor and host.model):
        return replace(host, physical=True)
    return host


def _from_hostnamectl(section: Section) -> str:
    part = part_of(section, "hostnamectl")
    found = re.search(r"^\s*Virtualization: (\S+)$", part.text, re.MULTILINE) if part else None
    return found[1] if found else ""


FACT = Fact(name="virtualisation", shell=SHELL, parse=parse)
