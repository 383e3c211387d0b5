"""Signatures of outgoing webhooks.

Source: Standard Webhooks 1.0, https://www.standardwebhooks.com (read 2026-11).
"""

import base64
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

SECRET_BYTES: Final = 32
"""Between 24 and 64, as the standard asks."""
_BEGINS: Final = "whsec_"


def new_secret(raw: bytes | None = None) -> str:
    """A secret that a receiver checks signatures with: a random one, or the one that stands for `raw`."""
    return _BEGINS + base64.b64encode(raw or secrets.token_bytes(SECRET_BYTES)).decode()


def signed(event_id: str, at: datetime, body: bytes, secrets_: Sequence[str]) -> dict[str, str]:
    """The headers of one try, signed with each of the secrets."""
    moment = str(int(at.timestamp()))
    content = b".".join((event_id.encode(), moment.encode(), body))
    return {
        "webhook-id": event_id,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(f"v1,{_signature(secret, content)}" for secret in secrets_),
    }


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(_BEGINS))
    return base64.b64encode(hmac.digest(key, content, "sha256")).decode()
