"""What a runbook does not know, said at its top: nobody should find it out on the night."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migration.model import Wave
from migration.plan.windows import frozen
from migration.reports.facts import ReportFacts
from migration.reports.wording import day
from migration.runbooks.moved import BUILT, Moved
from migration.runbooks.step import Gap, Step


def gaps_of(facts: ReportFacts, wave: Wave, found: Sequence[Moved], steps: Sequence[Step]) -> tuple[Gap, ...]:
    """Every gap once: people first, then what is not known of each move, then the plan itself."""
    gaps = [*_people(steps), *(gap for one in found for gap in _of_move(one))]
    if facts.architecture is None and any(one.on(*BUILT) for one in found):
        remedy = "Write landing-zone.yaml, run: cloud-unless design. Then export the runbook again."
        gaps.append(Gap(subject=wave.id, wrong="there is no design of this plan, so no stack is named", remedy=remedy))
    if wave.state == "draft" and found:
        remedy = "Have it approved in waves.yaml: a draft may change when the plan is made again."
        gaps.append(Gap(subject=wave.id, wrong="the wave is a draft", remedy=remedy))
    missing = sorted(set(wave.group_ids) - {one.group.id for one in found})
    remedy = "Plan again with: cloud-unless plan."
    gaps += [
        Gap(subject=one, wrong="the plan has no move for it, so it has no steps", remedy=remedy) for one in missing
    ]
    if broken := sum(one.severity == "broken" for one in facts.violations):
        remedy = "See: cloud-unless verify."
        gaps.append(Gap(subject="plan.json", wrong=f"the plan breaks {broken:,} of its rules", remedy=remedy))
    return tuple(dict.fromkeys(gaps))


def _people(steps: Sequence[Step]) -> Iterator[Gap]:
    for role in sorted({one.role for step in steps for one in step.who if one.name is None}):
        remedy = "Name one in programme.yaml." if role.endswith(" team") else "Name one in applications.csv."
        if role.startswith("holder"):
            remedy = "Name the organisation in contracts.csv."
        yield Gap(subject=role, wrong="nobody is known", remedy=remedy)


def _of_move(found: Moved) -> Iterator[Gap]:
    if found.group.data_gib is None:
        remedy = "Give the sizes of its servers, databases or shares in things.csv or an import."
        yield Gap(subject=found.title, wrong="how much data is copied is not known", remedy=remedy)
    for one in found.applications:
        if one.id not in found.decided:
            yield Gap(
                subject=one.name, wrong="no route is decided, so it has no steps", remedy="Run: cloud-unless assess."
            )
        if one.rto_minutes is None or one.rpo_minutes is None:
            remedy = "Fill rto_minutes and rpo_minutes in applications.csv."
            yield Gap(subject=one.name, wrong="its recovery time or recovery point is not known", remedy=remedy)
    services = frozenset(one.service for one in found.applications if one.service)
    if freeze := frozen(found.move.cut_over, services, found.programme.freezes):
        wrong = f"the cut-over on {day(found.move.cut_over)} is in a freeze: {freeze.reason}"
        yield Gap(subject=found.title, wrong=wrong, remedy="Fix another date in waves.yaml and plan again.")
