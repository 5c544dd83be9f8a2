"""Checks that the files of a programme folder agree with each other. Each check raises InputError with the key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from cloud_unless.sources import Sources
from migration.dates import financial_years, monday
from migration.model import SCHEMA_VERSION, Pin, Programme, WavesFile
from migration.register_rows import LARGEST
from safeio.errors import InputError
from safeio.field_errors import nearest

PROGRAMME = "programme.yaml"
FEWEST_WEEKS, MOST_YEARS = 1, 10
"""A plan of more than ten years is a typing error: no price or support date reaches that far."""


def check_version(name: str, version: object) -> None:
    """Raise InputError for a file of a form that this version does not read."""
    if version != SCHEMA_VERSION:
        remedy = f"Write {SCHEMA_VERSION}, or use the version of cloud-unless that the file was written for."
        raise InputError(f"{name} schema_version", f"{version} is not known here", remedy)


def check_programme(programme: Programme) -> None:
    """Raise InputError for the first thing in programme.yaml that cannot be true."""
    for check in CHECKS:
        check(programme)


def check_sources(sources: Sources, programme: Programme) -> None:
    """Raise InputError where sources.yaml names a site or council that programme.yaml does not have."""
    for number, source in enumerate(sources.imports):
        where = f"sources.yaml imports[{number}]"
        _known(f"{where}.site", source.site, [site.id for site in programme.sites])
        _known(f"{where}.organisation", source.organisation, _organisations(programme))
    if sources.targets:
        remedy = "Leave the list empty, and import an export of your inventory."
        raise InputError("sources.yaml targets", "scanning is not part of this version", remedy)


def check_waves(waves: WavesFile) -> None:
    """Raise InputError for doubled waves or pins, dates in the wrong order, and an approval without its approver."""
    _unique("waves.yaml waves", (wave.id for wave in waves.waves))
    _unique("waves.yaml pins", (pin.application_id for pin in waves.pins), "application_id")
    for wave in waves.waves:
        if wave.state != "draft" and not (wave.approver and wave.date):
            remedy = "Add approver and date."
            raise InputError(f"waves.yaml waves {wave.id}", f"a wave that is {wave.state} says who and when", remedy)
    for pin in waves.pins:
        _check_pin(pin)


def _check_pin(pin: Pin) -> None:
    where = f"waves.yaml pins {pin.application_id}"
    earliest, latest = pin.cut_over or pin.not_before, pin.cut_over or pin.deadline
    if pin.deadline and earliest and earliest > pin.deadline:
        raise InputError(where, f"{earliest} is after the deadline {pin.deadline}", "Correct one of the two dates.")
    if pin.not_before and latest and latest < pin.not_before:
        raise InputError(where, f"{latest} is before not_before {pin.not_before}", "Correct one of the two dates.")
    if pin.application_id in pin.never_with:
        raise InputError(f"{where}, never_with", "an application cannot keep away from itself", "Take its id out.")


def _dates(programme: Programme) -> None:
    first, last = programme.plan_from, programme.plan_to
    if first >= last:
        remedy = "Correct one of the two dates."
        raise InputError(f"{PROGRAMME} plan_from", f"{first} is not before plan_to {last}", remedy)
    if first != monday(first):
        wrong = f"{first} is a {first:%A}, and the planning week starts on Monday"
        raise InputError(f"{PROGRAMME} plan_from", wrong, f"Write {monday(first)}, the Monday of that week.")
    if last.year - first.year > MOST_YEARS:
        remedy = "Correct one of the two dates."
        raise InputError(f"{PROGRAMME} plan_to", f"the plan is longer than {MOST_YEARS} years", remedy)
    for key, number in (
        ("wave_weeks", programme.wave_weeks),
        ("scrutiny.period_months", programme.scrutiny.period_months),
    ):
        if number < FEWEST_WEEKS:
            raise InputError(f"{PROGRAMME} {key}", f"{number} is less than 1", "Write 1 or more.")
    if programme.old_off_weeks < 0:
        raise InputError(f"{PROGRAMME} old_off_weeks", f"{programme.old_off_weeks} is below zero", "Write 0 or more.")
    if not programme.cut_over_days:
        raise InputError(f"{PROGRAMME} cut_over_days", "no weekday is named", "Write, for example, [saturday].")


def _ids(programme: Programme) -> None:
    for key in ("organisations", "sites", "links", "teams", "gates"):
        _unique(f"{PROGRAMME} {key}", (one.id for one in getattr(programme, key)))
    if not programme.organisations:
        raise InputError(f"{PROGRAMME} organisations", "the list is empty", "Add your council: {id: ..., name: ...}.")


def _places(programme: Programme) -> None:
    sites = [site.id for site in programme.sites]
    for site in programme.sites:
        _known(f"{PROGRAMME} sites {site.id}, second_site", site.second_site, sites)
        if site.second_site == site.id:
            where = f"{PROGRAMME} sites {site.id}, second_site"
            raise InputError(where, "a site cannot take over from itself", "Name another site, or leave it out.")
    for link in programme.links:
        where = f"{PROGRAMME} links {link.id}"
        _known(f"{where}, site_id", link.site_id, sites)
        if link.mbps <= 0:
            raise InputError(f"{where}, mbps", f"{link.mbps} is not a speed", "Write megabits a second, such as 1000.")
        for key in ("share_out_of_hours", "share_in_hours"):
            if not 0 <= getattr(link, key) <= 1:
                raise InputError(f"{where}, {key}", "a share is from 0 to 1", "Write, for example, 0.8.")


def _teams(programme: Programme) -> None:
    for team in programme.teams:
        where = f"{PROGRAMME} teams {team.id}"
        for name in team.serves:
            _known(f"{where}, serves", name, _organisations(programme))
        for skill, fte in team.skills.items():
            if fte < 0:
                raise InputError(f"{where}, skills.{skill}", f"{fte} is below zero", "Write 0 or more.")
        for away in team.absence:
            if away.starts > away.ends:
                wrong = f"from {away.starts} is after to {away.ends}"
                raise InputError(f"{where}, absence", wrong, "Correct one of the two dates.")
    skills = sorted({skill for team in programme.teams for skill in team.skills})
    for route, efforts in programme.effort.items():
        for skill in efforts:
            _known(f"{PROGRAMME} effort.{route}.{skill}", skill, skills, "a skill of any team")


def _calendar(programme: Programme) -> None:
    for freeze in programme.freezes:
        if freeze.starts > freeze.ends:
            wrong = f"from {freeze.starts} is after to {freeze.ends}"
            raise InputError(f"{PROGRAMME} freezes, {freeze.reason}", wrong, "Correct one of the two dates.")
    for gate in programme.gates:
        where = f"{PROGRAMME} gates {gate.id}"
        if gate.lead_weeks < 0:
            raise InputError(f"{where}, lead_weeks", f"{gate.lead_weeks} is below zero", "Write 0 or more.")
        _unique(f"{where}, dates", (str(day) for day in gate.dates), "date")


def _ceilings(programme: Programme) -> None:
    seen = [f"{ceiling.organisation} {ceiling.year}" for ceiling in programme.ceilings]
    _unique(f"{PROGRAMME} ceilings", seen, "organisation and year")
    for ceiling in programme.ceilings:
        where = f"{PROGRAMME} ceilings {ceiling.organisation} {ceiling.year}"
        _known(f"{where}, organisation", ceiling.organisation, _organisations(programme))
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


CHECKS: tuple[Callable[[Programme], None], ...] = (_dates, _ids, _places, _teams, _calendar, _ceilings)


def _organisations(programme: Programme) -> list[str]:
    return [organisation.id for organisation in programme.organisations]


def _known(where: str, name: str | None, known: Sequence[str], what: str = "in programme.yaml") -> None:
    if name is None or name in known:
        return
    like = nearest(name, known)
    remedy = f"Did you mean {like}?" if like else f"Known: {', '.join(known) or 'none'}."
    raise InputError(where, f"{name!r} is not {what}", remedy)


def _unique(where: str, names: Iterable[str], key: str = "id") -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise InputError(where, f"the {key} {name!r} stands twice", "Keep one, or give the other its own.")
        seen.add(name)
