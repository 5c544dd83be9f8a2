"""What can be typed after the name of each command, told from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from typer.models import OptionInfo, ParameterInfo

Commands = Sequence[tuple[str, Callable[..., None]]]


class Takes(StrEnum):
    """What follows an option, or stands where no option does."""

    NOTHING = "nothing"
    VALUE = "value"
    FILE = "file"


@dataclass(frozen=True, kw_only=True)
class Word:
    """An option such as --by, or an argument, whose `option` is "". `choices` are all the values it may have, where
    these are known."""

    option: str
    says: str
    takes: Takes
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CommandWords:
    """A command with what it says of itself and its options and arguments, in the order of its help."""

    name: str
    says: str
    words: tuple[Word, ...]


HELP = Word(option="--help", says="Show this message and exit.", takes=Takes.NOTHING)


def command_words(
    commands: Commands, choices: Mapping[tuple[str, str], tuple[str, ...]] | None = None
) -> tuple[CommandWords, ...]:
    """All commands in their order. `choices` gives the values of options that take any text by type, by the names of
    command and option."""
    more = choices or {}
    return tuple(
        CommandWords(name=name, says=_first_line(run), words=(*words_of(run, name, more), HELP))
        for name, run in commands
    )


def words_of(
    run: Callable[..., None], name: str = "", choices: Mapping[tuple[str, str], tuple[str, ...]] | None = None
) -> tuple[Word, ...]:
    """The options and arguments of one command."""
    hints = get_type_hints(run, include_extras=True)
    return tuple(_word(hints[parameter], name, choices or {}) for parameter in inspect.signature(run).parameters)


def _word(hint: Any, name: str, choices: Mapping[tuple[str, str], tuple[str, ...]]) -> Word:
    kind, told = _kind_and_info(hint)
    # Inside Annotated, typer keeps the first name of an option where its default stands otherwise.
    names = (told.default, *(told.param_decls or ()))
    option = next((one for one in names if isinstance(one, str) and one.startswith("--")), "")
    assert bool(option) == isinstance(told, OptionInfo), "every option of ours names itself"
    enums = [one for one in _plain(kind) if isinstance(one, type) and issubclass(one, Enum)]
    values = tuple(str(member.value) for enum in enums for member in enum)
    return Word(
        option=option,
        says=told.help or "",
        takes=_takes(kind),
        choices=values or choices.get((name, option), ()),
    )


def _kind_and_info(hint: Any) -> tuple[Any, ParameterInfo]:
    """The type and what typer is told, of a parameter written Annotated[type, typer.Option(…)]."""
    while get_origin(hint) is not Annotated:
        # "X | None" around an annotated type
        hint = next(one for one in get_args(hint) if one is not type(None))
    kind, *more = get_args(hint)
    return kind, next(one for one in more if isinstance(one, ParameterInfo))


def _plain(kind: Any) -> Iterator[Any]:
    """The types inside list[…] and unions."""
    if get_origin(kind) in (list, tuple, Union, UnionType):
        for one in get_args(kind):
            yield from _plain(one)
    else:
        yield kind


def _takes(kind: Any) -> Takes:
    plain = set(_plain(kind))
    if bool in plain:
        return Takes.NOTHING
    return Takes.FILE if Path in plain else Takes.VALUE


def _first_line(run: Callable[..., None]) -> str:
    return (inspect.getdoc(run) or "").split("\n", 1)[0]
