"""The types of the SDK, asked by many threads at once, as stacks that are rehearsed side by side do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# In a process of its own: only the first look-up in a module of the SDK loads it.
ASKED_AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from stacks.rehearsal.sdk_types import resource_type

names = ("Disk", "VirtualMachine", "Snapshot", "Image", "AvailabilitySet", "Gallery")
together = Barrier(len(names))

def asked(name):
    together.wait()
    return resource_type(f"azure-native:compute:{name}")

with ThreadPoolExecutor(len(names)) as pool:
    print([name for name, found in zip(names, pool.map(asked, names)) if found is None])
"""


def test_a_type_is_there_for_every_thread_that_asks_first() -> None:
    root = Path(__file__).resolve().parents[2]
    asked = subprocess.run([sys.executable, "-c", ASKED_AT_ONCE], cwd=root, capture_output=True, text=True, check=True)
    assert asked.stdout == "[]\n"
