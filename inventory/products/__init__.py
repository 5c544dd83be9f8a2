"""The product lines this program knows, with their support dates: one YAML file each, read once."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from pydantic import TypeAdapter

from inventory.model import Product, ProductCycle
from safeio.json_files import sha256_bytes
from safeio.yaml_files import parse_yaml

CYCLES_LINE = "\ncycles:\n"


@lru_cache(maxsize=1)
def load_products() -> tuple[Product, ...]:
    """All product lines, sorted by id."""
    products = [parse_product(file.read_text(encoding="utf-8"), file.name) for file in _files()]
    return tuple(sorted(products, key=lambda product: product.id))


def products_digest() -> str:
    """A hash of the files of all product lines."""
    return sha256_bytes(b"\0".join(file.name.encode() + b"\0" + file.read_bytes() for file in _files()))


def _files() -> list[Traversable]:
    files = [file for file in resources.files(__name__).iterdir() if file.name.endswith(".yaml")]
    return sorted(files, key=lambda file: file.name)


def parse_product(text: str, where: str) -> Product:
    """The product line that one file's `text` describes; `where` names the file in errors.

    Each cycle is one line of YAML's flow form that is JSON too. They are read as JSON, because a YAML parser takes
    seconds for all of them; a test holds that both ways read the same.
    """
    head, _, cycles = text.partition(CYCLES_LINE)
    product = parse_yaml(head, where, Product)
    lines = (line.strip().removeprefix("- ") for line in cycles.splitlines() if line.strip())
    return replace(product, cycles=_cycles().validate_json("[" + ",".join(lines) + "]"))


@lru_cache(maxsize=1)
def _cycles() -> TypeAdapter[tuple[ProductCycle, ...]]:
    return TypeAdapter(tuple[ProductCycle, ...])
