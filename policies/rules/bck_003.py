"""BCK-003: backups are kept long enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.combining import any_true, at, fails_unless, worst
from policies.model import Answer, Context, Resource, Rule, failed, unknown
from policies.pointing import azure_name
from policies.values import ABSENT, UNKNOWN, every, is_unknown, number, read, same_text

KIND = "properties.backupManagementType"
RETENTION = "properties.retentionPolicy"
IN_VAULT = "properties.vaultRetentionPolicy.vaultRetention"
PARTS = "properties.subProtectionPolicy"

DAYS_IN = {"days": 1, "weeks": 7, "months": 30, "years": 365}


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where daily backups, or the monthly ones of what is critical, are kept for too short a time."""
    kind = read(resource.properties, KIND)
    if not same_text(kind, "AzureIaasVM", "AzureSql", "AzureStorage", "AzureWorkload", "MAB"):
        return unknown(KIND, f"{KIND} is not known yet, or none that is looked at")
    kept = tuple(_retentions(resource, kind))
    if not kept:
        return failed(PARTS, "no full backups are made")
    return worst(_is_long(resource, context, where, found) for where, found in kept)


def _retentions(resource: Resource, kind: str) -> Iterator[tuple[str, Any]]:
    """What is kept and where that stands: of databases in machines the full backups, of the rest all."""
    if not same_text(kind, "AzureWorkload"):
        in_vault = read(resource.properties, IN_VAULT)
        yield (RETENTION, read(resource.properties, RETENTION)) if in_vault is ABSENT else (IN_VAULT, in_vault)
        return
    for where, part in every(resource.properties, f"{PARTS}[]"):
        name = read({"part": part}, "part.policyType")
        if is_unknown(name):
            yield at(where, "policyType"), UNKNOWN  # logs are kept for a shorter time, and that is no fail
        elif same_text(name, "Full"):
            yield at(where, "retentionPolicy"), read({"part": part}, "part.retentionPolicy")


def _is_long(resource: Resource, context: Context, where: str, found: Any) -> Answer:
    days, months = context.parameters["least_days"], context.parameters["least_months"]
    daily = [_lasts(found, path, days) for path in _daily_paths(where)]
    return worst(
        (
            fails_unless(any_true(daily), where, f"backups are kept for fewer than {days} days"),
            _has_months(resource, context, where, _lasts(found, "monthlySchedule.retentionDuration", 30 * months)),
        )
    )


def _daily_paths(where: str) -> tuple[str, ...]:
    # Full backups of databases may be weekly: logs and differences fill the days between.
    weekly = ("weeklySchedule.retentionDuration",) if where.startswith(PARTS) else ()
    return ("dailySchedule.retentionDuration", "retentionDuration", *weekly)


def _has_months(resource: Resource, context: Context, where: str, long_enough: bool | None) -> Answer:
    names = context.parameters["policies_with_months"]
    name = azure_name(resource, "policyName")
    asked = same_text(name, *names) if name is not None or not names else None
    good = any_true((None if asked is None else not asked, long_enough))
    wrong = f"monthly backups of what is critical are kept for fewer than {context.parameters['least_months']} months"
    return fails_unless(good, where, wrong)


def _lasts(retention: Any, path: str, days: int) -> bool | None:
    duration = read({"kept": retention}, f"kept.{path}")
    count, unit = (read({"for": duration}, f"for.{part}") for part in ("count", "durationType"))
    if is_unknown(count) or is_unknown(unit):
        return None
    amount, each = number(count), DAYS_IN.get(unit.casefold()) if isinstance(unit, str) else None
    return amount is not None and each is not None and amount * each >= days


RULE = Rule(
    id="BCK-003",
    title="Backups kept for 30 days, critical ones for a year",
    severity="medium",
    why="Ransomware often waits for weeks before it strikes. Backups that are younger than that hold it too.",
    applies_to=("azure-native:recoveryservices:ProtectionPolicy",),
    answer=answer,
    absent_means="Fail: what is not kept daily is not there when it is needed. A kind of policy that is not looked "
    "at is unknown.",
    remedy="Set retention_policy=recoveryservices.LongTermRetentionPolicyArgs(daily_schedule=..., "
    "monthly_schedule=...) with at least 30 days, and 12 months for the policies named in "
    "standards.yaml under policies_with_months.",
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B5.c",),
        "uk-gdpr": ("5(1)(e)", "32(1)(c)"),
        "prowler": ("recovery_vault_backup_policy_retention_adequate", "vm_sufficient_daily_backup_retention_period"),
    },
    parameters={
        "least_days": 30,
        "least_months": 12,
        "policies_with_months": ("bkpol-critical", "bkpol-shares-critical"),
    },
    sources=(
        "Documentation strings of azure-native 3.29.0, recoveryservices ProtectionPolicyArgs and RetentionDurationArgs",
        "30 days and 12 months are our judgement; a council's own retention schedule goes first",
    ),
)
