"""No field is exempt from indexing, indexed otherwise or kept for a while that the store no longer knows."""

import ast
import inspect
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from common.store import codec, paths
from tests.conftest import ROOT

DECLARED = json.loads((ROOT / "infra/firestore/firestore.indexes.json").read_bytes())
OVERRIDES = [(each["collectionGroup"], each["fieldPath"]) for each in DECLARED["fieldOverrides"]]
NAMED = "some"
"""Stands for an argument; where it is in the name of a collection, the store gives the rest of the name."""


@cache
def collection(function: str) -> str:
    """The name of the collection that a function of `paths` leads to."""
    signature = inspect.signature(getattr(paths, function))
    if signature.return_annotation is not str:
        return ""
    arguments = [0 if parameter.annotation is int else NAMED for parameter in signature.parameters.values()]
    path: str = getattr(paths, function)(*arguments)
    return path.split("/")[::2][-1]


@cache
def words(file: Path) -> frozenset[str]:
    """What a module names: variables, attributes, arguments, and parts of strings that may be fields."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_bytes())):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                found.add(name)
            case ast.keyword(arg=str(name)):
                found |= set(name.split("__"))
            case ast.Constant(value=str(text)) if " " not in text:
                found |= set(re.split(r"\W", text))
    return frozenset(found | {codec.TRACE} if "traced" in found else found)


def models(file: Path) -> Iterator[Path]:
    """The modules of `common.models` that a module imports."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("common.models"):
            named = [node.module] if node.module != "common.models" else [f"{node.module}.{n.name}" for n in node.names]
            yield from (ROOT / f"{name.replace('.', '/')}.py" for name in named)


def known() -> dict[str, set[str]]:
    """By collection, what the modules name that ask for its path, with the models that they read and write."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "common/store").glob("*.py"):
        seen, rest = set(), {file}
        while rest:
            seen.add(module := rest.pop())
            rest |= set(models(module)) - seen
        named = {word for module in seen for word in words(module)}
        for function in set(re.findall(r"\bpaths\.(\w+)\(", file.read_text())):
            fixed, given, _ = collection(function).partition(NAMED)
            for group in {group for group, _ in OVERRIDES if group.startswith(fixed)}:
                if group == fixed or (given and group.removeprefix(fixed) in named):
                    found.setdefault(group, set()).update(named)
    return found


def test_every_override_is_of_a_field_that_the_store_knows() -> None:
    by_group = known()
    unknown = [
        f"{group}.{field}" for group, field in OVERRIDES if not set(field.split(".")) <= by_group.get(group, set())
    ]
    assert unknown == []


def test_no_field_is_declared_twice_and_no_collection_goes_by_two_fields() -> None:
    lasting = [each["collectionGroup"] for each in DECLARED["fieldOverrides"] if each.get("ttl")]
    assert [each for each, count in Counter([*OVERRIDES, *lasting]).items() if count > 1] == []
