"""Run the benchmarks, and write their figures into docs/benchmarks.md.

    .venv/bin/python tools/bench.py [NAME]...

A benchmark prints one JSON object a line (keys name, value, unit, target, ok) and ends with another code than 0 when a
target is missed. So does this. With names, such as inventory_ssh, only those are run, and nothing is written.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
STAGES = ("inventory", "plan", "policy", "stack")
"""A benchmark is named after the stage it measures; other files beside them are what they share."""
KEYS = {"name", "value", "unit", "target", "ok"}
BUSY = 0.5
"""Waiting programs for each processor from which on a machine counts as busy."""


@dataclass(frozen=True, kw_only=True)
class Ran:
    """One benchmark: its figures, the lines they are from, and whether it ended well."""

    name: str
    figures: tuple[dict[str, Any], ...]
    lines: tuple[str, ...]
    code: int

    @property
    def broken(self) -> bool:
        """True where it ended badly, and no target that it missed explains why."""
        return not self.figures or (self.code != 0 and all(figure["ok"] for figure in self.figures))


def main(names: Sequence[str]) -> int:
    """Run them in order of name. Returns 1 when one missed a target or broke, 2 for a name that is none."""
    files = sorted((HERE / "benchmarks").glob("*_*.py"))
    scripts = {path.stem: path for path in files if path.stem.partition("_")[0] in STAGES}
    unknown = [name for name in names if name not in scripts]
    if unknown:
        print(f"There is no benchmark {unknown[0]}. There are: {', '.join(scripts)}.", file=sys.stderr)
        return 2
    load = os.getloadavg()[0]
    found = [_ran(name, path) for name, path in scripts.items() if not names or name in names]
    if not names:
        text = page(found, machine(load), datetime.now(UTC).date())
        (HERE / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")
    return int(any(one.code != 0 for one in found))


def _ran(name: str, script: Path) -> Ran:
    print(f"== {name}", file=sys.stderr)
    done = subprocess.run([sys.executable, str(script)], cwd=HERE, stdout=subprocess.PIPE, text=True, check=False)
    sys.stdout.write(done.stdout)
    lines = tuple(line for line in done.stdout.splitlines() if line.startswith("{"))
    return Ran(name=name, figures=tuple(map(_figure, lines)), lines=lines, code=done.returncode)


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


def page(found: Sequence[Ran], on: str, day: date) -> str:
    """The page: a table of every figure, then the lines as printed. A missed target is shown as missed."""
    rows = "".join(_row(one.name, figure) for one in found for figure in one.figures)
    broken = "".join(f"| {one.name} | did not finish | | | **failed** |\n" for one in found if one.broken)
    missed = sum(not figure["ok"] for one in found for figure in one.figures)
    lines = "".join("\n".join(("", f"### {one.name}", "", "```json", *one.lines, "```", "")) for one in found)
    return HEADER.format(day=day.isoformat(), on=on, missed=missed) + rows + broken + "\n## As printed\n" + lines


def _row(benchmark: str, figure: dict[str, Any]) -> str:
    target = "" if figure["target"] is None else f"{figure['target']:,}"
    state = ("met" if target else "") if figure["ok"] else "**missed**"
    return f"| {benchmark} | {figure['name']} | {figure['value']:,} {figure['unit']} | {target} | {state} |\n"


HEADER = """# Benchmarks

Written by `make bench` on {day}. Each figure is from one run on one machine: compare figures of one page only.

Machine: {on}. Targets missed: {missed}.

| benchmark | figure | value | target | met |
|---|---|---|---|---|
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
