"""exemptions.yaml: fails that people accept until a day, and what is refused in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from policies.model import Exemption, Resource, Rule
from policies.setting_files import EXEMPTIONS, SettingFile, setting_file
from policies.standards import SCHEMA_VERSION, require_version
from safeio.errors import InputError
from safeio.field_errors import nearest
from safeio.terminal_text import shown
from safeio.values import value
from safeio.yaml_files import parse_yaml

FILE = EXEMPTIONS
WHOLE_STACK = "stack:"
"""How a scope begins that is a stack with all that is in it."""

LONGEST = timedelta(days=180)
"""How long an exemption may hold; a year-long one outlives the people who know of it."""

LATIN = "LATIN"

_PLAIN = re.compile(r"[!-~]+")  # ASCII without blanks: a letter that only looks like another is refused
_PATTERN = re.compile(r"[*?\[\]^|\\{}]|\.\+")


@value
class ExemptionsFile:
    """The whole of exemptions.yaml."""

    schema_version: int = SCHEMA_VERSION
    exemptions: tuple[Exemption, ...] = ()


def read_exemptions(path: Path, rules: Sequence[Rule]) -> tuple[Exemption, ...]:
    """The exemptions of the file at `path`. Raises InputError for a file that is missing, empty or of another form,
    and for an exemption that may not stand as `check_exemptions` says."""
    return parse_exemptions(setting_file(path, FILE), rules)


def parse_exemptions(file: SettingFile, rules: Sequence[Rule]) -> tuple[Exemption, ...]:
    """The exemptions of a file. Raises InputError as `read_exemptions`."""
    text, where = file.text(), file.where
    require_version(parse_yaml(text, where, dict), where)
    found = parse_yaml(text, where, ExemptionsFile).exemptions
    check_exemptions(found, rules, where)
    return found


def in_force(exemption: Exemption, as_of: date) -> bool:
    """True from the day it was approved until the day before it expires."""
    return exemption.approved_on <= as_of < exemption.expires


def covers(exemption: Exemption, rule_id: str, subject: Resource) -> bool:
    """True where the exemption is about this rule and this resource: by its urn, its component or its stack."""
    scopes = (subject.urn, subject.component, f"{WHOLE_STACK}{subject.stack}" if subject.stack else None)
    return exemption.rule_id == rule_id and exemption.scope in scopes


def check_breadth(exemptions: Sequence[Exemption], where: str) -> None:
    """Raises InputError for the first exemption of a whole stack; for those who set `broad_exemptions: refuse`."""
    for one in exemptions:
        if one.scope.startswith(WHOLE_STACK):
            remedy = "Name one resource or one component, or set broad_exemptions: say in standards.yaml."
            raise InputError(f"{where}, exemption {shown(one.id, 80)}", "it exempts a whole stack", remedy)


def check_exemptions(exemptions: Sequence[Exemption], rules: Sequence[Rule], where: str) -> None:
    """Raises InputError, with `where` as the place, for the first exemption that may not stand: of a rule that does
    not exist, for longer than 180 days, approved by its owner, with a pattern for a scope, with letters that may only
    look like others, without a reason, or there twice."""
    known = {rule.id for rule in rules}
    ids: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for one in exemptions:
        place = f"{where}, exemption {shown(one.id, 80)}"
        _check_texts(one, place)
        _check_rule(one, known, place)
        _check_people(one, place)
        _check_days(one, place)
        if one.id in ids or (one.rule_id, one.scope) in pairs:
            raise InputError(place, "this exemption is there twice", "Keep one.")
        ids.add(one.id)
        pairs.add((one.rule_id, one.scope))


def _check_texts(one: Exemption, place: str) -> None:
    for name in ("id", "rule_id", "scope"):
        text: str = getattr(one, name)
        if not _PLAIN.fullmatch(text):
            wrong = f"{name} is empty, or holds a blank or a letter outside ASCII"
            raise InputError(place, wrong, "Copy it from the findings: other letters may only look the same.")
    if _PATTERN.search(one.scope):
        remedy = "Name one resource by its urn, one id of architecture.json, or stack:NAME."
        raise InputError(place, "scope is a pattern", remedy)
    for name in ("owner", "approver", "ticket", "reason"):
        if not getattr(one, name).strip():
            raise InputError(place, f"{name} is empty", "Say it, so that it can be asked about later.")


def _check_rule(one: Exemption, known: set[str], place: str) -> None:
    if one.rule_id not in known:
        like = nearest(one.rule_id, tuple(sorted(known)))
        hint = f"Did you mean {like}?" if like else "See: cloud-unless rules"
        raise InputError(place, f"there is no rule {shown(one.rule_id, 80)}", hint)


def _check_people(one: Exemption, place: str) -> None:
    if _same_person(one.owner, one.approver):
        raise InputError(place, "owner and approver are the same", "Let somebody else approve it.")
    alphabets = _alphabets(one.owner) | _alphabets(one.approver)
    if LATIN in alphabets and len(alphabets) > 1:
        wrong = "the names of owner and approver mix alphabets, so that two may look like one"
        raise InputError(place, wrong, "Write both names with Latin letters.")


def _check_days(one: Exemption, place: str) -> None:
    if one.expires <= one.approved_on:
        raise InputError(place, "it expires before it holds", "Correct approved_on or expires.")
    if one.expires - one.approved_on > LONGEST:
        last = one.approved_on + LONGEST
        wrong = f"it holds for more than {LONGEST.days} days"
        raise InputError(place, wrong, f"Let it expire by {last}, and approve it again then if it must be.")


def _same_person(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _alphabets(name: str) -> set[str]:
    """The alphabets of the letters, by the first word of each letter's own name: LATIN, CYRILLIC, GREEK."""
    plain = unicodedata.normalize("NFKC", name)
    return {unicodedata.name(one, "").partition(" ")[0] for one in plain if one.isalpha()}
