"""How tests back a workspace up and restore it, over HTTP."""

import secrets
import time
from typing import Final
from urllib.parse import urlsplit

import httpx

from common.models.backup import OPEN_RESTORES, BackupState
from tests.conftest import RunningStack
from tests.flows.driving import Json

ROOT: Final = "/api/backups"
PATIENCE_S: Final = 120
UNDER_WAY: Final = {BackupState.RUNNING, *OPEN_RESTORES}


class Backups:
    """One workspace's backups, as its owner has them."""

    def __init__(self, stack: RunningStack, tenant: str, token: str) -> None:
        self.stack = stack
        self.tenant = tenant
        self.headers = {"Authorization": f"Bearer {token}", "X-Tenant-Id": tenant}

    def call(self, method: str, path: str, **body: object) -> httpx.Response:
        """A call to the API."""
        headers = {**self.headers, "Idempotency-Key": secrets.token_hex(8)}
        return self.stack.http.request(method, f"{ROOT}{path}", headers=headers, json=body or None)

    def done(self, method: str, path: str, **body: object) -> Json:
        """A call that must succeed; what the work that it starts leaves is awaited."""
        answer = self.call(method, path, **body)
        assert answer.is_success, answer.text
        self.stack.idle()
        return answer.json()

    def connect(self, account: str) -> None:
        """Links a Drive, whose owner agrees."""
        page = self.done("POST", "/drive/connect")["url"]
        consent = httpx.get(f"{page}&auto=approve&account={account}", trust_env=False, timeout=60)
        back = urlsplit(consent.headers["location"])
        assert self.stack.http.get(f"{back.path}?{back.query}").headers["location"].endswith("drive=connected")

    def run(self) -> Json:
        """A backup."""
        id_ = self.done("POST", "/run")["id"]
        return self.ended(f"/{id_}")

    def restore(self, id_: str, **wanted: object) -> Json:
        """A restore that begins by itself."""
        restore = self.done("POST", f"/{id_}/restore", apply=True, **wanted)["id"]
        return self.ended(f"/restores/{restore}")

    def ended(self, path: str) -> Json:
        """What a backup or a restore came to: a call to Drive that breaks off is made again some seconds later."""
        until = time.monotonic() + PATIENCE_S
        while (told := self.done("GET", path))["state"] in UNDER_WAY:
            assert time.monotonic() < until, told
            time.sleep(0.1)
        return told

    def troubles(self) -> list[tuple[str, int]]:
        """What is wrong in the workspace, with how often it was seen."""
        found = self.stack.http.get("/api/jobs/incidents", headers=self.headers).raise_for_status().json()
        return [(each["kind"], each["times"]) for each in found["items"]]
