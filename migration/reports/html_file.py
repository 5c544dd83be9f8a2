"""The report as one HTML file: no script, no network, no text from data unescaped."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from migration.plan.stage_names import WORDS
from migration.reports.agreements import agreements
from migration.reports.building import building
from migration.reports.checks import checks
from migration.reports.decisions import decision_table, decisions, shown_next
from migration.reports.dependencies import graph
from migration.reports.facts import ReportFacts
from migration.reports.glossary import GLOSSARY
from migration.reports.missed import missed_section
from migration.reports.names import names_of
from migration.reports.parted import parted
from migration.reports.routes import route_section
from migration.reports.sources import sources
from migration.reports.spending import spend_section
from migration.reports.standards import standards
from migration.reports.summary import key_figures, summary
from migration.reports.support import support_section
from migration.reports.tables import CELL_LETTERS
from migration.reports.timeline import timeline
from migration.reports.wording import about, counted, day, full_day, pounds
from safeio.text import clean, cut

SECTIONS = (
    ("summary", "Summary"),
    ("decisions", "Decisions needed next"),
    ("support", "The estate by support state"),
    ("routes", "Where each application goes"),
    ("waves", "The wave plan"),
    ("money", "Spend against ceiling"),
    ("dependencies", "What depends on what"),
    ("checks", "Rules not kept"),
    ("building", "What is built"),
    ("standards", "Common standards"),
    ("waiting", "Waiting list"),
    ("contracts", "Contracts"),
    ("licences", "Licences"),
    ("sources", "Where the figures come from"),
    ("glossary", "Glossary"),
)
"""The report's sections in order: the template's name (and anchor) and the heading."""


def html_report(facts: ReportFacts) -> str:
    """The whole report. The same facts give the same text, byte for byte."""
    templates = environment()
    style = templates.get_template("style.css").render()
    return templates.get_template("report.html.j2").render(
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        sections=SECTIONS,
        **_context(facts),
    )


def environment() -> Environment:
    """The template engine: everything is escaped, a missing name is an error, text is cleaned on its way out."""
    templates = Environment(
        loader=PackageLoader("migration.reports", "templates"),
        # Always on: Jinja's select_autoescape goes by the ending and would miss ".html.j2".
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"day": day, "full_day": full_day, "pounds": pounds, "about": about}
    templates.globals |= {"counted": counted}
    return templates


def _shown(printed: Any) -> Any:
    """What a template prints: cleaned text, a whole number, or markup of a macro. Anything else is our fault."""
    if isinstance(printed, Markup | int | StrictUndefined):
        return printed
    assert isinstance(printed, str), f"a template printed {type(printed).__name__}"
    return cut(clean(printed, limit=2 * CELL_LETTERS), CELL_LETTERS)


def _gap(facts: ReportFacts) -> str:
    """The plan's gap in percent with one decimal."""
    return f"{facts.plan.gap * 100:.1f}%" if facts.plan else ""


def _context(facts: ReportFacts) -> dict[str, Any]:
    names = names_of(facts)
    found = decisions(facts, names)
    return {
        "as_of": facts.as_of,
        "programme": facts.folder.programme,
        "plan": facts.plan,
        "gap": _gap(facts),
        "stage_words": WORDS,
        "sentences": summary(facts, names, found),
        "figures": key_figures(facts, names),
        "decisions": decision_table(facts, found),
        "later_decisions": len(found) - len(shown_next(facts, found)),
        "support": support_section(facts, names),
        "missed": missed_section(facts, names),
        "routes": route_section(facts, names),
        "timeline": timeline(facts, names),
        "money": spend_section(facts, names),
        "graph": graph(facts, names),
        "parted": parted(facts, names),
        "checks": checks(facts, names),
        "building": building(facts, names),
        "standards": standards(facts),
        "agreements": agreements(facts, names),
        "sources": sources(facts),
        "glossary": GLOSSARY,
    }
