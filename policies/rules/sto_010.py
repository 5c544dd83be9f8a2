"""STO-010: links to a storage account are made for a few days only."""

from __future__ import annotations

import re
from typing import Any

from policies.model import Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.values import ABSENT, is_false, is_unknown, read

PERIOD = "sasPolicy.sasExpirationPeriod"
KEYS = "allowSharedKeyAccess"

_FORM = re.compile(r"([0-9]{1,6})\.([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})")
_SECONDS = (86_400, 3_600, 60, 1)


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where links signed with the account's keys may live for longer. Without keys there are no such links."""
    keys = read(resource.properties, KEYS)
    if is_false(keys):
        return not_applicable("the account's keys are off, and with them such links")
    kept = _is_short(read(resource.properties, PERIOD), context.parameters["most_days"])
    if is_unknown(keys) and kept.verdict == "fail":
        return unknown(KEYS, "whether the account's keys are off is not known yet")
    return kept


def _is_short(found: Any, most_days: int) -> Answer:
    if found is ABSENT:
        return failed(PERIOD, "links may live for as long as whoever makes them likes")
    parts = _FORM.fullmatch(found) if isinstance(found, str) else None
    if parts is None:
        return unknown(PERIOD, f"{PERIOD} is not known yet, or is no period")
    seconds = sum(int(part) * unit for part, unit in zip(parts.groups(), _SECONDS, strict=True))
    return (
        passed() if seconds <= most_days * _SECONDS[0] else failed(PERIOD, f"links may live for over {most_days} days")
    )


RULE = Rule(
    id="STO-010",
    title="Links with an end of a few days",
    severity="low",
    why="A link to a folder is mailed to a supplier, forwarded, and opens the folder years later for whoever finds it.",
    applies_to=("azure-native:storage:StorageAccount",),
    answer=answer,
    absent_means="Fail: without it no period is asked for. Absent allow_shared_key_access means that keys work.",
    remedy='Set sas_policy=storage.SasPolicyArgs(sas_expiration_period="7.00:00:00", '
    'expiration_action="Block"), or better allow_shared_key_access=False.',
    frameworks={
        "ncsc-csp": ("10",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV2_AZURE_41",),
    },
    parameters={"most_days": 7},
    sources=("Documentation strings of azure-native 3.29.0, storage SasPolicyArgs.sas_expiration_period: DD.HH:MM:SS",),
)
