"""The services that are running, or that start with the machine where nothing says what is running."""

from __future__ import annotations

from dataclasses import replace

from inventory.model import Fact, Host, Section
from inventory.shell_output import Part, by_jc, parts, word

# `service --status-all` would run a script of each service, so without systemd the links to them are listed.
SHELL = """\
[ -d /run/systemd/system ] && \\
    ask_bounded systemctl list-units --type=service --state=running --no-pager --full && return
title 'services at start'
for folder in /etc/rc3.d /etc/rc2.d /etc/rc.d/rc3.d; do
    [ -d "$folder" ] && ls "$folder" && return
done
ls /etc/runlevels/default"""

_MOST = 5_000


def parse(section: Section, host: Host) -> Host:
    """The host with its services, without ".service", sorted."""
    names = {name for part in parts(section) for name in _names(part)}
    return replace(host, services=tuple(sorted(names)[:_MOST]))


def _names(part: Part) -> list[str]:
    if part.title.startswith("systemctl"):
        rows = by_jc("systemctl", part.text) or []
        units = [str(row.get("unit")) for row in rows if row.get("sub") == "running"]
        found = [unit.removesuffix(".service") for unit in units if unit.endswith(".service")]
    else:
        # S20nginx starts nginx; K20nginx would stop it.
        listed = part.text.split()
        found = [name.lstrip("S0123456789") for name in listed if not (name[0] == "K" and name[1:3].isdigit())]
    return [name for name in (word(name, 80) for name in found) if name]


FACT = Fact(name="services", shell=SHELL, parse=parse)
