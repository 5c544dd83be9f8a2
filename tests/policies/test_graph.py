"""The graph: what hangs together, and that its indexes leave nothing out."""

from __future__ import annotations

from typing import Any

from checked_things import STORAGE, resource, urn_of
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.graph import Graph
from policies.model import Resource
from policies.pointing import _holds_id, pointing_at
from policies.values import UNKNOWN

SETTING = "azure-native:monitor:DiagnosticSetting"
OTHER_STACK = "urn:pulumi:test::tests::pulumi:pulumi:StackReference::hub"

IDS = st.sampled_from([None, "/a", "/a/b", "/A/B/", "/a/bc", "/a/b/c"])
VALUES = IDS | st.just(UNKNOWN)
ORIGINS = st.sampled_from([(), (urn_of("x"),), (urn_of("y"),), (OTHER_STACK,), (OTHER_STACK, urn_of("x"))])
SOURCES = st.lists(st.tuples(st.lists(VALUES, max_size=2), ORIGINS, st.sampled_from(["test", "other"])), max_size=4)


def _source(number: int, values: list[Any], origins: tuple[str, ...], stack: str) -> Resource:
    links = [{"to": one} for one in values]
    depends = {"links": origins} if origins else {}
    return resource(f"s{number}", type=SETTING, stack=stack, properties={"links": links}, property_depends_on=depends)


@settings(deadline=None)
@given(SOURCES, IDS)
def test_looking_only_where_it_may_be_finds_the_same_as_looking_everywhere(given_: Any, target_id: str | None) -> None:
    target = resource("x", id=target_id)
    sources = [_source(number, *one) for number, one in enumerate(given_)]
    found = pointing_at(Graph([target, *sources]), target, (SETTING,), "links[].to")
    judged = {one.urn: _holds_id(one, "links[].to", target) for one in sources}
    assert [one.urn for one in found.certain] == sorted(urn for urn, is_about in judged.items() if is_about)
    assert [one.urn for one in found.possible] == sorted(urn for urn, is_about in judged.items() if is_about is None)


def test_ids_are_found_in_any_case_and_resources_by_urn_and_type() -> None:
    parent, child = resource("p", id="/Subscriptions/X"), resource("c", parent=urn_of("p"))
    graph = Graph([child, parent])
    assert graph.by_id("/subscriptions/x") == parent
    assert graph.by_urn(urn_of("c")) == child
    assert graph.of_type(STORAGE) == (child, parent)
    assert graph.of_type("x:y:Z") == ()


def test_what_may_not_come_to_be_is_found_and_keeps_nobody() -> None:
    sure, doubtful = resource("a", properties={"x": 1}), resource("b", properties={"x": 1}, conditional=True, id="/b")
    graph = Graph([sure, doubtful])
    assert [dict(one.properties) for one in graph.of_type(sure.type)] == [{"x": 1}, {"x": UNKNOWN}]
    assert [dict(one.properties) for one in graph.as_read(sure.type)] == [{"x": 1}, {"x": 1}]
    for found in (graph.by_urn(doubtful.urn), graph.by_id("/B")):
        assert found is not None
        assert dict(found.properties) == {"x": UNKNOWN}


def test_no_look_up_finds_what_is_going_to_be_deleted() -> None:
    gone = resource("a", id="/a", operation="delete")
    graph = Graph([], [gone])
    assert (graph.of_type(gone.type), graph.by_urn(gone.urn), graph.by_id("/a")) == ((), None, None)
    assert graph.leaving == (gone,)
