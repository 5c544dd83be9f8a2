"""Findings made at once are those that the constructor makes."""

from __future__ import annotations

from dataclasses import fields, replace

from checked_things import TODAY, resource, rule
from written_findings import EVERY_STATE

from policies.check import check
from policies.model import Finding
from policies.quick_findings import changed, made
from policies.standards import Standards


def test_a_finding_made_at_once_is_as_any_other() -> None:
    for one in EVERY_STATE.findings:
        given = {field.name: getattr(one, field.name) for field in fields(Finding)}
        assert made(**given) == one
        assert changed(one, file="x", line=1) == replace(one, file="x", line=1)


def test_changing_a_finding_leaves_the_first_as_it_was() -> None:
    (first, *_) = EVERY_STATE.findings
    before = replace(first)
    changed(first, line=7)
    assert first == before


def test_a_check_leaves_no_field_out() -> None:
    (found,) = check((resource("a"),), (rule(),), (), TODAY, Standards(), None).findings
    assert set(vars(found)) == {field.name for field in fields(Finding)}
