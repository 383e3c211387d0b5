"""One running local stack: its parts, the order in which they start and stop, and when they are quiet."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Final

import grpc
import httpx
import uvicorn
from google.cloud import tasks_v2
from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksGrpcTransport
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route

from infra.functions import FUNCTIONS
from infra.local import emulators
from infra.local.api import LocalApi
from infra.local.clock import StackClock
from infra.local.events import EventRelay, Trigger
from infra.local.faults import Faults
from infra.local.front import Front, load_rewrites
from infra.local.oidc import TokenIssuer
from infra.local.problems import Problem, answer_problem
from infra.local.processes import Child, ChildFailed, Family, answer, follow
from infra.local.scheduler import FunctionCaller, Scheduler
from infra.local.settings import HOST, PROJECT, REGION, ROOT, StackSettings
from infra.local.simulators import SimChannel, Simulators
from infra.local.tasks import TaskService
from infra.local.tasks.delivery import delivery_client
from infra.queues import create_queues
from infra.schedules import SCHEDULES

SHARE: Final = 0.2
"""What part of the cloud's concurrency one machine is given; with all of it, bulk slows replies, and itself too."""
SAVE_EVERY_S: Final = 60.0
KEEP_ALIVE_S: Final = 610
"""How long an idle connection stays open, as at Google's front ends; uvicorn's 5 s meet clients that pause to read.

Source: https://cloud.google.com/load-balancing/docs/https#timeout-keepalive-http (read 2026-11).
"""
Tell = Callable[[str], None]


class _Server(uvicorn.Server):
    """A server that leaves signals to the supervisor."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Installs no handlers."""
        yield


class Stack:
    """The supervisor: `start` it, and `stop` it whatever came of that."""

    def __init__(self, settings: StackSettings, tell: Tell = print) -> None:
        """Makes the parts that live in this process.

        Args:
            settings: where the stack lives.
            tell: shows a line to the person who started it.
        """
        self.settings = settings
        self.ready = False
        self.clock = StackClock(settings.clock_file)
        self.faults = Faults()
        self.issuer = TokenIssuer(settings.state_dir)
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._tell = tell
        self.tasks = TaskService(
            settings.state_dir / "tasks.sqlite3", self.clock, self.faults, self.issuer, kill_worker=self.kill_worker
        )
        self.events = EventRelay(
            settings.state_dir / "events.sqlite3",
            self.clock,
            self.faults,
            lambda function: f"{settings.functions_url}/{function}",
            kill_worker=self.kill_worker,
        )
        self._http = delivery_client()
        caller = FunctionCaller(self._http, self.issuer, settings.functions_url, settings.tasks_service_account)
        self.scheduler = Scheduler(SCHEDULES, self.clock, caller)
        self.simulators = Simulators(settings.state_dir, self.clock, self.faults, settings.base_url)
        self._exits = contextlib.AsyncExitStack()
        self._family: Family
        self._functions: Child

    async def start(self, front: socket.socket) -> None:
        """Starts everything, each part as early as what it needs is there.

        Args:
            front: the front door's bound socket.

        Raises:
            ChildFailed: a part does not come up; the message is for people.
        """
        on_stop = self._exits
        self._family = Family(self.settings.logs)
        on_stop.callback(self._family.close)
        on_stop.push_async_callback(self._http.aclose)
        self._serve(front)
        self._functions = self._start_functions()
        self._tell("Starting Firestore, Auth, Cloud Storage and the functions …")
        running = await emulators.start_all(self._family, self.settings)
        on_stop.push_async_callback(emulators.stop_all, running)
        self._tell("Seeding …")
        await self._seed()
        seeded = json.loads(self.settings.seed_file.read_bytes())
        for account in seeded["simulated"]:
            webhook_url = f"{self.settings.base_url}{account['webhook_path']}"
            self.simulators.register(SimChannel.model_validate({**account, "webhook_url": webhook_url}))
        for template in seeded["templates"]:
            self.simulators.ensure_template(template)
        await self._functions.ready(self._functions_answer, 120)
        on_stop.push_async_callback(self._functions.stop)
        await self._start_work()
        self._in_background(self._functions.keep_alive(self._tell))
        self._in_background(follow(self._functions.log, self._tell))
        self._in_background(self._save_now_and_then(running))
        for emulator in running:
            self._in_background(self._watch(emulator.child))
        self.ready = True

    async def stop(self) -> None:
        """Stops what makes work, then what does it, then what keeps its results; nothing is left behind."""
        self.ready = False
        await self._exits.aclose()

    async def _start_work(self) -> None:
        """Starts what calls functions, which goes on from where the last run ended."""
        on_stop = self._exits
        on_stop.push_async_callback(self.tasks.stop)
        await self.tasks.start(self.settings.ports.tasks)
        await asyncio.to_thread(self._create_queues)
        on_stop.push_async_callback(self.events.stop)
        await self._register_triggers()
        await self.events.start()
        on_stop.push_async_callback(self.simulators.stop)
        await self.simulators.start()
        on_stop.push_async_callback(self.scheduler.stop)
        await self.scheduler.start()

    def _in_background(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        task.add_done_callback(self._note_failure)

        async def end() -> None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        self._exits.push_async_callback(end)

    def busy(self) -> list[str]:
        """What is pending now, in words."""
        counts = {
            "events": self.events.pending(),
            "tasks": self.tasks.pending_due(),
            "schedules": self.scheduler.pending(),
            "simulated webhooks": self.simulators.pending(),
        }
        return [f"{count} {what}" for what, count in counts.items() if count]

    async def wait_idle(self) -> None:
        """Returns when no event, task, schedule or simulated webhook is pending, each of which can cause the others."""
        while True:
            before, was_busy = self._work_done(), self.busy()
            await self.scheduler.wait_idle()
            await self.events.settle()
            await self.tasks.wait_idle()
            await self.simulators.wait_idle()
            # A round in which nothing was done leaves nothing that could still cause something; what was under way when
            # it began may have caused an event behind the settling of events.
            if self._work_done() == before and not was_busy and not self.busy():
                return

    def _work_done(self) -> tuple[int, int]:
        events = self.events.stats()
        return events.delivered + events.failures, sum(queue.dispatched for queue in self.tasks.stats())

    async def kill_worker(self) -> None:
        """Kills the process that answers for the functions, as a crash would; it is replaced at once."""
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, ValueError):
            pid = int(self._worker_file.read_text())
            # Whoever replaces the worker writes the file anew; until then there is none to kill.
            self._worker_file.unlink()
            os.kill(pid, signal.SIGKILL)

    @property
    def _worker_file(self) -> Path:
        return self.settings.state_dir / "worker.pid"

    def _start_functions(self) -> Child:
        command = [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{self.settings.ports.functions}"]
        command += ["--worker-class", "gthread", "--workers", "1", "--threads", str(self.settings.threads)]
        # Cloud Run ends a request after its own time-out, never the process; and hard limits are the functions' matter.
        command += ["--timeout", "0", "--graceful-timeout", "5", "--keep-alive", "30", "--no-control-socket"]
        command += ["--limit-request-line", "8190"]
        command += ["--log-level", "warning", "infra.local.host:application()"]
        env = self.settings.environment() | {"WORKER_PID_FILE": str(self._worker_file)}
        return self._family.start("functions", command, cwd=ROOT, env=env)

    async def _functions_answer(self) -> bool:
        return await self._functions_requests() is not None

    async def _functions_requests(self) -> int | None:
        given = await answer(f"{self.settings.functions_url}/_local/health")
        return int(given.json()["requests"]) if given is not None and given.is_success else None

    async def _seed(self) -> None:
        """Runs the seed with the functions' environment, which must not become this process's."""
        script = "import sys; from pathlib import Path; from infra.local.seed import seed; "
        script += "from infra.local.settings import StackSettings; seed(StackSettings.load(Path(sys.argv[1])))"
        command = [sys.executable, "-c", script, str(self.settings.file)]
        child = self._family.start("seed", command, cwd=ROOT, env=self.settings.environment())
        if code := await child.wait():
            raise ChildFailed(f"The seed ended with code {code}; see {child.log}.")

    def _create_queues(self) -> None:
        channel = grpc.insecure_channel(f"{HOST}:{self.settings.ports.tasks}")
        client = tasks_v2.CloudTasksClient(transport=CloudTasksGrpcTransport(channel=channel))
        try:
            create_queues(client, PROJECT, REGION, share=SHARE)
        finally:
            channel.close()

    async def _register_triggers(self) -> None:
        triggers = [
            Trigger(f"{function.name}-{number}", function.name, trigger.event_type, trigger.document)
            for function in FUNCTIONS
            for number, trigger in enumerate(function.triggers)
        ]
        await self.events.register(f"{HOST}:{self.settings.ports.firestore}", PROJECT, triggers)

    def _serve(self, front: socket.socket) -> None:
        api = LocalApi(self)
        door = Front(
            rewrites=load_rewrites(ROOT / "firebase.json"),
            known=[function.name for function in FUNCTIONS],
            functions_url=self.settings.functions_url,
            base_url=self.settings.base_url,
            dashboard=ROOT / "dashboard" / "dist",
        )
        routes: list[BaseRoute] = [*api.routes(), *self.events.routes(), *self.simulators.routes()]
        routes.append(Route("/{path:path}", door.handle, methods=door.methods))
        app = Starlette(routes=routes, exception_handlers={Problem: answer_problem})
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            lifespan="off",
            server_header=False,
            date_header=False,
            proxy_headers=False,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=1,
        )
        server = _Server(config)
        serving = asyncio.create_task(server.serve(sockets=[front]))

        async def end() -> None:
            server.should_exit = True
            await serving
            await door.close()

        self._exits.push_async_callback(end)

    async def _save_now_and_then(self, running: list[emulators.Emulator]) -> None:
        saved = 0
        while True:
            await asyncio.sleep(SAVE_EVERY_S)
            seen = await self._functions_requests()
            if seen is None or seen == saved:
                continue
            for emulator in running:
                try:
                    await emulator.save()
                except httpx.HTTPError as error:
                    self._tell(f"{emulator.child.name} could not be exported ({error!r}); trying again in a minute")
            saved = seen

    async def _watch(self, child: Child) -> None:
        code = await child.wait()
        raise ChildFailed(f"{child.name} ended with code {code}; see {child.log}.")

    def _note_failure(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) and not self.failed.done():
            self.failed.set_exception(error)
