"""The report as a page: every section, tables and pictures a reader or a screen reader can use, size, empty cases."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest
from report_facts import county_facts, empty_facts

from inventory.model import Server, Support
from migration.reports.facts import ReportFacts
from migration.reports.glossary import GLOSSARY
from migration.reports.html_file import SECTIONS, html_report
from migration.reports.tables import ROWS_SHOWN


def page(facts: ReportFacts) -> Element:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html_report(facts))


def words(element: Element | None) -> str:
    assert element is not None
    return " ".join(" ".join(element.itertext()).split())


def test_every_section_stands_in_order_and_in_the_contents() -> None:
    found = page(county_facts())
    assert [one.get("id") for one in found.iter("section")] == [anchor for anchor, _ in SECTIONS]
    assert [one.get("href") for one in found.findall(".//nav//a")] == [f"#{anchor}" for anchor, _ in SECTIONS]


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(one.tag[1]) for one in page(county_facts()).iter() if one.tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_scoped_headings() -> None:
    for one in page(county_facts()).iter("table"):
        assert words(one.find("caption"))
        assert all(heading.get("scope") for heading in one.iter("th"))


def test_no_date_is_broken_by_a_line() -> None:
    dates = [one for one in page(county_facts()).iter() if re.fullmatch(r"\d+ [A-Z][a-z]{2} \d{4}", words(one))]
    cells = [one for one in dates if one.tag in ("th", "td")]
    assert cells and all(one.get("class") == "date" for one in cells)


def test_every_picture_is_named_or_hidden() -> None:
    for one in page(county_facts()).iter("svg"):
        assert one.get("aria-hidden") == "true" or words(one.find("title"))


def test_ids_are_used_once() -> None:
    ids = [one.get("id") for one in page(county_facts()).iter() if one.get("id")]
    assert len(ids) == len(set(ids))


def test_bars_stay_inside_their_cells() -> None:
    for one in page(county_facts()).findall(".//table//rect"):
        start, width = (float(one.get(name, "").rstrip("%")) for name in ("x", "width"))
        assert 0 <= start <= 100 and width > 0 and start + width <= 100.011


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    full = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    parts = (int(full[n : n + 2], 16) / 255 for n in (0, 2, 4))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_text_and_marks_stand_out_from_the_paper(scheme: int) -> None:
    style = page(county_facts()).find(".//style")
    assert style is not None and style.text
    colours = dict(re.findall(r"--([a-z-]+): #([0-9a-f]{3,6});", style.text.split(":root {")[scheme + 1].split("}")[0]))
    for name, least in (
        *((one, 4.5) for one in ("ink", "quiet", "link", "bad", "due", "good")),
        ("plain", 3),
        ("mute", 3),
    ):
        for ground in ("paper", "band"):
            light, dark = sorted((brightness(colours[name]), brightness(colours[ground])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= least, (name, ground)


def test_an_empty_programme_says_what_is_missing() -> None:
    text = words(page(empty_facts()))
    for said in (
        "Nothing has been imported yet.",
        "No plan has been made yet, so no plan was checked.",
        "No contract is on record.",
        "No two applications are known to exchange data.",
        "No spend has been planned yet.",
    ):
        assert said in text


def test_a_plan_that_keeps_all_rules_says_so() -> None:
    text = words(page(replace(county_facts(), violations=())).find(".//section[@id='checks']"))
    assert "None. Every rule the checker could decide is kept." in text


def test_a_rule_that_cannot_be_proven_is_not_called_kept() -> None:
    facts = county_facts()
    unproven = tuple(one for one in facts.violations if one.severity == "unproven")
    text = words(page(replace(facts, violations=unproven)).find(".//section[@id='checks']"))
    assert "No price for a licence." in text and "Rules that cannot be proven" in text


def test_every_term_the_report_uses_is_in_the_glossary() -> None:
    terms = {one.term.lower() for one in GLOSSARY}
    needed = "retire replace replatform rehost retain wave cut-over rto rpo gap bound capital revenue freeze gate"
    assert {*needed.split(), "move group", "vendor end", "contracted end", "violation", "allowance"} <= terms
    assert list(GLOSSARY) == sorted(GLOSSARY, key=lambda one: one.term.casefold())


def test_35_000_servers_stay_under_20_megabytes() -> None:
    facts = county_facts()
    servers = tuple(Server(id=f"s{n:05d}", name=f"SERVER-{n:05d}") for n in range(35_000))
    supports = tuple(
        Support(thing_id=one.id, aspect="software", product=f"p{n % 900}", state="unknown", as_of=facts.as_of)
        for n, one in enumerate(servers)
    )
    html = html_report(replace(facts, estate=replace(facts.estate, servers=servers), supports=supports))
    assert len(html) < 2_000_000
    assert f"{ROWS_SHOWN} of 900 rows are shown. All are in estate.json." in html
