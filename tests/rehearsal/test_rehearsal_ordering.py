"""Stacks are built after those they stand on, and taken away before them."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.model.architecture import Architecture, Stack
from safeio.errors import InputError
from stacks.rehearsal.ordering import in_order, needed_stacks, reversed_needs
from tests.stacks.small_architecture import small_architecture

NEEDS = {"zone": (), "shared": ("zone",), "wave-1": ("zone", "shared"), "wave-2": ("zone",)}


def architecture(needs: dict[str, tuple[str, ...]]) -> Architecture:
    like = small_architecture().stacks[0]
    return replace(small_architecture(), stacks=tuple(_stack(like, name, on) for name, on in needs.items()))


def _stack(like: Stack, name: str, on: tuple[str, ...]) -> Stack:
    return replace(like, name=name, depends_on=on)


def test_all_stacks_come_in_an_order_that_works() -> None:
    backwards = dict(reversed(list(NEEDS.items())))
    assert list(needed_stacks(architecture(backwards), None)) == ["zone", "wave-2", "shared", "wave-1"]


def test_a_stack_brings_those_it_stands_on() -> None:
    assert list(needed_stacks(architecture(NEEDS), ["wave-1"])) == ["zone", "shared", "wave-1"]


def test_an_unknown_stack_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="Did you mean wave-1"):
        needed_stacks(architecture(NEEDS), ["wave-11"])


def test_stacks_that_wait_for_each_other_are_refused() -> None:
    with pytest.raises(InputError, match="a needs b needs a"):
        needed_stacks(architecture({"a": ("b",), "b": ("a",)}), None)


def test_the_way_back_is_the_way_turned_round() -> None:
    found = reversed_needs(NEEDS)
    assert found == {"wave-2": (), "wave-1": (), "shared": ("wave-1",), "zone": ("shared", "wave-1", "wave-2")}


@given(st.permutations(list(NEEDS)), st.integers(1, 3))
def test_nothing_is_begun_before_what_it_needs(names: list[str], workers: int) -> None:
    done: list[str] = []
    lock = threading.Lock()

    def work(name: str) -> None:
        with lock:
            assert set(NEEDS[name]) <= set(done)
            done.append(name)

    in_order({name: NEEDS[name] for name in names}, work, workers)
    assert sorted(done) == sorted(NEEDS)


def test_a_failure_lets_nothing_more_begin() -> None:
    begun: list[str] = []

    def work(name: str) -> None:
        begun.append(name)
        raise ValueError(name)

    with pytest.raises(ValueError, match="zone"):
        in_order(NEEDS, work, 2)
    assert begun == ["zone"]
