"""Relays Firestore events from the emulator to functions, at least once, as Eventarc does in production."""

import asyncio
import base64
import json
import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import httpx
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from infra.local.clock import StackClock
from infra.local.faults import Faults
from infra.local.tasks.delivery import Delivery, KillWorker, Request, delivery_client, no_worker
from infra.local.tasks.journal import Journal, Value

MAX_IN_FLIGHT = 16
MIN_BACKOFF_S = 0.2
MAX_BACKOFF_S = 10.0
# Eventarc's transport keeps an undelivered event for 24 hours.
RETENTION_S = 86_400.0
# Longer than the longest that an event function may run (540 s).
_ACK_DEADLINE_S = 600.0
_SENTINEL_TIMEOUT_S = 30.0
_DATABASE = "(default)"
# The emulator takes this token for an administrator, so that security rules do not apply.
_EMULATOR_OWNER = {"Authorization": "Bearer owner"}
# The first byte of a serialized DocumentEventData is the tag of value, old_value or update_mask; none of the three
# occurs in base64.
_PROTOBUF_TAGS = b"\x0a\x12\x1a"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    key TEXT PRIMARY KEY, function TEXT NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL,
    received_s REAL NOT NULL, attempts INTEGER NOT NULL, next_s REAL NOT NULL
) WITHOUT ROWID
"""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Which document events call which function."""

    id: str
    """Unique in the project."""

    function: str
    """The name of the function that is called."""

    event_type: str
    """For example `google.cloud.firestore.document.v1.created`."""

    document_pattern: str
    """For example `tenants/{tenant}/messages/{message}`."""


_SENTINEL = Trigger("local-sentinel", "", "google.cloud.firestore.document.v1.created", "_local_sentinel/{id}")


@dataclass(frozen=True, slots=True)
class EventStats:
    """The relay at one moment. Counts are since the start of the process."""

    pending: int
    """Events received and not delivered yet."""

    delivered: int
    """Events that a function took."""

    failures: int
    """Attempts that did not end with 2xx."""

    dropped: int
    """Events given up after 24 hours of virtual time."""


class EmulatorError(RuntimeError):
    """The Firestore emulator did not do what the relay needs; the message says what."""


@dataclass(slots=True)
class _Event:
    key: str
    function: str
    headers: dict[str, str]
    body: bytes
    received_s: float
    attempts: int
    next_s: float


class EventRelay:
    """Takes the emulator's events, keeps them in SQLite and delivers each until its function has answered 2xx.

    The emulator itself sends every event once, one after the other, and never again: what it has been answered with
    200 is safe here, and order is not kept from here on.
    """

    def __init__(
        self,
        db_path: Path,
        clock: StackClock,
        faults: Faults,
        target_url_for: Callable[[str], str],
        *,
        http: httpx.AsyncClient | None = None,
        kill_worker: KillWorker = no_worker,
        connect_patience_s: float = 10.0,
    ) -> None:
        """Opens the database; what comes in from then on is delivered at once.

        Args:
            db_path: the SQLite file, created where there is none.
            clock: back-off and retention follow it.
            faults: the target `events` applies to deliveries.
            target_url_for: the URL of the function of that name.
            http: client for deliveries and for the emulator; our own where None.
            kill_worker: kills the function host, for the fault `kill`.
            connect_patience_s: real seconds a delivery waits for a port that refuses connections.
        """
        self._clock = clock
        self._target_url_for = target_url_for
        self._http = http or delivery_client()
        self._owns_http = http is None
        self._delivery = Delivery(
            self._http,
            faults,
            "events",
            kill_worker,
            concurrency=MAX_IN_FLIGHT,
            connect_patience_s=connect_patience_s,
        )
        self._journal = Journal(db_path, _SCHEMA)
        # Read before anything can be received: an event of this run is not one of the last.
        rows = self._journal.read("SELECT * FROM events ORDER BY received_s")
        self._left_over = [_load_event(row) for row in rows]
        self._triggers: dict[str, Trigger] = {}
        self._documents_url = ""
        self._sentinels: dict[str, asyncio.Event] = {}
        self._events: dict[str, _Event] = {}
        self._empty = asyncio.Event()
        self._empty.set()
        self._deliveries: set[asyncio.Task[None]] = set()
        self._delivered = 0
        self._failures = 0
        self._dropped = 0

    def routes(self) -> list[Route]:
        """Where the emulator posts, for the server whose address it got as `--functions_emulator`."""
        return [Route("/functions/projects/{project}/triggers/{trigger}", self._receive, methods=["POST"])]

    async def start(self) -> None:
        """Goes on with the events of the last run; call it when the functions are there."""
        left_over, self._left_over = self._left_over, []
        for event in left_over:
            if event.key not in self._events:
                self._accept(event)

    async def stop(self) -> None:
        """Stops at once; deliveries under way are abandoned and made again after the next start."""
        for delivery in self._deliveries:
            delivery.cancel()
        await asyncio.gather(*self._deliveries, return_exceptions=True)
        await self._journal.close()
        if self._owns_http:
            await self._http.aclose()

    async def register(self, emulator_host: str, project: str, triggers: Iterable[Trigger]) -> None:
        """Tells the Firestore emulator which events to send here; again after each start of the emulator.

        Args:
            emulator_host: its `host:port`.
            project: the project whose documents count.
            triggers: all of them.

        Raises:
            EmulatorError: a trigger was refused; trying again does not help.
        """
        base_url = f"http://{emulator_host}"
        self._documents_url = f"{base_url}/v1/projects/{project}/databases/{_DATABASE}/documents"
        for trigger in (*triggers, _SENTINEL):
            response = await self._http.post(
                f"{base_url}/emulator/v1/projects/{project}/eventarcTrigger",
                params={"eventarcTriggerId": trigger.id},
                json={
                    "eventType": trigger.event_type,
                    "database": _DATABASE,
                    "namespace": _DATABASE,
                    "document": {"value": trigger.document_pattern, "matchType": "PATH_PATTERN"},
                },
            )
            if not response.is_success:
                raise EmulatorError(f"trigger {trigger.id} was refused: {response.status_code} {response.text}")
            self._triggers[trigger.id] = trigger

    def pending(self) -> int:
        """Events received and not delivered yet, those that wait for a retry included."""
        return len(self._events)

    def stats(self) -> EventStats:
        """The relay as it is now."""
        return EventStats(len(self._events), self._delivered, self._failures, self._dropped)

    async def settle(self) -> None:
        """Returns when every event of a write made before this call has been delivered.

        The emulator sends events one by one in the order of the writes, so that once the event of a document
        written now has come, all earlier ones have too.

        Raises:
            EmulatorError: the emulator refused the write, or sent no event for it.
        """
        sentinel = secrets.token_hex(8)
        arrived = self._sentinels[sentinel] = asyncio.Event()
        url = f"{self._documents_url}/_local_sentinel/{sentinel}"
        try:
            written = await self._http.patch(url, json={"fields": {}}, headers=_EMULATOR_OWNER)
            if not written.is_success:
                raise EmulatorError(f"the sentinel was refused: {written.status_code} {written.text}")
            async with asyncio.timeout(_SENTINEL_TIMEOUT_S):
                await arrived.wait()
            await self._http.delete(url, headers=_EMULATOR_OWNER)
        except TimeoutError as error:
            raise EmulatorError("the emulator sent no event for the sentinel; is its trigger registered?") from error
        finally:
            del self._sentinels[sentinel]
        await self._empty.wait()

    async def _receive(self, request: HttpRequest) -> Response:
        trigger = self._triggers.get(request.path_params["trigger"])
        if trigger is None:
            return Response(status_code=404)
        body = await request.body()
        if trigger is _SENTINEL:
            arrived = self._sentinels.get(request.headers.get("ce-document", "").rpartition("/")[2])
            if arrived is not None:
                arrived.set()
            return Response()
        now_s = self._clock.now()
        event = _Event(
            key=f"{trigger.id}/{request.headers['ce-id']}",
            function=trigger.function,
            headers=_eventarc_headers(request),
            body=_protobuf(body),
            received_s=now_s,
            attempts=0,
            next_s=now_s,
        )
        self._journal.add("INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", _row(event))
        await self._journal.flush()
        if event.key not in self._events:
            self._accept(event)
        return Response()

    def _accept(self, event: _Event) -> None:
        self._events[event.key] = event
        self._empty.clear()
        delivery = asyncio.create_task(self._deliver(event))
        self._deliveries.add(delivery)
        delivery.add_done_callback(self._deliveries.discard)

    async def _deliver(self, event: _Event) -> None:
        url = self._target_url_for(event.function).rstrip("/") + "/"
        request = Request("POST", url, event.headers, event.body)
        while True:
            await self._clock.wait_until(event.next_s)
            answer = await self._delivery.send(request, _ACK_DEADLINE_S)
            if answer.ok:
                self._delivered += 1
                break
            self._failures += 1
            event.attempts += 1
            now_s = self._clock.now()
            if now_s - event.received_s >= RETENTION_S:
                _log.error("event %s dropped after %d attempts: %s", event.key, event.attempts, answer.reason)
                self._dropped += 1
                break
            event.next_s = now_s + min(MIN_BACKOFF_S * 2.0 ** min(event.attempts - 1, 16), MAX_BACKOFF_S)
            self._journal.add(
                "UPDATE events SET attempts = ?, next_s = ? WHERE key = ?", (event.attempts, event.next_s, event.key)
            )
        self._journal.add("DELETE FROM events WHERE key = ?", (event.key,))
        del self._events[event.key]
        if not self._events:
            self._empty.set()


def _eventarc_headers(request: HttpRequest) -> dict[str, str]:
    headers = {name: value for name, value in request.headers.items() if name.startswith("ce-")}
    # The emulator (1.19.9) writes "projects/" twice.
    headers["ce-source"] = headers.get("ce-source", "").replace("/projects/projects/", "/projects/")
    headers["content-type"] = "application/protobuf"
    return headers


def _protobuf(body: bytes) -> bytes:
    """The event's data; the emulator sends it as base64 although it says application/protobuf."""
    return body if body[:1] in _PROTOBUF_TAGS else base64.b64decode(body, validate=True)


def _row(event: _Event) -> tuple[Value, ...]:
    return (
        event.key,
        event.function,
        json.dumps(event.headers),
        event.body,
        event.received_s,
        event.attempts,
        event.next_s,
    )


def _load_event(row: tuple[Value, ...]) -> _Event:
    match row:
        case (str(key), str(function), str(headers), bytes(body), float(received_s), int(attempts), float(next_s)):
            return _Event(key, function, json.loads(headers), body, received_s, attempts, next_s)
        case _:
            raise TypeError("not a row of the table events")
