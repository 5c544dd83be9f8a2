"""What the house rules say, checked: lists are complete, docstrings are there, nothing heavy starts early."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest

import cloud_unless
import inventory.importers
import migration.decide.unless
import migration.design.targets
import migration.plan.checks
import migration.plan.constraints
from cloud_unless.app import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("safeio", "inventory", "migration", "stacks", "policies", "cloud_unless")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TOOLS = sorted([*(ROOT / "tools").glob("*"), *(ROOT / "examples").rglob("*.py"), *(ROOT / "benchmarks").glob("*.py")])
DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        ROOT / "Makefile",
        *(path for folder in ("docs", "examples", "cloud_unless/scaffold") for path in (ROOT / folder).rglob("*.md")),
    ]
)


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _modules_with(package: ModuleType, attribute: str) -> list[ModuleType]:
    found = [
        importlib.import_module(f"{package.__name__}.{info.name}") for info in pkgutil.iter_modules(package.__path__)
    ]
    return [module for module in found if hasattr(module, attribute) and _defines(module, attribute)]


def _defines(module: ModuleType, attribute: str) -> bool:
    """True when the module makes the name itself, and does not only import it."""
    made = getattr(getattr(module, attribute), "__module__", module.__name__)
    return made == module.__name__ or not callable(getattr(module, attribute))


def test_every_importer_is_in_its_list() -> None:
    made = [module.IMPORTER for module in _modules_with(inventory.importers, "IMPORTER")]
    assert made
    assert all(importer in inventory.importers.IMPORTERS for importer in made)


@pytest.mark.parametrize(
    ("package", "listed", "function"),
    [
        (migration.decide.unless, migration.decide.unless.REASONS, "reason"),
        (migration.plan.constraints, migration.plan.constraints.CONSTRAINTS, "add"),
        (migration.plan.checks, migration.plan.checks.CHECKS, "check"),
    ],
    ids=["reasons", "constraints", "checks"],
)
def test_every_function_of_a_list_is_in_it(
    package: ModuleType, listed: Sequence[Callable[..., object]], function: str
) -> None:
    made = {module.__name__ for module in _modules_with(package, function)}
    assert made == {one.__module__ for one in listed}


def test_every_target_is_in_its_list() -> None:
    listed = {target.kind for target in migration.design.targets.TARGETS}
    made = {module.KIND for module in _modules_with(migration.design.targets, "KIND")}
    assert made == listed


def test_verify_does_not_touch_the_solver() -> None:
    script = "import sys, migration.plan.verify; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"ortools", "highspy", "migration.plan.solve"} & set(done.stdout.split()) == set()


def test_every_command_is_in_its_list() -> None:
    files = {path.stem for path in (ROOT / "cloud_unless" / "commands").glob("[a-z]*.py")}
    assert {run.__module__.rpartition(".")[2] for _, run in COMMANDS} == files


def test_every_product_file_is_read() -> None:
    from inventory.products import load_products

    files = {path.stem for path in (ROOT / "inventory" / "products").glob("*.yaml")}
    assert {product.id for product in load_products()} == files


def _lacking(tree: ast.Module) -> list[str]:
    """The public functions, classes and methods of a file that have no docstring."""
    lacking = [] if ast.get_docstring(tree) else ["the file itself"]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            lacking += [] if ast.get_docstring(node) else [node.name]
            inner = node.body if isinstance(node, ast.ClassDef) else []
            methods = [one for one in inner if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")]
            lacking += [f"{node.name}.{one.name}" for one in methods if not ast.get_docstring(one)]
    return lacking


@pytest.mark.parametrize("path", SOURCES, ids=_named)
def test_everything_public_has_a_docstring(path: Path) -> None:
    assert _lacking(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", SOURCES, ids=_named)
def test_no_file_is_long(path: Path) -> None:
    most = 300
    assert len(path.read_text(encoding="utf-8").splitlines()) <= most


@pytest.mark.parametrize("path", [*SOURCES, *TOOLS, *DOCUMENTS], ids=_named)
def test_nothing_is_left_to_do_and_nothing_names_a_machine(path: Path) -> None:
    if path.is_dir():
        return
    forbidden = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)) + r")\b|/(work|root|home/[a-z]+)/")
    assert forbidden.search(path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("path", SOURCES, ids=_named)
def test_nothing_is_named_by_a_word_that_says_nothing(path: Path) -> None:
    classes = [
        one.name for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(one, ast.ClassDef)
    ]
    words = {word.casefold() for name in (path.stem, *classes) for word in re.findall(r"[A-Z]?[a-z]+", name)}
    assert not words & {"manager", "helper", "helpers", "utils", "util", "common", "base", "core", "handler"}


@pytest.mark.parametrize("arguments", [["--help"], ["plan", "--help"], ["--version"]])
def test_help_starts_without_the_heavy_packages(arguments: list[str]) -> None:
    script = f"import sys; from cloud_unless.app import main; main({arguments!r}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    heavy = {
        "ortools",
        "sqlalchemy",
        "pydantic",
        "rich",
        "jinja2",
        "ruamel",
        "numpy",
        "rustworkx",
        "holidays",
        "paramiko",
    }
    assert heavy & set(done.stderr.split()) == set()


def _said(pattern: str) -> set[tuple[str, str]]:
    return {
        (_named(path), word)
        for path in DOCUMENTS
        for word in re.findall(pattern, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }


def test_documents_name_only_commands_that_exist() -> None:
    said = _said(r"(?:^ *|`)cloud-unless ([a-z]+)")
    names = {name for name, _ in COMMANDS}
    assert said
    assert {(where, word) for where, word in said if word not in names} == set()


def test_documents_name_only_make_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    said = _said(r"(?:^ *|`)make ([a-z-]+)")
    assert {(where, word) for where, word in said if word not in targets} == set()


def test_documents_link_only_to_files_that_exist() -> None:
    links = _said(r"\]\(((?!https?:)[^)#]+)\)")
    assert {(where, to) for where, to in links if not (ROOT / where).parent.joinpath(to).exists()} == set()


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == cloud_unless.__version__


def test_the_glossary_page_is_up_to_date() -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'tools')!r}); import glossary; print(glossary.glossary(), end='')"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8") == done.stdout


def test_requirements_are_hashed_and_name_no_index() -> None:
    for name in ("core.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert all("--hash=sha256:" in pin for pin in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:])
