"""The simulated Google behind a real server, and our client of it."""

import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from common.config import Settings
from common.drive.client import Drives, GoogleDrive
from common.drive.consent import Consent
from common.models.drive_link import RefreshToken
from infra.local.clock import StackClock
from infra.local.faults import Faults
from infra.local.settings import GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET
from infra.local.simulators.drive.api import DriveApi
from infra.local.simulators.store import Records

VERIFIER = "v" * 64
CALLBACK = "http://127.0.0.1/api/backups/drive/callback"


@dataclass
class Google:
    """The simulated Google."""

    base_url: str
    faults: Faults
    clock: StackClock
    have: Settings

    def answer(self, account: str, *, auto: str = "approve", **more: str) -> dict[str, str]:
        """What the consent page sends the browser back with."""
        url = Consent(self.have).url(state="s", verifier=VERIFIER, redirect_uri=CALLBACK)
        chosen = urlencode({"auto": auto, "account": account, **more})
        page = httpx.get(f"{url}&{chosen}", trust_env=False, timeout=60)
        assert page.status_code == 303, page.text
        return {name: values[0] for name, values in parse_qs(urlsplit(page.headers["location"]).query).items()}

    def link(self, account: str, **more: str) -> RefreshToken:
        """The refresh token of an account whose owner agrees."""
        code = self.answer(account, **more)["code"]
        return Consent(self.have).redeem(code, verifier=VERIFIER, redirect_uri=CALLBACK).refresh_token

    def open(self, account: str) -> GoogleDrive:
        """An account's Drive."""
        return Drives(self.have).open(self.link(account))

    def post(self, path: str, **body: object) -> dict[str, Any]:
        """A call under /local/drive."""
        answer = httpx.post(f"{self.base_url}/local/drive{path}", json=body, trust_env=False, timeout=60)
        answer.raise_for_status()
        return dict(answer.json())

    def get(self, path: str) -> dict[str, Any]:
        """A look under /local/drive."""
        return dict(httpx.get(f"{self.base_url}/local/drive{path}", trust_env=False, timeout=60).json())


class Served:
    """The simulator, which can be stopped and started again on its folder."""

    def __init__(self, folder: Path, clock: StackClock, faults: Faults, listener: socket.socket) -> None:
        base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self.records = Records(folder / "state.sqlite3")
        api = DriveApi(
            folder, records=self.records, clock=clock, faults=faults, base_url=f"{base_url}/sim/drive", hold_s=5
        )
        app = Starlette(
            routes=[Mount("/sim/drive", routes=api.routes()), Mount("/local/drive", routes=api.local_routes())]
        )
        config = uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1, ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stops it; what it knows is on disk."""
        self._server.should_exit = True
        self._thread.join(10)
        self.records.flush()


def listen() -> socket.socket:
    """A socket on a free port."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(16)
    return listener


def settings_for(base_url: str) -> Settings:
    """The settings that lead to a simulator."""
    google = f"{base_url}/sim/drive"
    return Settings(
        google_cloud_project="demo",
        google_client_id=GOOGLE_CLIENT_ID,
        google_client_secret=GOOGLE_CLIENT_SECRET,
        google_consent_url=f"{google}/o/oauth2/v2/auth",
        google_token_url=f"{google}/token",
        google_revoke_url=f"{google}/revoke",
        drive_base_url=google,
        drive_timeout_s=1.0,
    )


@pytest.fixture(scope="module")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Google]:
    listener = listen()
    folder, faults = tmp_path_factory.mktemp("drive"), Faults()
    clock = StackClock(folder / "clock")
    served = Served(folder, clock, faults, listener)
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    yield Google(base_url, faults, clock, settings_for(base_url))
    served.stop()


@pytest.fixture
def google(_served: Google) -> Iterator[Google]:
    """The simulator, without faults before and after."""
    _served.faults.clear()
    yield _served
    _served.faults.clear()


@pytest.fixture
def new_account() -> Callable[[], str]:
    """Names accounts that nobody has."""
    return lambda: f"{secrets.token_hex(6)}@gmail.test"
