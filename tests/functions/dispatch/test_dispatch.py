"""Which tasks a new document causes, from the bytes of Firestore's event on."""

import logging
from datetime import UTC, datetime

import pytest
from cloudevents.http.event import CloudEvent
from google.cloud import firestore
from google.events.cloud.firestore_v1.types import Document, DocumentEventData, Value
from google.protobuf.struct_pb2 import NULL_VALUE
from google.protobuf.timestamp_pb2 import Timestamp

from common.clock import FixedClock
from common.config import Settings
from common.entry.events import decode_created
from common.errors import DependencyDown, Malformed
from common.jobs.registry import (
    FETCH_MEDIA,
    LEARN_FACTS,
    LINK_PHONE,
    REPLY_MESSAGE,
    SEND_MESSAGE,
    SETTLE_RECEIPT,
    SUPPRESS_CONTACT,
    Job,
)
from common.models.ids import ChannelId, TenantId
from common.models.message import UNANSWERABLE, Direction, Kind
from common.models.payloads import ConsentPayload, ContactPayload, MessagePayload, ParkedPayload, Payload
from common.models.status import MessageStatus
from functions.dispatch import main
from functions.dispatch.service import SETTLE_DELAY_S, Due, hand_over, tasks_for

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MESSAGE = MessagePayload(tenant_id="t1", message_id="m1", channel_id="c1")
SEND, FETCH = Due(SEND_MESSAGE, MESSAGE), Due(FETCH_MEDIA, MESSAGE)
OUT, IN = Direction.OUT.value, Direction.IN.value


def nobody(t: TenantId, c: ChannelId) -> float | None:
    """No agent answers anywhere."""
    return None


def message(direction: str, status: str, **more: object) -> dict[str, object]:
    return {"direction": direction, "status": status, "channel_id": "c1", **more}


@pytest.mark.parametrize(
    ("document", "due"),
    [
        (message(OUT, "queued"), [SEND]),
        (message(OUT, "queued", media={"status": "stored"}), [SEND]),
        (message(OUT, "sent"), []),
        (message(OUT, "sent", media={"status": "pending"}), [FETCH]),
        (message(IN, "received"), []),
        (message(IN, "received", media={"status": "pending"}), [FETCH]),
        (message(IN, "received", media={"mime_type": "image/png"}), [FETCH]),
        (message(IN, "received", media={"status": "stored"}), []),
        (message(IN, "received", media={"status": "failed"}), []),
        (message(IN, "queued"), []),
        *((message(OUT, status.value), []) for status in MessageStatus if status is not MessageStatus.QUEUED),
        (message(IN, "received", shared_phone="4915100000001"), [Due(LINK_PHONE, MESSAGE)]),
    ],
)
def test_what_a_new_message_causes(document: dict[str, object], due: list[Due]) -> None:
    assert tasks_for(["tenants", "t1", "messages", "m1"], document, agent_delay=nobody) == due


@pytest.mark.parametrize("kind", sorted(set(Kind) - UNANSWERABLE))
def test_a_contacts_message_where_an_agent_answers_is_answered_a_little_later(kind: Kind) -> None:
    written = message(IN, "received", kind=kind.value)
    due = tasks_for(["tenants", "t1", "messages", "m1"], written, agent_delay=lambda t, c: 3.5)
    assert due == [Due(REPLY_MESSAGE, MESSAGE, 3.5)]


@pytest.mark.parametrize(
    "document",
    [
        *(message(IN, "received", kind=kind.value) for kind in UNANSWERABLE),
        message(OUT, "sent", kind="text", author={"kind": "phone"}),
        message(OUT, "queued", kind="text", author={"kind": "agent"}, conversation_id="k1", created_at=NOW),
    ],
)
def test_an_agent_is_told_of_nothing_else(document: dict[str, object]) -> None:
    due = tasks_for(["tenants", "t1", "messages", "m1"], document, agent_delay=lambda t, c: 3.5)
    assert REPLY_MESSAGE not in [each.job for each in due]


def test_an_agents_answer_is_sent_and_then_learned_from() -> None:
    answer = message(OUT, "queued", author={"kind": "agent", "id": "ada"}, conversation_id="k1", created_at=NOW)
    due = tasks_for(["tenants", "t1", "messages", "m1"], answer, agent_delay=nobody)
    learning = ContactPayload(tenant_id="t1", contact_id="k1", agent_id="ada", attempt=1795176000000)
    assert due == [SEND, Due(LEARN_FACTS, learning)]
    with pytest.raises(Malformed):
        tasks_for(["tenants", "t1", "messages", "m1"], {**answer, "created_at": None}, agent_delay=nobody)


def test_a_parked_event_is_tried_again_a_little_later() -> None:
    expected = Due(SETTLE_RECEIPT, ParkedPayload(tenant_id="t1", parked_id="p1"), SETTLE_DELAY_S)
    assert tasks_for(["tenants", "t1", "parked_receipts", "p1"], {"kind": "receipt"}, agent_delay=nobody) == [expected]


def test_a_wish_to_be_left_alone_reaches_the_campaigns_at_once() -> None:
    path = ["tenants", "t1", "consents", "c1"]
    expected = Due(SUPPRESS_CONTACT, ConsentPayload(tenant_id="t1", consent_id="c1"))
    assert tasks_for(path, {"opted_in": False}, agent_delay=nobody) == [expected]
    assert tasks_for(path, {"opted_in": True}, agent_delay=nobody) == []


@pytest.mark.parametrize(
    "path", [[], ["tenants", "t1"], ["tenants", "t1", "contacts", "k"], ["x", "t1", "messages", "m1"], ["a"] * 6]
)
def test_a_path_that_we_do_not_listen_to_is_refused(path: list[str]) -> None:
    with pytest.raises(Malformed):
        tasks_for(path, message(OUT, "queued"), agent_delay=nobody)


@pytest.mark.parametrize("document", [{}, {**message(OUT, "queued"), "channel_id": ""}, {"channel_id": 7}])
def test_what_is_no_message_is_refused(document: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        tasks_for(["tenants", "t1", "messages", "m1"], document, agent_delay=nobody)


class Queue:
    """Remembers what was queued, and refuses what it holds already."""

    def __init__(self) -> None:
        self.tasks: list[tuple[str, Payload, float, datetime | None]] = []
        self.down = False

    def __call__(self, job: Job, payload: Payload, *, delay_s: float = 0, at: datetime | None = None) -> bool:
        if self.down:
            raise DependencyDown("Cloud Tasks does not answer now.")
        task = (job.name, payload, delay_s, at)
        known = task in self.tasks
        self.tasks += [task][known:]
        return not known


def test_an_event_that_comes_twice_queues_once() -> None:
    queue = Queue()
    assert hand_over([SEND, FETCH], NOW, enqueue=queue) == 2
    assert hand_over([SEND, FETCH], NOW, enqueue=queue) == 0
    assert len(queue.tasks) == 2


# the event itself


def text(value: str) -> Value:
    return Value(string_value=value)


def event_of(path: str, fields: dict[str, Value]) -> CloudEvent:
    """An event as Firestore sends it: a protobuf in binary content mode."""
    name = f"projects/p/databases/(default)/documents/{path}" if path else ""
    data = DocumentEventData.serialize(DocumentEventData(value=Document(name=name, fields=fields)))
    return cloud_event(data)


def cloud_event(data: object) -> CloudEvent:
    attributes = {
        "id": "event-1",
        "type": "google.cloud.firestore.document.v1.created",
        "source": "//firestore.googleapis.com/projects/p/databases/(default)",
        "datacontenttype": "application/protobuf",
    }
    return CloudEvent(attributes, data)


QUEUED = {"direction": text("out"), "status": text("queued"), "channel_id": text("c1")}


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    queue = Queue()
    monkeypatch.setattr(main, "settings", lambda: Settings(google_cloud_project="p"))
    monkeypatch.setattr(main, "clock", lambda: FixedClock(NOW))
    monkeypatch.setattr(main, "cloud_tasks", lambda settings: queue)
    monkeypatch.setattr(main, "agent_delay", nobody)
    return queue


def test_the_event_of_a_queued_message_queues_its_sending(queue: Queue) -> None:
    main.dispatch(event_of("tenants/t1/messages/m1", QUEUED))
    assert [task[:2] for task in queue.tasks] == [("send-message", MESSAGE)]


def test_an_event_that_cannot_be_handed_over_now_must_come_again(queue: Queue) -> None:
    queue.down = True
    with pytest.raises(DependencyDown):
        main.dispatch(event_of("tenants/t1/messages/m1", QUEUED))


@pytest.mark.parametrize(("error", "level"), [(DependencyDown("Not now."), "WARNING"), (RuntimeError("x"), "ERROR")])
def test_what_must_come_again_is_an_error_in_the_log_only_where_nobody_foresaw_it(
    queue: Queue, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, level: str
) -> None:
    def fail(t: TenantId, c: ChannelId) -> float | None:
        raise error

    monkeypatch.setattr(main, "agent_delay", fail)
    monkeypatch.setattr(logging.getLogger("whatsdex"), "propagate", True)
    with pytest.raises(type(error)):
        main.dispatch(
            event_of("tenants/t1/messages/m1", QUEUED | {"direction": text("in"), "status": text("received")})
        )
    assert {record.levelname for record in caplog.records} == {level}


@pytest.mark.parametrize(
    "event",
    [
        cloud_event(b"\xff\xff\xff"),
        cloud_event({"json": True}),
        cloud_event(None),
        event_of("", QUEUED),
        event_of("tenants/t1/contacts/k1", QUEUED),
    ],
    ids=["no protobuf", "JSON", "nothing", "no document", "another collection"],
)
def test_an_event_that_will_never_be_understood_does_not_come_again(event: CloudEvent, queue: Queue) -> None:
    main.dispatch(event)
    assert queue.tasks == []


def test_a_media_that_has_no_status_field_is_fetched(queue: Queue) -> None:
    media = Value(map_value={"fields": {"mime_type": text("image/png"), "size": Value(null_value=NULL_VALUE)}})
    fields = {"direction": text("in"), "status": text("received"), "channel_id": text("c1"), "media": media}
    main.dispatch(event_of("tenants/t1/messages/m1", fields))
    assert [task[:2] for task in queue.tasks] == [("fetch-media", MESSAGE)]


@pytest.mark.emulator
def test_every_kind_of_value_is_decoded_as_the_client_reads_it(firestore_client: firestore.Client) -> None:
    stamp = Timestamp()
    stamp.FromDatetime(NOW)
    fields = {
        "text": text("a"),
        "number": Value(integer_value=-7),
        "float": Value(double_value=0.5),
        "yes": Value(boolean_value=True),
        "no": Value(boolean_value=False),
        "none": Value(null_value=NULL_VALUE),
        "zero": Value(integer_value=0),
        "empty": text(""),
        "bytes": Value(bytes_value=b"\x00\xff"),
        "at": Value(timestamp_value=stamp),
        "map": Value(map_value={"fields": {"deep": Value(map_value={"fields": {"x": text("y")}})}}),
        "list": Value(array_value={"values": [Value(integer_value=1), Value(map_value={"fields": {"a": text("b")}})]}),
        "nothing in a map": Value(map_value={}),
        "nothing in a list": Value(array_value={}),
    }
    decoded = decode_created(event_of("tenants/t1/messages/m1", fields))
    assert decoded.path == ("tenants", "t1", "messages", "m1")
    reference = firestore_client.collection("values").document()
    reference.set(decoded.data)
    assert reference.get().to_dict() == decoded.data
    assert decoded.data["at"] == NOW
    assert decoded.data["map"] == {"deep": {"x": "y"}}
    assert decoded.data["list"] == [1, {"a": "b"}]
    assert (decoded.data["zero"], decoded.data["no"], decoded.data["none"]) == (0, False, None)
