"""What may cross the firewall by address and port: what the interfaces of the estate need, and what people ask for.

An application that has moved must reach those that are still on premise, and be reached by them; applications in
different spokes must reach each other. Machines of one spoke talk without the firewall. The ports are those that were
seen in traffic. A port that nobody has seen is not opened, and a port by which machines are managed is for people to
ask for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from migration.design.crossings import Crossing
from migration.design.inputs import DesignInputs
from migration.design.names import joined, short_hash
from migration.design.security_rules import MANAGEMENT_PORTS
from migration.model.architecture import DesignNote, NetworkRule
from safeio.errors import InputError

Protocol = Literal["TCP", "UDP"]

PROTOCOLS: Mapping[str, Protocol] = {"tcp": "TCP", "udp": "UDP"}
"""Protocols by the word of the source. Where it says none it watches TCP alone; what is neither of the two has no
ports."""


def interface_rules(crossed: Sequence[Crossing]) -> tuple[NetworkRule, ...]:
    """The rules that the interfaces of the estate need. They hold in every hub: what goes from one region to the other
    passes both firewalls."""
    found: dict[str, NetworkRule] = {}
    for rule in (rule for one in crossed for rule in _of(one)):
        # Ids that differ in a sign only make the same name; a hash of both ids tells them apart.
        taken = rule.name.casefold() in found
        name = (
            joined("security-rule", f"{rule.name}-{short_hash(' '.join(rule.application_ids))}") if taken else rule.name
        )
        found[name.casefold()] = replace(rule, name=name)
    return tuple(found.values())


def own_rules(inputs: DesignInputs, needed: Sequence[NetworkRule]) -> tuple[NetworkRule, ...]:
    """The rules that people wrote in landing-zone.yaml. Raises InputError for one with the name of one that is
    `needed`."""
    ours = {rule.name.casefold() for rule in needed}
    for one in inputs.landing_zone.firewall_rules:
        if one.name.casefold() in ours:
            wrong = f"{one.name!r} is the name of a rule that an interface needs"
            raise InputError("landing-zone.yaml firewall_rules", wrong, "Give it another name.")
    interfaces = {one.id: one for one in inputs.estate.interfaces}
    found = []
    for one in sorted(inputs.landing_zone.firewall_rules, key=lambda rule: rule.name):
        known = interfaces.get(one.interface_id or "")
        found.append(
            NetworkRule(
                name=one.name,
                origin="people",
                protocol=one.protocol,
                sources=tuple(sorted(one.sources)),
                destinations=tuple(sorted(one.destinations)),
                ports=tuple(sorted(one.ports)),
                why=one.why,
                interface_ids=(known.id,) if known else (),
                application_ids=(known.from_application, known.to_application) if known else (),
            )
        )
    return tuple(found)


def closed_ports(inputs: DesignInputs, crossed: Sequence[Crossing]) -> Iterator[DesignNote]:
    """One note for each application that calls others across the firewall by ports that are not opened."""
    said = {one.interface_id for one in inputs.landing_zone.firewall_rules if one.interface_id}
    silent: dict[str, set[str]] = defaultdict(set)
    managed: dict[str, set[str]] = defaultdict(set)
    for one in crossed:
        if said & set(one.interface_ids):
            continue
        if not one.ports:
            silent[one.caller].add(one.called)
        closed = sorted({port for _, port in one.ports if port in MANAGEMENT_PORTS}, key=int)
        if closed:
            managed[one.caller].add(f"{one.called} ({', '.join(closed)})")
    for caller, called in sorted(silent.items()):
        yield DesignNote(
            subject=caller,
            message=f"the firewall stays closed between it and {', '.join(sorted(called))}: no port is known",
            remedy="Import traffic of their machines, or write firewall_rules with interface_id in landing-zone.yaml.",
        )
    for caller, called in sorted(managed.items()):
        yield DesignNote(
            subject=caller,
            message=f"ports by which machines are managed stay closed towards {', '.join(sorted(called))}",
            remedy="If data goes that way (files by SFTP), write firewall_rules for it in landing-zone.yaml.",
        )


def _of(one: Crossing) -> Iterator[NetworkRule]:
    ports: dict[Protocol, set[str]] = defaultdict(set)
    for said, port in one.ports:
        protocol = PROTOCOLS.get(said or "tcp")
        if protocol is not None and port not in MANAGEMENT_PORTS:
            ports[protocol].add(port)
    for protocol in sorted(ports):
        for sources, destinations, where in one.ways:
            word = f"{one.caller}{'-on-premise' if where == 'from the site' else ''}-to-{one.called}"
            yield NetworkRule(
                name=joined("security-rule", f"{_plain(word)}-{protocol.lower()}"),
                origin="interfaces",
                protocol=protocol,
                sources=sources,
                destinations=destinations,
                ports=tuple(sorted(ports[protocol], key=int)),
                why=f"{one.caller} calls {one.called} {where}: interface {_listed(one.interface_ids)}",
                interface_ids=one.interface_ids,
                application_ids=(one.caller, one.called),
            )


def _plain(text: str) -> str:
    return re.sub(r"[^a-zA-Z0-9]+", "-", text).strip("-")


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids[:3]) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")
