"""LOG-006: somebody is told of high security alerts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.combining import all_true, any_true, fails_unless, known, worst
from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import ABSENT, every, is_true, read, same_text

EMAILS = "emails"
ENABLED = "isEnabled"
SOURCES = "notificationsSources"
FORMER, FORMER_EMAIL = "alertNotifications", "email"
"""What versions of Azure's interface before 2023 called them."""


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the contact has no address, is switched off, or is not told of alerts of high severity."""
    former = read(resource.properties, FORMER)
    if former is not ABSENT:
        return _judge_former(resource, former)
    emails, enabled = read(resource.properties, EMAILS), read(resource.properties, ENABLED)
    told = any_true(_is_of_alerts(one) for _, one in every(resource.properties, f"{SOURCES}[]"))
    return worst(
        (
            judged(emails, isinstance(emails, str) and bool(emails.strip(" ;,")), EMAILS, "nobody is told"),
            judged(enabled, is_true(enabled), ENABLED, "the contact is switched off"),
            fails_unless(told, SOURCES, "nobody is told of alerts of high severity"),
        )
    )


def _judge_former(contact: Resource, found: Any) -> Answer:
    """The same of a contact as templates write it for versions of the interface before 2023."""
    emails = [read(contact.properties, name) for name in (EMAILS, FORMER_EMAIL)]
    written = next((one for one in emails if one is not ABSENT), ABSENT)
    state = found.get("state", ABSENT) if isinstance(found, Mapping) else found
    least = found.get("minimalSeverity", "High") if isinstance(found, Mapping) else "High"
    return worst(
        (
            judged(written, isinstance(written, str) and bool(written.strip(" ;,")), EMAILS, "nobody is told"),
            judged(state, same_text(state, "On"), FORMER, "nobody is told of alerts"),
            judged(
                least, same_text(least, "High", "Medium", "Low"), FORMER, "nobody is told of alerts of high severity"
            ),
        )
    )


def _is_of_alerts(source: Any) -> bool | None:
    kind, least = read({"source": source}, "source.sourceType"), read({"source": source}, "source.minimalSeverity")
    return all_true(known(kind, same_text(kind, "Alert")), known(least, same_text(least, "High", "Medium", "Low")))


RULE = Rule(
    id="LOG-006",
    title="A security contact who is told of high alerts",
    severity="medium",
    why="Azure sees the break-in and tells nobody. The 72 hours in which the Information Commissioner "
    "must be told run all the same.",
    applies_to=("azure-native:security:SecurityContact",),
    answer=answer,
    absent_means="Fail: without an address, the switch or a source of alerts nobody is told.",
    remedy='Set emails="...", is_enabled=True and '
    'notifications_sources=[security.NotificationsSourceAlertArgs(source_type="Alert", '
    'minimal_severity="High")].',
    frameworks={
        "ncsc-csp": ("13",),
        "caf": ("D1.a",),
        "uk-gdpr": ("33",),
        "mcsb": ("IR-2",),
        "checkov": ("CKV_AZURE_131", "CKV_AZURE_21"),
        "prowler": (
            "defender_ensure_notify_alerts_severity_is_high",
            "defender_additional_email_configured_with_a_security_contact",
        ),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, security SecurityContactArgs and their enum MinimalSeverity",
        "Template reference of Microsoft.Security/securityContacts, 2017-08-01-preview and 2020-01-01-preview",
    ),
)
