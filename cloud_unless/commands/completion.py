"""`completion`: the script that lets a shell complete commands, options and their values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated

import typer

from cloud_unless.completion_words import Commands
from cloud_unless.progress import say


class Shell(StrEnum):
    """The shells that are known."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


ShellArgument = Annotated[Shell, typer.Argument(help="The shell that is to complete.")]

HOW = {
    Shell.BASH: "echo 'source <(cloud-unless completion bash)' >> ~/.bashrc",
    Shell.ZSH: "echo 'autoload -Uz compinit; compinit; source <(cloud-unless completion zsh)' >> ~/.zshrc",
    Shell.FISH: "echo 'cloud-unless completion fish | source' >> ~/.config/fish/config.fish",
}


Told = tuple[Commands, Callable[..., None]]
"""All commands by name, and the options that come before them."""


def command(known: Callable[[], Told]) -> Callable[..., None]:
    """The command itself. It is one of those that it tells of, so it asks for them when it runs."""

    def run(shell: ShellArgument = Shell.BASH) -> None:
        """Print the script by which a shell completes commands."""
        from cloud_unless.completion_scripts import bash_script, fish_script, zsh_script
        from cloud_unless.completion_words import HELP, command_words, words_of
        from cloud_unless.showing import show_text

        commands, options = known()
        script = {Shell.BASH: bash_script, Shell.ZSH: zsh_script, Shell.FISH: fish_script}[shell]
        show_text(script(command_words(commands, _choices()), (*words_of(options), HELP)))
        say(f"To load it in every new shell, run once: {HOW[shell]}")

    return run


def _choices() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The values that an option of a command may have, where its type does not say them."""
    from cloud_unless import design_rows, plan_rows
    from cloud_unless.estate_lists import LISTINGS
    from cloud_unless.estate_rows import OTHER_LISTS

    return {
        ("estate", "--list"): (*LISTINGS, *OTHER_LISTS),
        ("plan", "--list"): plan_rows.LISTS,
        ("design", "--list"): design_rows.LISTS,
    }
