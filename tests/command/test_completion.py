"""What shells are told to complete. tests/real runs the scripts in the shells themselves."""

from __future__ import annotations

import pytest
from command_line import Command

from cloud_unless.app import COMMANDS
from cloud_unless.completion_scripts import bash_script, fish_script, zsh_script
from cloud_unless.completion_words import CommandWords, Takes, Word, command_words, words_of

ODD = CommandWords(
    name="odd",
    says="It's [odd]: 100 %.",
    words=(
        Word(option="--one", says='Don\'t "quote" $(this) `or` \\that: [x].', takes=Takes.VALUE),
        Word(option="", says="A file.", takes=Takes.FILE),
    ),
)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_and_option_is_in_every_script(shell: str, command: Command) -> None:
    ran = command("completion", shell)
    assert ran.code == 0
    assert "To load it" in ran.err
    for one in command_words(COMMANDS):
        assert one.name in ran.out
        for word in one.words:
            assert (f"-l {word.option[2:]} " if shell == "fish" and word.option else word.option) in ran.out


def test_options_know_what_follows_them() -> None:
    words = {word.option: word for word in words_of(dict(COMMANDS)["cost"])}
    assert (words["--by"].takes, words["--by"].choices) == (Takes.VALUE, ("month", "year"))
    assert words["--folder"].takes is Takes.FILE
    assert {word.option: word.takes for word in words_of(dict(COMMANDS)["plan"])}["--fast"] is Takes.NOTHING


def test_choices_that_types_do_not_tell_are_given() -> None:
    (found,) = (one for one in command_words(COMMANDS, {("plan", "--list"): ("waves",)}) if one.name == "plan")
    assert next(word for word in found.words if word.option == "--list").choices == ("waves",)


def test_what_a_shell_would_run_is_quoted() -> None:
    zsh, fish = zsh_script((ODD,), ()), fish_script((ODD,), ())
    assert "'odd:It'\"'\"'s [odd]: 100 %.'" in zsh
    assert r"\\that\: \[x\]." in zsh
    assert r"""-d 'Don\'t "quote" $(this) `or` \\that: [x].'""" in fish
    assert "this" not in bash_script((ODD,), ())


def test_another_shell_is_refused(command: Command) -> None:
    assert command("completion", "powershell").code == 2
