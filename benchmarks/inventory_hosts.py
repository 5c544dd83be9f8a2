"""A scan of 1,000 simulated hosts: 700 answer, 100 hang, 100 send garbage, 100 refuse. How long, how much memory."""

from __future__ import annotations

import asyncio
import json
import math
import multiprocessing
import random
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import asyncssh

from benchmarks.figures import figure
from cloud_unless.init import scaffold
from tools.replay_hosts import USER, framed, known_host, serve

HERE = Path(__file__).resolve().parent.parent
GOOD, EACH_BAD = 700, 100
AT_ONCE, SECONDS = 100, 15
RSS_MIB = 500
PORT = 22_022
ADDRESSES = [f"127.3.{number // 250}.{number % 250 + 1}" for number in range(GOOD + 3 * EACH_BAD)]
KINDS = ["good"] * GOOD + ["hangs"] * EACH_BAD + ["garbage"] * EACH_BAD + ["refuses"] * EACH_BAD
EXPECTED = {"read": GOOD, "banner-timeout": EACH_BAD, "protocol": EACH_BAD, "refused": EACH_BAD}

_SCAN = """
import gc, json, os, resource, sys, threading, time
from collections import Counter
from datetime import date
from pathlib import Path
from cloud_unless import stages
from cloud_unless.scanning import open_credentials, scan_hosts
from inventory.scanners import ssh
from inventory.targets import targets
folder, at_once, seconds = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
wanted = targets(stages.read_folder(folder).sources.targets, 1000)
opened = open_credentials(folder, wanted)
left = lambda: (threading.active_count(), len(os.listdir("/proc/self/fd")))
before, began, cpu = left(), time.monotonic(), time.process_time()
scanned = scan_hosts(folder, wanted, opened, True, at_once, seconds, date(2026, 11, 22))
taken, used = time.monotonic() - began, time.process_time() - cpu
gc.collect()
after = left()
print(json.dumps({
    "seconds": taken, "cpu": used, "rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "threads": after[0] - before[0], "files": after[1] - before[1],
    "states": Counter(one.reason or "read" for one in scanned.observations),
}))
"""


def main() -> int:
    """Serve the hosts from another process, scan them once, print the figures. Returns 1 when a target is missed."""
    keys = [asyncssh.generate_private_key("ssh-ed25519") for _ in range(2)]
    context = multiprocessing.get_context("spawn")
    up = context.Event()
    serving = context.Process(target=_serve, args=([key.export_private_key() for key in keys], up), daemon=True)
    serving.start()
    assert up.wait(60), "the simulated hosts do not start"
    with tempfile.TemporaryDirectory() as place:
        folder = _folder(Path(place) / "programme", *keys)
        arguments = [sys.executable, "-c", _SCAN, str(folder), str(AT_ONCE), str(SECONDS)]
        done = subprocess.run(arguments, cwd=HERE, stdout=subprocess.PIPE, text=True, check=True)
    serving.terminate()
    return 0 if _told(json.loads(done.stdout)) else 1


def _told(found: dict[str, Any]) -> bool:
    most = SECONDS * math.ceil(len(ADDRESSES) / AT_ONCE)
    right = sum((Counter(found["states"]) & Counter(EXPECTED)).values())
    kept = figure("hosts told rightly", right, "hosts", len(ADDRESSES), right == len(ADDRESSES))
    kept &= figure("time, against deadline × hosts / at once", found["seconds"], "s", most)
    kept &= figure("memory at most", round(found["rss_mib"]), "MiB", RSS_MIB)
    kept &= figure("threads left behind", found["threads"], "threads", 0)
    kept &= figure("open files left behind", found["files"], "files", 0)
    figure("our CPU for one host", found["cpu"] / len(ADDRESSES) * 1000, "ms", None)
    return kept


def _folder(folder: Path, host_key: Any, user_key: Any) -> Path:
    scaffold(folder, date(2026, 11, 22))
    (folder / "key").write_bytes(user_key.export_private_key())
    (folder / "key").chmod(0o600)
    entry = f"{{hosts: [{', '.join(ADDRESSES)}], port: {PORT}, user: {USER}, credential: file:key}}"
    (folder / "sources.yaml").write_text(f"schema_version: 1\ntargets:\n  - {entry}\n")
    lines = [known_host(address, PORT, host_key).line for address in ADDRESSES]
    (folder / "known_hosts").write_text("\n".join(lines) + "\n")
    (folder / "known_hosts").chmod(0o600)
    return folder


def _serve(keys: list[bytes], up: Event) -> None:
    asyncio.run(_serving(*(asyncssh.import_private_key(key) for key in keys), up))


async def _serving(host_key: Any, user_key: Any, up: Event) -> None:
    release = b'\n==> /etc/os-release <==\nID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12"\n'
    noise = random.Random(1)

    async def hang(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()
        await asyncio.Event().wait()

    async def babble(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(noise.randbytes(4096) + b"\n")
        writer.close()

    servers: list[Any] = []
    for address, kind in zip(ADDRESSES, KINDS, strict=True):
        if kind == "good":
            name = f"\n==> uname -n <==\nhost-{address.replace('.', '-')}\n".encode()
            output = framed({"operating_system": (0, release), "names": (0, name)})
            servers.append(await serve(lambda _, output=output: output, address, PORT, host_key, user_key))
        elif kind != "refuses":
            behaviour = hang if kind == "hangs" else babble
            servers.append(await asyncio.start_server(behaviour, address, PORT))
    up.set()
    await asyncio.Event().wait()


if __name__ == "__main__":
    sys.exit(main())
