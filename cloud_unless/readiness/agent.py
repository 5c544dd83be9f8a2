"""Asking the SSH agent of this machine how many keys it holds. Their names are not read."""

from __future__ import annotations

import socket
import struct

# SSH Agent Protocol (draft-ietf-sshm-ssh-agent): "Requesting a list of keys".
_LIST_KEYS = struct.pack(">IB", 1, 11)
_KEYS = 12
_ANSWER = struct.Struct(">IBI")


def keys_held(place: str, seconds: float = 10) -> int | None:
    """How many keys the agent at the socket `place` holds; None where none answers within `seconds`."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as agent:
        agent.settimeout(seconds)
        try:
            agent.connect(place)
            agent.sendall(_LIST_KEYS)
            answer = agent.recv(_ANSWER.size, socket.MSG_WAITALL)
        except (OSError, ValueError):  # ValueError: the path holds a null character
            return None
    if len(answer) < _ANSWER.size:
        return None
    _, kind, count = _ANSWER.unpack(answer)
    return count if kind == _KEYS else None
