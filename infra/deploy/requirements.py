"""Narrows the locked distributions down to those that some imports need."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Final, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from infra.deploy.runtime import PYTHON

ASKED: Final = "requirements.in"
LOCK: Final = "requirements.txt"
ALWAYS: Final = ("functions-framework",)
"""What a function needs although its code may not import it."""
PYTHONS: Final = ("3.11", PYTHON)
"""What decides which dependencies there are: the oldest Python on which tests install them, and the deployed one."""


class NotProvided(Exception):
    """An import comes from no locked distribution, or one is not installed; the sentence says what to do."""


class Lock(NamedTuple):
    """A lock file."""

    entries: Mapping[str, str]
    """The text of each distribution's entry, hashes included, by its name."""
    versions: Mapping[str, str]
    """The version of each."""

    @classmethod
    def read(cls, file: Path) -> "Lock":
        """Reads what `make lock` wrote."""
        blocks = re.findall(r"^([\w.-]+)==(\S+)(.*\n(?: .*\n)*)", file.read_text(), re.MULTILINE)
        names = [canonicalize_name(name) for name, _, _ in blocks]
        return cls(
            {name: f"{name}=={version}{rest}" for name, (_, version, rest) in zip(names, blocks, strict=True)},
            {name: version for name, (_, version, _) in zip(names, blocks, strict=True)},
        )


def needed_for(imported: Mapping[str, Path], root: Path) -> str:
    """The text of a requirements.txt for code that imports these names: pinned, hashed, closed under dependencies.

    Which distribution an import comes from, and what that depends on, is read from those that are installed here, which
    are the locked ones; so it needs no network, and any machine answers the same.

    Args:
        imported: full names, each with a file that imports it.
        root: the folder of requirements.in and of requirements.txt, the lock of all that may be deployed.

    Raises:
        NotProvided: a name is from none of them, or this environment is not the locked one.
    """
    lock = Lock.read(root / LOCK)
    owners, extras = _owners(root / LOCK), _extras(root / ASKED)
    roots = {*ALWAYS, *(_owner_of(name, file, owners) for name, file in sorted(imported.items()))}
    wanted = {(name, extra) for name in roots for extra in ("", *extras.get(name, ()))}
    needed: set[tuple[str, str]] = set()
    while wanted:
        name, extra = wanted.pop()
        needed.add((name, extra))
        wanted |= {each for each in _dependencies(name, extra) if each not in needed}
    names = {name for name, _ in needed}
    if absent := sorted(names - lock.entries.keys()):
        raise NotProvided(f"requirements.txt lacks {', '.join(absent)}; run `make lock`.")
    for name in sorted(names):
        if metadata.version(name) != lock.versions[name]:
            raise NotProvided(f"{name} is not installed in the locked version {lock.versions[name]}; run `make setup`.")
    return "".join(text for name, text in lock.entries.items() if name in names)


def _owner_of(name: str, file: Path, owners: Mapping[str, str]) -> str:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        if owner := owners.get(".".join(parts[:length])):
            return owner
    raise NotProvided(
        f"{file} imports {name}, which no package in requirements.txt provides; add it to requirements.in and run "
        "`make lock setup`."
    )


@lru_cache(maxsize=4)
def _owners(lock_file: Path) -> Mapping[str, str]:
    """The distribution that provides each module, by the module's full name."""
    owners: dict[str, str] = {}
    for name in Lock.read(lock_file).entries:
        try:
            files = metadata.distribution(name).files or ()
        except metadata.PackageNotFoundError:
            continue  # locked for another platform
        for file in files:
            if file.suffix in (".py", ".so", ".pyd"):
                module = (*file.parts[:-1], file.name.partition(".")[0])
                owners[".".join(module[:-1] if module[-1] == "__init__" else module)] = name
    return owners


@lru_cache(maxsize=4)
def _extras(asked_file: Path) -> Mapping[str, frozenset[str]]:
    """The extras that we ask of a distribution, such as `pyjwt[crypto]`, which no import tells."""
    lines = (line.partition("#")[0].strip() for line in asked_file.read_text().splitlines())
    asked = [Requirement(line) for line in lines if line]
    return {canonicalize_name(each.name): frozenset(each.extras) for each in asked}


@lru_cache(maxsize=1024)
def _dependencies(name: str, extra: str) -> frozenset[tuple[str, str]]:
    """What a distribution depends on where it is deployed, as pairs of name and extra."""
    found = set()
    for line in metadata.requires(name) or ():
        asked = Requirement(line)
        if asked.marker is None or any(asked.marker.evaluate(_environment(python, extra)) for python in PYTHONS):
            found |= {(canonicalize_name(asked.name), each) for each in ("", *asked.extras)}
    return frozenset(found)


def _environment(python: str, extra: str) -> dict[str, str]:
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": "posix",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": "Linux",
        "platform_version": "",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "linux",
        "extra": extra,
    }
