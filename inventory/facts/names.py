"""The host name, and the domain name that goes with it."""

from __future__ import annotations

from dataclasses import replace

from inventory.identifiers import is_domain_name, names_nothing
from inventory.model import Fact, Host, Section
from inventory.shell_output import parts, word

# `hostname -f` may ask a name server, which may not answer: three seconds are enough for one that does.
SHELL = """\
show /proc/sys/kernel/hostname /etc/hostname
seconds=3
ask_bounded hostname -f
true"""


def parse(section: Section, host: Host) -> Host:
    """The host with its name, and its full domain name where it has one that is not "localhost"."""
    said = [word(part.text.split("\n")[0], 253) for part in parts(section)]
    names = [name for name in said if name and " " not in name and not names_nothing(name.partition(".")[0])]
    full = next((name.casefold().rstrip(".") for name in names if is_domain_name(name)), None)
    first = next((name.partition(".")[0] for name in names), None)
    return replace(host, name=first or host.name, dns_name=full or host.dns_name)


FACT = Fact(name="names", shell=SHELL, parse=parse)
