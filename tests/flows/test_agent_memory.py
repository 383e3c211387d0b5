"""What agents remember over the whole path: across channels and weeks, put right, of one tenant only, and forgotten."""

import base64
import json
import secrets

import pytest

from common.models.ids import TenantId
from common.store.database import Database
from common.store.snapshots import Snapshots
from tests.conftest import RunningStack
from tests.flows.driving import DAY_S, Clock, Customer, Json, Tenant, talk

pytestmark = pytest.mark.flow
WEEK_S = 7 * DAY_S
TOLD = ("Wilhelmina", "Xanten", "Zwolle", "lupins", "saxophone", "Quist")
"""What only this customer tells, in no seed and no other test."""


def documents_with(words: tuple[str, ...], tenant: Tenant, database: Database) -> dict[str, list[str]]:
    """The paths of a tenant's documents that hold one of the words, by the word; all collections at every depth."""
    found: dict[str, list[str]] = {word: [] for word in words}
    for document in Snapshots(database).stream(TenantId(tenant.id)):
        said = json.dumps(document.fields, ensure_ascii=False)
        for word in words:
            if word.casefold() in said.casefold():
                found[word].append(document.path)
    return found


def pages_of(tenant: Tenant, contact_id: str, database: Database) -> list[str]:
    """The documents in which a contact's facts are packed for recall, where no words are found."""
    paths = [document.path for document in Snapshots(database).stream(TenantId(tenant.id))]
    return [path for path in paths if path.startswith(f"contacts/{contact_id}/memory/p")]


def logs_with(words: tuple[str, ...], stack: RunningStack) -> list[str]:
    """The stack's log files that hold one of the words."""
    files = [*(stack.state_dir / "logs").iterdir(), stack.state_dir.parent / "output.log"]
    texts = {file.name: file.read_text(errors="replace").casefold() for file in files}
    assert sum(map(len, texts.values())) > 0
    return [f"{name}: {word}" for name, text in texts.items() for word in words if word.casefold() in text]


def known(tenant: Tenant, contact_id: str, **query: object) -> list[str]:
    """The facts of a contact, in words."""
    return [fact["value"] for fact in tenant.get(f"contacts/{contact_id}/facts", **query)["items"]]


def copy_around(tenant: Tenant, contact_id: str, channel_id: str) -> str:
    """Has what is known of a contact copied wherever the product copies it; the campaign's id."""
    of_person = {"name": "Wilhelmina Quist", "attributes": {"town": "Xanten"}, "tags": ["saxophone"]}
    assert tenant.call("PATCH", f"contacts/{contact_id}", json=of_person).status_code == 200
    consent = {"scope": "marketing", "opted_in": True}
    key = {"Idempotency-Key": secrets.token_hex(8)}
    assert tenant.call("POST", f"contacts/{contact_id}/consent", json=consent, headers=key).status_code == 200
    campaign = {
        "name": "Bread",
        "channels": [channel_id],
        "audience": {"contact_ids": [contact_id]},
        "content": {"text": "Hello {{name}} of {{town}}, fresh bread is waiting. Reply STOP to opt out."},
    }
    made = tenant.call("POST", "campaigns", json=campaign)
    assert made.status_code == 201, made.text
    id_ = str(made.json()["id"])
    assert tenant.insist(f"campaigns/{id_}/dry-run", json={}).is_success
    assert tenant.insist(f"campaigns/{id_}/launch", json={}).is_success
    return id_


def voice(text: str) -> Json:
    """A voice note; the stand-in for the model hears what its bytes say."""
    return {"kind": "voice", "mime_type": "audio/ogg", "data_base64": base64.b64encode(text.encode()).decode()}


def test_what_she_told_is_known_a_week_later_on_another_channel_corrected_and_forgotten_without_a_trace(
    acme: Tenant, agent: Json, number: Json, bot: Json, customer: Customer, clock: Clock, database: Database
) -> None:
    path = f"agents/{agent['id']}"
    assert acme.call("PATCH", path, json={"channels": [number["id"], bot["id"]]}).status_code == 200
    talk(clock, customer, number, "Hi! My name is Wilhelmina.", "I live in Xanten and I am allergic to lupins.")
    k = acme.conversation(customer.address)["id"]
    link = {"channel_id": bot["id"], "address": customer.telegram_chat_id}
    assert acme.call("POST", f"contacts/{k}/identities", json=link).status_code == 200

    # A week's schedules run too: every hour that was touched is rolled up.
    clock.advance(WEEK_S, patience_s=240)
    talk(clock, customer, bot, "What do you know about me?")
    (recalled,) = customer.texts(bot["sim"])
    assert [word for word in ("Wilhelmina", "Xanten", "lupins") if word not in recalled] == []
    assert len(acme.messages(k)[0]["ai"]["facts"]) == 3

    talk(clock, customer, bot, "Actually, I moved to Zwolle.")
    talk(clock, customer, bot, "Where do I live?")
    assert ("Zwolle" in customer.texts(bot["sim"])[-1], "Xanten" in customer.texts(bot["sim"])[-1]) == (True, False)
    past = [fact for fact in acme.get(f"contacts/{k}/facts", history=True)["items"] if fact["valid_until"]]
    assert ["Xanten" in fact["value"] for fact in past] == [True]

    customer.write(bot["sim"], media=voice("I play the saxophone"))
    copy_around(acme, k, bot["id"])
    talk(clock, customer, bot, "Thank you")
    kept = documents_with(TOLD, acme, database)
    assert [word for word, there in kept.items() if not there] == []
    assert len(pages_of(acme, k, database)) == 1
    kinds = {document.split("/")[0] for there in kept.values() for document in there}
    assert {"contacts", "conversations", "messages", "campaigns", "idempotency"} <= kinds

    talk(clock, customer, bot, "Please forget everything about me")
    assert customer.texts(bot["sim"])[-1].startswith("Everything that was known about the customer is forgotten")
    assert known(acme, k, history=True) == []
    assert documents_with(TOLD, acme, database) == {word: [] for word in TOLD}
    assert pages_of(acme, k, database) == []
    assert logs_with(TOLD, clock.stack) == []
    talk(clock, customer, bot, "What do you know about me?")
    assert [word for word in TOLD if word in customer.texts(bot["sim"])[-1]] == []
    prompt = json.dumps(clock.stack.get("/local/openai/requests")["items"][-1])
    assert [word for word in TOLD if word in prompt] == []
