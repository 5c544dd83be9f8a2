"""The files of a programme folder that people judge by: standards, exemptions, their own rules, and cases of those."""

from __future__ import annotations

from os.path import lexists
from pathlib import Path

from safeio.errors import InputError
from safeio.regular import read_regular
from safeio.terminal_text import shown
from safeio.values import value

STANDARDS = "standards.yaml"
EXEMPTIONS = "exemptions.yaml"
OWN_RULES = "rules"
"""The folder of a programme folder with people's own rules."""

ENDINGS = (".py", ".yaml")
"""How files of people's own rules end; another file there, such as a README, is not read."""

CAP_BYTES = 1_000_000
MOST_FILES = 500
"""More files of rules than anybody can review."""


@value
class SettingFile:
    """One file as it was read. `name` is relative to the programme folder ("rules/own_001.py"), `where` is what errors
    call it."""

    name: str
    where: str
    data: bytes

    def text(self) -> str:
        """The text of the file. Raises InputError where it is not UTF-8."""
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            raise InputError(self.where, f"byte {problem.start} is not UTF-8 text", "Save the file as UTF-8.") from None


def setting_file(path: Path, name: str) -> SettingFile:
    """The file at `path`. Raises InputError for one that is missing, not ordinary or too large."""
    return SettingFile(name=name, where=shown(path, 300), data=read_regular(path, CAP_BYTES))


def setting_files(folder: Path) -> tuple[SettingFile, ...]:
    """The files of a programme folder, sorted by name. Raises InputError for one that cannot be read: a link that leads
    nowhere is there, and to pass it over would loosen what people set."""
    names = [name for name in (EXEMPTIONS, STANDARDS) if lexists(folder / name)]
    own = folder / OWN_RULES
    if lexists(own):
        if own.is_symlink() or not own.is_dir():
            raise InputError(shown(own, 300), "this is not a folder", "Put your own rules there, or remove it.")
        names += sorted(f"{OWN_RULES}/{one.name}" for one in own.iterdir() if one.name.endswith(ENDINGS))
    check_count(len(names), shown(folder, 300))
    return tuple(setting_file(folder / name, name) for name in sorted(names))


def check_count(count: int, where: str) -> None:
    """Raises InputError for more files than are read."""
    if count > MOST_FILES:
        raise InputError(where, f"there are more than {MOST_FILES} files of rules", "Put several rules aside.")
