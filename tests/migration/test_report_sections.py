"""What the report's sections say: decisions due, support, money verdicts, waves, dependencies, cut tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from report_facts import county_facts, empty_facts

from inventory.model import Application, Interface, Licence
from migration.design.targets import TARGETS
from migration.model import Gate, Part, Reason
from migration.money.ceilings import YearSpend
from migration.reports.agreements import idle_gbp
from migration.reports.decisions import decisions
from migration.reports.dependencies import LABEL_PX, NODES_SHOWN, WIDTH_PX, graph
from migration.reports.facts import ReportFacts
from migration.reports.names import names_of
from migration.reports.parted import Parted, parted
from migration.reports.routes import TARGETS_IN_WORDS, route_section
from migration.reports.spending import is_proven, spend_section, verdict
from migration.reports.support import support_section
from migration.reports.tables import ROWS_SHOWN, Bar, Body, Table, bodies_table, columns, table
from migration.reports.timeline import timeline
from migration.reports.wording import day


def first_rows(shown: Table | None) -> list[tuple[object, ...]]:
    assert shown is not None
    return [row for body in shown.bodies for row in body.rows]


def spend(planned: int, limit: int | None, complete: bool = True) -> YearSpend:
    ceiling = None if limit is None else Decimal(limit)
    return YearSpend(
        organisation_id="north",
        year="2026/27",
        spend="capital",
        planned_gbp=Decimal(planned),
        ceiling_gbp=ceiling,
        after_contingency_gbp=ceiling,
        complete=complete,
        allowance_gbp=Decimal(0),
    )


def with_gates(*dates: date) -> ReportFacts:
    facts = county_facts()
    programme = replace(facts.folder.programme, gates=(Gate(id="cabinet", body="Cabinet", dates=dates, lead_weeks=4),))
    return replace(facts, folder=replace(facts.folder, programme=programme))


def test_a_gate_is_due_at_the_last_meeting_before_work_starts() -> None:
    facts = with_gates(date(2026, 6, 10), date(2026, 6, 24), date(2026, 9, 9))
    gates = [one for one in decisions(facts, names_of(facts)) if one.kind == "Gate"]
    assert "Payroll" in next(one.what for one in gates if one.by == date(2026, 6, 24))
    assert not [one for one in gates if one.by == date(2026, 6, 10)]
    assert all(one.papers_by == one.by - timedelta(weeks=4) for one in gates)


def test_draft_waves_ask_for_approval_before_work_starts_and_approved_ones_do_not() -> None:
    facts = county_facts()
    asked = [one for one in decisions(facts, names_of(facts)) if one.kind == "Wave"]
    assert [one.what.split(":")[0] for one in asked] == [f"Approve wave {n}" for n in range(2, 8)]
    assert asked[0].by == date(2026, 10, 19)


def test_a_notice_that_has_passed_is_not_asked_for_again() -> None:
    facts = replace(county_facts(), as_of=date(2026, 7, 3))
    assert not [one for one in decisions(facts, names_of(facts)) if one.kind == "Notice"]


def test_vendor_and_contracted_dates_stand_apart() -> None:
    facts = county_facts()
    row = first_rows(support_section(facts, names_of(facts)).hardware)[0]
    assert row[:5] == (
        "Cisco Catalyst 3850",
        "8 network devices",
        "SW00, SW02, SW04, SW06 and 4 more",
        "30 Sep 2025",
        "30 Jun 2028",
    )


def test_the_coming_ends_count_every_thing_once() -> None:
    facts = county_facts()
    rows = first_rows(support_section(facts, names_of(facts)).coming)
    assert sum(int(str(cell)) for row in rows for cell in row[1:]) == len(facts.supports)


def test_T_06_a_missing_price_is_never_within_the_ceiling() -> None:
    assert verdict(spend(5, 10)).text == "within"
    assert verdict(spend(12, 10, complete=False)).text == "over by £2"
    assert verdict(spend(5, 10, complete=False)).text == "not proven"
    assert verdict(spend(5, None)).text == "no ceiling"
    assert not is_proven(spend(5, 10, complete=False))


def test_T_06_a_sum_with_an_unknown_part_says_so() -> None:
    facts = county_facts()
    rows = first_rows(spend_section(facts, names_of(facts)).causes)
    licences = next(row for row in rows if row[0] == "Licences")
    assert licences[2] == "£77,900, incomplete" and licences[1] == "£58,850"


def test_a_freeze_shades_only_the_services_it_holds_up() -> None:
    facts = county_facts()
    rows = first_rows(timeline(facts, names_of(facts)).moves)
    bars = [cell for row in rows for cell in row if isinstance(cell, Bar)]
    shades = [sum(one.look == "freeze" for one in bar.segments) for bar in bars]
    assert shades == [3, 3, *[2] * 12]


def test_every_target_has_words_for_a_committee() -> None:
    assert {target.kind for target in TARGETS} == set(TARGETS_IN_WORDS)


def test_only_reasons_against_better_routes_say_why() -> None:
    facts = county_facts()
    reasons = (
        Reason(id="a", blocks=("retire",), says="it is still in use"),
        Reason(id="b", blocks=("rehost",), says="no machine fits"),
    )
    decided = replace(facts.dispositions[0], route="replace", reasons=reasons)
    rows = first_rows(route_section(replace(facts, dispositions=(decided,)), names_of(facts)).decisions)
    assert rows[0][-1] == "It is still in use."


def test_the_yearly_price_of_unused_licences() -> None:
    licence = Licence(id="l", product="p", entitled=200, used=150, annual_gbp=Decimal(1000))
    assert idle_gbp(licence) == 250
    assert idle_gbp(replace(licence, used=None)) is None
    assert idle_gbp(replace(licence, used=300)) == 0


def test_a_long_table_is_cut_and_says_where_the_rest_is() -> None:
    rows = [(f"row {n}",) for n in range(ROWS_SHOWN + 5)]
    cut = table("T", columns("What"), rows, "estate.json")
    assert cut and cut.more == "150 of 155 rows are shown. All are in estate.json."
    assert len(first_rows(cut)) == ROWS_SHOWN
    assert table("T", columns("What"), [], "estate.json") is None


def test_bodies_are_cut_together() -> None:
    bodies = [Body(heading=str(n), rows=tuple((f"{k}",) for k in range(100))) for n in range(3)]
    cut = bodies_table("T", columns("What"), bodies, "plan.json")
    assert cut and [len(body.rows) for body in cut.bodies] == [100, ROWS_SHOWN - 100]


PAIRS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=150)


@given(PAIRS, st.booleans())
def test_the_graph_keeps_its_arcs_between_its_rows(pairs: list[tuple[int, int]], planned: bool) -> None:
    interfaces = tuple(
        Interface(id=f"i{n:03d}", from_application=f"a{first}", to_application=f"a{last}", coupling="weak")
        for n, (first, last) in enumerate(pairs)
    )
    facts = county_facts()
    applications = tuple(Application(id=f"a{n}", name=f"Application {n}") for n in range(91))
    estate = replace(facts.estate, applications=applications, interfaces=interfaces)
    facts = replace(facts, estate=estate, plan=facts.plan if planned else None, dispositions=())
    drawn = graph(facts, names_of(facts))
    heights = [row.y for row in drawn.rows]
    assert heights == sorted(set(heights)) and max(heights, default=0) <= drawn.height
    assert sum(not row.heading for row in drawn.rows) <= NODES_SHOWN
    assert len(drawn.arcs) <= drawn.pairs
    for arc in drawn.arcs:
        x, top = arc.path[1:].split("C")[0].split()
        control = int(arc.path.split("C")[1].split()[0])
        assert int(x) == LABEL_PX and int(top) in heights
        assert LABEL_PX + (control - LABEL_PX) * 3 / 4 <= WIDTH_PX


def test_the_graph_does_not_depend_on_the_order_of_interfaces() -> None:
    facts = county_facts()
    turned = replace(facts, estate=replace(facts.estate, interfaces=facts.estate.interfaces[::-1]))
    assert graph(facts, names_of(facts)).arcs == graph(turned, names_of(turned)).arcs


def test_the_catalogue_names_where_data_comes_from_first() -> None:
    facts = county_facts()
    one = replace(facts.estate.interfaces[0], from_application="app-02", to_application="app-03")
    for direction, ends in (
        ("out", ("Payroll", "Finance ledger")),
        ("in", ("Finance ledger", "Payroll")),
        ("both", ("Payroll", "Finance ledger (and back)")),
    ):
        turned = replace(facts.estate, interfaces=(replace(one, direction=direction),))
        rows = first_rows(graph(replace(facts, estate=turned), names_of(facts)).catalogue)
        assert rows[0][:2] == ends


def test_pairs_apart_and_shared_services_stand_in_tables_of_their_own() -> None:
    facts = county_facts()
    found, names = parted(facts, names_of(facts)), names_of(facts)
    (pair,) = first_rows(found.apart)
    assert pair == (names.application("app-01"), names.application("app-02"), "2", "9", "not known", "£140")
    (service,) = first_rows(found.shared)
    assert service[:3] == (names.application("app-03"), "2", "before all others")
    assert service[4] == f"{names.application('app-01')} and {names.application('app-02')}"
    assert parted(empty_facts(), names_of(empty_facts())) == Parted(apart=None, shared=None)


def test_of_a_shared_service_in_parts_the_first_and_last_day_are_told() -> None:
    facts = county_facts()
    assert facts.plan is not None
    first, last = sorted(facts.plan.moves, key=lambda move: move.cut_over)[:: len(facts.plan.moves) - 1]
    members = [names_of(facts).groups[move.group_id][0] for move in (first, last)]
    parts = tuple(
        Part(id=one, name=one, application_id="app-03", thing_ids=(), hosts=(), share=Decimal("0.5")) for one in members
    )
    split = replace(facts, parts=parts)
    (service,) = first_rows(parted(split, names_of(split)).shared)
    assert service[3] == f"{day(first.cut_over)} to {day(last.cut_over)}"
