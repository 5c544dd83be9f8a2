"""Draw docs/pipeline.svg: the commands, the files between them, and the questions one can ask of a plan."""

from __future__ import annotations

from pathlib import Path

# Each noun: what it is, the file that holds it, what it answers. The second row goes on where the first ends.
ROWS = (
    (
        ("Files and hosts", "xlsx, csv, ssh", "what is said and seen"),
        ("Claims", "estate.db", "who said what, when"),
        ("Estate", "estate.json", "what we have"),
        ("Dispositions", "dispositions.json", "where each goes"),
        ("Plan", "plan.json", "when, for how much"),
    ),
    (
        ("Architecture", "architecture.json", "every name and size"),
        ("Resources", "Pulumi stacks", "what is built"),
        ("Findings", "findings.json, SARIF", "standards not kept"),
        ("Report", "report.html", "what a committee reads"),
    ),
)
COMMANDS = (("import, scan", "estate", "assess", "plan"), ("pulumi up", "check", "report"))
TURN = "design"
QUESTIONS = (("explain", "why then?"), ("verify", "all rules kept?"), ("cost", "is there money?"))

BOX, GAP, TOP, HEIGHT, APART = 168, 88, 24, 74, 96
WIDTH = len(ROWS[0]) * BOX + (len(ROWS[0]) - 1) * GAP + 40
FONT = "font-family='system-ui, sans-serif'"
INK, BLUE, GREY = "#0b0c0c", "#1d70b8", "#505a5f"


def _text(x: float, y: float, text: str, size: int = 13, weight: str = "normal", fill: str = INK) -> str:
    return (
        f"<text x='{x:g}' y='{y:g}' font-size='{size}' font-weight='{weight}' fill='{fill}' "
        f"text-anchor='middle' {FONT}>{text}</text>"
    )


def _left(n: int) -> int:
    return 20 + n * (BOX + GAP)


def _top(row: int) -> int:
    return TOP + row * (HEIGHT + APART)


def _box(row: int, n: int) -> list[str]:
    x, y = _left(n), _top(row)
    name, file, says = ROWS[row][n]
    middle = x + BOX / 2
    return [
        f"<rect x='{x}' y='{y}' width='{BOX}' height='{HEIGHT}' rx='4' fill='#f3f2f1' stroke='{INK}'/>",
        _text(middle, y + 22, name, 15, "bold"),
        _text(middle, y + 41, file, 12, fill=BLUE),
        _text(middle, y + 60, says, 11, fill=GREY),
    ]


def _path(d: str) -> str:
    return f"<path d='{d}' fill='none' stroke='{BLUE}' stroke-width='2' marker-end='url(#tip)'/>"


def _arrow(row: int, n: int) -> list[str]:
    x, y = _left(n) + BOX, _top(row) + HEIGHT / 2
    return [
        _path(f"M{x + 3} {y:g} H{x + GAP - 5}"),
        _text(x + GAP / 2 - 2, y - 8, COMMANDS[row][n], 12, "bold", BLUE),
    ]


def _turn() -> list[str]:
    """From the end of the first row to the start of the second."""
    last, y = _left(len(ROWS[0]) - 1) + BOX / 2, _top(0) + HEIGHT
    first, between = _left(0) + BOX / 2, y + APART / 2 + 26
    return [
        _path(f"M{last - 60:g} {y + 3} V{between:g} H{first:g} V{_top(1) - 5}"),
        _text((first + last) / 2, between - 8, TURN, 12, "bold", BLUE),
    ]


def _questions() -> list[str]:
    """Beside the way down from the plan."""
    x, y = _left(len(ROWS[0]) - 1) + 34, _top(0) + HEIGHT
    lines = []
    for n, (command, asks) in enumerate(QUESTIONS):
        words = f"<tspan font-weight='bold' fill='{BLUE}'>{command}</tspan> {asks}"
        lines.append(_text(x, y + 20 + n * 19, words).replace("'middle'", "'start'"))
    return lines


def draw() -> str:
    """The picture as SVG. Both rows, the way from one to the other, and the questions."""
    height = _top(1) + HEIGHT + 24
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' role='img' "
        "aria-label='From files and hosts to a plan, and from the plan to what is built and checked'>",
        "<title>The pipeline of cloud-unless</title>",
        "<defs><marker id='tip' viewBox='0 0 8 8' refX='6' refY='4' markerWidth='5' markerHeight='5' orient='auto'>"
        f"<path d='M0 0 L8 4 L0 8 z' fill='{BLUE}'/></marker></defs>",
        f"<rect width='{WIDTH}' height='{height}' fill='#ffffff'/>",
    ]
    for row, nouns in enumerate(ROWS):
        for n in range(len(nouns)):
            parts += _box(row, n)
        for n in range(len(nouns) - 1):
            parts += _arrow(row, n)
    parts += [*_turn(), *_questions(), "</svg>"]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    (Path(__file__).parents[1] / "docs" / "pipeline.svg").write_text(draw())
