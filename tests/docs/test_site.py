"""The built site: every link leads somewhere, nothing is fetched from elsewhere, every page is a page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

import tools.docs

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make docs` builds it. Zensical itself refuses links between pages that lead nowhere."""
    folder = tmp_path_factory.mktemp("docs")
    tools.docs.build(folder)
    return folder / "docs"


def _html(site: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html") if path.name != "404.html"}


def test_every_page_was_built(site: Path) -> None:
    wanted = {site / re.sub(r"\.md$", ".html", name) for name in (*tools.docs.reference_pages(), "index.md")}
    assert {str(path) for path in wanted if not path.is_file()} == set()


def test_every_link_and_picture_leads_somewhere(site: Path) -> None:
    pages = _html(site)
    ids = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in pages.items()}
    lost = []
    for path, text in pages.items():
        for target in re.findall(r'(?:href|src)="([^"]*)"', text):
            if re.match(r"(https?:|data:|mailto:)", target):
                continue
            name, _, anchor = unquote(target).partition("#")
            found = (path.parent / name).resolve() if name else path
            found = found / "index.html" if found.is_dir() else found
            if not found.exists() or (anchor and found in ids and anchor not in ids[found]):
                lost.append((str(path.relative_to(site)), target))
    assert lost == []


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    fetched = r'(?:<(?:script|img|iframe)[^>]*\bsrc|<link[^>]*\bhref)="?((?:https?:)?//[^" >]*)'
    assert {found for text in _html(site).values() for found in re.findall(fetched, text)} == set()


def test_no_sign_of_markdown_is_left_over(site: Path) -> None:
    left = {str(path): re.findall(r".{30}(?:\\\||\]\(|\*\*).{30}", text) for path, text in _html(site).items()}
    assert {path: found for path, found in left.items() if found} == {}


def test_search_knows_the_rules(site: Path) -> None:
    assert "NET-001" in (site / "search.json").read_text(encoding="utf-8")
