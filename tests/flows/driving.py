"""Drives a stack from outside, as customers do on their phones, tenants over the API, and providers by webhooks."""

import hashlib
import hmac
import itertools
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from tests.conftest import RunningStack

Json = dict[str, Any]
PASSWORD = "demo-password"
"""Everybody's, of the seed and of the tests."""
HOUR_S = 3600.0
DAY_S = 24 * HOUR_S
RETRY_S = 20.0
"""Longer than a message that the provider surely did not take waits for its second try."""
DEBOUNCE_S = 2
"""For how long agents of tests wait for a further message."""
LEASE_S = 60.0
"""Longer than a worker's claim to a message holds."""
WORKER_DIED = 502
"""What the front door answers when the process behind it died over the call."""
_numbers = itertools.count(10_000_000)


def new_number() -> str:
    """A customer's number that no other test uses."""
    return f"49151{next(_numbers)}"


def new_wamid() -> str:
    """A WhatsApp message id that was never used."""
    return f"wamid.{secrets.token_hex(16)}"


@dataclass(frozen=True)
class Customer:
    """A person with WhatsApp and Telegram on one phone."""

    stack: RunningStack
    address: str

    def write(self, channel: str, text: str | None = None, **more: object) -> str:
        """Writes to a channel, whose webhook is answered with 200; the provider's id of the message."""
        body = {"channel": channel, "text": text, **more}
        told = self.stack.http.post(f"/local/phones/{self.address}/messages", json=body)
        assert (told.status_code, told.json().get("status_code")) == (201, 200), told.text
        return str(told.json()["provider_message_id"])

    def received(self, channel: str | None = None) -> list[Json]:
        """What the phone got, on one channel or on all."""
        wanted = {"channel": channel} if channel else {}
        return self.stack.get(f"/local/phones/{self.address}/messages", params=wanted)

    def texts(self, channel: str | None = None) -> list[str]:
        """The texts of what the phone got."""
        return [message["text"] for message in self.received(channel)]

    def report(self, provider_message_id: str, status: str) -> None:
        """Has WhatsApp report a status of a message to this phone."""
        body = {"provider_message_id": provider_message_id, "status": status}
        told = self.stack.http.post(f"/local/phones/{self.address}/receipts", json=body)
        assert told.json()["status_code"] == 200, told.text

    @property
    def telegram_chat_id(self) -> str:
        """The customer's chat on Telegram."""
        return str(self.stack.get(f"/local/phones/{self.address}")["telegram_chat_id"])


@dataclass(frozen=True)
class Tenant:
    """A tenant with its API key and its two seeded channels."""

    stack: RunningStack
    id: str
    key: str
    whatsapp: Json
    telegram: Json

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        """A call of the API, whatever comes of it."""
        headers = {"X-API-Key": self.key, **options.pop("headers", {})}
        return self.stack.http.request(method, f"/api/{path}", headers=headers, **options)

    def insist(self, path: str, **options: Any) -> httpx.Response:
        """Posts as a client does whose connection broke: again under the same key, until it is answered."""
        headers = {"Idempotency-Key": secrets.token_hex(8)}
        answers = (self.call("POST", path, headers=headers, **options) for _ in range(10))
        return next(answer for answer in answers if answer.status_code != WORKER_DIED)

    def get(self, path: str, **query: object) -> Json:
        """The JSON of a GET that succeeds."""
        answer = self.call("GET", path, params=query)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def found(self, address: str) -> list[Json]:
        """The conversations whose contact has this address."""
        return list(self.get("inbox/conversations", q=address)["items"])

    def conversation(self, address: str) -> Json:
        """The one conversation whose contact has this address, with its route."""
        (found,) = self.found(address)
        return self.get(f"inbox/conversations/{found['id']}")

    def messages(self, conversation_id: str) -> list[Json]:
        """The newest messages of a conversation, the newest first."""
        return list(self.get(f"inbox/conversations/{conversation_id}/messages", limit=100)["items"])

    def message(self, message_id: str) -> Json:
        """One message."""
        return self.get(f"inbox/messages/{message_id}")

    def reply(self, conversation_id: str, text: str = "", *, key: str = "", **more: object) -> httpx.Response:
        """A reply under a fresh Idempotency-Key, if none is given."""
        headers = {"Idempotency-Key": key or secrets.token_hex(8)}
        body = {"text": text, **more}
        return self.call("POST", f"inbox/conversations/{conversation_id}/reply", headers=headers, json=body)

    def replied(self, conversation_id: str, text: str = "", **more: Any) -> str:
        """The id of a reply that was taken, wherever it has got to when this returns."""
        answer = self.reply(conversation_id, text, **more)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    def delivered(self, conversation_id: str, text: str) -> Json:
        """A reply that has arrived."""
        message_id = self.replied(conversation_id, text)
        self.stack.idle()
        return self.message(message_id)

    def used(self, metric: str) -> int:
        """This month's counter of that name."""
        return int(self.get("usage/current")["metrics"][metric]["used"])


def sign_in(stack: RunningStack, email: str) -> str:
    """The ID token of a person who has an account."""
    return str(_account(stack, "signInWithPassword", email)["idToken"])


def sign_up(stack: RunningStack, email: str) -> Json:
    """Makes an account; the person's `localId` and `idToken`."""
    return _account(stack, "signUp", email)


def _account(stack: RunningStack, verb: str, email: str) -> Json:
    host = stack.environment["FIREBASE_AUTH_EMULATOR_HOST"]
    url = f"http://{host}/identitytoolkit.googleapis.com/v1/accounts:{verb}?key=local"
    person = {"email": email, "password": PASSWORD, "returnSecureToken": True}
    return dict(httpx.post(url, json=person, trust_env=False, timeout=60).raise_for_status().json())


@dataclass(frozen=True)
class Clock:
    """The stack's clock."""

    stack: RunningStack

    @property
    def now_s(self) -> float:
        """Its time, in seconds since 1970."""
        return float(self.stack.get("/local/clock")["now_s"])

    def advance(self, seconds: float, patience_s: float = 60) -> None:
        """Moves it on once all that is under way is done, and waits for all that becomes due by that."""
        self.stack.idle(patience_s)
        self.stack.http.post("/local/clock", json={"advance_s": seconds}).raise_for_status()
        self.stack.idle(patience_s)


def talk(clock: Clock, customer: Customer, number: Json, *texts: str) -> list[str]:
    """Writes, lets the agent answer, and tells what the phone has got."""
    for text in texts:
        customer.write(number["sim"], text)
    clock.stack.idle()
    clock.advance(DEBOUNCE_S + 1)
    return customer.texts()


@dataclass(frozen=True)
class Faults:
    """What is to go wrong in the stack."""

    stack: RunningStack

    def set(self, target: str, mode: str, count: int = 1) -> None:
        """Makes the next `count` calls of `target` go wrong."""
        order = {"target": target, "mode": mode, "count": count}
        self.stack.http.post("/local/faults", json=order).raise_for_status()

    def pending(self) -> list[Json]:
        """What has not gone wrong yet."""
        return list(self.stack.get("/local/faults")["pending"])

    def clear(self) -> None:
        """Lets everything go well again."""
        self.stack.http.delete("/local/faults").raise_for_status()


@dataclass(frozen=True)
class Meta:
    """Meta, which posts signed webhooks to the platform's app."""

    stack: RunningStack

    def sign(self, body: bytes) -> str:
        """The signature over `body`."""
        secret = self.stack.environment["META_APP_SECRET"].encode()
        return "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()

    def post(self, body: bytes | Json, signature: str | None = None) -> httpx.Response:
        """Posts a webhook, signed rightly unless told otherwise."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": signature or self.sign(raw)}
        return self.stack.http.post("/webhooks/whatsapp", content=raw, headers=headers)

    def tells(self, *entries: Json) -> None:
        """Posts one webhook of these entries, which is taken."""
        answer = self.post(webhook(*entries))
        assert answer.status_code == 200, answer.text


def webhook(*entries: Json) -> Json:
    """A webhook as Meta writes it."""
    return {"object": "whatsapp_business_account", "entry": list(entries)}


def entry(number_id: str, *, field: str = "messages", **parts: Sequence[Json]) -> Json:
    """The entry of one phone number, whose value holds `parts`, such as messages or statuses."""
    value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": number_id}, **parts}
    return {"id": "0", "changes": [{"field": field, "value": value}]}


def text_message(sender: str, text: str, at_s: float, wamid: str = "") -> Json:
    """A customer's text as it stands in a webhook."""
    body = {"body": text}
    return {"from": sender, "id": wamid or new_wamid(), "timestamp": str(int(at_s)), "type": "text", "text": body}


def status(wamid: str, name: str, at_s: float, **more: object) -> Json:
    """A receipt as it stands in a webhook."""
    return {"id": wamid, "status": name, "timestamp": str(int(at_s)), **more}


def echo(customer: str, text: str, at_s: float, wamid: str) -> Json:
    """What a person of the tenant wrote on the tenant's own phone: a message of ours whose receipts a test controls."""
    return {**text_message("15550000000", text, at_s, wamid), "to": customer}


def texts(messages: Iterable[Json]) -> list[str]:
    """The texts of messages."""
    return [message["text"] for message in messages]
