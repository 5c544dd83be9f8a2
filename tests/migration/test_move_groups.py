"""Who moves together, how much data that is, how long it takes to copy, and how much work it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_cases import apps, calls, disposition, estate, inputs, own_servers, plan_programme, team
from small_estate import database, runs, server, share

from inventory.model import Estate, Site
from migration.model import Absence, Link, MoveGroup, SkillEffort, Team
from migration.plan.capacity import person_days, serving, tight_sets
from migration.plan.checks.people import shortfall
from migration.plan.effort import group_effort, weeks_of_work
from migration.plan.footprint import footprint
from migration.plan.move_groups import move_groups
from migration.plan.seeding import link_mbps, seeding_days


def grouped(seen: Estate, **routes: str) -> list[tuple[str, ...]]:
    """The applications of each group."""
    decided = tuple(disposition(app.id, routes.get(app.id, "rehost")) for app in seen.applications)
    return [group.application_ids for group in move_groups(seen, decided)]


def test_applications_on_one_server_move_together_and_it_is_said_why() -> None:
    seen = estate(
        applications=apps("a", "b", "c"),
        servers=(server("s"), server("t")),
        deployments=(runs("a", "s"), runs("b", "s"), runs("c", "t")),
    )
    groups = move_groups(seen, tuple(disposition(a) for a in "abc"))
    assert [g.application_ids for g in groups] == [("a", "b"), ("c",)]
    assert groups[0].why_together == ("a, b share the server s",)
    assert groups[0].data_gib == 60


def test_an_application_that_stays_binds_nobody_and_its_server_stays() -> None:
    seen = estate(applications=apps("a", "b"), servers=(server("s"),), deployments=(runs("a", "s"), runs("b", "s")))
    groups = move_groups(seen, (disposition("a"), disposition("b", "retain")))
    assert [(g.application_ids, g.thing_ids) for g in groups] == [(("a",), ())]


def test_a_circle_of_calls_is_one_group() -> None:
    seen = own_servers(
        apps("a", "b", "c", "d"), interfaces=(calls("a", "b"), calls("b", "c"), calls("c", "a"), calls("d", "a"))
    )
    assert grouped(seen) == [("a", "b", "c"), ("d",)]


def test_databases_join_through_their_server() -> None:
    seen = estate(
        applications=apps("a", "b"),
        servers=(server("s"),),
        databases=(database("x", parent_id="s"), database("y", parent_id="s")),
        deployments=(runs("a", "x"), runs("b", "y")),
    )
    assert grouped(seen) == [("a", "b")]


@pytest.mark.parametrize(("route", "gib"), [("rehost", 60), ("replatform", 60), ("replace", 200), ("retire", 0)])
def test_what_is_copied_depends_on_the_route(route: str, gib: int) -> None:
    seen = estate(
        applications=apps("a"),
        servers=(server("s"),),
        databases=(database("x", parent_id="s"),),
        deployments=(runs("a", "s"), runs("a", "x")),
    )
    assert move_groups(seen, (disposition("a", route),))[0].data_gib == gib


def test_an_unknown_size_makes_the_volume_unknown_not_nothing() -> None:
    seen = estate(
        applications=apps("a"),
        servers=(server("s", used_gib=None, disk_gib=None),),
        shares=(share("files"),),
        deployments=(runs("a", "s"), runs("a", "files")),
    )
    assert move_groups(seen, (disposition("a"),))[0].data_gib is None


@given(st.permutations("abcdef"), st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=8))
def test_P_13_groups_do_not_depend_on_the_order_of_the_estate(order: list[str], pairs: set[tuple[str, str]]) -> None:
    links = tuple(calls(a, b) for a, b in sorted(pairs) if a != b)
    straight = own_servers(apps(*"abcdef"), interfaces=links)
    turned = own_servers(apps(*order), interfaces=links[::-1])
    assert grouped(straight) == grouped(turned)


def copying(gib: int, mbps: int, out: str = "0.8", within: str = "0.8") -> int | None:
    """Days to copy so much from one site over one link."""
    line = Link(id="line", site_id="hall", mbps=mbps, share_out_of_hours=Decimal(out), share_in_hours=Decimal(within))
    seen = estate(servers=(server("s", site_id="hall", used_gib=gib),))
    group = MoveGroup(id="g", application_ids=(), thing_ids=("s",), data_gib=gib, why_together=())
    return seeding_days(
        group, replace(plan_programme(), links=(line,), sites=(Site(id="hall", name="Hall"),)), footprint(seen)
    )


def test_seeding_is_volume_over_link() -> None:
    hundred_tb = 93_133  # GiB
    assert copying(hundred_tb, 1000) == 12  # 11.57 days: 100 TB over 1 Gbps at 80 %
    assert copying(hundred_tb, 10_000) == 2
    assert copying(1, 1000) == 1
    assert copying(0, 1000) == 0
    assert copying(10, 0) is None


def test_a_link_used_less_in_working_hours() -> None:
    line = Link(id="l", site_id="hall", mbps=168, share_out_of_hours=Decimal(1), share_in_hours=Decimal(0))
    assert link_mbps(line) == 118


def test_work_is_spread_over_whole_weeks_rounded_up() -> None:
    assert weeks_of_work({"dba": Decimal(13)}, {"dba": Decimal("1.1")}) == 3
    assert weeks_of_work({"dba": Decimal(1)}, {"dba": Decimal(5)}) == 2
    assert weeks_of_work({"dba": Decimal(10)}, {"dba": Decimal("0.5")}) == 5


def test_effort_counts_a_shared_server_once_and_the_register_wins() -> None:
    table = {"rehost": {"platform": SkillEffort(fixed=Decimal(2), per_server=Decimal("0.5"))}}
    own = replace(apps("b")[0], effort={"dba": Decimal(3), "platform": Decimal(7)})
    seen = estate(applications=(*apps("a"), own), servers=(server("s"),), deployments=(runs("a", "s"), runs("b", "s")))
    plan = inputs(seen, effort=table)
    group = plan.groups[0]
    by_id = {d.application_id: d for d in plan.dispositions}
    known = {a.id: a for a in seen.applications}
    assert group_effort(group, known, by_id, plan.folder.programme, footprint(seen)) == {
        "dba": Decimal(3),
        "platform": Decimal("9.5"),
    }


def test_a_week_of_a_team_loses_bank_holidays_and_absence() -> None:
    away = Absence(starts=date(2027, 3, 30), ends=date(2027, 3, 31), fte=Decimal("0.5"))
    people = team(fte="2", absence=(away,))
    assert person_days(people, "platform", date(2027, 3, 29)) == Decimal(7)  # Easter Monday off, then two half days
    assert person_days(people, "dba", date(2027, 3, 29)) == 0


NAMES = "abc"
KINDS = [frozenset(x) for x in ("a", "b", "c", "ab", "bc", "abc")]


@given(
    st.dictionaries(st.sampled_from(KINDS), st.integers(0, 12).map(Decimal), min_size=1),
    st.tuples(*[st.integers(0, 3).map(Decimal)] * 3),
)
def test_the_rows_for_pools_say_what_the_flow_says(
    asked: dict[frozenset[str], Decimal], fte: tuple[Decimal, ...]
) -> None:
    week = date(2027, 1, 11)
    teams = tuple(Team(id=n, serves=("county",), skills={"platform": f}) for n, f in zip(NAMES, fte, strict=True))
    have = {t.id: person_days(t, "platform", week) for t in teams}
    fits = all(sum(asked[k] for k in inside) <= sum(have[t] for t in union) for union, inside in tight_sets(asked))
    programme = replace(plan_programme(), teams=teams)
    assert fits == (shortfall(programme, week, "platform", asked) <= Decimal("0.001"))


def test_work_for_nobody_in_particular_may_be_done_by_any_team() -> None:
    teams = (team("one", serves=("county",)), team("two", serves=("district",)))
    assert serving(teams, "platform", frozenset()) == {"one", "two"}
    assert serving(teams, "platform", frozenset({"district"})) == {"two"}
    assert serving(teams, "dba", frozenset()) == frozenset()
