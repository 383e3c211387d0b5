"""Each vendor's client is imported in one place only, and costly ones not before they are needed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OWNERS = {
    "google.cloud.firestore": ("common/store",),
    "google.cloud.firestore_v1": ("common/store",),
    "google.cloud.tasks_v2": ("common/jobs",),
    "openai": ("common/ai",),
    "googleapiclient": ("common/drive",),
    "google_auth_httplib2": ("common/drive",),
    "google.cloud.storage": ("common/media",),
    "google.cloud.scheduler_v1": (),
}


def imports_of(source: str) -> Iterator[str]:
    """The full names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def users_of(vendor: str) -> set[str]:
    """The deployed modules that import `vendor`."""
    return {
        str(path.relative_to(ROOT))
        for folder in ("common", "functions")
        for path in (ROOT / folder).rglob("*.py")
        if any(name == vendor or name.startswith(f"{vendor}.") for name in imports_of(path.read_text()))
    }


@pytest.mark.parametrize("vendor", OWNERS)
def test_a_vendor_is_imported_by_its_owner_only(vendor: str) -> None:
    assert [user for user in sorted(users_of(vendor)) if not user.startswith(OWNERS[vendor] or ("-",))] == []


def test_an_import_inside_a_function_is_seen() -> None:
    source = "def f():\n    from google.cloud import tasks_v2\n    import openai"
    assert list(imports_of(source)) == ["google.cloud.tasks_v2", "openai"]
