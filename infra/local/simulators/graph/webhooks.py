"""The webhook bodies that Meta posts, in the shapes recorded in `pywa-updates`."""

import hashlib
import hmac
import json

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.contracts import Json
from infra.local.simulators.phones import Phone, Phones, Received

SIGNATURE_HEADER = "X-Hub-Signature-256"
RETRY_FIRST_S = 1.0
RETRY_MOST_S = 6 * 3600.0


class GraphRetries:
    """Meta's repetition: with falling frequency for up to 7 days, each webhook on its own and so in no order.

    Source: 360dialog partner documentation quoting Meta, read 2026-05; the steps in between are ours.
    """

    blocking = False
    max_age_s = 7 * 86400.0

    def delay_s(self, attempts: int, retry_after_s: float | None) -> float:
        """1, 2, 4 ... seconds, at most six hours; a Retry-After does not count."""
        return float(min(RETRY_FIRST_S * 2.0 ** min(attempts - 1, 20), RETRY_MOST_S))


def sign(body: bytes, app_secret: str) -> str:
    """The value of `X-Hub-Signature-256` over the raw bytes."""
    return "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def encode(channel: SimChannel, field: str, value: Json, *, time_s: float | None = None) -> str:
    """A webhook of one change, as PHP writes JSON: ASCII with escaped slashes.

    The signature covers exactly these bytes, so that a receiver which re-serialises the body does not verify it.
    """
    entry: Json = {"id": channel.waba_id, "changes": [{"value": value, "field": field}]}
    if time_s is not None:
        entry = {"id": channel.waba_id, "time": int(time_s), "changes": entry["changes"]}
    payload = {"object": "whatsapp_business_account", "entry": [entry]}
    return json.dumps(payload, separators=(",", ":")).replace("/", "\\/")


def value_of(channel: SimChannel) -> Json:
    """The start of every value of field `messages`."""
    return {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": channel.display_phone_number,
            "phone_number_id": channel.phone_number_id,
        },
    }


def contact_of(channel: SimChannel, phone: Phone, *, hide_number: bool = False) -> Json:
    """The `contacts` entry of a customer; without `wa_id` where the customer goes by a user name only."""
    profile: Json = {"name": phone.name}
    if phone.username:
        profile["username"] = phone.username
    contact: Json = {"profile": profile}
    if not hide_number:
        contact["wa_id"] = phone.address
    contact["user_id"] = Phones.user_id(phone, channel.tenant)
    return contact


def message_webhook(channel: SimChannel, phone: Phone, message: Json, *, hide_number: bool = False) -> str:
    """A customer's message."""
    contacts = [contact_of(channel, phone, hide_number=hide_number)]
    return encode(channel, "messages", {**value_of(channel), "contacts": contacts, "messages": [message]})


def number_changed_webhook(channel: SimChannel, old: Phone, new: Phone, message_id: str, at_s: float) -> str:
    """A customer has a new number."""
    system: Json = {
        "body": f"User {new.name} changed from {old.address} to {new.address}",
        "wa_id": new.address,
        "user_id": Phones.user_id(new, channel.tenant),
        "type": "user_changed_number",
    }
    message = {"from": old.address, "id": message_id, "timestamp": str(int(at_s)), "system": system, "type": "system"}
    return encode(channel, "messages", {**value_of(channel), "messages": [message]})


def status_webhook(
    channel: SimChannel, phone: Phone, received: Received, status: str, at_s: float, *, error: Json | None = None
) -> str:
    """The report of a status; `pricing` comes with `sent` and `delivered`; no `conversation` since v24.0."""
    entry: Json = {
        "id": received.provider_message_id,
        "status": status,
        "timestamp": str(int(at_s)),
        "recipient_id": phone.address,
        "recipient_user_id": Phones.user_id(phone, channel.tenant),
    }
    if received.opaque is not None:
        entry["biz_opaque_callback_data"] = received.opaque
    if status in {"sent", "delivered"}:
        free = received.category == "service"
        entry["pricing"] = {
            "billable": not free,
            "pricing_model": "PMP",
            "category": received.category,
            "type": "free_customer_service" if free else "regular",
        }
    if error is not None:
        entry["errors"] = [error]
    contacts = [contact_of(channel, phone)]
    return encode(channel, "messages", {**value_of(channel), "contacts": contacts, "statuses": [entry]})
