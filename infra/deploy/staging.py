"""Stages a function: a folder with what it imports, and nothing else, from which Google builds and runs it."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from common.jobs.registry import JOBS
from infra.deploy import imports, requirements
from infra.functions import Deployable

ROOT: Final = Path(__file__).resolve().parents[2]
DATA_SUFFIXES: Final = frozenset({".csv", ".html", ".json", ".sql", ".txt"})
"""Files that code reads go along with the package in whose folder they lie; one of another kind stops the staging."""


class StagingFailed(Exception):
    """The function cannot be staged as its source is; the sentence says what to change."""


class Staged(NamedTuple):
    """A staged function."""

    deployable: Deployable
    """Which."""
    folder: Path
    """What to deploy."""
    content_hash: str
    """SHA-256 over paths and contents: equal wherever and whenever the same source is staged."""
    bytes: int
    """The size of all files together."""
    files: int
    """How many there are."""


def stage(deployable: Deployable, build: Path, *, root: Path = ROOT) -> Staged:
    """Stages a function in `build/<name>`, in place of what is there.

    Args:
        deployable: which.
        build: the folder of all staged functions; it is made where there is none.
        root: the folder that holds `common`, `functions`, `requirements.in` and `requirements.txt`.

    Raises:
        StagingFailed: the source leads to something that cannot go along; trying again does not help.
    """
    try:
        found = imports.follow(root, _modules(deployable))
        needed = requirements.needed_for(found.foreign, root)
    except (imports.ImportUnresolved, requirements.NotProvided) as error:
        raise StagingFailed(f"{deployable.name} cannot be staged: {error}") from error
    _refuse_neighbours(deployable, found.files)
    folder = build / deployable.name
    shutil.rmtree(folder, ignore_errors=True)
    for file in sorted(found.files | _data(root, found.files)):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / file, folder / file)
    entry = f"from functions.{deployable.capability}.main import {deployable.entry_point}\n"
    (folder / "main.py").write_bytes(entry.encode())
    (folder / requirements.LOCK).write_bytes(needed.encode())
    return _weigh(deployable, folder)


def _modules(deployable: Deployable) -> set[str]:
    """Where to begin: the entry point's module, and those that the worker imports by name."""
    named = {f"functions.{deployable.capability}.main"}
    for job in JOBS:
        if job.function == deployable.name:
            named |= {name.partition(":")[0] for name in (job.handler, job.give_up, job.revive) if name}
    return named


def _refuse_neighbours(deployable: Deployable, files: Iterable[Path]) -> None:
    own = Path("functions", deployable.capability)
    for file in sorted(files):
        if file.parts[0] == "functions" and file.parent != Path("functions") and not file.is_relative_to(own):
            raise StagingFailed(f"{deployable.name} imports {file}, which is another capability's.")


def _data(root: Path, files: Iterable[Path]) -> set[Path]:
    """What lies beside the modules that go along and is no Python."""
    found = set()
    for folder in {file.parent for file in files}:
        for path in (root / folder).iterdir():
            if path.is_dir() or path.name.startswith(".") or path.suffix in (".py", ".pyc"):
                continue
            if path.suffix not in DATA_SUFFIXES:
                raise StagingFailed(f"{folder / path.name} is neither Python nor data of a kind that is deployed.")
            found.add(folder / path.name)
    return found


def _weigh(deployable: Deployable, folder: Path) -> Staged:
    digest, size, count = hashlib.sha256(), 0, 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(content).digest())
        size, count = size + len(content), count + 1
    return Staged(deployable, folder, digest.hexdigest(), size, count)
