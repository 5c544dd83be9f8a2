"""A simulated Azure that ends at any moment and is started again on its file: what was answered is there, once."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import grpc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from provider_calls import GROUP, SUBSCRIPTION, connect

from stacks.rehearsal.azure import Azure
from stacks.rehearsal.azure_file import open_azure
from stacks.rehearsal.kept_values import kept_text, sealed, secret_places, value_of
from stacks.rehearsal.made import Made, made
from stacks.rehearsal.wire import Sealed, Secret, bare

SERVED = Path(__file__).with_name("served_azure.py")
KEY = b"k" * 32

# Names that differ in their capitals only, and one that stands in another.
IDS = [f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{name}" for name in ("a", "A", "b", "ä", "Ä")]
IDS += [f"{IDS[0]}/providers/Microsoft.Network/virtualNetworks/v", f"{IDS[0]}b"]

leaves = st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5) | st.text().map(Secret)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
)
properties = st.dictionaries(st.text(max_size=3), values, max_size=3)
steps = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(IDS), properties, properties),
    st.tuples(st.just("remove"), st.sampled_from(IDS)),
    st.just(("restart",)),
)


def done(azure: Azure, step: tuple[Any, ...]) -> None:
    """One step, as the provider does it."""
    match step:
        case ("add", found_id, inputs, outputs):
            with azure.under_way("create", found_id):
                secret = frozenset(secret_places(inputs))
                azure.add(made(found_id, "t", "urn:pulumi:one::p::t::n", bare(inputs), outputs, secret))
        case ("remove", found_id):
            with azure.under_way("delete", found_id):
                azure.remove(found_id)


def without_secrets(one: Made) -> Made:
    """The resource as a file keeps it."""
    inputs, outputs = kept_text(one.inputs, one.secret, KEY), kept_text(one.outputs, frozenset(), KEY)
    return replace(one, inputs=value_of(inputs), outputs=value_of(outputs))


@settings(max_examples=40)
@given(st.lists(steps, max_size=12))
def test_R_01_a_restart_at_any_point_gives_the_same_as_none(taken: list[tuple[Any, ...]]) -> None:
    always = Azure()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "azure.db"
        path.with_suffix(".key").write_bytes(KEY)
        now = Azure(file=open_azure(path))
        for step in [*taken, ("restart",)]:
            done(always, step)
            done(now, step)
            if step == ("restart",):
                now.close()
                now = Azure(file=open_azure(path))
        now.close()
    assert now.all() == tuple(without_secrets(one) for one in always.all())
    assert len(now.counts) == len(always.counts)
    kinds = {one.kind for one in always.all()}
    assert all([one.id for one in now.of_kind(kind)] == [one.id for one in always.of_kind(kind)] for kind in kinds)


@given(values)
def test_what_is_kept_tells_whether_a_secret_is_the_same(value: Any) -> None:
    assert sealed(value, KEY) == sealed(Secret(value), KEY)
    assert sealed(value, KEY) != sealed(value, b"other")
    assert sealed([value], KEY) != sealed(value, KEY)
    assert value_of(kept_text({"a": Secret(value)}, frozenset(), KEY)) == {"a": sealed(value, KEY)}


def test_a_text_that_looks_like_a_kept_secret_is_kept_as_one() -> None:
    lookalike = f"[secret {'0' * 32}]"
    assert value_of(kept_text({"a": lookalike}, frozenset(), KEY)) == {"a": sealed(lookalike, KEY)}
    assert value_of(kept_text({"a": Sealed("0" * 32)}, frozenset(), KEY)) == {"a": Sealed("0" * 32)}


class Served:
    """That process, and what it answered so far."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(SERVED), str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())
        self.answered: list[str] = []
        self.enough = threading.Event()

    def make(self, first: int, kill_after: int) -> None:
        """Make groups, each with a tag, until nobody answers any more."""
        calls, channel = connect(self.port)
        with channel, suppress(grpc.RpcError):
            for number in range(first, first + 5000):
                name = f"rg-{number}"
                found = calls.create(GROUP, name, {"resourceGroupName": name, "location": "uksouth"})
                self.answered.append(found.id)
                if len(self.answered) >= kill_after:
                    self.enough.set()

    def kill(self) -> None:
        """End it as by kill -9."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kill_after", [1, 40, 150])
def test_R_01_what_a_killed_azure_answered_is_there_once(tmp_path: Path, kill_after: int) -> None:
    served = Served(tmp_path / "azure.db")
    makers = [threading.Thread(target=served.make, args=(first * 10_000, kill_after)) for first in (1, 2, 3)]
    for one in makers:
        one.start()
    assert served.enough.wait(200)
    served.kill()
    for one in makers:
        one.join(60)
    with closing(Azure(file=open_azure(tmp_path / "azure.db"))) as later:
        there = [one.id for one in later.all()]
        assert set(served.answered) <= set(there)
        assert len(there) == len(set(there)) <= len(served.answered) + len(makers)
    assert len(served.answered) >= kill_after


@pytest.mark.timeout(300)
def test_R_01_a_killed_azure_goes_on_where_it_was(tmp_path: Path) -> None:
    for kill_after in (5, 6):
        served = Served(tmp_path / "azure.db")
        maker = threading.Thread(target=served.make, args=(kill_after * 10_000, kill_after))
        maker.start()
        assert served.enough.wait(200)
        served.kill()
        maker.join(60)
    later = Served(tmp_path / "azure.db")
    calls, channel = connect(later.port)
    with channel, pytest.raises(grpc.RpcError, match="is there already"):
        calls.create(GROUP, "rg-50000", {"resourceGroupName": "rg-50000", "location": "uksouth"})
    later.kill()
