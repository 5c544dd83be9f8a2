"""Where graphs and large groups part: few ties cut, limits kept, the same each time, and what is named is enough."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_cases import apps, calls, disposition, inputs, own_servers, quick, team
from small_estate import estate, runs, server

from inventory.model import Estate
from migration.plan.explain import explain
from migration.plan.footprint import footprint
from migration.plan.halves import Graph, refine
from migration.plan.move_groups import move_groups
from migration.plan.parting import parted
from migration.plan.splitting import split, split_words

FEW = settings(max_examples=30, deadline=None, derandomize=True)
NAMES = [f"app-{n}" for n in range(9)]
pairs = st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans()), max_size=14)


def graph(edges: dict[tuple[int, int], int], weights: tuple[int, ...]) -> Graph:
    """A graph with these ties."""
    near: tuple[dict[int, int], ...] = tuple({} for _ in weights)
    for (one, other), tie in edges.items():
        near[one][other] = near[other][one] = tie
    return Graph(weights, near)


@st.composite
def small_graphs(draw: st.DrawFn) -> Graph:
    """Up to nine nodes of weight 1 to 3, any ties."""
    size = draw(st.integers(1, 9))
    nodes = st.integers(0, size - 1)
    drawn = draw(st.dictionaries(st.tuples(nodes, nodes), st.integers(1, 5), max_size=18))
    edges = {(min(pair), max(pair)): tie for pair, tie in drawn.items() if pair[0] != pair[1]}
    return graph(edges, tuple(draw(st.integers(1, 3)) for _ in range(size)))


def heavy(given: Graph, part: tuple[int, ...], parts: int) -> int:
    """The weight of the heaviest part."""
    return max(sum(w for w, at in zip(given.weights, part, strict=True) if at == own) for own in range(parts))


@given(small_graphs(), st.integers(2, 3), st.integers(100, 160))
@FEW
def test_small_graphs_part_as_well_as_they_can_within_the_limit(given: Graph, parts: int, percent: int) -> None:
    most = -(-sum(given.weights) * percent // (100 * parts))
    ways = list(product(range(parts), repeat=len(given.weights))) if parts ** len(given.weights) < 3_000 else []
    found = parted(given, parts, most)
    assert set(found) <= set(range(parts))
    kept = [given.cut(way) for way in ways if heavy(given, way, parts) <= most]
    if kept:
        assert heavy(given, found, parts) <= most
        assert given.cut(found) <= 1.25 * min(kept)
    assert parted(given, parts, most) == found


def test_two_clusters_with_one_tie_part_at_the_tie() -> None:
    dice, size = random.Random(3), 400
    edges = {(n, n + 1): 5 for n in range(2 * size - 1) if n != size - 1} | {(size - 1, size): 1}
    edges |= {tuple(sorted(dice.sample(range(side * size, (side + 1) * size), 2))): 3 for side in (0, 1) * 900}  # type: ignore[misc]
    given = graph(edges, (1,) * (2 * size))
    found = parted(given, 2, size)
    assert given.cut(found) == 1 and heavy(given, found, 2) == size


def test_L_05_one_node_with_10000_ties_is_no_trouble() -> None:
    given = graph({(0, n): 1 for n in range(1, 10_001)}, (1,) * 10_001)
    found = parted(given, 4, 2_501)
    assert heavy(given, found, 4) <= 2_501
    assert given.cut(found) == 7_500


@given(small_graphs(), st.randoms(use_true_random=False))
@FEW
def test_refining_never_makes_it_worse(given: Graph, dice: random.Random) -> None:
    side = [dice.randrange(2) for _ in given.weights]
    limit = max(heavy(given, tuple(side), 2), 1)
    before = given.cut(side)
    refine(given, side, (limit, limit))
    assert given.cut(side) <= before and heavy(given, tuple(side), 2) <= limit


@given(pairs, st.integers(0, 3))
@FEW
def test_without_the_interfaces_named_the_group_is_no_longer_one(ties: set[tuple[str, str, bool]], shared: int) -> None:
    links = tuple(calls(a, b, "strong" if strong else None) for a, b, strong in sorted(ties) if a != b)
    links = tuple({link.id: link for link in links}.values())
    seen = estate(
        applications=apps(*NAMES),
        servers=tuple(server(f"{name}-srv") for name in NAMES),
        deployments=tuple(runs(name, f"{name}-srv") for name in NAMES)
        + tuple(runs(name, "app-0-srv") for name in NAMES[1 : 1 + shared]),
        interfaces=links,
    )
    for group in move_groups(seen, [disposition(name) for name in NAMES]):
        found = split(group, seen.interfaces, footprint(seen))
        if found is None:
            assert len(group.application_ids) <= 1 + shared
            continue
        left = tuple(link for link in links if link not in found.interfaces)
        again = move_groups(
            estate(applications=seen.applications, servers=seen.servers, deployments=seen.deployments, interfaces=left),
            [disposition(name) for name in NAMES],
        )
        together = [set(one.application_ids) for one in again]
        assert not any(one & set(found.one) and one & set(found.other) for one in together)


def ring(size: int) -> Estate:
    """Each application calls the next, the last the first."""
    names = [f"app-{n:03}" for n in range(size)]
    links = tuple(calls(a, b) for a, b in zip(names, names[1:] + names[:1], strict=True))
    return own_servers(apps(*names), interfaces=links)


def test_L_05_a_circle_of_300_is_one_group_and_it_is_told_where_it_would_part() -> None:
    seen = ring(300)
    (group,) = move_groups(seen, [disposition(app.id) for app in seen.applications])
    assert len(group.why_together[0]) < 200
    found = split(group, seen.interfaces, footprint(seen))
    assert found is not None and len(found.interfaces) == 1
    assert abs(len(found.one) - len(found.other)) <= 60
    assert "if this interface did not bind: app-" in split_words(found)


@pytest.mark.parametrize(("size", "said"), [(7, False), (8, True)])
def test_explain_tells_it_of_large_groups_only(size: int, said: bool) -> None:
    seen = ring(size)
    given = inputs(seen, teams=(team(fte="20"),))
    text = " ".join(explain(given, quick(given), "app-000"))
    assert ("It could move in two parts, of " in text) is said


def test_what_shares_one_server_cannot_part() -> None:
    names = [f"app-{n}" for n in range(9)]
    seen = estate(
        applications=apps(*names), servers=(server("all"),), deployments=tuple(runs(name, "all") for name in names)
    )
    (group,) = move_groups(seen, [disposition(name) for name in names])
    assert split(group, (), footprint(seen)) is None
