"""What is committed works on every machine: no path of one, no private package registry."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Split, or this file would find itself.
HOMES = re.compile(rb"/(?:home|Users)/" + rb"[a-z][\w.-]*/|/root" + rb"/|/work" + rb"/(?:main|shared)|[A-Z]:\\Users\\")
LOCKS = ("infra/local/package-lock.json", "requirements.txt", "requirements-dev.txt")
REGISTRY = re.compile(r'"resolved":|--(?:extra-)?index-url|--find-links|--trusted-host|registry\s*=', re.IGNORECASE)


def committed_files() -> list[Path]:
    """Every file that git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    files = (ROOT / name.decode() for name in listed.stdout.split(b"\0") if name)
    return [path for path in files if path.is_file()]


def test_no_file_names_somebodys_home_directory() -> None:
    assert [str(path) for path in committed_files() if HOMES.search(path.read_bytes())] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_registry(lock: str) -> None:
    assert REGISTRY.findall((ROOT / lock).read_text()) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text()
    versions = len(re.findall(r"^[a-z0-9-]+(?:\[\w+\])?==|^    \"node_modules/", text, re.MULTILINE))
    hashed = len(re.findall(r"^[a-z0-9-]+(?:\[\w+\])?==.*\\$|\"integrity\": \"sha512-", text, re.MULTILINE))
    assert versions == hashed > 0
