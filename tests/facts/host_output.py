"""Builders of what a host answers, for tests of facts."""

from datetime import date

from inventory.facts import FACTS
from inventory.model import Host, Section

DAY = date(2026, 11, 22)


def section_of(name: str, *parts: tuple[str, str], complete: bool = True) -> Section:
    """A section of titled parts, as the collector's script writes them."""
    output = "".join(f"\n==> {title} <==\n{text}\n" for title, text in parts)
    return Section(name=name, status=0 if complete else None, output=output, complete=complete)


def host_from(name: str, *parts: tuple[str, str], host: Host | None = None) -> Host:
    """What one fact makes of the given parts."""
    fact = next(fact for fact in FACTS if fact.name == name)
    return fact.parse(section_of(name, *parts), host or Host(target="host-1", seen_on=DAY))


def framed(*sections: tuple[str, str], ended: int | None = None) -> bytes:
    """The bytes a host sends for sections of (name, output)."""
    out = b"\n#cloud-unless-begin 1\n"
    for name, output in sections:
        body = f"{output}\n#status 0\n".encode()
        out += f"\n#cloud-unless-section {name} {len(body)}\n".encode() + body
    return out + f"\n#cloud-unless-end {len(sections) if ended is None else ended}\n".encode()
