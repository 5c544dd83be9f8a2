"""What people should know about their exemptions: ended, ending soon, without use, or wider than they may think."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from policies.coverage import stack_names
from policies.exemptions import WHOLE_STACK
from policies.model import Exemption, Finding, Warned


def exemption_warnings(
    exemptions: Sequence[Exemption],
    findings: Sequence[Finding],
    as_of: date,
    expiring_days: int,
    elsewhere: frozenset[str] = frozenset(),
) -> tuple[Warned, ...]:
    """The warnings about each exemption, sorted by id. `elsewhere` are scopes that lie in stacks which were not given:
    whether those exemptions are used cannot be told."""
    exempted: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.exemption_id is not None:
            exempted.setdefault(finding.exemption_id, []).append(finding)
    return tuple(
        Warned(about=one.id, message=message)
        for one in sorted(exemptions, key=lambda exemption: exemption.id)
        for message in _messages(one, exempted.get(one.id, []), as_of, expiring_days, one.scope in elsewhere)
    )


def scopes_elsewhere(architecture: Mapping[str, Any] | None, stacks: frozenset[str]) -> frozenset[str]:
    """The scopes of an exemption that lie in planned stacks other than `stacks`: the stacks, and their workloads."""
    missing = stack_names(architecture) - stacks
    listed = architecture.get("workloads") if architecture is not None else None
    workloads = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    return frozenset(
        {f"{WHOLE_STACK}{name}" for name in missing}
        | {one["id"] for one in workloads if one.get("stack") in missing and isinstance(one.get("id"), str)}
    )


def _messages(
    one: Exemption, exempted: Sequence[Finding], as_of: date, expiring_days: int, is_elsewhere: bool
) -> list[str]:
    if as_of >= one.expires:
        return [f"expired on {one.expires}; what it exempted counts as failing"]
    if as_of < one.approved_on:
        return [f"is not in force before {one.approved_on}; what it exempts counts as failing"]
    if not exempted:
        return [] if is_elsewhere else ["exempts nothing that was checked; remove it if it is not needed"]
    kinds = len({finding.subject_type for finding in exempted})
    found = []
    if kinds > 1 or (one.scope.startswith(WHOLE_STACK) and len(exempted) > 1):
        of_kinds = "one kind" if kinds == 1 else f"{kinds} kinds"
        found.append(f"is broad: it exempts {len(exempted):,} resources of {of_kinds}; name each resource instead")
    if (left := (one.expires - as_of).days) <= expiring_days:
        found.append(f"expires on {one.expires}, in {left} {'day' if left == 1 else 'days'}")
    return found
