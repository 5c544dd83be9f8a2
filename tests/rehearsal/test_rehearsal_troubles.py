"""Troubles that are planned: whom they meet, how often, and what Azure holds afterwards."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from provider_calls import GROUP, IN_GROUP, Calls, connect, urn

from stacks.rehearsal.azure import Azure
from stacks.rehearsal.provider import serve
from stacks.rehearsal.troubles import CONFLICT, FAILED, KINDS, THROTTLED, Trouble, Troubles, planned

ACCOUNT = "azure-native:storage:StorageAccount"
ONE, OTHER = urn("storage:StorageAccount", "one"), urn("storage:StorageAccount", "other")


def test_each_resource_meets_it_as_often_as_planned() -> None:
    troubles = Troubles([Trouble("create", THROTTLED, times=2)])
    assert [troubles.meet("create", ACCOUNT, ONE) for _ in range(3)] == [THROTTLED, THROTTLED, None]
    assert troubles.meet("create", ACCOUNT, OTHER) == THROTTLED


def test_once_a_type_spares_the_others_of_it() -> None:
    troubles = Troubles([Trouble("create", FAILED, once_a_type=True)])
    assert troubles.meet("create", ACCOUNT, ONE) == FAILED
    assert troubles.meet("create", ACCOUNT, OTHER) is None
    assert troubles.met == {(0, ACCOUNT)}


def test_only_what_is_meant_is_met() -> None:
    troubles = Troubles([Trouble("delete", CONFLICT, token=ACCOUNT, name="one")])
    assert troubles.meet("create", ACCOUNT, ONE) is None
    assert troubles.meet("delete", "azure-native:storage:Blob", ONE) is None
    assert troubles.meet("delete", ACCOUNT, OTHER) is None
    assert troubles.meet("delete", ACCOUNT, ONE) == CONFLICT


def test_a_slow_operation_goes_on() -> None:
    assert Troubles([Trouble("update", None, seconds=0.01)]).meet("update", ACCOUNT, ONE) is None


def _created(calls: Calls) -> str:
    return str(calls.create(GROUP, "group", IN_GROUP).id)


def test_what_failed_is_not_there_and_can_be_made_again() -> None:
    azure = Azure(troubles=Troubles([Trouble("create", FAILED)]))
    server = serve(azure)
    calls, channel = connect(server.port)
    with channel:
        with pytest.raises(grpc.RpcError, match="500 InternalServerError"):
            _created(calls)
        assert azure.all() == ()
        assert _created(calls) == azure.all()[0].id
    server.stop()


def test_a_preview_meets_none() -> None:
    server = serve(Azure(troubles=Troubles([Trouble("create", FAILED)])))
    calls, channel = connect(server.port)
    with channel:
        assert calls.create(GROUP, "group", IN_GROUP, preview=True).id == ""
    server.stop()


def test_what_is_half_made_stands_and_the_engine_is_told_its_id() -> None:
    azure = Azure(troubles=Troubles([KINDS["half-made"]]))
    server = serve(azure)
    calls, channel = connect(server.port)
    with channel, pytest.raises(grpc.RpcError) as caught:
        _created(calls)
    server.stop()
    failed: Any = caught.value
    told = dict(failed.trailing_metadata())["grpc-status-details-bin"]
    assert [one.id.encode() in told for one in azure.all()] == [True]


def test_each_kind_of_trouble_is_over_after_a_few_meetings() -> None:
    for kind in KINDS:
        troubles = planned(kind)
        met = [
            troubles.meet("create", ACCOUNT, ONE) or troubles.meet_afterwards("create", ACCOUNT, ONE) for _ in "1234"
        ]
        assert met[0] is not None and met[-1] is None
    assert planned(None).planned == ()
