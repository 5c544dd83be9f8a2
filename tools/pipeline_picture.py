"""Draw docs/pipeline.svg: the commands, the files between them, and the three questions one can ask of a plan."""

from __future__ import annotations

from pathlib import Path

# Each noun: what it is, the file that holds it, what it answers.
NOUNS = (
    ("Your files", "xlsx, csv", "what exports say"),
    ("Claims", "estate.db", "who said what, when"),
    ("Estate", "estate.json", "what we have"),
    ("Dispositions", "dispositions.json", "where each goes"),
    ("Plan", "plan.json", "when, for how much"),
    ("Report", "report.html", "what a committee reads"),
)
COMMANDS = ("import", "estate", "assess", "plan", "report")
QUESTIONS = (("explain", "why then?"), ("verify", "is every rule kept?"), ("cost", "is there money?"))

BOX, GAP, TOP, HEIGHT = 142, 62, 24, 74
WIDTH = len(NOUNS) * BOX + len(COMMANDS) * GAP + 40
FONT = "font-family='system-ui, sans-serif'"
INK, BLUE, GREY = "#0b0c0c", "#1d70b8", "#505a5f"


def _text(x: float, y: float, text: str, size: int = 13, weight: str = "normal", fill: str = INK) -> str:
    return (
        f"<text x='{x:g}' y='{y:g}' font-size='{size}' font-weight='{weight}' fill='{fill}' "
        f"text-anchor='middle' {FONT}>{text}</text>"
    )


def _box(n: int) -> list[str]:
    x = 20 + n * (BOX + GAP)
    name, file, says = NOUNS[n]
    middle = x + BOX / 2
    return [
        f"<rect x='{x}' y='{TOP}' width='{BOX}' height='{HEIGHT}' rx='4' fill='#f3f2f1' stroke='{INK}'/>",
        _text(middle, TOP + 22, name, 15, "bold"),
        _text(middle, TOP + 41, file, 12, fill=BLUE),
        _text(middle, TOP + 60, says, 11, fill=GREY),
    ]


def _arrow(n: int) -> list[str]:
    x = 20 + (n + 1) * BOX + n * GAP
    y = TOP + HEIGHT / 2
    return [
        f"<path d='M{x + 3} {y:g} H{x + GAP - 5}' stroke='{BLUE}' stroke-width='2' marker-end='url(#tip)'/>",
        _text(x + GAP / 2 - 2, y - 8, COMMANDS[n], 13, "bold", BLUE),
    ]


def _questions() -> list[str]:
    x = 20 + 4 * (BOX + GAP) + BOX / 2
    y = TOP + HEIGHT
    lines = [f"<path d='M{x:g} {y} V{y + 18}' stroke='{BLUE}' stroke-width='2'/>"]
    for n, (command, asks) in enumerate(QUESTIONS):
        words = f"<tspan font-weight='bold' fill='{BLUE}'>{command}</tspan> {asks}"
        lines.append(_text(x, y + 34 + n * 19, words))
    return lines


def picture() -> str:
    """The SVG. Its description says in words what it shows."""
    height = TOP + HEIGHT + 34 + len(QUESTIONS) * 19
    tip = f"<marker id='tip' markerWidth='8' markerHeight='8' refX='5' refY='3' orient='auto'><path d='M0 0 L6 3 L0 6 z' fill='{BLUE}'/></marker>"  # noqa: E501
    words = " ".join(f"{c} turns {a[0]} into {b[0]}." for c, a, b in zip(COMMANDS, NOUNS, NOUNS[1:], strict=False))
    lines = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' role='img'>",
        "<title>The pipeline of cloud-unless</title>",
        f"<desc>{words} explain, verify and cost ask questions of the plan.</desc>",
        f"<defs>{tip}</defs>",
        f"<rect width='{WIDTH}' height='{height}' fill='#ffffff'/>",
    ]
    for n in range(len(NOUNS)):
        lines += _box(n)
    for n in range(len(COMMANDS)):
        lines += _arrow(n)
    return "\n".join([*lines, *_questions(), "</svg>"]) + "\n"


if __name__ == "__main__":
    target = Path(__file__).resolve().parent.parent / "docs" / "pipeline.svg"
    target.write_text(picture(), encoding="utf-8")
