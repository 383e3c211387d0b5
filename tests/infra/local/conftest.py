"""A worker that really listens, and the queue side of the stack around it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.cloud.tasks_v2 import CloudTasksClient
from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksGrpcTransport

from infra.local.clock import StackClock
from infra.local.faults import Faults
from infra.local.oidc import TokenIssuer
from infra.local.tasks import TaskService

LOCATION = "projects/demo-test/locations/europe-west1"
QUEUE = f"{LOCATION}/queues/ai"


@dataclass
class Call:
    """A request that reached the worker."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Worker:
    """An HTTP/1.1 server; answers 200, or what `answers` holds next."""

    answers: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    hold: asyncio.Event | None = None
    most_at_once: int = 0
    url: str = ""
    killed: asyncio.Event = field(default_factory=asyncio.Event)
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _at_once: int = 0
    _arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def start(self, port: int = 0) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def kill(self) -> None:
        """Closes the port and breaks every connection."""
        if self._server is not None:
            self._server.close()
            for writer in list(self._writers):
                writer.transport.abort()
            await self._server.wait_closed()
        self.killed.set()

    async def wait_for_calls(self, count: int) -> list[Call]:
        async with asyncio.timeout(10), self._arrived:
            await self._arrived.wait_for(lambda: len(self.calls) >= count)
        return self.calls

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await self._answer(head.decode(), reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _answer(self, head: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request_line, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        method, path, _ = request_line.split(" ")
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        async with self._arrived:
            self.calls.append(Call(method, path, headers, body))
            self._arrived.notify_all()
        answer = self.answers.pop(0) if self.answers else "200 OK"
        if self.hold is not None:
            await self.hold.wait()
        self._at_once -= 1
        writer.write(f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()


@dataclass
class Tasks:
    """A running service, the real client that talks to it, and what they stand on."""

    directory: Path
    clock: StackClock
    faults: Faults
    issuer: TokenIssuer
    worker: Worker
    service: TaskService
    client: CloudTasksClient

    async def call(self, method: str, **request: object) -> Any:
        """Calls the real, blocking client off the loop."""
        return await asyncio.to_thread(getattr(self.client, method), request)

    async def call_list(self, method: str, **request: object) -> list[Any]:
        """Calls a method that lists, through all its pages."""
        return await asyncio.to_thread(lambda: list(getattr(self.client, method)(request)))

    async def queue(self, **settings: object) -> Any:
        return await self.call("create_queue", parent=LOCATION, queue={"name": QUEUE, **settings})

    async def task(self, task_id: str | None = None, path: str = "/work", **fields: object) -> Any:
        request = fields.pop("http_request", {"url": self.worker.url + path})
        name = {"name": f"{QUEUE}/tasks/{task_id}"} if task_id else {}
        return await self.call("create_task", parent=QUEUE, task={**name, "http_request": request, **fields})

    async def idle(self) -> None:
        async with asyncio.timeout(10):
            await self.service.wait_idle()

    async def restart(self) -> None:
        await self.service.stop()
        self.service, self.client = await start_service(self)


async def start_service(tasks: Tasks) -> tuple[TaskService, CloudTasksClient]:
    service = TaskService(
        tasks.directory / "tasks.db",
        tasks.clock,
        tasks.faults,
        tasks.issuer,
        kill_worker=tasks.worker.kill,
        connect_patience_s=0.2,
    )
    port = await service.start()
    channel = grpc.insecure_channel(f"127.0.0.1:{port}")
    return service, CloudTasksClient(transport=CloudTasksGrpcTransport(channel=channel))


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> TokenIssuer:
    return TokenIssuer(tmp_path_factory.mktemp("oidc"))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock(tmp_path: Path) -> StackClock:
    return StackClock(tmp_path / "clock")


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
async def worker(anyio_backend: str) -> AsyncIterator[Worker]:
    worker = Worker()
    await worker.start()
    yield worker
    await worker.kill()


@pytest.fixture
async def tasks(
    tmp_path: Path, clock: StackClock, faults: Faults, issuer: TokenIssuer, worker: Worker
) -> AsyncIterator[Tasks]:
    blank: Callable[..., Tasks] = Tasks
    tasks = blank(tmp_path, clock, faults, issuer, worker, None, None)
    tasks.service, tasks.client = await start_service(tasks)
    yield tasks
    await tasks.service.stop()
    tasks.client.transport.close()
