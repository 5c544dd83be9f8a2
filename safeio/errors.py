"""The errors a user sees: where, what is wrong, what to do."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command. Nothing else may end the process."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    PARTIAL = 3
    NOT_EVALUATED = 4
    INFEASIBLE = 5
    STORAGE = 6
    OUR_FAULT = 70
    INTERRUPTED = 130


class UserError(Exception):
    """Something the user can mend. `where` is a file, row or field; `remedy` says what to do."""

    exit_code: Exit = Exit.USAGE

    def __init__(self, where: str, wrong: str, remedy: str) -> None:
        super().__init__(f"{where}: {wrong}. {remedy}")
        self.where = where
        self.wrong = wrong
        self.remedy = remedy


class InputError(UserError):
    """A file is missing, unreadable, of the wrong kind, or says something impossible. Exit 2."""


class StorageError(UserError):
    """The database or a folder is full, locked, corrupt or read-only. Exit 6."""

    exit_code = Exit.STORAGE


class InfeasibleError(UserError):
    """No plan can keep all that is asked; `wrong` names the smallest conflict known. Exit 5."""

    exit_code = Exit.INFEASIBLE


class NotEvaluatedError(UserError):
    """The question could not be answered: not green, not red. Exit 4."""

    exit_code = Exit.NOT_EVALUATED
