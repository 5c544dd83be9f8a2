"""Checks that the files of a programme folder agree with each other. Each check raises InputError with the key."""

from __future__ import annotations

from collections.abc import Iterable

from cloud_unless.accepted_risks import check_accepted_risks
from cloud_unless.programme_checks import organisation_ids
from cloud_unless.sources import Sources
from cloud_unless.value_checks import check_calendar, check_known, check_unique
from inventory.credentials import check_reference
from migration.model import SCHEMA_VERSION, Initiative, Pin, Programme, WavesFile
from safeio.errors import InputError


def check_version(name: str, version: object) -> None:
    """Raise InputError for a file of a form that this version does not read."""
    if version != SCHEMA_VERSION:
        remedy = f"Write {SCHEMA_VERSION}, or use the version of cloud-unless that the file was written for."
        raise InputError(f"{name} schema_version", f"{version} is not known here", remedy)


def check_sources(sources: Sources, programme: Programme) -> None:
    """Raise InputError where sources.yaml names a site or council that programme.yaml does not have."""
    for number, source in enumerate(sources.imports):
        where = f"sources.yaml imports[{number}]"
        check_known(f"{where}.site", source.site, [site.id for site in programme.sites])
        check_known(f"{where}.organisation", source.organisation, organisation_ids(programme))
    for number, entry in enumerate(sources.targets):
        where = f"sources.yaml targets[{number}]"
        check_known(f"{where}.site", entry.site, [site.id for site in programme.sites])
        check_known(f"{where}.organisation", entry.organisation, organisation_ids(programme))
        check_reference(entry.credential, f"{where}.credential")
        if entry.passphrase is not None:
            check_reference(entry.passphrase, f"{where}.passphrase")


def check_prerequisites(programme: Programme, known: Iterable[Initiative]) -> None:
    """Raise InputError where a prerequisite names no row of initiatives.csv."""
    ids = sorted(initiative.id for initiative in known)
    for prerequisite in programme.prerequisites:
        check_known("programme.yaml prerequisites", prerequisite.initiative, ids, "in initiatives.csv")


def check_waves(waves: WavesFile) -> None:
    """Raise InputError for doubled waves or pins, dates in the wrong order, an approval without its approver, and an
    accepted risk that cannot stand."""
    check_unique("waves.yaml waves", (wave.id for wave in waves.waves))
    check_unique("waves.yaml pins", (pin.application_id for pin in waves.pins), "application_id")
    for wave in waves.waves:
        if wave.state != "draft" and not (wave.approver and wave.date):
            remedy = "Add approver and date."
            raise InputError(f"waves.yaml waves {wave.id}", f"a wave that is {wave.state} says who and when", remedy)
    for pin in waves.pins:
        _check_pin(pin)
    check_accepted_risks(waves.accepted_risks)


def _check_pin(pin: Pin) -> None:
    where = f"waves.yaml pins {pin.application_id}"
    check_calendar(where, [pin.cut_over, pin.not_before, pin.deadline])
    earliest, latest = pin.cut_over or pin.not_before, pin.cut_over or pin.deadline
    if pin.deadline and earliest and earliest > pin.deadline:
        raise InputError(where, f"{earliest} is after the deadline {pin.deadline}", "Correct one of the two dates.")
    if pin.not_before and latest and latest < pin.not_before:
        raise InputError(where, f"{latest} is before not_before {pin.not_before}", "Correct one of the two dates.")
    if pin.application_id in pin.never_with:
        raise InputError(f"{where}, never_with", "an application cannot keep away from itself", "Take its id out.")
