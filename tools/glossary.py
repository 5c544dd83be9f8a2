"""Write docs/glossary.md from the glossary of the report, so that there is one source."""

from __future__ import annotations

from pathlib import Path

from migration.reports.glossary import GLOSSARY

HEADER = """# Glossary

What the terms mean in this product. Made from `migration/reports/glossary.py` by `tools/glossary.py`.

"""


def glossary() -> str:
    """The page."""
    return HEADER + "".join(f"**{term.term}**: {term.means}\n\n" for term in GLOSSARY).rstrip("\n") + "\n"


if __name__ == "__main__":
    page = Path(__file__).resolve().parent.parent / "docs" / "glossary.md"
    page.write_text(glossary(), encoding="utf-8")
