"""Ids: random where nothing is known, derived where the same thing may come twice."""

import base64
import hashlib
import secrets
from typing import Final, NewType

from common.errors import Invalid

TenantId = NewType("TenantId", str)
ChannelId = NewType("ChannelId", str)
ContactId = NewType("ContactId", str)
IdentityId = NewType("IdentityId", str)
MessageId = NewType("MessageId", str)
MemberId = NewType("MemberId", str)
_SCRATCH: Final = "drill-"
"""How the ids of scratch workspaces begin; those of others are made up by us and hold no hyphen."""


def id_part(value: str) -> str:
    """`value`, if it can be one part of a path and no more.

    Raises:
        Invalid: it is empty, too long, or would lead elsewhere.
    """
    elsewhere = not value or "/" in value or value in (".", "..") or value.startswith("__")
    # Half a surrogate pair can be in a string, but in no UTF-8.
    if elsewhere or len(value.encode(errors="surrogatepass")) > 256 or any("\ud800" <= c <= "\udfff" for c in value):
        raise Invalid("An id in the request is not one of ours.")
    return value


def digest(*parts: str) -> str:
    """26 lower-case characters that stand for `parts` in their order (128 bits of BLAKE2b)."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        raw = part.encode()
        state.update(len(raw).to_bytes(4, "big") + raw)
    return base64.b32encode(state.digest()).decode().rstrip("=").lower()


def random_id() -> str:
    """20 characters nobody can guess; begins with a letter, so that it can stand in a field's path."""
    return "x" + base64.b32encode(secrets.token_bytes(12)).decode().lower()[:19]


def scratch_of(t: TenantId) -> TenantId:
    """The workspace into which a tenant's backups are restored to try them: nobody is a member, so nobody can enter."""
    return TenantId(_SCRATCH + t)


def owner_of(t: TenantId) -> TenantId:
    """Whose a workspace is: a scratch workspace belongs to the tenant whose backups are tried, any other to itself."""
    return TenantId(t.removeprefix(_SCRATCH))


def identity_id(provider: str, scope: str, address: str) -> IdentityId:
    """The id of an address; `scope` is the channel where the address means nothing outside it, else empty."""
    return IdentityId(digest("identity", provider, scope, address))


def first_contact_id(identity: IdentityId) -> ContactId:
    """The id of the contact that an unknown identity founds; two racing first messages agree on it."""
    return ContactId(digest("contact", identity))


def inbound_message_id(channel: ChannelId, provider_message_id: str) -> MessageId:
    """The id of a message that a provider delivered, however often."""
    return MessageId(digest("in", channel, provider_message_id))


def outbound_message_id(origin: str, idempotency_key: str) -> MessageId:
    """The id of a message that we send, however often it is asked for.

    Args:
        origin: who asks and for which conversation, so that callers cannot collide.
        idempotency_key: the caller's key.
    """
    return MessageId(digest("out", origin, idempotency_key))
