"""A simulated Azure and a provider over it, for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from provider_calls import GROUP, IN_GROUP, Calls, connect

from stacks.rehearsal.azure import Azure
from stacks.rehearsal.provider import Server, serve


@pytest.fixture
def azure() -> Azure:
    """An Azure with nothing in it."""
    return Azure()


@pytest.fixture
def server(azure: Azure) -> Iterator[Server]:
    """A provider over that Azure that listens."""
    listening = serve(azure)
    yield listening
    listening.stop()


@pytest.fixture
def provider(server: Server) -> Iterator[Calls]:
    """A connection to it, as of one provider resource of a program."""
    calls, channel = connect(server.port)
    yield calls
    channel.close()


@pytest.fixture
def in_group(provider: Calls) -> Calls:
    """The same, with the resource group rg-one there."""
    provider.create(GROUP, "group", IN_GROUP)
    return provider
