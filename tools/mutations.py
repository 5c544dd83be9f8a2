"""Every text that a Python file becomes by one small change of its meaning."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
}
NAMES = {
    "all": "any",
    "all_true": "any_true",
    "any": "all",
    "any_true": "all_true",
    "fails_if": "fails_unless",
    "fails_unless": "fails_if",
    "max": "min",
    "min": "max",
}
WITHOUT = ("casefold", "lower", "rstrip", "split", "strip")
"""Calls of texts that are left out."""
PROSE = ("absent_means", "frameworks", "remedy", "sources", "title", "why")
"""Fields of a rule that only people read: no verdict comes of them."""


def mutations(text: str, sentences: bool = True) -> tuple[tuple[str, str], ...]:
    """What each change is, with its line, and the whole text with this one change; in the order of the text. Without
    `sentences`, texts with a blank in them stay as they are."""
    tree = ast.parse(text)
    whole = ast.unparse(tree)
    found = []
    for old, put in _places(tree):
        if not sentences and isinstance(old, ast.Constant) and " " in str(old.value):
            continue
        for new in _changed(old):
            put(new)
            found.append((f"line {_line(old)}: {_shown(old)} → {_shown(new)}", ast.unparse(tree)))
        put(old)
    assert ast.unparse(tree) == whole, "a change was not undone"
    return tuple((what, changed) for what, changed in found if changed != whole)


def _places(node: ast.AST) -> Iterator[tuple[ast.AST, Callable[[ast.AST], None]]]:
    """Each part that decides something, and how another is put in its place."""
    for name, held in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        if isinstance(held, list):
            for number, one in enumerate(held):
                if isinstance(one, ast.AST) and not _is_left_out(one):
                    yield one, _item(held, number)
                    yield from _places(one)
        elif isinstance(held, ast.AST) and not _is_left_out(held):
            yield held, _field(node, name)
            yield from _places(held)


def _item(held: list[ast.AST], number: int) -> Callable[[ast.AST], None]:
    def put(new: ast.AST) -> None:
        held[number] = new

    return put


def _field(node: ast.AST, name: str) -> Callable[[ast.AST], None]:
    return lambda new: setattr(node, name, new)


def _is_left_out(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript) and node.col_offset == 0:
        return True  # the name of a type
    return isinstance(node, ast.keyword) and node.arg in PROSE


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for number, one in enumerate(node.ops):
                yield _with(node, ops=[*node.ops[:number], COMPARISONS[type(one)](), *node.ops[number + 1 :]])
        case ast.BoolOp():
            yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.BinOp() if type(node.op) in OPERATORS:
            yield _with(node, op=OPERATORS[type(node.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.If() | ast.IfExp() | ast.While():
            # A comparison is turned round itself.
            if not isinstance(node.test, ast.Compare | ast.UnaryOp):
                yield _with(node, test=ast.UnaryOp(op=ast.Not(), operand=node.test))
        case ast.comprehension(ifs=[_, *_]):
            yield _with(node, ifs=[])
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield _with(node, value=ast.Constant(value=None))
        case ast.Name(id=name) if name in NAMES:
            yield _with(node, id=NAMES[name])
        case ast.Call(func=ast.Attribute(attr=name, value=given)) if name in WITHOUT:
            yield given
        case ast.Expr(value=ast.Call()) | ast.Raise():
            yield ast.Pass()
        case ast.Constant(value=bool(value)):
            yield _with(node, value=not value)
        case ast.Constant(value=int(value)):
            yield _with(node, value=value + 1)
        case ast.Constant(value=str(value)):
            yield _with(node, value=f"{value}x")


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, held in fields.items():
        setattr(changed, name, held)
    return changed


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _line(node: ast.AST) -> int:
    at = node.target if isinstance(node, ast.comprehension) else node
    line: int = getattr(at, "lineno", 0)
    return line


def _shown(node: ast.AST) -> str:
    text = ast.unparse(node).splitlines()[0] if not isinstance(node, ast.Pass) else "nothing"
    return text if len(text) <= 100 else f"{text[:97]}..."
