"""The pages of the CSV files: which columns there are, what a cell of each holds, and which must be there."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.importers import applications, cells, contracts, deployments, interfaces, licences, things
from inventory.importers.register import Register
from migration import initiatives, price_rows
from tools.pages.columns import COLUMNS
from tools.pages.writing import Pages, code, page, plain, table

REGISTERS: tuple[tuple[Register, str], ...] = (
    (applications.REGISTER, "The systems people use: who owns each, how critical it is, which data it holds."),
    (deployments.REGISTER, "Which application runs on which server, database or share."),
    (interfaces.REGISTER, "Which data goes from one application to another."),
    (things.REGISTER, "What no export and no scan brings: physical servers, arrays, network devices, software."),
    (contracts.REGISTER, "Which supplier must help with what, until when, and for how much."),
    (licences.REGISTER, "What you may use, what is installed, and what is really used."),
)
"""Each register that `import` reads, and what it is."""

INITIATIVES = "The rest of the portfolio, which needs the same people and money: must-do work and scored work."
PRICES = (
    "Your own prices, and allowances where there is no price yet. Any number of files; `init` makes allowances.csv."
)

RULES = """Lists inside a cell are separated by `;`. Dates are written YYYY-MM-DD. A blank cell means "not known",
never 0. A row that cannot be read is put aside in `out/rejected`, with the reason; the other rows are taken in."""

HOLDS = {
    cells.text: "",
    cells.reference: "An id or a name.",
    cells.identifier: "An id: lower-case letters, digits and hyphens.",
    cells.whole: "A whole number, 0 or more.",
    cells.spend: "An amount in pounds without VAT, such as 1200.50.",
    cells.day: "A day, YYYY-MM-DD.",
    cells.yes_no: "yes or no.",
    cells.listed: "Texts separated by semicolons.",
    cells.share: "A share: 0.25 or 25%.",
}
"""What a cell holds, by the function that reads it."""


def register_pages(texts: Pages) -> Pages:
    """The page of each CSV file by the file's name. `texts` are the files of a new folder."""
    pages = {f"{register.name}.csv": _register(register, says, texts) for register, says in REGISTERS}
    pages["initiatives.csv"] = _planner_file("initiatives.csv", INITIATIVES, "initiatives", texts["initiatives.csv"])
    pages["prices/*.csv"] = _planner_file("prices/\\*.csv", PRICES, "prices", texts["prices/allowances.csv"])
    return pages


def columns_read() -> dict[str, tuple[str, ...]]:
    """Every column that is read, by file; a free ending is written as …"""
    read = {
        register.name: (*register.columns, *(f"{prefix}…" for prefix in register.prefixes)) for register, _ in REGISTERS
    }
    free = (f"{initiatives.SCORE}…", f"{initiatives.EFFORT}…")
    return read | {"initiatives": (*initiatives.COLUMNS, *free), "prices": price_rows.COLUMNS}


def _register(register: Register, says: str, texts: Pages) -> str:
    words = COLUMNS[register.name]
    rows = [
        (code(name), plain(f"{words[name]} {_holds(read)}".strip()), _needed(register, name))
        for name, read in register.columns.items()
    ]
    rows += [(code(f"{one}…"), plain(f"{words[f'{one}…']} A number, 0 or more."), "no") for one in register.prefixes]
    columns = table(("Column", "Means", "Needed"), rows)
    return _page(f"{register.name}.csv", says, columns, texts[f"{register.name}.csv"])


def _planner_file(file: str, says: str, name: str, example: str) -> str:
    needed = {"initiatives": initiatives.REQUIRED, "prices": price_rows.REQUIRED}[name]
    rows = [
        (code(column), plain(COLUMNS[name][column]), "yes" if column in needed else "no")
        for column in columns_read()[name]
    ]
    return _page(file, says, table(("Column", "Means", "Needed"), rows), example)


def _page(file: str, says: str, columns: str, example: str) -> str:
    return page(file, f"{says} You write it.", RULES, "## Columns", columns, f"## A new one\n\n```text\n{example}```")


def _needed(register: Register, column: str) -> str:
    required: Sequence[str] = register.required
    if column in register.filled:
        return "yes"
    return "the column; a cell may be blank" if column in required else "no"


def _holds(read: cells.ReadCell) -> str:
    """What a cell holds. A reader made for one column says it when it refuses a cell."""
    if read in HOLDS:
        return HOLDS[read]
    try:
        read("999999")
    except cells.BadCell as refused:
        return refused.remedy.replace("Use one of: ", "One of: ").replace("Write a number", "A number")
    raise AssertionError(f"a reader took 999999 and is not in HOLDS: {read}")
