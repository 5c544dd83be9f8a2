"""IAM-009: pipelines sign in with a federation that is pinned to one repository and environment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policies.combining import fails_unless, known, worst
from policies.model import Answer, Context, Resource, Rule
from policies.values import every, is_unknown, read, same_text

GITHUB = "https://token.actions.githubusercontent.com"

_PINNED = re.compile(r"repo:[^/:*?]+/[^/:*?]+:environment:[^:*?]+")


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the issuer is not an agreed one, or where more than one repository and environment may sign in."""
    issuer, subject = read(resource.properties, "issuer"), read(resource.properties, "subject")
    agreed = known(issuer, _is_under(issuer, context.parameters["issuers"]))
    pinned = _is_pinned(issuer, subject)
    return worst(
        (
            fails_unless(agreed, "issuer", "the issuer of the identities is not an agreed one"),
            fails_unless(pinned, "subject", "more than one repository and environment may sign in"),
            *_judge_audiences(resource, context.parameters["audiences"]),
        )
    )


def _judge_audiences(resource: Resource, ours: tuple[str, ...]) -> Iterator[Answer]:
    for where, found in every(resource.properties, "audiences[]"):
        yield fails_unless(known(found, same_text(found, *ours)), where, "the audience is not ours")


def _is_under(issuer: Any, agreed: tuple[str, ...]) -> bool:
    """Whether the issuer is an agreed one, or a path below it (a slash stands between: no look-alike host passes)."""
    found = issuer.casefold().rstrip("/") if isinstance(issuer, str) else ""
    return any(found == one or found.startswith(f"{one}/") for one in (each.casefold().rstrip("/") for each in agreed))


def _is_pinned(issuer: Any, subject: Any) -> bool | None:
    if is_unknown(subject):
        return None
    if not isinstance(subject, str) or not subject.strip() or "*" in subject:
        return False
    if _PINNED.fullmatch(subject):
        return True
    return known(issuer, not _is_under(issuer, (GITHUB,)))


RULE = Rule(
    id="IAM-009",
    title="Pipelines sign in by pinned federation",
    severity="high",
    why="With a loose subject any branch, or any repository of a supplier, may deploy into the council's cloud.",
    applies_to=("azure-native:managedidentity:FederatedIdentityCredential",),
    answer=answer,
    absent_means="Fail: issuer and subject are what the identity is known by. Absent audiences are refused by Azure.",
    remedy='Set issuer to an agreed one and subject="repo:OWNER/NAME:environment:NAME".',
    frameworks={
        "ncsc-csp": ("10", "12"),
        "cyber-essentials": ("CE-UAC-02",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_249",),
    },
    parameters={
        "issuers": (GITHUB, "https://vstoken.dev.azure.com"),
        "audiences": ("api://AzureADTokenExchange",),
    },
    sources=(
        "Documentation strings of azure-native 3.29.0, managedidentity FederatedIdentityCredentialArgs",
        "GitHub Docs, OpenID Connect reference: the subject of a job with an environment",
        "Microsoft Learn, Workload identity federation: issuer of Azure Pipelines, recommended audience",
    ),
)
