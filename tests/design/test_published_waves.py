"""Waves shown in Azure Migrate, where people ask for it; and which wave comes before which."""

from __future__ import annotations

from dataclasses import replace

from design_cases import application, case, runs, server

from migration.design.architecture import design
from migration.design.inputs import DesignInputs
from migration.model.architecture.problems import problems
from migration.model.landing_zone import WavePublishing

ASKED = WavePublishing(subscription_key="platform", resource_group="rg-migrate", project="moves")


def two_waves(*organisations: str) -> DesignInputs:
    """Two applications in a wave each."""
    first, second = organisations
    apps = [application("parking", (first,)), application("rates", (second,))]
    return case(apps, [server("srv1"), server("srv2")], [runs("parking", "srv1"), runs("rates", "srv2")])


def published(inputs: DesignInputs, **asked: str) -> DesignInputs:
    """The same, with waves shown in Azure Migrate."""
    return replace(inputs, landing_zone=replace(inputs.landing_zone, publish_waves=replace(ASKED, **asked)))


def test_nothing_is_published_that_nobody_asked_for() -> None:
    assert {one.published for one in design(two_waves("county", "county")).stacks} == {None}


def test_each_wave_is_published_with_its_period_and_counted() -> None:
    inputs = two_waves("county", "county")
    before, after = design(inputs), design(published(inputs))
    assert problems(after) == ()
    waves = [one for one in after.stacks if one.wave_id is not None]
    shown = [one.published for one in waves if one.published is not None]
    assert [one.name for one in shown] == [one.name for one in waves]
    assert [(one.starts, one.ends) for one in shown] == [(one.period_from, one.period_to) for one in inputs.plan.waves]
    assert [f"'{one.wave_id}'" in shown[at].query for at, one in enumerate(waves)] == [True, True]
    counts = {one.name: one.resource_count for one in before.stacks}
    assert all(one.resource_count == counts[one.name] + 1 for one in waves)


def test_a_query_of_people_s_own_gets_the_wave() -> None:
    found = design(published(two_waves("county", "county"), query="migrateresources | where name has '{wave}'"))
    queries = [one.published.query for one in found.stacks if one.published is not None]
    assert queries == [f"migrateresources | where name has '{one.wave_id}'" for one in found.stacks if one.wave_id]


def test_a_subscription_that_is_not_there_is_a_problem() -> None:
    found = design(published(two_waves("county", "county")))
    *rest, last = found.stacks
    assert last.published is not None
    wrong = replace(last, published=replace(last.published, subscription_key="nobody"))
    assert any("nobody" in one.message for one in problems(replace(found, stacks=(*rest, wrong))))


def test_a_wave_follows_the_one_before_of_its_own_organisation() -> None:
    alone = [one for one in design(two_waves("county", "county")).stacks if one.wave_id is not None]
    assert [one.follows for one in alone] == [(), (alone[0].name,)]
    apart = [one for one in design(two_waves("county", "district")).stacks if one.wave_id is not None]
    assert [one.follows for one in apart] == [(), ()]
