"""The scripts by which bash, zsh and fish complete the command. Nothing of ours runs while a user types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote

from cloud_unless.completion_words import CommandWords, Takes, Word

Known = Sequence[CommandWords]


def bash_script(commands: Known, overall: Sequence[Word]) -> str:
    """For bash 4 and newer. `overall` are the options that come before the command."""
    names = " ".join([*(one.name for one in commands), *(word.option for word in overall)])
    values = [
        f"        {command.name}:{word.option}) {_bash_value(word)} ;;"
        for command in commands
        for word in command.words
        if word.option and word.takes is not Takes.NOTHING
    ]
    words = [f"        {command.name}) words={quote(_bash_words(command))} ;;" for command in commands]
    with_files = "|".join(command.name for command in commands if _takes_files(command))
    lines = (
        _BASH_HEAD,
        *values,
        "    esac",
        "    case $command in",
        *words,
        f"        *) words={quote(names)} ;;",
        "    esac",
        f"    case $command in {with_files}) compopt -o default 2>/dev/null ;; esac" if with_files else "",
        _BASH_TAIL,
    )
    return "\n".join(lines)


_BASH_HEAD = """\
# bash completion for cloud-unless. To load it: source <(cloud-unless completion bash)
_cloud_unless() {
    local now=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= words= word
    COMPREPLY=()
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in -*) ;; *) command=$word; break ;; esac
    done
    case $command:$before in"""
_BASH_TAIL = """\
    COMPREPLY=($(compgen -W "$words" -- "$now"))
}
complete -F _cloud_unless cloud-unless
"""


def _bash_value(word: Word) -> str:
    if word.choices:
        return f'COMPREPLY=($(compgen -W {quote(" ".join(word.choices))} -- "$now")); return'
    return "compopt -o default 2>/dev/null; return" if word.takes is Takes.FILE else "return"


def _bash_words(command: CommandWords) -> str:
    return " ".join(one for word in command.words for one in ((word.option,) if word.option else word.choices))


def _takes_files(command: CommandWords) -> bool:
    return any(not word.option and word.takes is Takes.FILE for word in command.words)


def zsh_script(commands: Known, overall: Sequence[Word]) -> str:
    """For zsh 5 and newer: to be sourced after compinit, or kept as a file _cloud-unless on its fpath."""
    before = " ".join(_zsh_option(word) for word in overall)
    listed = [f"        {quote(f'{one.name}:{one.says}')}" for one in commands]
    cases = [f"            {one.name}) _arguments {' '.join(_zsh_words(one))} ;;" for one in commands]
    return "\n".join(
        (
            "#compdef cloud-unless",
            "# zsh completion for cloud-unless. To load it: source <(cloud-unless completion zsh)",
            "_cloud_unless() {",
            "    local curcontext=$curcontext state line",
            "    local -a commands",
            "    commands=(",
            *listed,
            "    )",
            f"    _arguments -C {before} '1:command:->command' '*::argument:->argument'",
            "    case $state in",
            "        command) _describe command commands ;;",
            "        argument) case $words[1] in",
            *cases,
            _ZSH_TAIL,
        )
    )


_ZSH_TAIL = """\
        esac ;;
    esac
}
if [ "${funcstack[1]}" = _cloud_unless ] || [ "${funcstack[1]}" = _cloud-unless ]; then
    _cloud_unless "$@"
else
    compdef _cloud_unless cloud-unless
fi
"""


def _zsh_words(command: CommandWords) -> Iterator[str]:
    place = 0
    for word in command.words:
        if word.option:
            yield _zsh_option(word)
            continue
        place += 1
        # Only the first argument of a command has choices; what takes files may be given more than once.
        where = f"{place}" if word.choices else "*"
        if _is_known(word):
            yield quote(f"{where}:{_zsh_text(word.says)}:{_zsh_values(word)}")


def _is_known(word: Word) -> bool:
    """True where the shell can offer something for it: of a free argument it would only repeat the description."""
    return bool(word.option or word.choices) or word.takes is Takes.FILE


def _zsh_option(word: Word) -> str:
    says = f"{word.option}[{_zsh_text(word.says)}]"
    return quote(says if word.takes is Takes.NOTHING else f"{says}:value:{_zsh_values(word)}")


def _zsh_values(word: Word) -> str:
    if word.choices:
        return f"({' '.join(word.choices)})"
    return "_files" if word.takes is Takes.FILE else " "


def _zsh_text(text: str) -> str:
    """A description: brackets and colons would end it."""
    for mark in "\\[]:":
        text = text.replace(mark, f"\\{mark}")
    return text


def fish_script(commands: Known, overall: Sequence[Word]) -> str:
    """For fish 3 and newer."""
    lines = [
        "# fish completion for cloud-unless. To load it: cloud-unless completion fish | source",
        "complete -c cloud-unless -e",
        "complete -c cloud-unless -f",
        *(f"complete -c cloud-unless -n __fish_use_subcommand {_fish_word(word)}" for word in overall),
    ]
    for command in commands:
        lines.append(
            f"complete -c cloud-unless -n __fish_use_subcommand -a {command.name} -d {_fish_text(command.says)}"
        )
        seen = f"complete -c cloud-unless -n '__fish_seen_subcommand_from {command.name}'"
        lines += [f"{seen} {_fish_word(word)}" for word in command.words if _is_known(word)]
    return "\n".join(lines) + "\n"


def _fish_word(word: Word) -> str:
    parts = [f"-l {word.option.removeprefix('--')}"] if word.option else []
    if word.choices:
        parts.append(f"{'-x ' if word.option else ''}-a {_fish_text(' '.join(word.choices))}")
    elif word.takes is Takes.FILE:
        parts.append("-r -F" if word.option else "-F")
    elif word.takes is Takes.VALUE and word.option:
        parts.append("-x")
    return " ".join([*parts, f"-d {_fish_text(word.says)}"])


def _fish_text(text: str) -> str:
    """Fish knows two escapes between single quotes."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
