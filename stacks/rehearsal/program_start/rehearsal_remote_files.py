"""What stands in for files on the network that a program uploads (`RemoteAsset`, `RemoteArchive`): their addresses.

The engine would fetch them to see whether they have changed. Another address is another file here too.
Needs nothing newer than Python 3.9, since programs of other people load it.
"""

from __future__ import annotations

import functools
from typing import Any, Callable  # noqa: UP035 - Python 3.9


def keep_here(module: Any, note: Callable[[str], None]) -> None:
    """Let the remote files of this module (`pulumi.asset`) be fetched from nowhere. Each is told."""

    def hold_text(file: Any, uri: str) -> None:
        file.text = uri

    def hold_one_file(file: Any, uri: str) -> None:
        file.assets = {"address": module.StringAsset(uri)}

    for kind, hold in ((module.RemoteAsset, hold_text), (module.RemoteArchive, hold_one_file)):
        kind.__init__ = _begin(kind.__init__, hold, note)


def _begin(begin: Any, hold: Callable[[Any, str], None], note: Callable[[str], None]) -> Any:
    @functools.wraps(begin)
    def begun(self: Any, uri: Any) -> None:
        begin(self, uri)
        if not uri.startswith("file:"):
            hold(self, uri)  # Pulumi looks for a text, or for files, before it looks for an address
            note(f"a rehearsal has no network: {uri} is not fetched, and its address stands in for it")

    return begun
