"""How fast facts come from 40 addresses of one OpenSSH server, beside Ansible's `setup` at the same parallelism.

Needs an OpenSSH server (tools/real_servers.sh). Ansible is put into a virtual environment of its own, build/ansible.
"""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
import tempfile
import time
import venv
from datetime import date
from pathlib import Path

from benchmarks.figures import figure
from cloud_unless.init import scaffold
from tools.openssh_server import OpenSshServer, running

HERE = Path(__file__).resolve().parent.parent
ADDRESSES = [f"127.0.2.{number}" for number in range(1, 41)]
AT_ONCE = 20
RUNS = 3
TIMES, CPU_MS = 5, 30  # the targets
ANSIBLE = "ansible-core>=2.19,<2.20"
# The server takes all connections at once, so that neither side waits for it. sshd listens on 16 addresses at most,
# so it listens on all; it lets in nobody but this user from loopback, with the one key.
SETTINGS = (
    "MaxStartups 500:30:1000",
    "MaxSessions 100",
    "LogLevel ERROR",
    "UseDNS no",
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication no",
    f"AllowUsers {getpass.getuser()}@127.0.0.0/8",
)

# Imports come first, so that only the scan itself is measured; the whole command is measured too.
_CPU = """
import os, sys, time
from datetime import date
from pathlib import Path
from cloud_unless import stages
from cloud_unless.scanning import open_credentials, scan_hosts
from inventory.scanners import ssh
from inventory.targets import targets
folder = Path(sys.argv[1])
wanted = targets(stages.read_folder(folder).sources.targets, 256)
opened = open_credentials(folder, wanted)
before = time.process_time()
scanned = scan_hosts(folder, wanted, opened, True, int(sys.argv[2]), 60, date(2026, 11, 22))
print((time.process_time() - before) / len(wanted) * 1000)
sys.exit(scanned.failed)
"""


def main() -> int:
    """Scan by turns with both, and print the figures. Returns 1 when a target is missed."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "sshd").mkdir(mode=0o700)
        (Path(place) / "home").mkdir()
        # The account has no start-up files, as a service account has none: else those would be measured.
        settings = (*SETTINGS, f"SetEnv HOME={place}/home")
        with running(Path(place) / "sshd", settings, ["0.0.0.0"]) as server:
            folder = _folder(Path(place), server)
            ansible = _ansible(Path(place), server)
            ours, theirs = [], []
            for _ in range(RUNS):
                ours.append(_seconds([sys.executable, "-m", "cloud_unless", *_scan(folder)], {}))
                theirs.append(_seconds(*ansible))
            cpu = float(_output([sys.executable, "-c", _CPU, str(folder), str(AT_ONCE)]))
    figure("hosts", len(ADDRESSES), "hosts", None)
    figure("at once", AT_ONCE, "hosts", None)
    for name, seconds in (("cloud-unless scan", ours), ("Ansible setup", theirs)):
        for number, one in enumerate(seconds, start=1):
            figure(f"{name}, run {number}", len(ADDRESSES) / one, "hosts a second", None)
    ratio = min(theirs) / min(ours)
    kept = figure("best run, times as fast as Ansible", ratio, "times", TIMES, ratio >= TIMES)
    kept &= figure("our CPU for one host, with parsing and storing", cpu, "ms", CPU_MS, cpu <= CPU_MS)
    return 0 if kept else 1


def _scan(folder: Path) -> list[str]:
    return ["scan", "--again", "--at-once", str(AT_ONCE), "--folder", str(folder)]


def _folder(place: Path, server: OpenSshServer) -> Path:
    folder = place / "programme"
    scaffold(folder, date(2026, 11, 22))
    hosts = ", ".join(ADDRESSES)
    entry = f"{{hosts: [{hosts}], port: {server.port}, user: {server.user}, credential: 'file:{server.private_key}'}}"
    (folder / "sources.yaml").write_text(f"schema_version: 1\ntargets:\n  - {entry}\n")
    known = folder / "known_hosts"
    known.write_text("".join(f"[{address}]:{server.port} {server.host_key}\n" for address in ADDRESSES))
    known.chmod(0o600)
    return folder


def _ansible(place: Path, server: OpenSshServer) -> tuple[list[str], dict[str, str]]:
    """The command and its environment. Pipelining is on: without it Ansible is slower still."""
    home = HERE / "build" / "ansible"
    if not (home / "bin" / "ansible").exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([home / "bin" / "pip", "install", "--quiet", ANSIBLE], check=True)
    hosts = place / "hosts.ini"
    settings = (
        f"ansible_port={server.port} ansible_user={server.user} ansible_ssh_private_key_file={server.private_key} "
        "ansible_python_interpreter=/usr/bin/python3"
    )
    hosts.write_text("".join(f"{address} {settings}\n" for address in ADDRESSES))
    command = [str(home / "bin" / "ansible"), "all", "-i", str(hosts), "-m", "setup", "-f", str(AT_ONCE)]
    known = place / "programme" / "known_hosts"
    return command, {
        "ANSIBLE_PIPELINING": "True",
        "ANSIBLE_SSH_ARGS": f"-o UserKnownHostsFile={known} -o ControlMaster=no",
        "ANSIBLE_LOCAL_TEMP": str(place / "ansible"),
    }


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, cwd=HERE, env=os.environ | environment, capture_output=True, check=False)
    taken = time.perf_counter() - began
    assert done.returncode == 0, (done.stdout[-2000:], done.stderr[-2000:])
    return taken


def _output(command: list[str]) -> str:
    return subprocess.run(command, cwd=HERE, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
