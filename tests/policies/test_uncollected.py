"""The search for cycles stops for a while, and goes on after whatever happens."""

from __future__ import annotations

import gc

import pytest

from policies.uncollected import uncollected


def test_the_search_goes_on_afterwards() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_search_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="x"), uncollected():
        raise ValueError("x")
    assert gc.isenabled()


def test_what_was_stopped_before_stays_stopped() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
