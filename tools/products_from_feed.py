"""Refresh the dates in inventory/products/ from a copy of the endoflife.date feed; what people wrote there is kept.

    python tools/products_from_feed.py FEED.json                    refresh every product file
    python tools/products_from_feed.py FEED.json --add redis database   and start a new one

The dates, names and order of the cycles come from the feed. So does what people call a new cycle, for the
products whose cycles are codes. Aliases, patterns, notes, the cycles' other names and what an old cycle is called are
written by hand in the files. A cycle that is no longer in the feed is kept, and named on stderr.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import textwrap
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

from inventory.model import Product, ProductCycle
from inventory.products import parse_product

FOLDER = Path(__file__).resolve().parent.parent / "inventory" / "products"
DATES = {"released": "releaseDate", "mainstream_ends": "eoas", "vendor_ends": "eol", "extended_ends": "eoes"}
"""Our field for each date of the feed. The feed's column labels say what a product's vendor calls them."""

LABELLED = frozenset({"dotnetfx", "mssqlserver", "windows", "windows-server"})
"""The products whose cycles are codes that nobody says: people know them by the label of the feed."""

_CODENAME = re.compile(r" '__CODENAME__'")


def product_text(product: Product) -> str:
    """The file of one product line: a head a person writes, then one cycle a line."""
    lines = [f"id: {product.id}", f"name: {_quoted(product.name)}", f"kind: {product.kind}"]
    lines += [f"source: {_quoted(product.source)}", f"as_of: {product.as_of}"]
    if product.note:
        lines += ["note: >-", *textwrap.wrap(product.note, 110, initial_indent="  ", subsequent_indent="  ")]
    lines.append(f"aliases: [{', '.join(map(_quoted, product.aliases))}]")
    lines.append("patterns:" if product.patterns else "patterns: []")
    lines += ["  - '" + pattern.replace("'", "''") + "'" for pattern in product.patterns]
    if product.unclear:
        lines.append(f"unclear: [{', '.join(map(_quoted, product.unclear))}]")
    lines.append("cycles:")
    lines += [f"  - {_cycle_line(cycle)}" for cycle in product.cycles]
    return "\n".join(lines) + "\n"


def refreshed(product: Product, feed: dict[str, Any]) -> Product:
    """`product` with the feed's dates; what people wrote stays."""
    entry = feed["products"][product.id]
    known = {cycle.cycle: cycle for cycle in product.cycles}
    cycles = [_cycle(row, known.pop(row["cycle"], None)) for row in entry["cycles"]]
    if product.id in LABELLED:
        labels = {row["cycle"]: _label(row, entry["title"]) for row in entry["cycles"]}
        cycles = [replace(one, label=one.label or labels[one.cycle]) for one in cycles]
    for lost in known:
        print(f"{product.id}: cycle {lost} is no longer in the feed; kept as it was", file=sys.stderr)
    return replace(
        product,
        name=entry["title"],
        source=f"endoflife.date, commit {feed['commit'][:12]} (MIT licence, see NOTICE)",
        as_of=date.fromisoformat(feed["commit_date"][:10]),
        cycles=(*cycles, *known.values()),
    )


def _cycle(row: dict[str, Any], known: ProductCycle | None) -> ProductCycle:
    dates = {ours: _date(row.get(theirs)) for ours, theirs in DATES.items()}
    ended = row.get("eol")
    return ProductCycle(
        cycle=row["cycle"],
        label=known.label if known else None,
        **dates,
        supported=not ended if isinstance(ended, bool) else None,
        names=known.names if known else (),
    )


def _label(row: dict[str, Any], title: str) -> str | None:
    """What the feed calls a cycle, without the product's own name; None where that is the name of the cycle."""
    said = _CODENAME.sub("", row.get("releaseLabel") or "")
    said = said.removeprefix(f"{title} ").removeprefix(f"{title.removeprefix('Microsoft ')} ")
    return said if said not in ("", row["cycle"]) else None


def _date(said: object) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) else None


def _cycle_line(cycle: ProductCycle) -> str:
    shown: dict[str, object] = {"cycle": cycle.cycle}
    if cycle.label:
        shown["label"] = cycle.label
    shown |= {name: day.isoformat() for name in DATES if (day := getattr(cycle, name))}
    if cycle.supported is not None:
        shown["supported"] = cycle.supported
    if cycle.names:
        shown["names"] = list(cycle.names)
    return json.dumps(shown, ensure_ascii=False)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main() -> None:
    """Read the command line and rewrite the files."""
    kinds = get_args(get_type_hints(Product)["kind"])
    parser = argparse.ArgumentParser(description="Refresh the support dates in inventory/products/.")
    parser.add_argument("feed", type=Path, help="the feed, one JSON file")
    parser.add_argument("--add", nargs=2, metavar=("ID", "KIND"), help=f"a new product; kinds: {', '.join(kinds)}")
    asked = parser.parse_args()
    feed = json.loads(asked.feed.read_text(encoding="utf-8"))
    products = [parse_product(file.read_text(encoding="utf-8"), file.name) for file in sorted(FOLDER.glob("*.yaml"))]
    if asked.add:
        product_id, kind = asked.add
        if product_id not in feed["products"] or kind not in kinds:
            parser.error(f"no product {product_id} in the feed, or no kind {kind}")
        products.append(Product(id=product_id, name="", kind=kind, source="", as_of=date.min, aliases=(product_id,)))
    for product in products:
        (FOLDER / f"{product.id}.yaml").write_text(product_text(refreshed(product, feed)), encoding="utf-8")


if __name__ == "__main__":
    main()
