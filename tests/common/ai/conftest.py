"""The simulated OpenAI API behind a real server, for the client that production uses."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from common.ai.client import Models, open_client
from common.config import Settings
from infra.local.clock import StackClock
from infra.local.faults import Faults
from infra.local.settings import OPENAI_KEY
from infra.local.simulators.openai.api import OpenAiApi


@dataclass(frozen=True)
class StandIn:
    """The stand-in, what goes wrong with it, and our client of it."""

    base_url: str
    faults: Faults
    have: Settings
    models: Models

    def with_settings(self, **changed: object) -> Models:
        """A client with other settings."""
        have = self.have.model_copy(update=changed)
        return Models(open_client(have), have)

    def requests(self) -> list[dict[str, Any]]:
        """The bodies that came in."""
        kept = httpx.get(f"{self.base_url}/local/openai/requests", trust_env=False, timeout=60).json()["items"]
        return [entry["body"] for entry in kept]


@pytest.fixture(scope="module")
def _serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(16)
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    faults = Faults()
    api = OpenAiApi(clock=StackClock(tmp_path_factory.mktemp("ai") / "clock"), faults=faults, hold_s=5)
    requests = Route("/local/openai/requests", api.requests, methods=["GET", "DELETE"])
    app = Starlette(routes=[Mount("/v1", routes=api.routes()), requests])
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1, ws="none")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    have = Settings(
        google_cloud_project="demo",
        openai_api_key=OPENAI_KEY,
        openai_base_url=f"{base_url}/v1",
        openai_timeout_s=5.0,
    )
    yield StandIn(base_url, faults, have, Models(open_client(have), have))
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def stand_in(_serving: StandIn) -> Iterator[StandIn]:
    """The stand-in without faults and without a past."""
    _serving.faults.clear()
    httpx.delete(f"{_serving.base_url}/local/openai/requests", trust_env=False, timeout=60)
    yield _serving
    _serving.faults.clear()
