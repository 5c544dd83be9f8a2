"""How fast new connections are opened, so that a scan does not look like an attack nor act like one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from ipaddress import ip_address, ip_network

from inventory.scanners.one_here import Sent, one_here, own_name

PER_SUBNET = 20.0
"""New connections a second to one subnet (IPv4 /24, IPv6 /64): what a small firewall takes without notice."""
OVERALL = 100.0
"""New connections a second altogether."""

_PREFIX = {4: 24, 6: 64}


class Pace:
    """Gives each new connection its moment, evenly spaced over all threads. Loopback waits for nothing.

    Sent to another process, all looks there share one pace.
    """

    def __init__(self, clock: Callable[[], float], per_subnet: float = PER_SUBNET, overall: float = OVERALL) -> None:
        self._name = own_name()
        self._clock = clock
        self._rates = per_subnet, overall
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._gaps = {"subnet": 1 / per_subnet, "overall": 1 / overall}

    def __reduce__(self) -> Sent[Pace]:
        return one_here, (Pace, self._name, self._clock, *self._rates)

    def wait_seconds(self, address: str) -> float:
        """How long to wait before connecting to `address`; the moment is then taken."""
        found = ip_address(address.partition("%")[0])
        if found.is_loopback:
            return 0.0
        subnet = str(ip_network((found, _PREFIX[found.version]), strict=False))
        with self._lock:
            now = self._clock()
            at = max(now, self._next.get(subnet, now), self._next.get("overall", now))
            self._next[subnet] = at + self._gaps["subnet"]
            self._next["overall"] = at + self._gaps["overall"]
        return at - now
