"""waves.yaml with other pins: remarks and order stay, only pins change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloud_unless.waves_file import with_pins
from migration.model import Pin, WavesFile
from safeio.errors import InputError
from safeio.yaml_files import parse_yaml

WRITTEN = """# Ours. Do not touch without asking Jo.
schema_version: 1
waves:
  - {id: wave-2027-01-04, state: approved, approver: "Board", date: 2026-12-01} # minuted
pins:
  - {application_id: payroll, deadline: 2027-11-22, never_with: [intranet]} # the auditors asked
  - application_id: intranet
    not_before: 2027-05-22
"""
PAYROLL = Pin(application_id="payroll", deadline=date(2027, 11, 22), never_with=("intranet",))
INTRANET = Pin(application_id="intranet", not_before=date(2027, 5, 22))


def test_the_same_pins_leave_every_byte() -> None:
    assert with_pins(WRITTEN, (PAYROLL, INTRANET)) == WRITTEN


def test_a_new_pin_is_one_line_more_and_remarks_stay() -> None:
    new = Pin(application_id="planning", cut_over=date(2027, 2, 6), note="after: the audit")
    text = with_pins(WRITTEN, (PAYROLL, INTRANET, new))
    assert text == WRITTEN + '  - {application_id: planning, cut_over: 2027-02-06, note: "after: the audit"}\n'


def test_a_pin_that_goes_takes_its_line_along() -> None:
    text = with_pins(WRITTEN, (PAYROLL,))
    assert text == WRITTEN[: WRITTEN.index("  - application_id: intranet")]
    assert "pins: []" in with_pins("schema_version: 1\npins:\n  - {application_id: a, cut_over: 2027-02-06}\n", ())


@pytest.mark.parametrize("text", ["", "schema_version: 1\n", "# Nothing yet\nschema_version: 1\nwaves: []\npins: []\n"])
def test_a_file_without_pins_gets_them(text: str) -> None:
    pin = Pin(application_id="a", cut_over=date(2027, 2, 6))
    assert parse_yaml(with_pins(text, (pin,)), "waves.yaml", WavesFile).pins == (pin,)


def test_what_cannot_be_changed_is_told_and_not_lost() -> None:
    with pytest.raises(InputError, match="by hand"):
        with_pins("schema_version: 1\npins: 7\n", (PAYROLL,))


days = st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1))
notes = st.none() | st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]), min_size=1).map(
    str.strip
).filter(bool)
pins = st.builds(
    Pin, application_id=st.sampled_from(["no", "y", "1e3", "app", "payroll"]), cut_over=days, deadline=days, note=notes
)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.lists(pins, unique_by=lambda pin: pin.application_id, max_size=4))
def test_F_02_whatever_a_note_says_it_comes_back_as_it_was(wanted: list[Pin]) -> None:
    # never_with is not edited in the sheet: the pin has what the file has.
    own = [replace(pin, never_with=("intranet",)) if pin.application_id == "payroll" else pin for pin in wanted]
    found = parse_yaml(with_pins(WRITTEN, own), "waves.yaml", WavesFile)
    assert sorted(found.pins, key=str) == sorted(own, key=str)
    assert len(found.waves) == 1
