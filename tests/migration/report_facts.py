"""Builders of report facts: an empty programme, a made-up county with a plan, and the same with nasty names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from report_county import AS_OF, COUNCILS, county_disposition, county_estate, county_supports
from report_plan import county_cash_flow, county_initiative, county_plan, county_year_spends

from inventory.model import (
    Estate,
    Organisation,
)
from migration.model import (
    Folder,
    Freeze,
    Gate,
    Objective,
    Price,
    Programme,
    Unless,
    Violation,
)
from migration.plan.apart import Apart
from migration.plan.shared_services import SharedService
from migration.reports.facts import ReportFacts


def empty_facts() -> ReportFacts:
    """A programme on its first day: nothing imported, nothing decided, no plan."""
    return ReportFacts(as_of=AS_OF, folder=Folder(programme=programme()), estate=Estate())


def programme() -> Programme:
    return Programme(
        name="Northshire and partners: out of the data centre",
        plan_from=date(2026, 4, 6),
        plan_to=date(2029, 3, 31),
        price_base="2026/27",
        organisations=tuple(Organisation(id=one, name=name) for one, name in COUNCILS),
        sites=(),
        teams=(),
        ceilings=(),
        effort={},
        objective=Objective(unsupported_week_gbp={1: Decimal(900)}, score_point_gbp=Decimal(50)),
        gates=(Gate(id="cabinet", body="Cabinet", dates=_quarters(), lead_weeks=6),),
        freezes=(
            _freeze(date(2026, 12, 14), date(2027, 1, 4), "all", "Christmas"),
            _freeze(date(2027, 2, 15), date(2027, 4, 15), ("revenues",), "Council-tax billing"),
            _freeze(date(2027, 4, 12), date(2027, 5, 10), "all", "Local elections"),
        ),
    )


def county_facts() -> ReportFacts:
    """31 applications of three councils, 72 servers, arrays and switches, ten waves, a rule broken and one unproven."""
    estate = county_estate()
    dispositions = tuple(
        county_disposition(application, index) for index, application in enumerate(estate.applications)
    )
    initiatives = tuple(county_initiative(number) for number in range(12))
    return ReportFacts(
        as_of=AS_OF,
        folder=Folder(
            programme=programme(), unless=(county_unless(),), initiatives=initiatives, prices=(county_price(),)
        ),
        estate=estate,
        supports=county_supports(estate),
        dispositions=dispositions,
        plan=county_plan(dispositions, initiatives),
        apart=(Apart(one="app-01", other="app-02", interfaces=2, weeks=9, gib=None, gbp=Decimal(140)),),
        shared=(SharedService(application_id="app-03", callers=("app-01", "app-02"), place="first"),),
        cash_flow=county_cash_flow(),
        year_spends=county_year_spends(),
        violations=(
            Violation(
                constraint="ceiling", subject="tarn", message="2027/28 capital is over its ceiling.", amount="£12,000"
            ),
            Violation(
                constraint="price-known", subject="app-03", message="No price for a licence.", severity="unproven"
            ),
        ),
        hashes={"estate.json": "ab" * 32, "plan.json": "cd" * 32},
        product_names={"windows-server": "Windows Server", "rhel": "Red Hat Enterprise Linux"},
        release_names={("windows-server", "2012-r2"): "2012 R2"},
    )


def _quarters() -> tuple[date, ...]:
    return tuple(date(year, month, 10) for year in (2026, 2027, 2028) for month in (3, 6, 9, 12))


def _freeze(first: date, last: date, services: tuple[str, ...] | str, reason: str) -> Freeze:
    return Freeze(starts=first, ends=last, services=services, reason=reason)  # type: ignore[arg-type]


def county_price() -> Price:
    return Price(
        sku="vm-d4s",
        region="uksouth",
        unit="hour",
        price_gbp=Decimal("0.18"),
        effective=AS_OF,
        source="Azure retail list",
    )


def county_unless() -> Unless:
    return Unless(
        application_id="app-07",
        reason="latency",
        evidence="Plotters stand on the site",
        owner="Head of Place",
        approver="Programme board",
        decided_on=date(2025, 11, 3),
        review_by=date(2026, 5, 1),
    )
