"""A scenario over the programme: entries are met by their id, what is new follows, the rest stays."""

from __future__ import annotations

from typing import Any

from migration.plan.scenarios import overlaid

BASE: dict[str, Any] = {
    "plan_to": "2029-03-31",
    "teams": [
        {"id": "one", "serves": ["county"], "skills": {"dba": 1, "network": 1}},
        {"id": "two", "serves": ["county"], "skills": {"dba": 2}},
    ],
    "ceilings": [
        {"organisation": "county", "year": "2026/27", "capital_gbp": 1, "revenue_gbp": 1},
        {"organisation": "county", "year": "2027/28", "capital_gbp": 2, "revenue_gbp": 2},
    ],
    "freezes": [{"from": "2027-01-01", "to": "2027-01-02", "services": "all", "reason": "x"}],
    "objective": {"score_point_gbp": 1, "unsupported_week_gbp": {"1": 4000, "2": 2000}},
}


def test_only_what_is_said_differs() -> None:
    over = {"objective": {"unsupported_week_gbp": {"2": 9}}, "plan_to": "2028-03-31"}
    found, came = overlaid(BASE, over)
    assert found["objective"] == {"score_point_gbp": 1, "unsupported_week_gbp": {"1": 4000, "2": 9}}
    assert found["plan_to"] == "2028-03-31"
    assert {key for key in BASE if found[key] == BASE[key]} == {"teams", "ceilings", "freezes"}
    assert came["plan_to",] == ("plan_to",)


def test_an_entry_is_met_by_its_id_and_a_new_one_follows() -> None:
    found, came = overlaid(BASE, {"teams": [{"id": "two", "skills": {"dba": 5}}, {"id": "three"}]})
    assert [team["id"] for team in found["teams"]] == ["one", "two", "three"]
    assert found["teams"][1] == {"id": "two", "serves": ["county"], "skills": {"dba": 5}}
    assert came["teams", 1, "skills", "dba"] == ("teams", 0, "skills", "dba")
    assert came["teams", 2] == ("teams", 1)


def test_a_ceiling_is_met_by_organisation_and_year() -> None:
    found, _ = overlaid(BASE, {"ceilings": [{"organisation": "county", "year": "2027/28", "capital_gbp": 7}]})
    assert [ceiling["capital_gbp"] for ceiling in found["ceilings"]] == [1, 7]


def test_a_list_without_ids_is_replaced() -> None:
    assert overlaid(BASE, {"freezes": []})[0]["freezes"] == []


def test_the_programme_itself_stays_as_it_was() -> None:
    before = repr(BASE)
    overlaid(BASE, {"teams": [{"id": "one", "skills": {"dba": 9}}], "objective": {"score_point_gbp": 5}})
    assert repr(BASE) == before


def test_what_is_no_entry_is_left_for_the_reader_to_refuse() -> None:
    found, _ = overlaid(BASE, {"teams": ["one", {"skills": {}}]})
    assert found["teams"][2:] == ["one", {"skills": {}}]
