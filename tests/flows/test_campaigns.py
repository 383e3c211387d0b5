"""A campaign from the template to the last phone, with everything on the way that can go wrong."""

import itertools
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from common.models.channel import Provider
from common.models.contact import Contact
from common.models.ids import ChannelId, TenantId, first_contact_id, identity_id
from common.store import paths
from common.store.codec import encode
from common.store.conversations import Conversations, HeardOn
from common.store.database import ArrayUnion, Create, Database, Patch, Write
from tests.conftest import RunningStack
from tests.flows.driving import Customer, Faults, Json, Tenant, new_number

pytestmark = [pytest.mark.flow, pytest.mark.crowds]
PEOPLE, ON_TELEGRAM = 2_000, 120
LOOK_S, PATIENCE = 0.25, 600
_names = itertools.count()


def tagged(tenant: Tenant, tag: str) -> Json:
    """The audience of everybody with a tag."""
    return {"filter": {"all": [{"field": "tag", "op": "eq", "value": tag}]}}


def add_numbers(tenant: Tenant, tag: str, count: int, database: Database) -> list[str]:
    """Writes people of whom only a phone number is known, as an import does; their numbers."""
    t, channel = TenantId(tenant.id), ChannelId(tenant.whatsapp["id"])
    conversations, now = Conversations(database), datetime.now(UTC)
    numbers = [new_number() for _ in range(count)]
    writes: list[Write] = []
    for n, number in enumerate(numbers):
        i = identity_id(Provider.WHATSAPP, "", number)
        contact = Contact(id=first_contact_id(i), name=f"Ada {n}", identities=[i], tags=[tag])
        known = HeardOn(channel, Provider.WHATSAPP, i, number, 0)
        writes.append(Create(paths.contact(t, contact.id), encode(contact)))
        writes.append(conversations.found_unheard(t, contact.id, contact.name, [known], now))
    in_batches(database, writes)
    return numbers


def in_batches(database: Database, writes: Sequence[Write]) -> None:
    """Makes many writes."""
    for begin in range(0, len(writes), 400):
        database.commit(*writes[begin : begin + 400])


def add_chats(stack: RunningStack, tenant: Tenant, tag: str, count: int, database: Database) -> list[str]:
    """People who have written to the tenant's bot; their numbers."""
    customers = [Customer(stack, new_number()) for _ in range(count)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda each: each.write(tenant.telegram["id"], "Hello"), customers))
        chats = list(pool.map(lambda each: each.telegram_chat_id, customers))
    tags = {"tags": ArrayUnion([tag])}
    ids = [first_contact_id(identity_id("telegram", tenant.telegram["id"], chat)) for chat in chats]
    in_batches(database, [Patch(paths.contact(TenantId(tenant.id), k), tags) for k in ids])
    return [each.address for each in customers]


def received(stack: RunningStack, numbers: Iterable[str]) -> dict[str, list[Json]]:
    """What each phone got."""
    with ThreadPoolExecutor(8) as pool:
        return dict(pool.map(lambda number: (number, Customer(stack, number).received()), numbers))


def new_template(tenant: Tenant, stack: RunningStack) -> Json:
    """A template that WhatsApp has approved."""
    body = {
        "name": f"bread_{next(_names)}_{secrets.token_hex(4)}",
        "language": "en",
        "category": "marketing",
        "body": "Hello {{first_name}}, fresh bread is waiting for you at 4 Mill Lane. Reply STOP to opt out.",
        "variables": {"first_name": "Ada"},
    }
    made = tenant.call("POST", "templates", json=body)
    assert made.status_code == 201, made.text
    id_ = made.json()["id"]
    submitted = tenant.call("POST", f"templates/{id_}/submit", json={"channel_id": tenant.whatsapp["id"]})
    assert submitted.status_code in (200, 202), submitted.text
    stack.idle()
    (approval,) = tenant.get(f"templates/{id_}")["approvals"].values()
    assert approval["status"] == "approved"
    return dict(made.json())


def new_campaign(tenant: Tenant, tag: str, content: Json, **more: object) -> str:
    """A draft for everybody with a tag, over both channels."""
    body = {
        "name": f"Bread {tag}",
        "channels": [tenant.whatsapp["id"], tenant.telegram["id"]],
        "audience": tagged(tenant, tag),
        "content": content,
        **more,
    }
    made = tenant.call("POST", "campaigns", json=body)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def does(tenant: Tenant, campaign: str, verb: str, **body: object) -> Json:
    """Does something with a campaign, which succeeds, although a worker may die over the first try."""
    answer = tenant.insist(f"campaigns/{campaign}/{verb}", json=body)
    assert answer.is_success, answer.text
    return dict(answer.json())


def progress(tenant: Tenant, campaign: str) -> Json:
    """How far a campaign is."""
    return tenant.get(f"campaigns/{campaign}/progress")


def wait_until(tenant: Tenant, campaign: str, reached: Callable[[Json], bool]) -> Json:
    """Asks until the progress is as it should be; while a worker is killed nobody answers."""
    for _ in range(PATIENCE):
        answer = tenant.call("GET", f"campaigns/{campaign}/progress")
        if answer.status_code == 200 and reached(answer.json()):
            return dict(answer.json())
        time.sleep(LOOK_S)
    raise AssertionError(f"It never came to that: {answer.text}")


@pytest.fixture
def tag() -> str:
    """A tag that nobody has."""
    return f"tag-{secrets.token_hex(4)}"


def kill_twice_within_another_campaign(
    stack: RunningStack, tenant: Tenant, database: Database, faults: Faults
) -> list[str]:
    """Kills the worker in two steps of another campaign's planner, when nothing is being sent; its numbers."""
    tag = f"further-{secrets.token_hex(4)}"
    numbers = add_numbers(tenant, tag, 3, database)
    template = new_template(tenant, stack)
    campaign = new_campaign(tenant, tag, {"template_id": template["id"]})
    faults.set("tasks", "kill", 2)
    does(tenant, campaign, "launch")
    wait_until(tenant, campaign, lambda told: told["status"] == "done")
    assert faults.pending() == []
    assert [len(messages) for messages in received(stack, numbers).values()] == [1, 1, 1]
    return numbers


def test_a_campaign_to_two_thousand_people_over_two_channels(
    stack: RunningStack, acme: Tenant, globex: Tenant, tag: str, database: Database, faults: Faults
) -> None:
    template = new_template(acme, stack)
    refused = globex.call("POST", "templates/spin", json={"text": template["body"]})
    assert (refused.status_code, refused.json()["code"]) == (403, "plan_required")
    spun = acme.call("POST", "templates/spin", json={"text": template["body"], "count": 4, "kind": "session"})
    assert spun.status_code == 200, spun.text
    texts = [variant["text"] for variant in spun.json()["variants"] if variant["usable"]][:2]
    variants = [{"id": id_, "text": text} for id_, text in zip("bc", texts, strict=True)]
    numbers = add_numbers(acme, tag, PEOPLE - ON_TELEGRAM, database)
    chats = add_chats(stack, acme, tag, ON_TELEGRAM, database)
    stack.idle()
    campaign = new_campaign(acme, tag, {"template_id": template["id"], "variants": variants})
    dry_run = does(acme, campaign, "dry-run")["dry_run"]
    assert (dry_run["complete"], dry_run["sendable"], dry_run["skipped"]) == (True, PEOPLE, {})
    assert dry_run["channels"] == {acme.whatsapp["id"]: PEOPLE - ON_TELEGRAM, acme.telegram["id"]: ON_TELEGRAM}
    used = acme.used("messages_out")
    assert dry_run["quota"]["after"] == used + PEOPLE

    faults.set("tasks", "kill")  # in the midst of the snapshot
    does(acme, campaign, "launch")
    wait_until(acme, campaign, lambda told: told["messages"] >= 300)
    assert does(acme, campaign, "pause")["status"] == "paused"
    stack.idle()
    paused = progress(acme, campaign)
    assert paused["funnel"]["sending"] == 0
    assert 0 < paused["funnel"]["sent"] < PEOPLE
    assert paused["funnel"]["sent"] + paused["funnel"]["queued"] == paused["messages"]
    further = kill_twice_within_another_campaign(stack, acme, database, faults)
    assert does(acme, campaign, "resume")["status"] == "running"
    wait_until(acme, campaign, lambda told: told["status"] == "done")
    stack.idle()

    told = progress(acme, campaign)
    assert (told["planned"], told["messages"], told["waiting"]) == (PEOPLE, PEOPLE, 0)
    assert (told["funnel"]["sent"], told["funnel"]["failed"], told["funnel"]["unknown"]) == (PEOPLE, 0, 0)
    got = received(stack, [*numbers, *chats])
    ours = {number: [m for m in messages if m["channel"]] for number, messages in got.items()}
    assert Counter(len(messages) for messages in ours.values()) == {1: PEOPLE}
    assert all(ours[number][0]["template"]["name"] == template["name"] for number in numbers)
    assert len({ours[number][0]["text"] for number in chats}) == 3
    assert told["funnel"]["delivered"] == len(numbers)
    assert sum(variant["funnel"]["sent"] for variant in told["variants"]) == PEOPLE
    assert acme.used("messages_out") == used + PEOPLE + len(further)
