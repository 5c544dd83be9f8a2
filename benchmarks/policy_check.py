"""How long the common standards take, asked of ten thousand resources, and what they add to each of a preview."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from benchmarks.council_stacks import export, preview
from benchmarks.figures import figure
from policies.check import check
from policies.graph import Graph
from policies.model import Resource
from policies.no_cycles import no_cycles
from policies.pack import Pack, Settings
from policies.readers import read_resources
from policies.rules import RULES
from policies.standards import Standards

AS_OF = date(2026, 11, 22)
COUNT = 10_000
CHECK_SECONDS, MEGABYTES = 2, 500
PACK_COUNT, PACK_MILLISECONDS = 500, 1  # the largest stack that a plan may have
HELP_MILLISECONDS, HELP_RUNS = 300, 5
ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str]) -> int:
    """Take every figure; with a file as argument, only what one process takes for it. Returns 1 for a missed target.

    Seconds are those of the processor, so that other work on the machine does not count.
    """
    if arguments:
        return _asked(Path(arguments[0]))
    kept = True
    with tempfile.TemporaryDirectory() as place:
        for name, made in (("preview", preview), ("export", export)):
            path = Path(place) / f"{name}.json"
            path.write_bytes(made(COUNT))
            done = subprocess.run([sys.executable, __file__, str(path)], stdout=subprocess.PIPE, text=True, check=False)
            sys.stdout.write(done.stdout)
            kept &= done.returncode == 0
            _command(path, name)
    kept &= _pack()
    return 0 if _help() and kept else 1


def _asked(path: Path) -> int:
    """Read a file and ask all rules of it, in this process alone. The collector of cycles rests, as in the command."""
    with no_cycles():
        return _asked_of(path, path.stem)


def _asked_of(path: Path, name: str) -> int:
    began = time.process_time()
    resources = read_resources(path).resources
    assert len(resources) >= COUNT
    figure(f"reading the {name}: {len(resources):,} resources", time.process_time() - began, "s", None)
    began = time.process_time()
    found = check(resources, RULES, (), AS_OF, Standards(), None)
    seconds = time.process_time() - began
    assert found.resources_asked > COUNT / 2
    what = f"{len(RULES)} rules of {len(resources):,} resources, {len(found.findings):,} answers"
    kept = figure(f"asking about the {name}: {what}", seconds, "s", CHECK_SECONDS)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return 0 if figure(f"memory for reading and asking: {name}", megabytes, "MB", MEGABYTES) and kept else 1


def _command(path: Path, name: str) -> None:
    """The whole command. No target: a part of it is drawing, and what Python takes to start."""
    command = [sys.executable, "-m", "cloud_unless", "check", str(path), "--as-of", AS_OF.isoformat()]
    seconds = _of_children(lambda: subprocess.run(command, capture_output=True, check=False, cwd=ROOT).returncode, 1)
    figure(f"the whole command: {name}", seconds, "s", None)


def _pack() -> bool:
    """What the policy pack takes for each resource of a preview: alone, and once more at the end."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "stack.json"
        path.write_bytes(preview(PACK_COUNT))
        given = read_resources(path).resources
    pack = Pack(Settings(rules=RULES, standards=Standards(), exemptions=(), architecture=None, as_of=AS_OF))
    began = time.process_time()
    _tell(pack, Graph(given).resources)
    spent = (time.process_time() - began) * 1000 / len(given)
    return figure("the policy pack, for each resource of a preview", spent, "ms", PACK_MILLISECONDS)


def _tell(pack: Pack, given: Sequence[Resource]) -> None:
    for one in given:
        pack.one(one)
    pack.whole(given)


def _help() -> bool:
    command = [sys.executable, "-m", "cloud_unless", "check", "--help"]
    runs = [
        _of_children(lambda: subprocess.run(command, capture_output=True, check=False, cwd=ROOT).returncode, 0)
        for _ in range(HELP_RUNS)
    ]
    return figure("check --help", min(runs) * 1000, "ms", HELP_MILLISECONDS)


def _of_children(run: Callable[[], int], code: int) -> float:
    """Seconds of the processor that what `run` starts takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = run()
    assert ended == code, f"ended with {ended}"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
