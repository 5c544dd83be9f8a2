"""An invented estate of any size with a schedule planted in it: what a good plan costs is known beforehand.

How it is made, and how to use it for another planner: docs/planted-estates.md. All names and figures are invented;
the same size and seed give the same estate.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from inventory.lifecycle import support
from inventory.model import (
    Application,
    Contract,
    Deployment,
    Disk,
    Estate,
    Hypervisor,
    Interface,
    Organisation,
    Server,
    Site,
)
from inventory.products import load_products
from migration.dates import DAY, WEEK, add_months, financial_years
from migration.decide.assess import assess
from migration.model import (
    Absence,
    Ceiling,
    Folder,
    Freeze,
    Gate,
    Initiative,
    Link,
    Objective,
    Programme,
    SkillEffort,
    Team,
)
from migration.money.costs import group_costs
from migration.money.tables import load_prices
from migration.plan.answer import spending
from migration.plan.assemble import Assembled, assemble
from migration.plan.board import Board
from migration.plan.inputs import PlanInputs
from migration.plan.make_room import place_all
from migration.plan.move_groups import move_groups
from migration.plan.moves import ground
from migration.plan.problem import Problem

AS_OF = date(2026, 11, 22)
PLAN_FROM = date(2027, 4, 5)
SKILLS = ("application", "database", "platform")
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
EFFORT = {
    "application": SkillEffort(fixed=Decimal(4), per_server=Decimal("0.25")),
    "database": SkillEffort(fixed=Decimal(1), per_server=Decimal("0.1")),
    "platform": SkillEffort(fixed=Decimal(2), per_server=Decimal("0.5")),
}
HOSTING_GBP = Decimal(30)
"""What a hosting contract costs in a year for each server it covers."""

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


@dataclass(frozen=True)
class Planted:
    """The inputs of a plan, and the planted schedule: the option of each task by its id, None where it is left out."""

    inputs: PlanInputs
    assembled: Assembled
    positions: Mapping[str, int | None]


LARGE = Size(1_500, 20_000, 60, 3, 150)
SMALL = Size(60, 400, 60, 3, 40)
HUNDREDS = Size(500, 4_000, 60, 3, 100, calls=(2, 4, 4, 4, 6), reach=100, strong=0, load=0.6)
TIGHT = Size(500, 4_000, 60, 3, 100, calls=(2, 4, 4, 5, 6), strong=1 / 100)
DENSE = Size(500, 4_000, 60, 3, 100, calls=(50,), reach=200, strong=0, load=0.4)
THOUSANDS = Size(5_000, 40_000, 60, 3, 200, calls=(2, 4, 4, 4, 6), reach=1_000, strong=0, load=0.6)
"""Those of plan_scale.py: twice 2,000 interfaces, and twice 20,000. The more there are, the fewer pairs may be strong:
circles would tie most of the estate into one move. Each that comes late makes more come late, so people have room."""


def planted(size: Size) -> Planted:
    """Draw an estate, plant a schedule in it, and set people, money and contracts so that the schedule keeps to them.

    Every limit is taken from the planted schedule: a plan that is as good exists, whatever the planner says.
    """
    dice = random.Random(size.seed)
    wishes, estate = _drawn(size, dice)
    programme, initiatives = _programme(size), _initiatives(size, dice)
    inputs = _inputs(estate, programme, initiatives)
    roomy = assemble(ground(inputs))
    fte = _people_needed(roomy.problem, size.load)
    while True:
        inputs = _with_programme(inputs, _staffed(programme, fte))
        staffed = assemble(ground(inputs))
        board = Board(staffed.problem, frozenset())
        if place_all(board, _wanted(staffed, wishes, dice), 0):
            break
        fte = {key: (need * Decimal("1.1")).quantize(Decimal("0.1"), ROUND_CEILING) for key, need in fte.items()}
    positions = {piece.task.id: at for piece, at in zip(board.pieces, board.position, strict=True)}
    estate = replace(inputs.estate, contracts=_contracts(inputs.estate, staffed, positions, dice))
    kept = replace(inputs, estate=estate, supports=support(estate, load_products(), AS_OF))
    kept = _with_programme(kept, replace(kept.folder.programme, ceilings=_ceilings(kept, positions, size.margin)))
    return Planted(kept, assemble(ground(kept)), positions)


def drawn(size: Size) -> Estate:
    """The estate alone, without contracts: what there is before a schedule is planted."""
    return _drawn(size, random.Random(size.seed))[1]


def _drawn(size: Size, dice: random.Random) -> tuple[dict[str, float], Estate]:
    wishes = {f"app-{n:04}": dice.uniform(0.05, 0.8) for n in range(size.applications)}
    return wishes, _estate(size, wishes, dice)


def _estate(size: Size, wishes: Mapping[str, float], dice: random.Random) -> Estate:
    organisations = [f"council-{n + 1}" for n in range(size.organisations)]
    applications = tuple(_application(n, organisations, dice) for n in range(size.applications))
    hosts = tuple(
        Hypervisor(id=f"host-{n:04}", name=f"host-{n:04}", site_id=_site(organisations[n % len(organisations)]))
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
        sites=tuple(Site(id=_site(o), name=f"Hall of {o}") for o in organisations),
        organisations=tuple(Organisation(id=o, name=o.title()) for o in organisations),
        servers=tuple(servers),
        hypervisors=hosts,
        applications=applications,
        deployments=tuple(deployments),
        interfaces=tuple(_interfaces(size, applications, wishes, dice)),
    )


def _site(organisation: str) -> str:
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
        site_id=_site(owner),
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


def _programme(size: Size) -> Programme:
    plan_to = add_months(PLAN_FROM, size.months) - DAY
    organisations = tuple(
        Organisation(id=f"council-{n + 1}", name=f"Council {n + 1}") for n in range(size.organisations)
    )
    return Programme(
        name="Planted",
        plan_from=PLAN_FROM,
        plan_to=plan_to,
        price_base="2026/27",
        organisations=organisations,
        sites=tuple(Site(id=_site(o.id), name=o.name) for o in organisations),
        links=tuple(
            Link(
                id=f"{o.id}-line",
                site_id=_site(o.id),
                mbps=10_000,
                share_out_of_hours=Decimal("0.8"),
                share_in_hours=Decimal("0.2"),
            )
            for o in organisations
        ),
        teams=_teams(organisations, {}),
        ceilings=(),
        freezes=_freezes(plan_to),
        gates=(Gate(id="business-case", body="Cabinet", dates=(PLAN_FROM + 12 * WEEK,), lead_weeks=4),),
        effort=dict.fromkeys(("rehost", "replatform", "replace", "retire"), EFFORT),
        scoring={"benefit": Decimal(3), "risk": Decimal(2)},
        objective=Objective(
            unsupported_week_gbp={1: Decimal(1000), 2: Decimal(500), 3: Decimal(250), 4: Decimal(100)},
            score_point_gbp=Decimal(1000),
            on_premise_server_week_gbp=Decimal(90),
        ),
    )


def _freezes(plan_to: date) -> tuple[Freeze, ...]:
    found = []
    for year in range(PLAN_FROM.year, plan_to.year + 1):
        found.append(Freeze(starts=date(year, 12, 13), ends=date(year + 1, 1, 5), services="all", reason="Christmas"))
        found.append(
            Freeze(starts=date(year, 3, 1), ends=date(year, 4, 15), services=("revenues",), reason="annual billing")
        )
        found.append(
            Freeze(starts=date(year, 4, 20), ends=date(year, 5, 10), services=("planning",), reason="election")
        )
    return tuple(found)


def _teams(organisations: tuple[Organisation, ...], fte: Mapping[tuple[str, str], Decimal]) -> tuple[Team, ...]:
    """A team for each organisation, and database people of a supplier whom all share. Roomy where nothing is set."""
    everyone = tuple(o.id for o in organisations)
    found = [
        Team(
            id=f"{o.id}-team",
            serves=(o.id,),
            skills={skill: fte.get((f"{o.id}-team", skill), Decimal(100_000)) for skill in ("application", "platform")},
            absence=(Absence(starts=date(2028, 8, 1), ends=date(2028, 8, 21), fte=Decimal(1)),),
        )
        for o in organisations
    ]
    databases = fte.get(("supplier", "database"), Decimal(100_000))
    return (*found, Team(id="supplier", provider="supplier", serves=everyone, skills={"database": databases}))


def _initiatives(size: Size, dice: random.Random) -> tuple[Initiative, ...]:
    found: list[Initiative] = []
    for number in range(size.initiatives):
        must = dice.random() < 115 / 150
        owner = f"council-{dice.randrange(size.organisations) + 1}"
        earlier = [other.id for other in found if owner in other.organisation_ids]
        found.append(
            Initiative(
                id=f"initiative-{number:03}",
                name=f"Initiative {number}",
                must_do=must,
                scores={} if must else {"benefit": Decimal(dice.randint(1, 5)), "risk": Decimal(dice.randint(1, 5))},
                effort={
                    "application": Decimal(dice.randint(5, 40)),
                    "database": Decimal(dice.randint(0, 10)),
                    "platform": Decimal(dice.randint(0, 30)),
                },
                duration_weeks=dice.choice((8, 12, 16, 26, 39)),
                capital_gbp=Decimal(dice.randint(10, 200) * 1000),
                revenue_gbp_per_year=Decimal(dice.randint(0, 10) * 1000),
                benefit_gbp_per_year=Decimal(dice.randint(0, 40) * 1000),
                depends_on=(dice.choice(earlier),) if earlier and dice.random() < 0.3 else (),
                organisation_ids=(owner,),
            )
        )
    return tuple(found)


def _inputs(estate: Estate, programme: Programme, initiatives: tuple[Initiative, ...]) -> PlanInputs:
    supports = support(estate, load_products(), AS_OF)
    dispositions, _ = assess(estate, supports, (), AS_OF, programme.plan_to)
    groups = move_groups(estate, dispositions)
    return PlanInputs(
        as_of=AS_OF,
        estate=estate,
        supports=supports,
        dispositions=dispositions,
        groups=groups,
        costs=group_costs(groups, dispositions, estate, programme, load_prices()),
        folder=Folder(programme=programme, initiatives=initiatives),
    )


def _with_programme(inputs: PlanInputs, programme: Programme) -> PlanInputs:
    return replace(inputs, folder=replace(inputs.folder, programme=programme))


def _people_needed(problem: Problem, load: float) -> dict[tuple[str, str], Decimal]:
    """Full-time equivalents by team and skill that make the teams so busy on average."""
    total: dict[tuple[str, str], int] = defaultdict(int)
    for task in problem.tasks:
        for skill, need in task.effort.items():
            for team in sorted(task.teams[skill])[:1]:
                total[team, skill] += need * task.options[0].work_weeks
    weeks = len(problem.weeks)
    return {
        key: (Decimal(days) / 100 / weeks / 5 / Decimal(str(load))).quantize(Decimal("0.1"), ROUND_CEILING) + 1
        for key, days in sorted(total.items())
    }


def _staffed(programme: Programme, fte: Mapping[tuple[str, str], Decimal]) -> Programme:
    return replace(programme, teams=_teams(programme.organisations, fte))


def _wanted(assembled: Assembled, wishes: Mapping[str, float], dice: random.Random) -> dict[str, float]:
    """The week each group is wished for, by its applications; initiatives are drawn."""
    weeks = len(assembled.problem.weeks)
    return {
        task.id: weeks * max(wishes[app] for app in assembled.groups[task.id].group.application_ids)
        if task.id in assembled.groups
        else weeks * dice.uniform(0.05, 0.7)
        for task in assembled.problem.tasks
    }


def _contracts(
    estate: Estate, assembled: Assembled, positions: Mapping[str, int | None], dice: random.Random
) -> tuple[Contract, ...]:
    """Support of each hypervisor ends some weeks after the last machine on it has moved in the planted schedule; each
    site is hosted by a rolling contract."""
    tasks = {task.id: task for task in assembled.problem.tasks}
    group_of = {app: key for key, planned in assembled.groups.items() for app in planned.group.application_ids}
    on = {d.thing_id: d.application_id for d in estate.deployments}
    last: dict[str, date] = defaultdict(lambda: PLAN_FROM)
    for server in estate.servers:
        group = group_of.get(on[server.id])
        at = positions.get(group or "")
        if group is not None and at is not None and server.parent_id:
            week = assembled.problem.weeks[tasks[group].options[at].week]
            last[server.parent_id] = max(last[server.parent_id], week)
    found = []
    for host in estate.hypervisors:
        found.append(
            Contract(
                id=f"care-{host.id}",
                kind="support",
                organisation_id=host.site_id.removesuffix("-hall") if host.site_id else None,
                covers=(host.id,),
                covers_ids=(host.id,),
                starts=date(2024, 4, 1),
                ends=last[host.id] + timedelta(days=dice.randint(7, 60)),
                notice_days=90,
                extension_months=12,
                extension_gbp=Decimal(dice.randint(8, 20) * 1000),
                annual_gbp=Decimal(4000),
            )
        )
    for site in estate.sites:
        inside = tuple(server.id for server in estate.servers if server.site_id == site.id)
        found.append(
            Contract(
                id=f"hosting-{site.id}",
                kind="hosting",
                organisation_id=site.id.removesuffix("-hall"),
                covers=inside,
                covers_ids=inside,
                starts=date(2024, 4, 1),
                notice_days=90,
                annual_gbp=HOSTING_GBP * len(inside),
            )
        )
    return tuple(sorted(found, key=lambda contract: contract.id))


def _ceilings(inputs: PlanInputs, positions: Mapping[str, int | None], margin: Decimal) -> tuple[Ceiling, ...]:
    """What the planted schedule spends by organisation and year, times `margin`; contingency comes on top."""
    programme = inputs.folder.programme
    years = financial_years(programme.plan_from, programme.plan_to)
    high = Decimal(10) ** 12
    roomy = tuple(
        Ceiling(organisation=o.id, year=y, capital_gbp=high, revenue_gbp=high)
        for o in programme.organisations
        for y in years
    )
    assembled = assemble(ground(_with_programme(inputs, replace(programme, ceilings=roomy))))
    spent = spending(assembled.problem, positions)
    contingency = Decimal(5)
    found = []
    for o in programme.organisations:
        for y in years:
            capital, revenue = (
                ((spent.get((o.id, y, kind), 0) + 1000) * margin / (1 - contingency / 100)).quantize(
                    Decimal(1), ROUND_CEILING
                )
                for kind in ("capital", "revenue")
            )
            found.append(
                Ceiling(
                    organisation=o.id, year=y, capital_gbp=capital, revenue_gbp=revenue, contingency_percent=contingency
                )
            )
    return tuple(found)
