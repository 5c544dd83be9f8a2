"""Taking sections out of a host's answer, however little of it came."""

from host_output import framed
from hypothesis import given
from hypothesis import strategies as st

from inventory import collector

OUTPUTS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=6)
NAMES = ("kernel", "memory", "disks", "mounts", "packages", "sockets")


@given(OUTPUTS)
def test_sections_come_back_as_they_were_framed(outputs: list[str]) -> None:
    found = collector.sections(framed(*zip(NAMES, outputs, strict=False)))
    assert [(section.name, section.output) for section in found.sections] == list(zip(NAMES, outputs, strict=False))
    assert found.complete


@given(OUTPUTS, st.data())
def test_what_was_cut_is_never_complete(outputs: list[str], data: st.DataObject) -> None:
    whole = framed(*zip(NAMES, outputs, strict=False))
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    assert not collector.sections(cut).complete


@given(st.binary(max_size=3000))
def test_any_bytes_are_taken(noise: bytes) -> None:
    assert not collector.sections(noise).complete


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_noise_before_and_after_is_ignored(before: bytes, after: bytes) -> None:
    answer = framed(("kernel", "Linux"), ("memory", "4 GiB"))
    assert collector.sections(before + b"\n" + answer + after) == collector.sections(answer)


def test_a_frame_inside_a_section_is_output() -> None:
    nested = framed(("memory", "lies")).decode()
    found = collector.sections(framed(("kernel", nested), ("memory", "true")))
    assert [(section.name, section.output) for section in found.sections] == [("kernel", nested), ("memory", "true")]


def test_a_section_without_its_status_was_cut() -> None:
    answer = framed(("kernel", "Linux")).replace(b"\n#status 0\n", b"..........\n")
    found = collector.sections(answer)
    assert [(section.status, section.complete) for section in found.sections] == [(None, False)]
    assert found.complete


def test_a_wrong_number_at_the_end_is_not_complete() -> None:
    assert not collector.sections(framed(("kernel", "Linux"), ended=2)).complete


def test_the_first_of_two_sections_of_one_name_counts() -> None:
    found = collector.sections(framed(("kernel", "first"), ("kernel", "second"), ended=1))
    assert [section.output for section in found.sections] == ["first"]


def test_bytes_that_are_no_text_are_kept_apart() -> None:
    answer = framed(("kernel", "Linux")).replace(b"Linux", b"L\xffnux")
    assert collector.sections(answer).sections[0].output == "L\udcffnux"
