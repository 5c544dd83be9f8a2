"""The claims that one host comes to: itself, what it shares, its databases and server software, its connections."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping

from inventory.identifiers import names_nothing
from inventory.model import Claim, FileSystem, Host, Mount, SharedFolder
from inventory.server_software import Found, server_software
from safeio.text import clean, slug, slug_with

Value = str | int | bool | list[str] | None

_KIB_PER_GIB = 1024**2
_LONGEST = 300
_MOST_FLOWS = 2_000
_SHARE_PORTS = {"nfs": 2049, "nfs4": 2049, "cifs": 445, "smb3": 445, "smbfs": 445}


def host_claims(host: Host) -> tuple[Claim, ...]:
    """All that is known of the host, as claims of the source "ssh:<target>". Every text in them is clean."""
    name = _name(host)
    server = f"server/{slug(name)}"
    things: dict[str, Mapping[str, Value]] = {server: _server(host, name)}
    for share in host.shares:
        own = slug_with(f"{name} {share.name}", f"{share.protocol} {share.name}")
        things[f"share/{own}"] = _share(host, share, name, server)
    for software in server_software(host):
        title = f"{software.name} on {name}"
        things[f"{software.kind}/{slug(title)}"] = _software(software, title, server)
    source = f"ssh:{clean(host.target, 200)}"
    return tuple(
        Claim(thing_id=thing, field=field, value=known, source=source, seen_on=host.seen_on)
        for thing, facts in things.items()
        for field, said in facts.items()
        if (known := _clean(said)) not in (None, "", [])
    )


def _clean(said: Value) -> Value:
    if isinstance(said, str):
        return clean(said, _LONGEST)
    return [clean(text, _LONGEST) for text in said] if isinstance(said, list) else said


def _name(host: Host) -> str:
    """The host's own name; what it was scanned as where it calls itself nothing, or localhost."""
    name = clean(host.name or "", 100).partition(".")[0]
    return clean(host.target, 100) if not name or names_nothing(name) else name


def _server(host: Host, name: str) -> Mapping[str, Value]:
    sizes = [disk.size_gib for disk in host.disks]
    return {
        "name": name,
        "dns_name": host.dns_name,
        "physical": host.physical,
        "os_name": host.os_name,
        "kernel": host.kernel,
        "architecture": host.architecture,
        "virtualisation": host.virtualisation,
        "cpus": host.cpus,
        "memory_mib": host.memory_mib,
        "disk_gib": sum(size for size in sizes if size) if sizes and None not in sizes else None,
        "used_gib": _gib(sum(one.used_kib for one in host.file_systems)) if host.file_systems else None,
        "disks": [f"{disk.name}|{'' if disk.size_gib is None else disk.size_gib}|" for disk in host.disks],
        "addresses": list(host.addresses),
        "mac_addresses": list(host.mac_addresses),
        "power": "on",
        "vendor": host.vendor,
        "model": host.model,
        "serial": host.serial,
        "uuid": host.uuid,
        "flows": _flows(host),
    }


def _gib(kib: int) -> int:
    return math.ceil(kib / _KIB_PER_GIB)


def _share(host: Host, share: SharedFolder, name: str, server: str) -> Mapping[str, Value]:
    """A share has a size only where it is a whole file system."""
    whole: FileSystem | None = next((one for one in host.file_systems if one.path == share.path), None)
    return {
        "name": f"{name}:{share.name}" if share.protocol == "nfs" else f"\\\\{name}\\{share.name}",
        "parent_id": server,
        "size_gib": _gib(whole.size_kib) if whole else None,
        "used_gib": _gib(whole.used_kib) if whole else None,
    }


def _software(software: Found, title: str, server: str) -> Mapping[str, Value]:
    return {"name": title, "product": software.product, "version": software.version, "parent_id": server}


def _flows(host: Host) -> list[str]:
    """ "direction|protocol|peer|port|process", sorted; what is mounted from elsewhere is a connection too.

    Of a host that serves thousands, the peers with the fewest connections are left out.
    """
    seen = Counter(
        f"{one.direction}|{one.protocol}|{one.peer}|{one.port}|{(one.process or '').replace('|', '/')}"
        for one in host.connections
    )
    for mount in host.mounts:
        port, peer = _SHARE_PORTS.get(mount.kind), _file_server(mount)
        if port and peer:
            seen[f"out|tcp|{peer}|{port}|{mount.kind}"] += 1
    return sorted(flow for flow, _ in seen.most_common(_MOST_FLOWS))


def _file_server(mount: Mount) -> str | None:
    """The machine that "filer:/home" or "//filer/home" comes from."""
    named = re.match(r"//([^/|]{1,253})/|\[?([^/|\]]{1,253}?)\]?:/", mount.device)
    return (named[1] or named[2]) if named else None
