"""Port ranges against counting every port."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from policies.ports import LAST, are_all_ports, bounds, includes

EDGES = st.sampled_from([0, 1, 2, 21, 22, 23, 32767, 32768, 65534, LAST])
RANGES = st.tuples(EDGES, EDGES)


@settings(deadline=None)
@given(st.lists(RANGES, max_size=4))
def test_ranges_hold_every_port_where_counting_says_so(ranges: list[tuple[int, int]]) -> None:
    counted = {port for low, high in ranges for port in range(low, high + 1)}
    assert are_all_ports(f"{low}-{high}" for low, high in ranges) is set(range(1, LAST + 1)).issubset(counted)


@given(RANGES, EDGES)
def test_a_range_includes_a_port_where_counting_says_so(ends: tuple[int, int], port: int) -> None:
    assert includes(f"{ends[0]}-{ends[1]}", [port]) is (port in range(ends[0], ends[1] + 1))


@given(st.text(max_size=8))
@example("inf")
@example("1-nan")
def test_any_text_is_a_range_or_not_known(text: str) -> None:
    found = bounds(text)
    assert found is None or all(isinstance(one, int) for one in found)


def test_one_port_and_all_ports_are_ranges() -> None:
    assert (bounds("443"), bounds(443.0), bounds("*"), bounds("ssh")) == ((443, 443), (443, 443), (0, LAST), None)
