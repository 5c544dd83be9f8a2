"""The collector's script under every shell that is `sh` somewhere, watched while it runs.

Needs the shells, ShellCheck and strace: tools/real_packages.sh installs them.
"""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from inventory import collector
from inventory.facts import FACTS

SHELLS = (("dash",), ("busybox", "sh"), ("mksh",), ("ksh",), ("bash",))
WRITING = re.compile(
    r"O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)|^\d+ (?:creat|mkdir|unlink|rename|link|symlink|truncate|mknod)"
)
# The Korn shell keeps what commands write in files of /dev/shm without a name; nothing else is opened to be written.
HARMLESS = re.compile(r'"/dev/(?:null|tty|shm/sf[^"]*)"')
WATCHED = "openat,open,creat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlink,symlinkat"


def _ran(*command: str, folder: Path, script: str | None = None, **environment: str) -> bytes:
    assert shutil.which(command[0]), f"{command[0]} is missing; run tools/real_packages.sh"
    env = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder)} | environment
    script = (script or collector.script()).encode("ascii")
    return subprocess.run(command, input=script, cwd=folder, env=env, capture_output=True, check=True).stdout


@pytest.mark.parametrize("shell", SHELLS, ids=" ".join)
def test_every_shell_gives_whole_sections(shell: tuple[str, ...], tmp_path: Path) -> None:
    found = collector.sections(_ran(*shell, "-s", folder=tmp_path))
    assert found.complete
    assert [section.name for section in found.sections] == [fact.name for fact in FACTS]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
@pytest.mark.parametrize("shell", SHELLS, ids=" ".join)
def test_S_15_every_shell_counts_bytes_in_any_locale(shell: tuple[str, ...], locale: str, tmp_path: Path) -> None:
    accents = "    printf '\\303\\251\\342\\202\\254 \\351'"
    script = collector.script().replace("    ask uname -a", accents)
    found = collector.sections(_ran(*shell, "-s", folder=tmp_path, script=script, LC_ALL=locale, LANG=locale))
    kernel = next(section for section in found.sections if section.name == "kernel")
    assert (found.complete, kernel.complete, kernel.output) == (True, True, "\u00e9\u20ac \udce9")
    assert [section.name for section in found.sections] == [fact.name for fact in FACTS]


@pytest.mark.parametrize("shell", SHELLS, ids=" ".join)
def test_every_shell_finds_the_same_machine(shell: tuple[str, ...], tmp_path: Path) -> None:
    def said(command: tuple[str, ...]) -> dict[str, object]:
        found = collector.claims(collector.sections(_ran(*command, "-s", folder=tmp_path)), "here", date(2026, 11, 22))
        steady = ("os_name", "kernel", "cpus", "memory_mib", "disks", "addresses", "product", "version", "name")
        return {f"{claim.thing_id} {claim.field}": claim.value for claim in found.claims if claim.field in steady}

    assert said(shell) == said(("dash",))


@pytest.mark.parametrize("shell", SHELLS, ids=" ".join)
def test_no_shell_opens_anything_to_write(shell: tuple[str, ...], tmp_path: Path) -> None:
    log = tmp_path.parent / f"{tmp_path.name}.strace"
    _ran("strace", "-f", "-qq", "-e", f"trace={WATCHED},connect", "-o", str(log), *shell, "-s", folder=tmp_path)
    lines = log.read_text("utf-8", "replace").split("\n")
    assert len(lines) > 100
    written = [line for line in lines if WRITING.search(line) and not HARMLESS.search(line) and "ENOENT" not in line]
    assert written == []
    assert [
        line for line in lines if "connect(" in line and "AF_INET" in line and "sin_port=htons(53)" not in line
    ] == []


@pytest.mark.parametrize("dialect", ["sh", "dash", "ksh", "bash"])
def test_shellcheck_finds_nothing(dialect: str, tmp_path: Path) -> None:
    assert shutil.which("shellcheck"), "shellcheck is missing; run tools/real_packages.sh"
    script = tmp_path / "collector.sh"
    script.write_text(collector.script(), encoding="ascii")
    done = subprocess.run(["shellcheck", "-s", dialect, str(script)], capture_output=True, text=True, check=False)
    assert done.stdout == ""
