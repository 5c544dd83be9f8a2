"""How few ties are cut where a graph is parted, beside METIS: the same graphs, as many parts, the same balance.

METIS gets ten calls, of which the best that keeps the balance counts. The first time it needs the network: pymetis is
installed into build/. The published graphs are in the folder of real inputs (CONTRIBUTING.md); without it they are left
out, and said so. `--write` puts the table into docs/planner.md.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.drawn_estate import AS_OF, drawn
from benchmarks.figures import figure
from benchmarks.planted_estate import LARGE, SMALL
from inventory.lifecycle import support
from inventory.model import Estate, Interface
from inventory.products import load_products
from migration.dates import add_months
from migration.decide.assess import assess
from migration.model import MoveGroup
from migration.plan.halves import Graph
from migration.plan.move_groups import move_groups
from migration.plan.parting import parted

ROOT = Path(__file__).resolve().parent.parent
METIS = ROOT / "build" / "metis"
VERSION = "2025.2.2"
PAGE = ROOT / "docs" / "planner.md"

PERCENT = 3
"""A part may weigh so much more than the mean; or, where nodes are heavy, one node more."""

MOST_WORSE = 1.03
"""The target: not more than so many times what METIS cuts, on any graph."""


@dataclass(frozen=True)
class Asked:
    """A graph, into how many parts, and by how much a part may be over the mean."""

    name: str
    graph: Graph
    parts: int

    @property
    def percent(self) -> int:
        """PERCENT, or more where a single node is that heavy: then nothing keeps PERCENT."""
        mean = sum(self.graph.weights) / self.parts
        return max(PERCENT, -(-int(100 * max(self.graph.weights)) // max(1, int(mean)))) if mean else PERCENT

    @property
    def most(self) -> int:
        """The most that a part may weigh."""
        return sum(self.graph.weights) * (100 + self.percent) // (100 * self.parts)


@dataclass(frozen=True)
class Found:
    """What was cut, by us and by METIS (None: it kept the balance in no call), and the seconds of a call of each."""

    asked: Asked
    ours: int
    seconds: float
    theirs: int | None
    their_seconds: float


def main(arguments: Sequence[str]) -> int:
    """Print a figure for each graph and number of parts. Returns 1 when METIS cuts less by more than MOST_WORSE."""
    found = [_measured(asked) for asked in _all()]
    if arguments == ["--write"]:
        PAGE.write_text(_with_table(PAGE.read_text(encoding="utf-8"), _table(found)), encoding="utf-8")
    kept = []
    for one in found:
        name = f"{one.asked.name}, {one.asked.parts} parts"
        figure(f"{name}: ties cut", one.ours, "", None)
        if one.theirs is not None:
            kept.append(figure(f"{name}: for each that METIS cuts", _ratio(one), "times", MOST_WORSE))
    return int(not all(kept))


def _all() -> Iterator[Asked]:
    for name, graph, parts in (
        ("planted, small", _planted(SMALL), (2, 4, 8)),
        ("planted, large", _planted(LARGE), (4, 16, 64)),
        ("county", _county(), (2, 4)),
    ):
        yield from (Asked(name, graph, count) for count in parts)
    for path in _published():
        graph = _read(path)
        yield from (Asked(path.stem, graph, count) for count in (2, 4, 8))


def _measured(asked: Asked) -> Found:
    began = time.perf_counter()
    part = parted(asked.graph, asked.parts, asked.most)
    seconds = time.perf_counter() - began
    heavy = [0] * asked.parts
    for node, at in enumerate(part):
        heavy[at] += asked.graph.weights[node]
    assert max(heavy) <= asked.most, f"{asked.name}: {max(heavy)} is more than {asked.most}"
    theirs = _metis(asked)
    cut = asked.graph.cut(theirs["part"]) if theirs["part"] is not None else None
    return Found(asked, asked.graph.cut(part), seconds, cut, theirs["seconds"])


def _metis(asked: Asked) -> Any:
    python = METIS / "bin" / "python"
    if not python.is_file() or subprocess.run([python, "-c", "import pymetis"], check=False).returncode:
        venv.create(METIS, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", f"pymetis=={VERSION}"]
        subprocess.run(pip, check=True, stdout=sys.stderr)
    given = {
        "parts": asked.parts,
        "percent": asked.percent,
        "weights": asked.graph.weights,
        "near": [sorted(ties.items()) for ties in asked.graph.near],
    }
    script = str(Path(__file__).with_name("metis_parts.py"))
    done = subprocess.run([python, script], input=json.dumps(given), stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def _planted(size: Any) -> Graph:
    estate = drawn(size)
    plan_to = add_months(AS_OF, size.months)
    dispositions, _ = assess(estate, support(estate, load_products(), AS_OF), (), AS_OF, plan_to)
    return _groups(estate, move_groups(estate, dispositions))


def _county() -> Graph:
    """The move groups of examples/county, by the command itself."""
    from cloud_unless import plan_files

    day = date(2026, 11, 22)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "county"
        shutil.copytree(ROOT / "examples" / "county", folder, ignore=shutil.ignore_patterns("out", "estate.db"))
        for verb in ("import", "estate", "assess"):
            command = [sys.executable, "-m", "cloud_unless", verb, "--folder", str(folder), "--as-of", day.isoformat()]
            subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        inputs, _ = plan_files.plan_inputs(folder, day, None, None)
    return _groups(inputs.estate, inputs.groups)


def _groups(estate: Estate, groups: Sequence[MoveGroup]) -> Graph:
    """A node for each move group, as heavy as it has servers; a tie for each interface between two."""
    servers = {server.id for server in estate.servers}
    place = {app: n for n, group in enumerate(groups) for app in group.application_ids}
    near: tuple[dict[int, int], ...] = tuple({} for _ in groups)
    for one, other in _ends(estate.interfaces, place):
        for here, there in ((one, other), (other, one)):
            near[here][there] = near[here].get(there, 0) + 1
    return Graph(tuple(max(1, sum(t in servers for t in group.thing_ids)) for group in groups), near)


def _ends(interfaces: Iterable[Interface], place: dict[str, int]) -> Iterator[tuple[int, int]]:
    for interface in interfaces:
        one, other = place.get(interface.from_application), place.get(interface.to_application)
        if one is not None and other is not None and one != other:
            yield one, other


def _published() -> list[Path]:
    given = os.environ.get("CLOUD_UNLESS_REAL_INPUTS")
    folder = (Path(given) if given else ROOT.parent / "shared" / "data") / "graph-partition"
    found = sorted(folder.rglob("*.graph"))
    if not found:
        print(f"There are no published graphs in {folder}. Set CLOUD_UNLESS_REAL_INPUTS.", file=sys.stderr)
    return found


def _read(path: Path) -> Graph:
    """A graph in the format of METIS: a line for each node, with its weight and its ties where the head says so."""
    head, *lines = (line for line in path.read_text(encoding="ascii").splitlines() if not line.startswith("%"))
    nodes, _, *form = head.split()
    heavy, tied = (form[0].zfill(3)[at] == "1" if form else False for at in (1, 2))
    weights, near = [], []
    for line in lines[: int(nodes)]:
        numbers = [int(text) for text in line.split()]
        weights.append(numbers.pop(0) if heavy else 1)
        near.append({n - 1: w for n, w in zip(numbers[::2], numbers[1::2], strict=True)} if tied else _ones(numbers))
    return Graph(tuple(weights), tuple(near))


def _ones(numbers: Iterable[int]) -> dict[int, int]:
    return {number - 1: 1 for number in numbers}


def _ratio(one: Found) -> float:
    return round(one.ours / one.theirs, 3) if one.theirs else 1.0


def _table(found: Sequence[Found]) -> Sequence[str]:
    heads = [
        "graph",
        "nodes",
        "ties",
        "parts",
        "over the mean, %",
        "cut by METIS",
        "cut by us",
        "ours for each",
        "seconds of ours",
    ]
    lines = [heads, ["---"] * len(heads)]
    for one in found:
        graph = one.asked.graph
        ties = sum(len(near) for near in graph.near) // 2
        cells = [one.asked.name, f"{len(graph.near):,}", f"{ties:,}", str(one.asked.parts), f"{one.asked.percent:,}"]
        theirs = [f"{one.theirs:,}" if one.theirs is not None else "balance not kept"]
        lines.append(
            [*cells, *theirs, f"{one.ours:,}", f"{_ratio(one):.2f}" if one.theirs else "", f"{one.seconds:.1f}"]
        )
    return [f"| {' | '.join(line)} |" for line in lines]


def _with_table(page: str, lines: Sequence[str]) -> str:
    """The page with its table of cuts replaced."""
    before, _, rest = page.partition("| graph |")
    _, _, after = rest.partition("\n\n")
    return before + "\n".join(lines) + "\n\n" + after


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
