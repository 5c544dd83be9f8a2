"""The end of a connection that two threads use: it wakes who waits, and its number goes to no other host meanwhile."""

from __future__ import annotations

import socket
import threading

import pytest

from inventory.scanners.guarded import Session, Wire


def test_closing_wakes_who_waits_and_leaves_the_file_open() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(60)
        wire, said = Wire(ours), []
        waiting = threading.Thread(target=lambda: said.append(wire.recv(10)))
        waiting.start()
        wire.close()
        waiting.join(60)
        assert said == [b""]
        assert ours.fileno() >= 0


def test_a_wire_can_be_closed_twice_and_after_its_socket() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        wire = Wire(ours)
        wire.close()
        wire.close()
        ours.close()
        wire.close()


def test_a_session_ends_its_thread_and_leaves_the_socket_to_its_owner() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        session = Session(Wire(ours), [])
        theirs.sendall(b"HTTP/1.1 400 Bad Request\r\n" * 3)
        theirs.shutdown(socket.SHUT_WR)
        with pytest.raises(Exception, match=r"EOF|banner"):
            session.start_client()
        session.end()
        session.join(60)
        assert not session.is_alive()
        assert ours.fileno() >= 0
