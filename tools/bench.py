"""Run the benchmarks, keep what they print in docs/benchmarks/, and write docs/benchmarks.md from all that is kept.

    .venv/bin/python tools/bench.py ["NAME [OPTION]..."]...

A benchmark prints one JSON object a line (keys name, value, unit, target, ok) and ends with another code than 0 when a
target is missed. So does this. With names, such as inventory_ssh or "plan_psplib --sample 8", only those are run; the
others stay on the page with the day on which they ran.
"""

from __future__ import annotations

import json
import os
import platform
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
KEPT = HERE / "docs" / "benchmarks"
STAGES = ("inventory", "plan", "policy", "stack")
"""A benchmark is named after the stage it measures; other files beside them are what they share."""
KEYS = {"name", "value", "unit", "target", "ok"}
BUSY = 0.5
"""Waiting programs for each processor from which on a machine counts as busy."""


@dataclass(frozen=True, kw_only=True)
class Ran:
    """One benchmark: how it was called, when and on what, its figures, and how it ended."""

    name: str
    called: str
    day: str
    on: str
    figures: tuple[dict[str, Any], ...]
    code: int

    @property
    def broken(self) -> bool:
        """True where it ended badly, and no target that it missed explains why."""
        return not self.figures or (self.code != 0 and all(figure["ok"] for figure in self.figures))


def main(asked: Sequence[str]) -> int:
    """Run them in order of name. Returns 1 when one missed a target or broke, 2 for a name that is none."""
    files = sorted((HERE / "benchmarks").glob("*_*.py"))
    scripts = {path.stem: path for path in files if path.stem.partition("_")[0] in STAGES}
    calls = [shlex.split(one) for one in asked] or [[name] for name in scripts]
    unknown = [name for name, *_ in calls if name not in scripts]
    if unknown:
        print(f"There is no benchmark {unknown[0]}. There are: {', '.join(scripts)}.", file=sys.stderr)
        return 2
    KEPT.mkdir(exist_ok=True)
    found = []
    for name, *options in calls:
        found.append(_ran(name, scripts[name], options))
        text = json.dumps(asdict(found[-1]), indent=1, ensure_ascii=False) + "\n"
        (KEPT / f"{name}.json").write_text(text, encoding="utf-8")
        (HERE / "docs" / "benchmarks.md").write_text(page(kept(KEPT)), encoding="utf-8")
    return int(any(one.code != 0 for one in found))


def kept(folder: Path) -> tuple[Ran, ...]:
    """What is kept of earlier runs, by name."""
    read = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))
    return tuple(Ran(**{**one, "figures": tuple(one["figures"])}) for one in read)


def _ran(name: str, script: Path, options: Sequence[str]) -> Ran:
    called = shlex.join([name, *options])
    print(f"== {called}", file=sys.stderr)
    load = os.getloadavg()[0]
    command = [sys.executable, str(script), *options]
    done = subprocess.run(command, cwd=HERE, stdout=subprocess.PIPE, text=True, check=False)
    sys.stdout.write(done.stdout)
    figures = tuple(_figure(line) for line in done.stdout.splitlines() if line.startswith("{"))
    day = datetime.now(UTC).date().isoformat()
    return Ran(name=name, called=called, day=day, on=machine(load), figures=figures, code=done.returncode)


def _figure(line: str) -> dict[str, Any]:
    figure: dict[str, Any] = json.loads(line)
    assert set(figure) == KEYS, f"a figure has the keys {', '.join(sorted(KEYS))}: {line}"
    return figure


def machine(load: float) -> str:
    """What the figures were measured on, without its name."""
    cores = os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    busy = "; it was busy with other work" if load > BUSY * cores else ""
    python = platform.python_version()
    return f"{cores} cores ({platform.machine()}), {memory} GiB, Linux, Python {python}, load {load:.1f} before{busy}"


def page(found: Sequence[Ran]) -> str:
    """The page: a table of every figure, then how each was run. A missed target is shown as missed."""
    missed = sum(not figure["ok"] for one in found for figure in one.figures)
    rows = "".join(_row(one.name, figure) for one in found for figure in one.figures)
    broken = "".join(f"| {one.name} | did not finish | | | **failed** |\n" for one in found if one.broken)
    runs = "".join(f"| `{one.called}` | {one.day} | {one.on} |\n" for one in found)
    return HEADER.format(missed=missed) + rows + broken + RUNS + runs


def _row(benchmark: str, figure: dict[str, Any]) -> str:
    target = "" if figure["target"] is None else f"{figure['target']:,}"
    state = ("met" if target else "") if figure["ok"] else "**missed**"
    return f"| {benchmark} | {figure['name']} | {figure['value']:,} {figure['unit']} | {target} | {state} |\n"


HEADER = """# Benchmarks

Written by `tools/bench.py`; `make bench` runs all. Each figure is from one run on one machine. Targets missed:
{missed}.

| benchmark | figure | value | target | met |
|---|---|---|---|---|
"""

RUNS = """
## How each was run

| called | on | machine |
|---|---|---|
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
