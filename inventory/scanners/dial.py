"""Opening the TCP connection to a host, with a limit on every step."""

from __future__ import annotations

import socket
import threading
import time
from ipaddress import ip_address

from inventory.scanners.outcome import SILENT, HostError
from inventory.scanners.pace import Pace
from inventory.targets import Target, never_scanned

Address = tuple[socket.AddressFamily, str]


def dial(target: Target, seconds: float, pace: Pace) -> socket.socket:
    """A connection to the target; its addresses are tried in turn. The caller closes it.

    Waits its turn first, so that a subnet is not flooded. Raises HostError (dns, refused, net-timeout, silent).
    """
    addresses = _addresses(target.host, target.port, seconds)
    time.sleep(pace.wait_seconds(addresses[0][1]))
    ends = time.monotonic() + seconds
    failure = HostError("net-timeout", "It does not answer.")
    for family, address in addresses:
        try:
            return _connected(family, address, target.port, ends - time.monotonic())
        except HostError as error:
            failure = error
    if failure.reason == "net-timeout" and target.in_range:
        raise HostError(SILENT, "Nothing answers at this address of a range.")
    raise failure


def _connected(family: socket.AddressFamily, address: str, port: int, seconds: float) -> socket.socket:
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(max(0.01, seconds))
        connection.connect((address, port))
        # The script and its answers are small packets: waiting to fill them would only cost time.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError as error:
        connection.close()
        raise _failure(error, port) from None
    except BaseException:
        connection.close()
        raise
    return connection


def _failure(error: OSError, port: int) -> HostError:
    if isinstance(error, ConnectionRefusedError | ConnectionResetError):
        return HostError("refused", f"Nothing listens on port {port}, or a firewall refuses.")
    if isinstance(error, TimeoutError):
        return HostError("net-timeout", f"It does not answer on port {port}.")
    return HostError("net-timeout", f"There is no way to it ({error.strerror}).")


def _addresses(host: str, port: int, seconds: float) -> list[Address]:
    try:
        version = ip_address(host).version
    except ValueError:
        return _resolved(host, port, seconds)
    return [(socket.AF_INET if version == 4 else socket.AF_INET6, host)]


def _resolved(host: str, port: int, seconds: float) -> list[Address]:
    """Ask the name server, in a thread of its own: the system's resolver cannot be given a time limit."""
    found: list[Address] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            return
        found.extend((family, str(place[0])) for family, _, _, _, place in answers)

    asking = threading.Thread(target=ask, daemon=True, name=f"resolve {host}")
    asking.start()
    asking.join(seconds)
    if asking.is_alive():
        raise HostError("dns", "The name server does not answer.")
    if not found:
        raise HostError("dns", "The name is not known.")
    usable = [(family, address) for family, address in dict.fromkeys(found) if not never_scanned(address)]
    if not usable:
        raise HostError("dns", "The name stands for an address that is not scanned, such as a link-local one.")
    return usable
