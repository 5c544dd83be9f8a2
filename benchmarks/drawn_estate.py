"""Draws an estate of any size: applications, their servers, and the interfaces between them.

All names and figures are invented; the same size and seed give the same estate.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from inventory.model import Application, Deployment, Disk, Estate, Hypervisor, Interface, Organisation, Server, Site

AS_OF = date(2026, 11, 22)
PLAN_FROM = date(2027, 4, 5)
SERVICES = ("adults", "children", "highways", "housing", "libraries", "planning", "revenues", "waste")
SYSTEMS = (
    ("windows-server", "2016", date(2027, 1, 12)),
    ("windows-server", "2019", date(2029, 1, 9)),
    ("rhel", "8", date(2029, 5, 31)),
    ("windows-server", "2022", date(2031, 10, 14)),
    ("ubuntu", "24.04", date(2029, 5, 31)),
    ("rhel", "9", date(2032, 5, 31)),
)
"""What servers run, and roughly until when it is supported: only who gets which is drawn by this, the ends themselves
come from inventory/products."""

IN_TIME = 0.9
"""The part of the applications whose system is still supported when the planted schedule moves them."""

LOAD = 0.8
"""The part of the teams' days that the planted schedule uses, on average."""

MARGIN = Decimal("1.10")
"""Ceilings are the planted spend and so much more."""


@dataclass(frozen=True)
class Size:
    """How large an estate is made, and how much more than the planted schedule spends its ceilings leave.

    Each application calls as many others as one of `calls`, drawn from those with the last `reach` wishes before its
    own; a pair is strongly coupled with the chance `strong`. `load` is the part of the teams' days that is used.
    """

    applications: int
    servers: int
    months: int
    organisations: int
    initiatives: int
    seed: int = 1
    margin: Decimal = MARGIN
    calls: tuple[int, ...] = (0, 1, 1, 2, 3)
    reach: int = 40
    strong: float = 1 / 30
    load: float = LOAD


def drawn(size: Size) -> Estate:
    """The estate alone, without contracts: what there is before a schedule is planted."""
    return drawn_with_wishes(size, random.Random(size.seed))[1]


def drawn_with_wishes(size: Size, dice: random.Random) -> tuple[dict[str, float], Estate]:
    """When each application would like to move, as a part of the plan's months, and the estate drawn to fit that."""
    wishes = {f"app-{n:04}": dice.uniform(0.05, 0.8) for n in range(size.applications)}
    return wishes, _estate(size, wishes, dice)


def _estate(size: Size, wishes: Mapping[str, float], dice: random.Random) -> Estate:
    organisations = [f"council-{n + 1}" for n in range(size.organisations)]
    applications = tuple(_application(n, organisations, dice) for n in range(size.applications))
    hosts = tuple(
        Hypervisor(id=f"host-{n:04}", name=f"host-{n:04}", site_id=hall_of(organisations[n % len(organisations)]))
        for n in range(max(size.organisations * 2, size.servers // 60))
    )
    shares = [dice.lognormvariate(0, 1.1) for _ in applications]
    servers, deployments, total = [], [], sum(shares)
    for application, share in zip(applications, shares, strict=True):
        owner = application.organisation_ids[0]
        own = [host for n, host in enumerate(hosts) if n % len(organisations) == organisations.index(owner)]
        moved = PLAN_FROM + timedelta(days=wishes[application.id] * size.months * 30.4)
        fit = [system for system in SYSTEMS if system[2] > moved] if dice.random() < IN_TIME else list(SYSTEMS)
        for number in range(max(1, round(share / total * size.servers))):
            server = _server(f"{application.id}-{number + 1:03}", owner, dice.choice(own).id, dice.choice(fit), dice)
            servers.append(server)
            deployments.append(
                Deployment(
                    id=f"{application.id}-{server.id}",
                    application_id=application.id,
                    thing_id=server.id,
                    role="app",
                    environment="prod",
                )
            )
    return Estate(
        seen_on=AS_OF,
        sites=tuple(Site(id=hall_of(o), name=f"Hall of {o}") for o in organisations),
        organisations=tuple(Organisation(id=o, name=o.title()) for o in organisations),
        servers=tuple(servers),
        hypervisors=hosts,
        applications=applications,
        deployments=tuple(deployments),
        interfaces=tuple(_interfaces(size, applications, wishes, dice)),
    )


def hall_of(organisation: str) -> str:
    """The id of the one site of an organisation."""
    return f"{organisation}-hall"


def _application(number: int, organisations: list[str], dice: random.Random) -> Application:
    name = f"app-{number:04}"
    return Application(
        id=name,
        name=name,
        organisation_ids=(dice.choice(organisations),),
        service=dice.choice(SERVICES),
        owner=f"Owner {number}",
        criticality=dice.choices((1, 2, 3, 4), (1, 3, 4, 2))[0],
        gate_ids=("business-case",) if dice.random() < 0.1 else (),
    )


def _server(name: str, owner: str, host: str, system: tuple[str, str, date], dice: random.Random) -> Server:
    disk = dice.choice((60, 100, 200, 400))
    return Server(
        id=name,
        name=name,
        organisation_id=owner,
        site_id=hall_of(owner),
        parent_id=host,
        physical=False,
        product=system[0],
        cycle=system[1],
        cpus=dice.choice((2, 4, 8)),
        memory_mib=dice.choice((8, 16, 32)) * 1024,
        disk_gib=disk,
        used_gib=disk // 2,
        disks=(Disk(name="system", size_gib=disk),),
    )


def _interfaces(
    size: Size, applications: tuple[Application, ...], wishes: Mapping[str, float], dice: random.Random
) -> list[Interface]:
    """Each application calls some that the planted schedule moves before it; few pairs are strong."""
    hidden = sorted(applications, key=lambda application: wishes[application.id])
    found = {}
    for n, caller in enumerate(hidden[1:], start=1):
        for called in {dice.randrange(max(0, n - size.reach), n) for _ in range(dice.choice(size.calls))}:
            key = f"{caller.id}-{hidden[called].id}"
            found[key] = Interface(
                id=key,
                from_application=caller.id,
                to_application=hidden[called].id,
                coupling="strong" if dice.random() < size.strong else "weak",
                declared=True,
            )
    return [found[key] for key in sorted(found)]
