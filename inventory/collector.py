"""Asking a Linux host for its facts: the script, the sections of its answer, and the claims they come to."""

from __future__ import annotations

from datetime import date

from inventory.collector_script import script, script_sha256
from inventory.collector_sections import sections
from inventory.facts import FACTS
from inventory.host_claims import host_claims
from inventory.model import Collected, Host, Sections
from inventory.shell_output import fault

__all__ = ["claims", "observed", "script", "script_sha256", "sections"]


def claims(found: Sections, target: str, seen_on: date) -> Collected:
    """What the sections of one host come to. `target` is the name or address as scanned; `seen_on` the day of it.

    The source of the claims is "ssh:<target>". A section that was cut still counts for what it holds, and is told.
    Without any section there are no claims.
    """
    host = observed(found, target, seen_on)
    said = host_claims(host) if found.sections else ()
    return Collected(claims=said, errors=host.faults, not_seen=host.not_seen)


def observed(found: Sections, target: str, seen_on: date) -> Host:
    """What is known of a host, from the facts that its sections answer."""
    by_name = {section.name: section for section in found.sections}
    host = Host(target=target, seen_on=seen_on)
    for fact in FACTS:
        section = by_name.get(fact.name)
        if section is None:
            continue
        host = fact.parse(section, host)
        if not section.complete:
            message = f"its answer about {fact.name.replace('_', ' ')} was cut short, so something may be missing"
            host = fault(host, "truncated", message)
    return host
