"""Writes policies/tracked_types.py: which types of the installed azure-native SDK take a location, and which take tags.

.venv/bin/python tools/azure_types.py
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from itertools import groupby
from pathlib import Path

TARGET = Path(__file__).parent.parent / "policies" / "tracked_types.py"
_TOKEN = re.compile(r"__init__\(\s*'azure-native:([a-z0-9]+:\w+)',")
_LOCATION = re.compile(r"def location\(self\) -> pulumi\.Input\[(Optional\[)?(pulumi\.Input\[)?_builtins\.str\]")
_TAGS = re.compile(r"def tags\(self\) -> pulumi\.Input\[(Optional\[)?Mapping\[str, pulumi\.Input\[_builtins\.str\]\]")
# The parts of a recovery vault: the interface takes a location and tags for them, the service answers with neither.
_PARTS = re.compile(r"recoveryservices:(?!Vault$)")

HEAD = '''"""Which types of azure-native take a location, and which take tags.

Written by tools/azure_types.py from the arguments of the SDK, version {version}; do not edit.
"""

from __future__ import annotations


def _tokens(table: str) -> frozenset[str]:
    modules = (entry.split(":") for entry in table.split(";"))
    return frozenset(f"azure-native:{{module.strip()}}:{{name}}" for module, names in modules for name in names.split())


'''


def table() -> str:
    """The text of policies/tracked_types.py for the installed SDK."""
    located: set[str] = set()
    tagged: set[str] = set()
    for token, arguments in _resources():
        if _LOCATION.search(arguments):
            located.add(token)
        if _TAGS.search(arguments):
            tagged.add(token)
    return HEAD.format(version=distribution("pulumi-azure-native").version) + "\n\n".join(
        (
            _constant("_BOTH", located & tagged),
            _constant("LOCATED", located - tagged, "_BOTH | "),
            '"""Types with a place of their own."""',
            _constant("TAGGED", tagged - located, "_BOTH | "),
            '"""Types that take tags as names with texts."""\n',
        )
    ).replace('\n\n"""', '\n"""')


def _resources() -> Iterator[tuple[str, str]]:
    """Each resource type, with the part of its file that declares its arguments."""
    for path in sorted(
        Path(str(distribution("pulumi-azure-native").locate_file("pulumi_azure_native"))).glob("*/*.py")
    ):
        if path.name.startswith(("_", "get_", "list_")):
            continue
        text = path.read_text(encoding="utf-8")
        token = _TOKEN.search(text)
        if token and not _PARTS.match(token[1]):
            yield token[1], text.partition("(pulumi.CustomResource)")[0]


def _constant(name: str, tokens: Iterable[str], before: str = "") -> str:
    modules = groupby(sorted(tokens), key=lambda one: one.split(":")[0])
    entries = "; ".join(f"{module}: {' '.join(one.split(':')[1] for one in some)}" for module, some in modules)
    lines = textwrap.fill(entries, 118, break_long_words=False, break_on_hyphens=False)
    return f'{name} = {before}_tokens(\n    """\n{lines}\n"""\n)'


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")
