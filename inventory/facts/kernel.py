"""The kernel, the processor architecture and the name the host gives itself, from uname."""

from __future__ import annotations

from dataclasses import replace

from inventory.model import Fact, Host, Section
from inventory.shell_output import by_jc, part_of, unread, word

SHELL = "ask uname -a"


def parse(section: Section, host: Host) -> Host:
    """The host with kernel, architecture and name; systems without release files are named by their kernel."""
    part = part_of(section, "uname")
    if part is None:
        return host
    rows = by_jc("uname", part.text) or []
    said = rows[0] if rows else {}
    kernel, release = word(said.get("kernel_name")), word(said.get("kernel_release"))
    if kernel is None or release is None:
        return unread(host, section, "its kernel")
    return replace(
        host,
        kernel=f"{kernel} {release}",
        architecture=word(said.get("machine"), 30),
        name=host.name or word(said.get("node_name")),
        os_name=host.os_name or (f"{kernel} {release}" if kernel != "Linux" else None),
    )


FACT = Fact(name="kernel", shell=SHELL, parse=parse)
