"""Checks that programme.yaml can be true. Each check raises InputError naming the key and what to do."""

from __future__ import annotations

from collections.abc import Callable

from cloud_unless.value_checks import check_calendar, check_count, check_known, check_unique
from migration.dates import financial_years, monday
from migration.model import Measure, Programme
from migration.register_rows import LARGEST
from safeio.errors import InputError
from safeio.text import slug

PROGRAMME = "programme.yaml"
MOST_YEARS = 10
"""A longer plan is a typing error: no price or support date reaches that far."""


def check_programme(programme: Programme) -> None:
    """Raise InputError for the first thing in programme.yaml that cannot be true."""
    for check in CHECKS:
        check(programme)


def _dates(programme: Programme) -> None:
    first, last = programme.plan_from, programme.plan_to
    check_calendar(f"{PROGRAMME} plan_from", [first])
    check_calendar(f"{PROGRAMME} plan_to", [last])
    if first >= last:
        remedy = "Correct one of the two dates."
        raise InputError(f"{PROGRAMME} plan_from", f"{first} is not before plan_to {last}", remedy)
    if first != monday(first):
        wrong = f"{first} is a {first:%A}, and the planning week starts on Monday"
        raise InputError(f"{PROGRAMME} plan_from", wrong, f"Write {monday(first)}, the Monday of that week.")
    if last.year - first.year > MOST_YEARS:
        remedy = "Correct one of the two dates."
        raise InputError(f"{PROGRAMME} plan_to", f"the plan is longer than {MOST_YEARS} years", remedy)
    check_count(f"{PROGRAMME} wave_weeks", programme.wave_weeks, least=1)
    check_count(f"{PROGRAMME} scrutiny.period_months", programme.scrutiny.period_months, least=1)
    check_count(f"{PROGRAMME} old_off_weeks", programme.old_off_weeks)
    if not programme.cut_over_days:
        raise InputError(f"{PROGRAMME} cut_over_days", "no weekday is named", "Write, for example, [saturday].")


def _ids(programme: Programme) -> None:
    for key in ("organisations", "sites", "links", "teams", "gates"):
        ids = [one.id for one in getattr(programme, key)]
        check_unique(f"{PROGRAMME} {key}", ids)
        for one in ids:
            if slug(one) != one:
                remedy = f"Use lower-case letters, digits and hyphens: {slug(one)}"
                raise InputError(f"{PROGRAMME} {key}", f"{one!r} is not an id", remedy)
    if not programme.organisations:
        raise InputError(f"{PROGRAMME} organisations", "the list is empty", "Add your council: {id: ..., name: ...}.")


def _places(programme: Programme) -> None:
    sites = [site.id for site in programme.sites]
    for site in programme.sites:
        check_known(f"{PROGRAMME} sites {site.id}, second_site", site.second_site, sites)
        if site.second_site == site.id:
            where = f"{PROGRAMME} sites {site.id}, second_site"
            raise InputError(where, "a site cannot take over from itself", "Name another site, or leave it out.")
    for link in programme.links:
        where = f"{PROGRAMME} links {link.id}"
        check_known(f"{where}, site_id", link.site_id, sites)
        if link.mbps <= 0:
            raise InputError(f"{where}, mbps", f"{link.mbps} is not a speed", "Write megabits a second, such as 1000.")
        for key in ("share_out_of_hours", "share_in_hours"):
            if not 0 <= getattr(link, key) <= 1:
                raise InputError(f"{where}, {key}", "a share is from 0 to 1", "Write, for example, 0.8.")


def _copying(programme: Programme) -> None:
    where, change, device = f"{PROGRAMME} copying", programme.copying.daily_change_percent, programme.copying.device
    if change is not None and not 0 <= change <= 100:
        raise InputError(f"{where}.daily_change_percent", "this is not from 0 to 100", "Write, for example, 1.5.")
    if device is not None:
        check_count(f"{where}.device.lead_weeks", device.lead_weeks, least=1)
        if device.capacity_gib <= 0:
            raise InputError(f"{where}.device.capacity_gib", "it holds nothing", "Write its size, such as 80000.")
        if device.gbp is not None and not 0 <= device.gbp <= LARGEST:
            raise InputError(f"{where}.device.gbp", f"this is not from 0 to {LARGEST:,}", "Correct the amount.")


def _change(programme: Programme) -> None:
    if programme.most_moves_a_week is not None:
        check_count(f"{PROGRAMME} most_moves_a_week", programme.most_moves_a_week, least=1)
    if programme.critical_apart is not None and not 1 <= programme.critical_apart <= 4:
        wrong = f"{programme.critical_apart} is not a criticality"
        raise InputError(f"{PROGRAMME} critical_apart", wrong, "Write 1 for the most critical alone, up to 4 for all.")


def _prerequisites(programme: Programme) -> None:
    for prerequisite in programme.prerequisites:
        where = f"{PROGRAMME} prerequisites {prerequisite.initiative}"
        for name in prerequisite.organisations:
            check_known(f"{where}, organisations", name, organisation_ids(programme))
    if not 0 < programme.rollout_learning <= 1:
        where = f"{PROGRAMME} rollout_learning"
        raise InputError(where, "this is not above 0 and up to 1", "Write, for example, 0.9.")


def _teams(programme: Programme) -> None:
    for team in programme.teams:
        where = f"{PROGRAMME} teams {team.id}"
        for name in team.serves:
            check_known(f"{where}, serves", name, organisation_ids(programme))
        for skill, fte in team.skills.items():
            if fte < 0:
                raise InputError(f"{where}, skills.{skill}", f"{fte} is below zero", "Write 0 or more.")
        for away in team.absence:
            check_calendar(f"{where}, absence", [away.starts, away.ends])
            if away.starts > away.ends:
                wrong = f"from {away.starts} is after to {away.ends}"
                raise InputError(f"{where}, absence", wrong, "Correct one of the two dates.")
    skills = sorted({skill for team in programme.teams for skill in team.skills})
    for route, efforts in programme.effort.items():
        for skill in efforts:
            check_known(f"{PROGRAMME} effort.{route}.{skill}", skill, skills, "a skill of any team")
            if min(efforts[skill].fixed, efforts[skill].per_server) < 0:
                where = f"{PROGRAMME} effort.{route}.{skill}"
                raise InputError(where, "person-days below zero", "Write 0 or more.")


def _calendar(programme: Programme) -> None:
    for freeze in programme.freezes:
        check_calendar(f"{PROGRAMME} freezes, {freeze.reason}", [freeze.starts, freeze.ends])
        if freeze.starts > freeze.ends:
            wrong = f"from {freeze.starts} is after to {freeze.ends}"
            raise InputError(f"{PROGRAMME} freezes, {freeze.reason}", wrong, "Correct one of the two dates.")
    for gate in programme.gates:
        where = f"{PROGRAMME} gates {gate.id}"
        check_count(f"{where}, lead_weeks", gate.lead_weeks)
        check_calendar(f"{where}, dates", gate.dates)
        check_unique(f"{where}, dates", (str(day) for day in gate.dates), "date")


def _ceilings(programme: Programme) -> None:
    seen = [f"{ceiling.organisation} {ceiling.year}" for ceiling in programme.ceilings]
    check_unique(f"{PROGRAMME} ceilings", seen, "organisation and year")
    for ceiling in programme.ceilings:
        where = f"{PROGRAMME} ceilings {ceiling.organisation} {ceiling.year}"
        check_known(f"{where}, organisation", ceiling.organisation, organisation_ids(programme))
        if (int(ceiling.year[:4]) + 1) % 100 != int(ceiling.year[5:]):
            start = int(ceiling.year[:4])
            raise InputError(where, "this is not a financial year", f"Write {start}/{(start + 1) % 100:02d}.")
        for key in ("capital_gbp", "revenue_gbp"):
            amount = getattr(ceiling, key)
            if amount != "unlimited" and not 0 <= amount <= LARGEST:
                raise InputError(f"{where}, {key}", f"this is not from 0 to {LARGEST:,}", "Correct the amount.")
        if ceiling.contingency_percent is not None and not 0 <= ceiling.contingency_percent < 100:
            raise InputError(f"{where}, contingency_percent", "this is not from 0 to 99", "Write, for example, 5.")
    for organisation in programme.organisations:
        for year in financial_years(programme.plan_from, programme.plan_to):
            if f"{organisation.id} {year}" not in seen:
                wrong = f"{organisation.id} has no ceiling for {year}"
                line = f"{{organisation: {organisation.id}, year: {year}, capital_gbp: 100000, revenue_gbp: unlimited}}"
                raise InputError(f"{PROGRAMME} ceilings", wrong, f"Add a line, for example {line}.")


def _objective(programme: Programme) -> None:
    prices = {f"unsupported_week_gbp.{level}": gbp for level, gbp in programme.objective.unsupported_week_gbp.items()}
    prices |= {
        "score_point_gbp": programme.objective.score_point_gbp,
        "change_week_gbp": programme.objective.change_week_gbp,
        "finish_week_gbp": programme.objective.finish_week_gbp,
        "split_interface_gbp": programme.objective.split_interface_gbp,
        "dearest_year_weight": programme.objective.dearest_year_weight,
        "benefit_weight": programme.objective.benefit_weight,
    }
    for key, gbp in prices.items():
        if not 0 <= gbp <= LARGEST:
            where = f"{PROGRAMME} objective.{key}"
            raise InputError(where, f"this is not from 0 to {LARGEST:,}", "Correct the amount.")


def _stages(programme: Programme) -> None:
    objective, where = programme.objective, f"{PROGRAMME} objective.stages"
    check_unique(where, objective.stages)
    if not 0 <= objective.stage_allow_percent <= 100:
        raise InputError(
            f"{PROGRAMME} objective.stage_allow_percent", "this is not from 0 to 100", "Write, for example, 2."
        )
    priced: dict[Measure, tuple[str, bool]] = {
        "risk": ("unsupported_week_gbp", any(objective.unsupported_week_gbp.values())),
        "servers": ("on_premise_server_week_gbp", bool(objective.on_premise_server_week_gbp)),
        "interfaces": ("split_interface_gbp", bool(objective.split_interface_gbp)),
        "finish": ("finish_week_gbp", bool(objective.finish_week_gbp)),
        "dearest_year": ("dearest_year_weight", bool(objective.dearest_year_weight)),
    }
    for stage in objective.stages:
        key, has_price = priced.get(stage, ("", True))
        if not has_price:
            wrong = f"{stage} comes first, but without a price every plan is as good as another"
            raise InputError(where, wrong, f"Give {key} a price above 0, or take {stage} out.")


CHECKS: tuple[Callable[[Programme], None], ...] = (
    _dates,
    _ids,
    _places,
    _copying,
    _change,
    _prerequisites,
    _teams,
    _calendar,
    _ceilings,
    _objective,
    _stages,
)


def organisation_ids(programme: Programme) -> list[str]:
    """The ids of the councils of a programme."""
    return [organisation.id for organisation in programme.organisations]
