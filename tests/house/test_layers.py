"""The layers of docs/CODE.md: imports run downward only, and heavy modules load only where they are used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "shequ_cli"
MAY_IMPORT = {
    "words": {"words"},
    "rules": {"words", "rules"},
    "store": {"words", "rules", "store"},
    "work": {"words", "rules", "work"},
    "documents": {"words", "rules", "work", "documents"},
    "exchange": {"words", "rules", "work", "store", "exchange"},
    "cli": {"words", "rules", "store", "work", "documents", "exchange", "cli"},
}
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.parent != SOURCE)


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_downward_only(path: Path) -> None:
    layer = path.relative_to(SOURCE).parts[0]

    ours = {name.split(".")[1] for name in imports(ast.parse(path.read_text("utf-8"))) if name.startswith("shequ_cli.")}

    assert ours - {"__version__"} <= MAY_IMPORT[layer]


def test_words_need_only_the_standard_library() -> None:
    import sys

    for path in (SOURCE / "words").glob("*.py"):
        outside = {name.split(".")[0] for name in imports(ast.parse(path.read_text("utf-8")))}
        assert outside <= {*sys.stdlib_module_names, "shequ_cli"}, path


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {module_name(path): set(internal(path)) for path in MODULES}

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        for following in graph.get(name, ()) if name not in done else ():
            walk(following, (*trail, name))
        done.add(name)

    done: set[str] = set()
    for name in graph:
        walk(name, ())


def module_name(path: Path) -> str:
    return "shequ_cli." + ".".join(path.relative_to(SOURCE).with_suffix("").parts)


def internal(path: Path) -> Iterator[str]:
    """Modules of ours that a module imports, inside functions too: a circle hidden there is one. Types only do not count."""
    for node in run(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("shequ_cli."):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def run(node: ast.AST) -> Iterator[ast.AST]:
    """A tree without what stands under `if TYPE_CHECKING`."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield from run(child)
