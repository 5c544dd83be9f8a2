"""What every move does before its cut-over: decision, start, routes of the network, approval, notice, go or no-go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from migration.plan.windows import frozen
from migration.reports.wording import counted, day, listed
from migration.runbooks.commands import VERIFY, addresses_of
from migration.runbooks.moved import Moved, before, called, step
from migration.runbooks.step import Step

# Days before the cut-over. Usual practice of change boards, not a rule: your own change policy comes first.
RULES_DAYS = 14
APPROVAL_DAYS = 7
NOTICE_DAYS = 5
SHORT_NAMES_DAYS = 2
BACKUP_DAYS = 1


def work_before(found: Moved) -> Iterator[Step]:
    """The steps before anything is copied or changed for users."""
    yield from _decisions(found)
    yield step(
        found, "prepare", found.first,
        "Begin the work: go through this runbook with everybody named in it, and name a person for each step.",
        (found.team("platform"),),
        "Each step has a person and a deputy who are at work on its day; the plan keeps every rule.",
        "Stop the work: nothing is changed yet.",
        commands=(VERIFY,),
    )  # fmt: skip
    if found.interfaces and found.on("rehost", "replatform", "replace"):
        yield _network_rules(found)
    yield from _approval(found)


def ready(found: Moved) -> Iterator[Step]:
    """The last days: names that can be switched fast, a backup, go or no-go."""
    moving = found.on("rehost", "replatform", "replace")
    if moving:
        yield step(
            found, "approve", before(found, SHORT_NAMES_DAYS),
            "Give the names that users and feeds call a short lifetime in the name service (five minutes), and write "
            "down what they point to now.",
            (found.team("network"),),
            "The name service answers with the short lifetime and the old addresses.",
            "Give the names their old lifetime back. Users notice nothing.",
            commands=addresses_of(_dns_names(found)),
        )  # fmt: skip
    if moving or found.on("retire"):
        yield step(
            found, "ready", before(found, BACKUP_DAYS),
            "Take a full backup of the old place and restore one part of it beside the old place.",
            (found.team("platform"),),
            "The backup ended without an error, the restored part opens, and the time it took is written down.",
            "Move the cut-over: without a backup that restores, nothing goes on. The old place is not changed.",
        )  # fmt: skip
        yield step(
            found, "ready", before(found, BACKUP_DAYS),
            f"Go or no-go for the cut-over of {called(found.applications)}.",
            (*found.owners(), found.team("platform")),
            "Every step before is done and checked; the way back takes less than the recovery time "
            f"({_recovery(found)}); no incident is open.",
            "No-go: the old place goes on as it is. Ask for new dates with: cloud-unless plan --change-least.",
        )  # fmt: skip


def _decisions(found: Moved) -> Iterator[Step]:
    gates = {gate.id: gate for gate in found.programme.gates}
    for gate_id in sorted({gate for one in found.applications for gate in one.gate_ids}):
        gate = gates.get(gate_id)
        dates = [when for when in gate.dates if when <= found.first] if gate else []
        applications = [one for one in found.applications if gate_id in one.gate_ids]
        dated = f"By {day(max(dates))}, have" if dates else "Have (no date before the work begins is known)"
        yield step(
            found, "decide", max(dates) if dates else found.first,
            f"{dated} the decision of {gate.body if gate else gate_id} for {called(applications)}.",
            found.owners(applications),
            "The minutes name these applications and what is to become of them.",
            "Without the decision no work begins: nothing is changed yet. Plan again.",
        )  # fmt: skip


def _network_rules(found: Moved) -> Step:
    pairs = [
        f"{found.names.application(one.from_application)} to {found.names.application(one.to_application)}"
        for one in sorted(found.interfaces, key=lambda one: one.id)
    ]
    return step(
        found, "build", min(before(found, RULES_DAYS), found.move.seeding_from),
        f"Open in the firewalls what {counted(len(pairs), 'interface')} will need between the old and the new place: "
        f"{listed(pairs)}. Close nothing.",
        (found.team("network"), found.team("security")),
        "From the new place each connection opens that is on the list, and one that is not on it does not.",
        "Take the new rules away. The old ones were not touched.",
    )  # fmt: skip


def _approval(found: Moved) -> Iterator[Step]:
    when = before(found, APPROVAL_DAYS)
    if not found.on("rehost", "replatform", "replace", "retire"):
        return
    yield step(
        found, "approve", when,
        f"Have the change approved: the window on {day(found.move.cut_over)}, this runbook, and the way back.",
        found.owners(),
        "The change record is approved and names the point of no return of this runbook.",
        "Withdraw the change. Nothing is changed yet.",
    )  # fmt: skip
    yield step(
        found, "approve", when,
        f"Check for freezes on the day: {_freezes(found, found.move.cut_over)}",
        found.owners(),
        "programme.yaml and the owners' own calendars have no freeze, election, billing run or year end on that day.",
        "Move the cut-over: pin another date in waves.yaml and plan again. Nothing is changed yet.",
    )  # fmt: skip
    yield step(
        found, "approve", before(found, NOTICE_DAYS),
        "Tell users and the service desk: what is closed, from when to when, and what is different afterwards.",
        (*found.owners(), found.team("applications")),
        "The service desk has the notice, and an owner has confirmed who reads it in each team.",
        "Tell them that the change does not take place. Nothing is changed yet.",
    )  # fmt: skip


def _freezes(found: Moved, when: date) -> str:
    services = frozenset(one.service for one in found.applications if one.service)
    freeze = frozen(when, services, found.programme.freezes)
    of = f"of {listed(sorted(services))}" if services else "of all services (no service area is known)"
    if freeze is None:
        return f"programme.yaml has none {of}."
    return f"programme.yaml has {freeze.reason} from {day(freeze.starts)} to {day(freeze.ends)} {of}."


def _recovery(found: Moved) -> str:
    known = [one.rto_minutes for one in found.applications if one.rto_minutes is not None]
    return f"{min(known):,} minutes" if known else "which is not known"


def _dns_names(found: Moved) -> list[str]:
    return sorted({one.dns_name for one in found.servers if one.dns_name})
