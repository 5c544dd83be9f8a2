"""What was decided still stands: its exceptions have owners and reviews, and today's facts lead to the same route."""

from __future__ import annotations

from collections.abc import Iterator

from migration.dates import add_months
from migration.decide.assess import assess
from migration.decide.exceptions import exception_violations
from migration.decide.facts import RETIRE_WITHIN_MONTHS
from migration.decide.mitigations import mitigation_violations
from migration.model import Violation
from migration.plan.case import Case
from migration.plan.inputs import undivided

CONSTRAINT = "decisions"


def check(case: Case) -> Iterator[Violation]:
    """Defects of exceptions and mitigations by the day of this check, and decisions whose evidence no longer holds.

    A decision that names neither reasons nor evidence rests on no fact that could have changed.
    """
    inputs, whole = case.inputs, undivided(case.inputs)
    applications = {application.id: application for application in whole.estate.applications}
    yield from exception_violations(inputs.folder.unless, applications.keys(), inputs.as_of)
    for app_id in sorted(applications):
        yield from mitigation_violations(applications[app_id], inputs.as_of)
    founded = [one for one in whole.dispositions if one.reasons or one.evidence]
    if not founded:
        return
    # As far ahead as was looked then: that a year has passed is no new fact.
    until = add_months(max(one.decided_on for one in founded), RETIRE_WITHIN_MONTHS)
    again, _ = assess(whole.estate, inputs.supports, inputs.folder.unless, inputs.as_of, until)
    today = {one.application_id: one for one in again}
    for one in founded:
        now = today.get(one.application_id)
        if now is not None and now.route != one.route:
            yield Violation(
                constraint=CONSTRAINT,
                subject=one.application_id,
                message=f"{one.route} was decided on {one.decided_on}; by the facts of {inputs.as_of} it is "
                f"{now.route}: assess and plan again",
                dates=(one.decided_on, inputs.as_of),
            )
