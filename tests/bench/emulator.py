"""A Firestore emulator for what is measured without the rest of the stack."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from infra.local.emulators import Firestore
from infra.local.processes import Family
from infra.local.settings import HOST, StackSettings

PROJECT: Final = "demo-bench"
_ADDRESS: Final = "FIRESTORE_EMULATOR_HOST"


@contextmanager
def firestore_emulator() -> Iterator[None]:
    """An emulator without triggers, to which the environment points Google's clients until the block is left."""
    with TemporaryDirectory(prefix="bench-") as folder:
        settings = StackSettings.prepare(Path(folder), port=0)
        family = Family(settings.logs)
        try:
            asyncio.run(Firestore(family, settings).ready())
            os.environ[_ADDRESS] = f"{HOST}:{settings.ports.firestore}"
            yield
        finally:
            family.close()
            os.environ.pop(_ADDRESS, None)
