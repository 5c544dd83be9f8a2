"""Text that is safe in the log of a build server: no data in it is taken for a command to the server."""

from __future__ import annotations

import re

_AZURE = re.compile(r"##(vso)?\[", re.IGNORECASE)


def without_commands(text: str) -> str:
    """`text` with a blank inside what Azure Pipelines obeys anywhere in a line: ##vso[…] and ##[…]."""
    return _AZURE.sub(lambda found: f"# #{found[0][2:]}", text)


def log_safe(text: str) -> str:
    """`text` for a line of its own: also with a blank inside what GitHub Actions obeys at the beginning of a line,
    ::name::. A cell of a table may be wrapped anywhere."""
    return without_commands(text).replace("::", ": :")
