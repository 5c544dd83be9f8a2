"""Text that is safe in the log of a build server: nothing in it is taken for a command to the server."""

from __future__ import annotations

import re

_AZURE = re.compile(r"##(vso)?\[", re.IGNORECASE)
_GITHUB = re.compile(r"^(\s*):(?=:)", re.MULTILINE)


def log_safe(text: str) -> str:
    """`text`, of one line or several, with a blank inside what a build server would obey.

    Azure Pipelines obeys ##vso[…] and ##[…] anywhere in a line, GitHub Actions ::name:: at its beginning.
    """
    return _GITHUB.sub(r"\1: ", _AZURE.sub(lambda found: f"# #{found[0][2:]}", text))
