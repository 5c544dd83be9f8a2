"""Makes the documentation site: the pages of docs/, and the reference pages made from the program itself.

.venv/bin/python -m tools.docs [folder]

Writes the pages to FOLDER/docs-pages and the site to FOLDER/docs. Without a folder: build.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.pages.commands import command_pages
from tools.pages.exits import PAGE as EXIT_CODES
from tools.pages.exits import exit_codes
from tools.pages.files import file_pages, schema_texts
from tools.pages.linking import linked
from tools.pages.navigation import navigation, toml
from tools.pages.rules import rule_pages
from tools.pages.writing import Pages

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = ROOT / "docs"
SITE = WRITTEN / "site.toml"

REFERENCE = """
## Reference

- [Commands](reference/commands/index.md), and [exit codes](reference/exit-codes.md)
- [Files](reference/files/index.md): what you write, and what the commands write
- [Common standards](reference/standards/index.md), and the [frameworks](reference/standards/frameworks.md) they serve
"""
"""Stands on the first page of the site alone: in the repository there are no such pages."""


def reference_pages() -> Pages:
    """Every page that is made from the program."""
    return {**command_pages(), **file_pages(), **rule_pages(), EXIT_CODES: exit_codes()}


def written_pages() -> Pages:
    """Every page that people wrote; what they name in code is linked to its reference page. README.md becomes index.md:
    a folder's first page has one name in the site."""
    pages = {_site_name(path): linked(path.read_text(encoding="utf-8"), _site_name(path)) for path in written_files()}
    return {**pages, "index.md": pages["index.md"] + REFERENCE}


def written_files() -> tuple[Path, ...]:
    """The pages in docs/, sorted."""
    return tuple(sorted(WRITTEN.rglob("*.md")))


def write_pages(folder: Path) -> None:
    """Write everything that Zensical needs into `folder`; what an earlier run left there goes."""
    pages = folder / "docs-pages"
    shutil.rmtree(pages, ignore_errors=True)
    reference, written = reference_pages(), written_pages()
    for name, text in {**written, **reference, **schema_texts()}.items():
        path = pages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for beside in (*WRITTEN.glob("*.svg"), *WRITTEN.glob("*.css")):
        shutil.copy(beside, pages / beside.name)
    site, contents = SITE.read_text(encoding="utf-8"), toml(navigation({**written, **reference}))
    (folder / "zensical.toml").write_text(site.replace("nav = []", f"nav = {contents}"), encoding="utf-8")


def build(folder: Path) -> None:
    """Write the pages and build the site. A link that leads nowhere ends it with an error."""
    write_pages(folder)
    zensical = Path(sys.executable).with_name("zensical")
    subprocess.run([zensical, "build", "--strict", "--clean", "-f", folder / "zensical.toml"], check=True)


def _site_name(path: Path) -> str:
    name = path.relative_to(WRITTEN).as_posix()
    return re.sub(r"README\.md$", "index.md", name)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build"
    target.mkdir(parents=True, exist_ok=True)
    build(target.resolve())
    print(f"Open {target / 'docs' / 'index.html'}. To search in it: python3 -m http.server -d {target / 'docs'}")
