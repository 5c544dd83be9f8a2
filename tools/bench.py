"""Run every benchmark, and write their figures into docs/benchmarks.md.

A benchmark prints one JSON object a line (keys name, value, unit, target, ok) and ends with another code than 0
when a target is missed. So does this.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
HEADER = """# Benchmarks

Written by `make bench`. Each figure is from one run on one machine: compare figures of one table only.

| benchmark | figure | value | unit | target | kept |
|---|---|---|---|---|---|
"""


def main() -> int:
    """Run them in order of name. Returns 1 when one missed a target or failed."""
    scripts = sorted((HERE / "benchmarks").glob("[a-z]*.py"))
    if not scripts:
        print("There is no benchmark yet.")
        return 0
    rows, failed = [], False
    for script in scripts:
        print(f"== {script.name}", file=sys.stderr)
        done = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, check=False)
        sys.stdout.write(done.stdout)
        failed |= done.returncode != 0
        rows += [_row(script.stem, json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]
    (HERE / "docs" / "benchmarks.md").write_text(HEADER + "".join(rows), encoding="utf-8")
    return int(failed)


def _row(benchmark: str, figure: dict[str, object]) -> str:
    kept = "yes" if figure["ok"] else "no"
    return f"| {benchmark} | {figure['name']} | {figure['value']} | {figure['unit']} | {figure['target']} | {kept} |\n"


if __name__ == "__main__":
    sys.exit(main())
