"""Writes docs/schemas/: the JSON Schemas of the files, made from the values in the code.

.venv/bin/python tools/schemas.py [folder]
"""

from __future__ import annotations

import sys
from pathlib import Path

from cloud_unless.schemas import (
    WRITTEN_AS_RULES,
    WRITTEN_BY_PEOPLE,
    WRITTEN_BY_STAGES,
    WRITTEN_TO_APPROVE,
    schema_files,
)


def main(folder: Path) -> None:
    """Write every schema into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = WRITTEN_BY_PEOPLE + WRITTEN_AS_RULES + WRITTEN_TO_APPROVE + WRITTEN_BY_STAGES
    for name, text in schema_files(kinds).items():
        (folder / name).write_text(text, encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "docs" / "schemas")
