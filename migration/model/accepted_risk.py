"""A missed support date that people accept until a day."""

from __future__ import annotations

from safeio.values import Day, Money, value


@value
class AcceptedRisk:
    """Somebody's word that an application, or all that stands on a thing, may go on without support until a day.

    Either `application_id` or `thing_id` is given. `last_supported` is the last day with support that was accepted as
    missed; `expires` the last day on which the acceptance holds. `owner` is whose risk it is, `approver` who accepted
    it. `accepted_gbp` is the price of the weeks without support that was accepted; None: whatever the plan prices them
    at.
    """

    application_id: str | None = None
    thing_id: str | None = None
    last_supported: Day
    owner: str
    approver: str
    approved_on: Day
    expires: Day
    reason: str
    accepted_gbp: Money | None = None
