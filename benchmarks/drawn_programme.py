"""Draws the programme of a drawn estate: dates, teams, freezes, gates, and the rest of the portfolio."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from benchmarks.drawn_estate import PLAN_FROM, Size, hall_of
from inventory.model import Organisation, Site
from migration.dates import DAY, WEEK, add_months
from migration.model import Absence, Freeze, Gate, Initiative, Link, Objective, Programme, SkillEffort, Team

EFFORT = {
    "application": SkillEffort(fixed=Decimal(4), per_server=Decimal("0.25")),
    "database": SkillEffort(fixed=Decimal(1), per_server=Decimal("0.1")),
    "platform": SkillEffort(fixed=Decimal(2), per_server=Decimal("0.5")),
}


def drawn_programme(size: Size) -> Programme:
    """A programme with all that a plan needs but ceilings, which the planted schedule sets. Its teams are roomy."""
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
        sites=tuple(Site(id=hall_of(o.id), name=o.name) for o in organisations),
        links=tuple(
            Link(
                id=f"{o.id}-line",
                site_id=hall_of(o.id),
                mbps=10_000,
                share_out_of_hours=Decimal("0.8"),
                share_in_hours=Decimal("0.2"),
            )
            for o in organisations
        ),
        teams=teams_of(organisations, {}),
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


def teams_of(organisations: tuple[Organisation, ...], fte: Mapping[tuple[str, str], Decimal]) -> tuple[Team, ...]:
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


def drawn_initiatives(size: Size, dice: random.Random) -> tuple[Initiative, ...]:
    """Must-do and scored work of one organisation each; some waits for an earlier piece of the same organisation."""
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
