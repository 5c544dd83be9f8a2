"""Checks that what programme.yaml asks of pilots, parts and shared services can be true."""

from __future__ import annotations

from cloud_unless.programme_checks import PROGRAMME
from cloud_unless.value_checks import check_count
from migration.model import Programme
from migration.register_rows import LARGEST
from safeio.errors import InputError

MOST_PARTS = 12
"""More parts of one application are not a plan that people can follow."""


def check_sequence(programme: Programme) -> None:
    """Raise InputError for the first thing about pilots, parts or shared services that cannot be true."""
    pilots = programme.pilots
    if pilots is not None:
        check_count(f"{PROGRAMME} pilots.weeks", pilots.weeks)
        for key in ("critical", "pilot_from"):
            if not 1 <= getattr(pilots, key) <= 4:
                where = f"{PROGRAMME} pilots.{key}"
                raise InputError(where, f"{getattr(pilots, key)} is not a criticality", "Write 1 to 4.")
        if pilots.pilot_from <= pilots.critical:
            wrong = f"{pilots.pilot_from} is as critical as what waits for it, from {pilots.critical}"
            raise InputError(f"{PROGRAMME} pilots.pilot_from", wrong, "Write a larger number, such as 3.")
    splitting = programme.splitting
    if splitting is not None:
        if not 1 <= splitting.most_parts <= MOST_PARTS:
            wrong = f"{splitting.most_parts} is not from 1 to {MOST_PARTS}"
            raise InputError(f"{PROGRAMME} splitting.most_parts", wrong, "Write a small number, such as 4.")
        if not 0 <= splitting.part_gbp <= LARGEST:
            raise InputError(f"{PROGRAMME} splitting.part_gbp", f"this is not from 0 to {LARGEST:,}", "Correct it.")
        if splitting.within_weeks is not None:
            check_count(f"{PROGRAMME} splitting.within_weeks", splitting.within_weeks)
    if programme.shared_services is not None:
        check_count(f"{PROGRAMME} shared_services.dependants", programme.shared_services.dependants, least=1)
