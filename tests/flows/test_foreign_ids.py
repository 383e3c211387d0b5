"""Every route, by the API's own list, is tried with ids of another tenant."""

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final, NamedTuple

import pytest

from common.models.ids import ChannelId, MessageId, TenantId
from common.models.long_job import LongJob, LongJobState
from common.models.payloads import MessagePayload
from common.store import paths
from common.store.database import Database, Remove
from common.store.dead_letters import DeadLetters, letter_id
from common.store.long_jobs import LongJobs
from common.store.snapshots import Snapshots
from tests.conftest import RunningStack
from tests.flows.driving import Clock, Customer, Json, Tenant, new_number

pytestmark = pytest.mark.flow
ELSEWHERE: Final = ("/api/backups",)
"""Tried where there are backups, in `test_backups.py`."""
OF_THE_PLATFORM: Final = ("/api/jobs/queues", "/api/jobs/schedules")
"""What has names that are the same for every tenant."""
PAGES: Final = ("/api/inbox/conversations/{id}/messages",)
"""Lists that of a conversation of nobody are empty."""
EMBEDDED_S: Final = 5
"""After so long a new fact has its vector."""
HELD: Final = "Wears a turquoise monocle."


class Operation(NamedTuple):
    """A route, as the API describes it."""

    method: str
    path: str
    described: Json

    @property
    def query(self) -> list[str]:
        """The names of its query's parameters."""
        return [each["name"] for each in self.described.get("parameters", []) if each.get("in") == "query"]


Ids = Mapping[str, str]
"""An id for each folder of the API that has some."""


class Held(NamedTuple):
    """What a tenant has."""

    ids: Ids
    tenant: Tenant


@pytest.fixture(scope="module")
def api(stack: RunningStack) -> Json:
    """The API's description of itself."""
    return stack.get("/api/openapi.json")


def operations(api: Json) -> list[Operation]:
    """The routes of what is tried."""
    return [
        Operation(method.upper(), path, described)
        for path, methods in api["paths"].items()
        if not path.startswith((*ELSEWHERE, *OF_THE_PLATFORM))
        for method, described in methods.items()
    ]


@pytest.fixture
def held(
    acme: Tenant, globex: Tenant, new_customer: Callable[[], Customer], clock: Clock, database: Database
) -> Iterator[tuple[Held, Held]]:
    """What two tenants have of each kind: the one that is looked into, and the one that tries to."""
    both = _made(globex, new_customer(), database), _made(acme, new_customer(), database)
    clock.advance(EMBEDDED_S)
    yield both
    for each in both:
        each.tenant.call("DELETE", f"agents/{each.ids['agents']}")
        each.tenant.call("DELETE", f"webhooks/{each.ids['webhooks']}")
        each.tenant.call("DELETE", f"workspace/invites/{each.ids['invites']}")
        each.tenant.call("DELETE", f"workspace/keys/{each.ids['keys']}")
        database.commit(
            *(Remove(paths.job(TenantId(each.tenant.id), each.ids[work])) for work in ("failed", "running"))
        )


def _made(tenant: Tenant, customer: Customer, database: Database) -> Held:
    customer.write(tenant.telegram["id"], "Hello")
    k = tenant.conversation(customer.telegram_chat_id)["id"]
    fact = tenant.call("POST", f"contacts/{k}/facts", json={"value": HELD}).json()["items"][0]["id"]
    audience = tenant.call("POST", "contacts/audiences", json={"name": "Friends", "kind": "csv"}).json()["id"]
    agent = tenant.call("POST", "agents", json={"name": f"Robin {secrets.token_hex(4)}"}).json()["id"]
    (message,) = tenant.messages(k)
    asked = {"email": f"{secrets.token_hex(8)}@example.com", "role": "viewer"}
    invite = tenant.call("POST", "workspace/invites", json=asked).json()["id"]
    folders = {"contacts": k, "conversations": k, "facts": fact, "audiences": audience, "agents": agent}
    folders |= {"merges": k, "suggestions": k}
    key = tenant.call("POST", "workspace/keys", json={"name": "Shop", "role": "viewer"}).json()["id"]
    folders |= {"keys": key, "invites": invite, "members": tenant.get("workspace/members")["items"][0]["id"]}
    file = {"content": f"Phone\n{new_number()}\n", "headers": {"Content-Type": "text/csv"}}
    folders |= {"imports": tenant.call("POST", "contacts/imports", **file).json()["id"], **_webhook(tenant)}
    more = {"messages": message["id"], "channels": tenant.telegram["id"], **_drafts(tenant), **_work(tenant, database)}
    return Held({**folders, **more}, tenant)


def _webhook(tenant: Tenant) -> dict[str, str]:
    """A webhook that has been told of a test, so that there is a delivery; none is left where it has ended."""
    receiver = tenant.stack.get("/local/info")["simulators"]["receiver"]
    wanted = {"name": "Shop", "url": f"{receiver}/{tenant.id}-foreign", "events": ["backup.completed"]}
    made = tenant.call("POST", "webhooks", json=wanted).json()["id"]
    tenant.call("POST", f"webhooks/{made}/test")
    tenant.stack.idle()
    (delivery,) = tenant.get(f"webhooks/{made}/deliveries")["items"]
    return {"webhooks": made, "deliveries": delivery["id"]}


def _drafts(tenant: Tenant) -> dict[str, str]:
    """A template and a campaign that nobody gets."""
    name = f"bread_{secrets.token_hex(4)}"
    template = {"name": name, "language": "en", "category": "utility", "body": "It is ready."}
    nobody = {"filter": {"all": [{"field": "tag", "op": "eq", "value": name}]}}
    content = {"text": "The bread is out of the oven."}
    campaign = {"name": name, "channels": [tenant.telegram["id"]], "audience": nobody, "content": content}
    return {
        "templates": tenant.call("POST", "templates", json=template).json()["id"],
        "campaigns": tenant.call("POST", "campaigns", json=campaign).json()["id"],
    }


def _work(tenant: Tenant, database: Database) -> dict[str, str]:
    """Work that failed, and a back-fill that has ended."""
    t, now = TenantId(tenant.id), datetime.now(UTC)
    lost = MessagePayload(tenant_id=t, message_id=MessageId(secrets.token_hex(16)), channel_id=ChannelId("none"))
    DeadLetters(database).bury("send-message", lost, "The provider is away.", 0, now)
    ended = LongJob(
        id=secrets.token_hex(16),
        job="back-fill",
        subject="2026-01-01/2026-01-02",
        payload={"from_on": "2026-01-01", "to_on": "2026-01-02"},
        started_at=now,
        heartbeat_at=now,
        state=LongJobState.DONE,
    )
    database.commit(LongJobs(database).start(t, ended))
    return {"failed": letter_id("send-message", lost), "running": ended.id, "backfill": ended.id}


def filled(path: str, ids: Ids) -> str:
    """The path with an id for each parameter; a folder that `ids` does not know fails: it is to be thought of."""
    parts = path.split("/")
    named = [ids[folder] if part.startswith("{") else part for folder, part in pairwise(["", *parts])]
    return "/".join(named).removeprefix("/api/")


def body(schema: Json, api: Json, known: Mapping[str, str]) -> Any:
    """The least that a route takes; of fields that name something, what `known` says."""
    if "$ref" in schema:
        return body(api["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]], api, known)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return body(schema[several][0], api, known)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    match schema.get("type"):
        case "object":
            needed = {*schema.get("required", []), *known} & set(schema.get("properties", {}))
            return {name: known.get(name) or body(schema["properties"][name], api, known) for name in needed}
        case "array":
            return [body(schema["items"], api, known) for _ in range(schema.get("minItems", 0))]
        case "boolean":
            return True
        case "integer" | "number":
            return schema.get("minimum", 1)
    return "x" * max(1, schema.get("minLength", 0))


def asked(operation: Operation, ids: Ids, by: Held, api: Json) -> tuple[int, str, str]:
    """What a route says of `ids` to a caller; all else that it takes is the caller's own."""
    own = {"channel_id": by.tenant.telegram["id"], "contact_id": by.ids["contacts"]}
    known = {**own, "text": "Hello", "address": "1", "paused": True, "since": "2026-01-01T00:00:00Z"}
    content = operation.described.get("requestBody", {}).get("content", {})
    options: Json = {}
    if "application/json" in content:
        options["json"] = body(content["application/json"]["schema"], api, known)
    elif content:
        options = {"content": b"Phone\n", "headers": {"Content-Type": "text/csv"}}
    answer = by.tenant.call(operation.method, filled(operation.path, ids), **options)
    said = answer.json()
    return answer.status_code, said.get("code", ""), said.get("detail") or json.dumps(said)


def documents(held: Held, database: Database) -> dict[str, object]:
    """The documents of a tenant that have one of its ids in their path or fields."""
    found = {each.path: each.fields for each in Snapshots(database).stream(TenantId(held.tenant.id))}
    return {
        path: fields for path, fields in found.items() if any(id_ in f"{path} {fields}" for id_ in held.ids.values())
    }


def test_every_route_says_of_anothers_ids_what_it_says_of_ids_of_nobody(
    held: tuple[Held, Held], api: Json, database: Database
) -> None:
    others, own = held
    nobodys = {folder: secrets.token_hex(16) for folder in others.ids}
    before = documents(others, database)
    assert len(before) >= len(set(others.ids.values()))
    with_ids = [each for each in operations(api) if "{" in each.path]
    assert len(with_ids) > 50
    for each in with_ids:
        said = asked(each, others.ids, own, api)
        assert said == asked(each, nobodys, own, api), each
        expected = (200, "") if each.path in PAGES else (404, "not_found")
        assert said[:2] == expected, (each, said)
        assert "monocle" not in said[2]
    own.tenant.stack.idle()
    assert documents(others, database) == before


def test_a_fact_is_found_below_its_own_contact_only(held: tuple[Held, Held], api: Json, database: Database) -> None:
    others, own = held
    other = _made(own.tenant, Customer(own.tenant.stack, new_number()), database)
    of_facts = [each for each in operations(api) if "{fact}" in each.path]
    assert len(of_facts) >= 2
    foreign = own.tenant.call("POST", f"contacts/{own.ids['contacts']}/facts", json={"value": "Plays the theremin."})
    fact = foreign.json()["items"][0]["id"]
    for each in of_facts:
        assert asked(each, {**other.ids, "facts": fact}, own, api)[:2] == (404, "not_found"), each
        assert asked(each, {**own.ids, "facts": others.ids["facts"][::-1]}, own, api)[:2] == (404, "not_found"), each
    assert len(own.tenant.get(f"contacts/{own.ids['contacts']}/facts")["items"]) == 2
    for folder in ("agents", "webhooks", "workspace/invites", "workspace/keys"):
        other.tenant.call("DELETE", f"{folder}/{other.ids[folder.rsplit('/', 1)[-1]]}")


def test_no_list_holds_what_is_anothers(held: tuple[Held, Held], api: Json) -> None:
    others, own = held
    lists = [each for each in operations(api) if each.method == "GET" and "{" not in each.path]
    assert len(lists) >= 20
    ids = set(others.ids.values()) - set(own.ids.values())
    for each in lists:
        queries = [{}, *({name: id_} for name in each.query for id_ in ids if name not in ("limit", "cursor"))]
        for query in queries:
            text = own.tenant.call("GET", each.path.removeprefix("/api/"), params=query).text
            told = text.replace(json.dumps(next(iter(query.values()), "")), "")
            assert [id_ for id_ in ids if id_ in told] == [], (each.path, query)
            assert "monocle" not in text


def test_ids_of_another_in_a_body_lead_nowhere(held: tuple[Held, Held], globex: Tenant) -> None:
    others, own = held
    k, agent, foreign = own.ids["contacts"], own.ids["agents"], others.ids["contacts"]
    turns = [{"by": "customer", "text": "What do you know about me?"}]
    link = {"channel_id": globex.telegram["id"], "address": "1"}
    answers = [
        own.tenant.call("POST", f"contacts/{k}/merge", json={"contact_id": foreign}),
        own.tenant.call("POST", f"contacts/{k}/identities", json=link),
        own.tenant.call("POST", f"agents/{agent}/try", json={"turns": turns, "contact_id": foreign}),
    ]
    assert [(each.status_code, each.json()["code"]) for each in answers] == [(404, "not_found")] * len(answers)
    bound = own.tenant.call("PATCH", f"agents/{agent}", json={"channels": [globex.telegram["id"]]})
    assert (bound.status_code, bound.json()["code"]) == (422, "invalid")
    newer = {"value": "Wears no monocle.", "supersedes": [others.ids["facts"]]}
    assert own.tenant.call("POST", f"contacts/{k}/facts", json=newer).status_code == 201
    (fact,) = globex.get(f"contacts/{foreign}/facts")["items"]
    assert (fact["value"], fact["valid_until"]) == (HELD, None)


def test_the_same_address_under_another_tenant_recalls_nothing(
    acme: Tenant, globex: Tenant, held: tuple[Held, Held], customer: Customer
) -> None:
    customer.write(acme.whatsapp["id"], "Hello")
    of_acme = acme.conversation(customer.address)["id"]
    assert acme.call("POST", f"contacts/{of_acme}/facts", json={"value": HELD}).status_code == 201
    recalled = []
    for tenant, agent in zip((acme, globex), (each.ids["agents"] for each in held[::-1]), strict=True):
        customer.write(tenant.whatsapp["id"], "Hello")
        k = tenant.conversation(customer.address)["id"]
        turns = [{"by": "customer", "text": "What do you know about me?"}]
        tried = tenant.call("POST", f"agents/{agent}/try", json={"turns": turns, "contact_id": k}).json()
        listed = tenant.get(f"contacts/{k}/facts", q="monocle")["items"]
        recalled.append((len(listed), len(tried["facts"]), "monocle" in json.dumps(tried)))
    assert recalled == [(1, 1, True), (0, 0, False)]
