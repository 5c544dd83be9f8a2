"""Servers of plain sockets that misbehave before, or in, the first words of SSH."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Behaviour = Callable[[socket.socket, threading.Event], None]


@contextmanager
def misbehaving(behaviour: Behaviour) -> Iterator[int]:
    """A server on loopback that treats every connection so; yields its port."""
    stop = threading.Event()
    threads: list[threading.Thread] = []
    with socket.create_server(("127.0.0.1", 0), backlog=200) as server:
        server.settimeout(0.05)

        def treat(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                behaviour(connection, stop)

        def accept() -> None:
            while not stop.is_set():
                with suppress(TimeoutError):
                    connection, _ = server.accept()
                    threads.append(threading.Thread(target=treat, args=(connection,)))
                    threads[-1].start()

        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield int(server.getsockname()[1])
        finally:
            stop.set()
            accepting.join()
            for thread in threads:
                thread.join()


def silent(_connection: socket.socket, stop: threading.Event) -> None:
    """Take the connection and say nothing."""
    stop.wait()


def dripping(text: bytes, seconds: float) -> Behaviour:
    """Say the same few bytes again and again, for ever."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        while not stop.wait(seconds):
            connection.sendall(text)

    return behave


def saying(text: bytes, then_close: bool = True) -> Behaviour:
    """Say something once."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(text)
        if not then_close:
            stop.wait()

    return behave


def flooding(size: int) -> Behaviour:
    """Send so many bytes without a line break, as fast as they go."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        sent = 0
        while sent < size and not stop.is_set():
            sent += connection.send(b"x" * 65_536)

    return behave
