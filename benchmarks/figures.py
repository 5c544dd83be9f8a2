"""A figure that a benchmark prints: one JSON object a line, which tools/bench.py keeps."""

from __future__ import annotations

import json


def figure(
    name: str, value: float, unit: str, target: float | None, kept: bool | None = None, *, least: bool = False
) -> bool:
    """Print a figure to two decimals, and tell whether it meets its target: at most that, or with `least` at least
    that. One without a target meets it. `kept` settles it where the target is not the whole question."""
    if kept is None:
        kept = target is None or (value >= target if least else value <= target)
    line = {"name": name, "value": round(value, 2), "unit": unit, "target": target, "ok": kept}
    print(json.dumps(line), flush=True)
    return kept
