"""How fast new connections are opened, so that a scan does not look like an attack nor act like one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from ipaddress import ip_address, ip_network

PER_SUBNET = 20.0
"""New connections a second to one subnet (IPv4 /24, IPv6 /64): what a small firewall takes without notice."""
OVERALL = 100.0
"""New connections a second altogether."""

_PREFIX = {4: 24, 6: 64}


class Pace:
    """Gives each new connection its moment, evenly spaced over all threads. Loopback waits for nothing."""

    def __init__(self, clock: Callable[[], float], per_subnet: float = PER_SUBNET, overall: float = OVERALL) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._gaps = {"subnet": 1 / per_subnet, "overall": 1 / overall}

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
