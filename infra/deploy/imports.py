"""Follows what a module imports, without importing it: at the top, inside functions, and of its packages."""

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

OURS: Final = ("common", "functions")
"""The packages that are deployed from source; everything else comes from distributions."""
_parsing: Final = Lock()
"""Python 3.11 counts the depth of syntax trees for all threads together: "AST constructor recursion depth mismatch"."""


class ImportUnresolved(Exception):
    """A module of ours is imported that there is not; the sentence says where."""


class Closure(NamedTuple):
    """All that importing some modules leads to."""

    files: frozenset[Path]
    """The modules of ours, relative to the root; the packages that hold them are among them."""
    foreign: dict[str, Path]
    """The full names that are imported from elsewhere, each with a file that does so; no standard library."""


def follow(root: Path, modules: Iterable[str]) -> Closure:
    """What `modules` import, and what that imports, and so on.

    An import inside a function counts as any other, and one under `if TYPE_CHECKING:` does not. `import_module` is not
    followed: whoever calls it names what it may be given.

    Args:
        root: the folder that holds the packages of `OURS`.
        modules: full names of modules of ours.

    Raises:
        ImportUnresolved: one of ours is imported that there is not.
    """
    waiting = {file for module in modules for file in _with_packages(root, module, "The function")}
    files: set[Path] = set()
    foreign: dict[str, Path] = {}
    while waiting:
        file = waiting.pop()
        files.add(file)
        for name, is_module in _imports_of(root / file, _package_of(file)):
            top = name.partition(".")[0]
            if top in OURS:
                # `from package import name`: a module of that name, or something that the package defines.
                module = name if is_module or _file_of(root, name) else name.rpartition(".")[0]
                waiting |= _with_packages(root, module, str(file)) - files
            elif top not in sys.stdlib_module_names:
                # The smallest, so that the answer does not depend on the order in which files are read.
                foreign[name] = min(foreign.get(name, file), file)
    return Closure(frozenset(files), foreign)


def _with_packages(root: Path, module: str, importer: str) -> set[Path]:
    parts = module.split(".")
    found = set()
    for length in range(1, len(parts) + 1):
        name = ".".join(parts[:length])
        file = _file_of(root, name)
        if file is None:
            raise ImportUnresolved(f"{importer} imports {module}, but there is no module {name}.")
        found.add(file)
    return found


@lru_cache(maxsize=4096)
def _file_of(root: Path, module: str) -> Path | None:
    stem = Path(*module.split("."))
    for file in (stem / "__init__.py", stem.with_suffix(".py")):
        if (root / file).is_file():
            return file
    return None


def _package_of(file: Path) -> tuple[str, ...]:
    return file.parent.parts


@lru_cache(maxsize=4096)
def _imports_of(path: Path, package: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """The full names that a file imports, and whether each is certainly a module's."""
    with _parsing:
        tree = ast.parse(path.read_bytes(), str(path))
    return tuple(_walk(tree, package))


def _walk(node: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    if isinstance(node, ast.Import):
        yield from ((alias.name, True) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = package[: len(package) - node.level + 1] if node.level else ()
        source = ".".join((*base, *([node.module] if node.module else ())))
        yield from ((source, True) if alias.name == "*" else (f"{source}.{alias.name}", False) for alias in node.names)
    elif isinstance(node, ast.If) and _only_for_types(node.test):
        for otherwise in node.orelse:
            yield from _walk(otherwise, package)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _walk(child, package)


def _only_for_types(test: ast.expr) -> bool:
    name = test.attr if isinstance(test, ast.Attribute) else test.id if isinstance(test, ast.Name) else ""
    return name == "TYPE_CHECKING"
