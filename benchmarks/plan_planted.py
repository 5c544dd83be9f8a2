"""Plans for estates in which a schedule is planted: how soon, how dear beside the planted one, how near to the bound.

.venv/bin/python benchmarks/plan_planted.py [small|large]...
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import figure
from benchmarks.planted_estate import LARGE, SMALL, Planted, Size, planted
from migration.plan.answer import settled
from migration.plan.schedule import schedule
from migration.plan.verify import verify

FIRST_SECONDS, MIB = 30, 4096


@dataclass(frozen=True)
class Asked:
    """What is asked of one size: seconds to look, and the gap in per cent that must be reached."""

    size: Size
    seconds: float
    gap: float


SIZES = {"small": Asked(SMALL, 120, 2.0), "large": Asked(LARGE, 180, 10.0)}


def main(names: Sequence[str]) -> int:
    """Plan each size and print the figures. Returns 1 when a target is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", nargs="*", metavar="|".join(SIZES), help="without any, all")
    given = options.parse_args(names).sizes
    unknown = [name for name in given if name not in SIZES]
    if unknown:
        options.error(f"there is no size {unknown[0]}; there are {', '.join(SIZES)}")
    kept = [_planned(name, SIZES[name]) for name in given or SIZES]
    return int(not all(kept))


def _planned(name: str, asked: Asked) -> bool:
    made = planted(asked.size)
    known = _known(made)
    first: list[float] = []
    began = time.monotonic()

    def told(text: str) -> None:
        if "a first plan" in text:
            first.append(time.monotonic() - began)
        print(f"# {name}: {time.monotonic() - began:.1f} s {text}", file=sys.stderr, flush=True)

    plan = schedule(made.inputs, seconds=asked.seconds, told=told, clock=time.monotonic)
    seconds = time.monotonic() - began
    broken = [violation for violation in verify(made.inputs, plan) if violation.severity == "broken"]
    kept = [
        figure(f"{name}: planted schedule", known, "GBP", None),
        figure(f"{name}: plan", int(plan.objective), "GBP", known),
        figure(f"{name}: proven bound", int(plan.bound), "GBP", None),
        figure(f"{name}: gap", float(plan.gap) * 100, "%", asked.gap),
        figure(f"{name}: rules broken", len(broken), "rules", 0),
        figure(f"{name}: plan found in", seconds, "s", round(asked.seconds * 1.1, 1)),
        figure(f"{name}: memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MiB", MIB),
    ]
    if first:
        kept.append(figure(f"{name}: first plan in", first[0], "s", FIRST_SECONDS))
    return all(kept)


def _known(made: Planted) -> int:
    answer = settled(made.assembled.problem, made.positions)
    assert answer is not None, "the planted schedule keeps its own ceilings"
    return answer.objective


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
