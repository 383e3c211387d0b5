"""Signed WhatsApp webhooks, as Meta posts them."""

import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SIGNATURE_HEADER: Final = "X-Hub-Signature-256"


@dataclass(frozen=True)
class Number:
    """The business's phone number that customers write to."""

    phone_number_id: str
    account_id: str
    app_secret: str


@dataclass(frozen=True)
class Text:
    """One message of a customer."""

    id: str
    sender: str
    text: str


def message_webhook(number: Number, texts: Sequence[Text]) -> bytes:
    """The body of one webhook with all of `texts`, sent now."""
    now_s = str(int(time.time()))
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550100001", "phone_number_id": number.phone_number_id},
        "contacts": [{"profile": {"name": f"Customer {t.sender[-4:]}"}, "wa_id": t.sender} for t in texts],
        "messages": [
            {"from": t.sender, "id": t.id, "timestamp": now_s, "text": {"body": t.text}, "type": "text"} for t in texts
        ],
    }
    entry = {"id": number.account_id, "changes": [{"value": value, "field": "messages"}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}, separators=(",", ":")).encode()


def sign(body: bytes, app_secret: str) -> str:
    """The signature that Meta sends along with `body`."""
    return "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()
