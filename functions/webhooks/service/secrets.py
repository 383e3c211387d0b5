"""Secrets of webhooks: made, shown once, changed with an overlap, and otherwise sealed."""

from datetime import datetime, timedelta
from typing import Final

from common.crypto import Vault
from common.models.ids import TenantId, digest
from common.models.webhook import Webhook
from common.webhooks.signing import new_secret

OVERLAP: Final = timedelta(hours=24)
"""How long is signed with the secret before too."""


def make(t: TenantId, id_: str, caller_id: str, idempotency_key: str, vault: Vault) -> str:
    """A new secret; the same for the same request, so that whoever lost the answer gets it again."""
    if not idempotency_key:
        return new_secret()
    said = vault.derive("webhook secret", t, id_, caller_id, idempotency_key)
    return new_secret(said.encode())


def key_of(caller_id: str, idempotency_key: str) -> str:
    """What stands for the request that made a secret; empty where it cannot come again."""
    return digest("webhook secret", caller_id, idempotency_key) if idempotency_key else ""


def sealed(t: TenantId, id_: str, secret: str, old: str, vault: Vault) -> str:
    """Both secrets as they are stored."""
    values = {"secret": secret, **({"old": old} if old else {})}
    return vault.seal(values, context=_context(t, id_))


def newest(t: TenantId, hook: Webhook, vault: Vault) -> str:
    """The secret that holds from now on."""
    return vault.open(hook.sealed, context=_context(t, hook.id))["secret"]


def signing(t: TenantId, hook: Webhook, now: datetime, vault: Vault) -> list[str]:
    """The secrets that a try is signed with, the newest first."""
    opened = vault.open(hook.sealed, context=_context(t, hook.id))
    overlaps = hook.old_until is not None and now < hook.old_until
    return [opened["secret"], *([opened["old"]] if overlaps and "old" in opened else [])]


def _context(t: TenantId, id_: str) -> str:
    return f"{t}/webhooks/{id_}"
