"""Google's emulators as children of the stack: Firestore, Firebase Auth and Cloud Storage, with what they keep."""

import asyncio
import contextlib
import hashlib
import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Final, Protocol

import httpx

from infra.local import doctor
from infra.local.processes import Child, ChildFailed, Family, answer
from infra.local.settings import HOST, PROJECT, ROOT, StackSettings

RULES: Final = ROOT / "infra" / "firestore" / "firestore.rules"
_EXPORT_TIMEOUT_S: Final = 120.0


class Emulator(Protocol):
    """What the supervisor needs of an emulator."""

    child: Child

    async def ready(self) -> None:
        """Returns when it serves; raises `ChildFailed` when it will not."""
        ...

    async def save(self) -> None:
        """Writes to disk what a restart is to find again."""
        ...


async def _answers(url: str) -> bool:
    given = await answer(url)
    return given is not None and given.is_success


class Firestore:
    """The Firestore emulator: a Java process that keeps everything in memory, exported to the state folder."""

    def __init__(self, family: Family, settings: StackSettings) -> None:
        """Starts it with the newest export that the state folder holds."""
        jar = doctor.find_firestore_jar()
        if jar is None:
            raise ChildFailed(f"Missing: {doctor.GET_EMULATOR}.")
        self._folder = settings.state_dir / "firestore"
        self._folder.mkdir(exist_ok=True)
        self._url = f"http://{HOST}:{settings.ports.firestore}"
        self._saved_sum = ""
        command = [doctor.java() or "java", "-Xms64m", "-Xmx2g", "-Duser.language=en", "-cp", str(jar)]
        command += [doctor.EMULATOR_CLASS, "start", "--host", HOST, "--port", str(settings.ports.firestore)]
        command += ["--functions_emulator", f"{HOST}:{settings.ports.front}"]
        if RULES.exists():
            command += ["--rules", str(RULES)]
        if last := self._latest():
            command += ["--import-data", str(last / f"{last.name}.overall_export_metadata")]
            self._saved_sum = _sum_of(last)
        self.child = family.start("firestore", command, cwd=settings.state_dir)

    async def ready(self) -> None:
        """Returns when it serves, its import included."""
        await self.child.ready(lambda: _answers(f"{self._url}/"), 120)

    async def save(self) -> None:
        """Exports everything, and points to the new export only when it is complete."""
        last = self._latest()
        name = f"export-{int(last.name.rpartition('-')[2]) + 1 if last else 1}"
        shutil.rmtree(self._folder / name, ignore_errors=True)
        body = {
            "database": f"projects/{PROJECT}/databases/(default)",
            "export_directory": str(self._folder),
            "export_name": name,
        }
        async with httpx.AsyncClient(trust_env=False, timeout=_EXPORT_TIMEOUT_S) as http:
            (await http.post(f"{self._url}/emulator/v1/projects/{PROJECT}:export", json=body)).raise_for_status()
        fresh = self._folder / name
        if (fresh_sum := _sum_of(fresh)) == self._saved_sum:
            shutil.rmtree(fresh)
            return
        pointer = self._folder / "latest.new"
        pointer.write_text(name)
        pointer.replace(self._folder / "latest")
        self._saved_sum = fresh_sum
        for old in self._folder.glob("export-*"):
            if old != fresh:
                shutil.rmtree(old, ignore_errors=True)

    def _latest(self) -> Path | None:
        pointer = self._folder / "latest"
        return self._folder / pointer.read_text().strip() if pointer.exists() else None


def _sum_of(export: Path) -> str:
    total = hashlib.sha256()
    # The metadata beside the data carries the time of the export.
    for part in sorted(export.glob("all_namespaces/all_kinds/output-*")):
        total.update(part.read_bytes())
    return total.hexdigest()


class Auth:
    """The Firebase Auth emulator of firebase-tools, users imported from and exported to the state folder."""

    def __init__(self, family: Family, settings: StackSettings) -> None:
        """Starts it with the users that the state folder holds."""
        self._folder = settings.state_dir / "auth"
        self._folder.mkdir(exist_ok=True)
        self._url = f"http://{HOST}:{settings.ports.auth}"
        self._hub = f"http://{HOST}:{settings.ports.auth_hub}"
        config = {
            "emulators": {
                "auth": {"host": HOST, "port": settings.ports.auth},
                "hub": {"host": HOST, "port": settings.ports.auth_hub},
                "logging": {"host": HOST, "port": settings.ports.auth_logging},
                "ui": {"enabled": False},
                "singleProjectMode": True,
            }
        }
        (self._folder / "firebase.json").write_text(json.dumps(config))
        command = ["node", str(firebase_tools()), "emulators:start", "--only", "auth", "--project", PROJECT]
        if (self._folder / "export" / "firebase-export-metadata.json").exists():
            command += ["--import", str(self._folder / "export")]
        env = {**os.environ, "CI": "true", "NO_COLOR": "1", "NO_UPDATE_NOTIFIER": "1"}
        self.child = family.start("auth", command, cwd=self._folder, env=env)

    async def ready(self) -> None:
        """Returns when it serves and its users are imported."""
        # The hub starts with the emulator; the export call is refused until the import is done, sign-in is not.
        await self.child.ready(self._is_complete, 120)

    async def _is_complete(self) -> bool:
        return "All emulators ready" in self.child.log.read_text(errors="replace") and await _answers(f"{self._url}/")

    async def save(self) -> None:
        """Exports the users."""
        async with httpx.AsyncClient(trust_env=False, timeout=_EXPORT_TIMEOUT_S) as http:
            body = {"path": str(self._folder / "export"), "initiatedBy": "stack"}
            (await http.post(f"{self._hub}/_admin/export", json=body)).raise_for_status()


class Storage:
    """The Cloud Storage emulator, which writes objects to the state folder as they come."""

    def __init__(self, family: Family, settings: StackSettings) -> None:
        """Starts it; the media bucket is made if it is missing."""
        folder = settings.state_dir / "storage"
        folder.mkdir(exist_ok=True)
        self._url = f"http://{HOST}:{settings.ports.storage}"
        command = [sys.executable, "-m", "gcp_storage_emulator", "--data-dir", str(folder), "start"]
        command += ["--host", HOST, "--port", str(settings.ports.storage), "--quiet"]
        command += ["--default-bucket", settings.media_bucket]
        self.child = family.start("storage", command, cwd=settings.state_dir)

    async def ready(self) -> None:
        """Returns when it serves."""
        await self.child.ready(lambda: _answers(f"{self._url}/"))

    async def save(self) -> None:
        """Nothing to do: objects are on disk already."""


def firebase_tools() -> Path:
    """The installed firebase-tools' command file.

    Raises:
        ChildFailed: it is not installed.
    """
    wanted = json.loads((ROOT / "infra/local/package.json").read_bytes())["dependencies"]["firebase-tools"]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "whatsdex"
    found = cache / f"firebase-tools-{wanted}" / "node_modules/firebase-tools/lib/bin/firebase.js"
    if not found.is_file():
        raise ChildFailed("firebase-tools is not installed; run `make setup`.")
    return found


async def start_all(family: Family, settings: StackSettings) -> list[Emulator]:
    """Starts the three side by side and returns when all serve.

    Raises:
        ChildFailed: one of them does not come up.
    """
    emulators: list[Emulator] = [Firestore(family, settings), Auth(family, settings), Storage(family, settings)]
    async with asyncio.TaskGroup() as group:
        for emulator in emulators:
            group.create_task(emulator.ready())
    return emulators


async def stop_all(emulators: list[Emulator], *, save: bool = True) -> None:
    """Exports what is in memory, then stops them."""
    for emulator in emulators:
        if save:
            # A stack that is broken must still end; what the last minute's export holds is kept.
            with contextlib.suppress(httpx.HTTPError):
                await emulator.save()
    await asyncio.gather(*(emulator.child.stop(first=signal.SIGTERM) for emulator in emulators))
