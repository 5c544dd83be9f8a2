"""One disposition for each application under "cloud, unless", with the reasons and facts behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inventory.model import Application, Estate, Route, Support
from migration.decide.exceptions import exception_violations
from migration.decide.facts import Facts, facts_by_application, said
from migration.decide.mitigations import mitigation_violations
from migration.decide.routes import PREFERENCE, is_worse
from migration.decide.traits import TARGET_TRAITS, TRAITS
from migration.decide.unless import REASONS
from migration.design.placing import main_target
from migration.model import Disposition, Evidence, Reason, Unless, Violation

UNLESS_FILE = "unless.yaml"
EXCEPTION = "exception"


def assess(
    estate: Estate,
    supports: tuple[Support, ...],
    unless: tuple[Unless, ...],
    as_of: date,
    plan_to: date | None = None,
) -> tuple[tuple[Disposition, ...], tuple[Violation, ...]]:
    """Decide every application, sorted by id, and report each decision that is not properly founded.

    The rule gives the first route of PREFERENCE that no reason blocks. A recorded exception allows a worse one: the
    route it names, else the application's preferred route, else retain. A preferred route without an exception is
    honoured and, where it is worse than the rule's, is a violation. Retire is open to what is known to go out of
    use by `plan_to`, or within three years of `as_of` where that is not given.
    """
    facts = facts_by_application(estate, supports, as_of, plan_to)
    applications = sorted(estate.applications, key=lambda application: application.id)
    exceptions: dict[str, Unless] = {}
    for record in unless:
        exceptions.setdefault(record.application_id, record)
    decided = tuple(_decide(a, facts[a.id], exceptions.get(a.id)) for a in applications)
    violations = [*exception_violations(unless, {a.id for a in applications}, as_of)]
    for application, disposition in zip(applications, decided, strict=True):
        violations += _violations(application, disposition, as_of)
    return decided, tuple(sorted(violations, key=lambda v: (v.constraint, v.subject, v.message)))


def _decide(application: Application, facts: Facts, exception: Unless | None) -> Disposition:
    reasons = [found for ask in REASONS if (found := ask(application, facts)) is not None]
    route = _first_open(reasons, after=_asked(application, exception))
    if exception is not None:
        reasons.append(_exception_reason(exception, route))
    return Disposition(
        application_id=application.id,
        route=route,
        target_kind=main_target(route, facts.runs),
        reasons=tuple(reasons),
        evidence=(*_preference(application, route, facts), *_support_evidence(facts)),
        decided_on=facts.as_of,
        unless_id=exception.application_id if exception else None,
    )


def _first_open(reasons: list[Reason], after: Route = PREFERENCE[0]) -> Route:
    """The best route no reason blocks, no better than `after`. Retain is never blocked."""
    blocked = {route for reason in reasons for route in reason.blocks}
    worse = PREFERENCE[PREFERENCE.index(after) :]
    return next(route for route in worse if route not in blocked or route == "retain")


def _asked(application: Application, exception: Unless | None) -> Route:
    """The best route people want. To want a better one than the rule gives opens nothing: it is blocked."""
    asked = application.preferred_route or PREFERENCE[0]
    if exception is not None:
        asked = exception.route or application.preferred_route or "retain"
    return asked


def _exception_reason(exception: Unless, route: Route) -> Reason:
    """A recorded exception blocks every route better than the one it led to."""
    return Reason(
        id=EXCEPTION,
        blocks=PREFERENCE[: PREFERENCE.index(route)],
        says=exception.reason.strip() or "no reason is given",
        evidence=(
            Evidence(
                fact=(exception.evidence or "").strip() or "no evidence is named",
                source=UNLESS_FILE,
                seen_on=exception.decided_on,
            ),
        ),
    )


def _preference(application: Application, route: Route, facts: Facts) -> Iterator[Evidence]:
    asked = application.preferred_route
    if asked == route:
        yield said(application, "preferred_route", f"{asked} is the preferred route", facts)
    elif asked is not None:
        yield said(application, "preferred_route", f"{asked} is preferred, but is not what is open", facts)
    for trait in application.traits if route in ("replatform", "rehost") else ():
        if trait in TARGET_TRAITS:
            yield said(application, "traits", f"trait {trait}: {TRAITS[trait]}", facts)
    if route == "retire":
        yield said(application, "in_use_until", f"in use until {application.in_use_until}", facts)
    if route == "replace":
        fact = f"{application.replacement_product} would replace it"
        yield said(application, "replacement_product", fact, facts)


def _support_evidence(facts: Facts) -> Iterator[Evidence]:
    """What it runs on that is out of support, in extended support, or not known: why waiting costs."""
    for support in sorted(facts.supports, key=lambda s: (s.thing_id, s.aspect)):
        if support.state in ("ended", "extended"):
            ends = support.ends or support.vendor_ends
            since = f" ({ends})" if ends else ""
            fact = f"{support.thing_id}: {support.aspect} support {support.state}{since}"
            yield Evidence(fact=fact, source=", ".join(support.sources) or "estate", seen_on=support.as_of)


def _violations(application: Application, disposition: Disposition, as_of: date) -> Iterator[Violation]:
    ruled = _first_open([reason for reason in disposition.reasons if reason.id != EXCEPTION])
    if is_worse(disposition.route, ruled) and disposition.unless_id is None:
        message = (
            f"{disposition.route} is preferred, but {ruled} is open. Record who decided it and why in {UNLESS_FILE}."
        )
        yield Violation(constraint="route-without-exception", subject=application.id, message=message)
    for trait in application.traits:
        if trait not in TRAITS:
            message = f"No rule knows the trait {trait!r}, so the route may be wrong. Known: {', '.join(TRAITS)}."
            yield Violation(constraint="unknown-trait", subject=application.id, message=message, severity="unproven")
    yield from mitigation_violations(application, as_of)
