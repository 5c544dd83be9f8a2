"""Where the host listens, and with whom it is connected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from ipaddress import IPv6Address, ip_address
from typing import Any, Literal

from inventory.model import Connection, Fact, Host, Listener, Section
from inventory.shell_output import Part, by_jc, part_of, parts, unread, unseen, whole, word
from safeio.values import value

# Listeners first: where a host has so many connections that the answer is cut, they are whole.
SHELL = """\
title 'id -u'
put "$user"
ask_bounded ss -n -t -u -l -p && ask_bounded ss -n -t -u -p && return
ask_bounded netstat -t -u -n -l -p && ask_bounded netstat -t -u -n -p && return
ask_bounded netstat -t -u -n -a && return
show /proc/net/tcp /proc/net/tcp6"""

Protocol = Literal["tcp", "udp"]

_MOST = 5_000
_STATES = {"0A": "LISTEN", "01": "ESTAB"}
_NO_OWNERS = "the processes behind some ports: root is needed to see those of other users"


@value
class _Socket:
    """One line of ss or netstat, in one form."""

    protocol: Protocol
    state: str
    local: str
    port: int
    peer: str
    peer_port: int | None
    process: str | None


def parse(section: Section, host: Host) -> Host:
    """The host with its listeners and its established connections.

    A connection to a port on which the host listens comes in; any other goes out. Connections of the host with
    itself are left out.
    """
    answers = tuple(part for part in parts(section) if part.title != "id -u")
    sockets = [socket for part in answers for socket in _sockets(part)]
    if answers and not sockets and not _empty_lists(answers):
        return unread(host, section, "its ports and connections")
    listeners = dict.fromkeys(listener for socket in sockets for listener in _listening(socket))
    served = {(listener.protocol, listener.port): listener.process for listener in reversed(listeners)}
    own = {*host.addresses, *(socket.local for socket in sockets)}
    connections = dict.fromkeys(
        _connection(socket, served)
        for socket in sockets
        if socket.state.startswith("ESTAB") and _elsewhere(socket, own)
    )
    if any(listener.process is None for listener in listeners) and not _by_root(section):
        host = unseen(host, _NO_OWNERS)
    return replace(
        host,
        listeners=tuple(listeners)[:_MOST],
        connections=tuple(one for one in connections if one)[:_MOST],
    )


def _by_root(section: Section) -> bool:
    user = part_of(section, "id -u")
    return user is not None and user.text.strip() == "0"


def _empty_lists(answers: tuple[Part, ...]) -> bool:
    """True where all that came is the head of a table: a host may listen nowhere."""
    return all(len(part.text.split("\n")) <= 2 for part in answers)


def _sockets(part: Part) -> Iterator[_Socket]:
    if part.title.startswith("ss"):
        return _from_rows("ss", part.text, "peer_address", "peer_port")
    if part.title.startswith("netstat"):
        return _from_rows("netstat", part.text, "foreign_address", "foreign_port")
    return _from_rows("proc_net_tcp", part.text, "remote_address", "remote_port")


def _from_rows(parser: str, text: str, peer: str, peer_port: str) -> Iterator[_Socket]:
    for row in by_jc(parser, text, raw=parser != "proc_net_tcp") or ():
        protocol = str(row.get("netid") or row.get("transport_protocol") or row.get("proto") or "tcp")[:3]
        port = whole(row.get("local_port"))
        if port is None or not 0 < port < 65_536 or protocol not in ("tcp", "udp"):
            continue
        state = str(row.get("state") or "UNCONN").upper()
        yield _Socket(
            protocol="udp" if protocol == "udp" else "tcp",
            state=_STATES.get(state, state),
            local=_address(row.get("local_address")),
            port=port,
            peer=_address(row.get(peer)),
            peer_port=whole(row.get(peer_port)),
            process=_process(row),
        )


def _address(raw: object) -> str:
    """An address in one form, without brackets and interface; IPv4 in IPv6 as IPv4; "" where it stands for all."""
    text = str(raw or "").strip("[]").partition("%")[0].strip("[]")
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return "" if address.is_unspecified else str(address)


def _process(row: Mapping[str, Any]) -> str | None:
    """The name of the process; ss tells all that share the socket, the first is as good as any."""
    # The last column has a heading only in newer versions of ss.
    options = row.get("process") or row.get("opts")
    users = options.get("process_id") if isinstance(options, dict) else None
    if isinstance(users, dict):
        first = next(iter(users.values()), None)
        return word(str(first.get("user") or ""), 40) if isinstance(first, dict) else None
    name = word(str(row.get("program_name") or ""), 40)
    return None if name is None else name.rstrip(":").split("/")[-1].split()[0] if name.strip(":/ ") else None


def _listening(socket: _Socket) -> Iterator[Listener]:
    """UDP knows no listening: a socket without a peer answers whoever asks."""
    if socket.state.startswith("LISTEN") or (socket.protocol == "udp" and not socket.peer):
        yield Listener(protocol=socket.protocol, address=socket.local or None, port=socket.port, process=socket.process)


def _elsewhere(socket: _Socket, own: set[str]) -> bool:
    if not socket.peer or socket.peer in own or not socket.peer_port:
        return False
    address = ip_address(socket.peer)
    return not (address.is_loopback or address.is_link_local or address.is_multicast)


def _connection(socket: _Socket, served: Mapping[tuple[Protocol, int], str | None]) -> Connection | None:
    inwards = (socket.protocol, socket.port) in served
    port = socket.port if inwards else socket.peer_port
    if not port or port > 65_535:
        return None
    return Connection(
        direction="in" if inwards else "out",
        protocol=socket.protocol,
        peer=socket.peer,
        port=port,
        process=socket.process or (served[socket.protocol, socket.port] if inwards else None),
    )


FACT = Fact(name="sockets", shell=SHELL, parse=parse)
