"""`python -I import_all.py <staged folder>`: imports all that lies there, and runs each import in it."""

import ast
import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(sys.argv[1]).resolve()


def statements(node: ast.AST) -> Iterator[ast.stmt]:
    """The import statements in `node`, but for those that only types need."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield node
    elif not (isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")):
        for child in ast.iter_child_nodes(node):
            yield from statements(child)


sys.path.insert(0, str(FOLDER))
for path in sorted(FOLDER.rglob("*.py")):
    parts = path.relative_to(FOLDER).with_suffix("").parts
    module = importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    for statement in statements(ast.parse(path.read_text())):
        exec(ast.unparse(statement), dict(vars(module)))  # noqa: S102 -- what the staged code itself runs later

del sys.modules["__main__"]
loaded = {name: Path(found) for name, each in list(sys.modules.items()) if (found := getattr(each, "__file__", None))}
homes = (FOLDER, Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve(), Path(ast.__file__).resolve().parent)
told = {
    "modules": sorted(str(p.relative_to(FOLDER)) for p in loaded.values() if p.is_relative_to(FOLDER)),
    "elsewhere": sorted(str(p) for p in loaded.values() if not any(p.resolve().is_relative_to(h) for h in homes)),
}
sys.stdout.write(json.dumps(told) + "\n")
