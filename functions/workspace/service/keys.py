"""API keys: making, renewing and revoking them."""

import secrets
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from common.crypto import Vault
from common.entry.pages import ListQuery, decode_cursor, encode_cursor
from common.errors import AlreadyExists, Conflict, Fault, Invalid
from common.models.ids import TenantId, digest, random_id
from common.models.tenant import ApiKey, Caller
from common.store.api_keys import ApiKeys, digest_of_key
from common.store.database import compare_and_swap
from common.store.tenants import Tenants
from functions.workspace.key_schemas import KeyIn, KeyMade, KeyPage, KeyView
from functions.workspace.service.people import demand_rank

MOST_KEYS: Final = 100
"""How many keys of a workspace may work at once."""
_BEGINS: Final = "wdx_"


class Stores(NamedTuple):
    """Whom the operations on keys work with."""

    tenants: Tenants
    keys: ApiKeys
    vault: Vault


def list_keys(t: TenantId, query: ListQuery, *, with_: Stores) -> KeyPage:
    """A page of keys, by id, those included that have been revoked."""
    after = str(decode_cursor(query.cursor, str)[0]) if query.cursor else None
    found = with_.keys.page(t, limit=query.limit + 1, after=after)
    shown = found[: query.limit]
    more = encode_cursor(shown[-1].id) if len(found) > len(shown) else None
    return KeyPage(items=[_view(key) for key in shown], next_cursor=more)


def create(
    caller: Caller, wanted: KeyIn, idempotency_key: str, request_hash: str, now: datetime, *, with_: Stores
) -> KeyMade:
    """Makes a key; one Idempotency-Key makes one, and again the same answer.

    Raises:
        Forbidden: the role is above the caller's own.
        Invalid: it would have expired already, or the Idempotency-Key was used for another request.
        Conflict: the workspace has as many as it may.
    """
    demand_rank(caller, wanted.role)
    if wanted.expires_at is not None and wanted.expires_at <= now:
        raise Invalid("The key would have expired already.", faults=[Fault("/expires_at", "must be in the future")])
    t = caller.tenant_id
    id_ = "k" + digest("api key", caller.id, idempotency_key) if idempotency_key else random_id()
    key = _secret(t, id_, caller, idempotency_key, with_)
    if with_.keys.count_working(t) >= MOST_KEYS and with_.keys.find(t, id_) is None:
        raise Conflict(f"A workspace has at most {MOST_KEYS} keys. Revoke those that nobody uses.")
    record = ApiKey(
        id=id_,
        name=wanted.name,
        role=wanted.role,
        ending=key[-4:],
        created_at=now,
        created_by=caller.id,
        created_by_name=caller.name,
        request_hash=request_hash,
        expires_at=wanted.expires_at,
    )
    try:
        with_.tenants.create_api_key(t, key, record)
    except AlreadyExists:
        record = with_.keys.get(t, id_).value
        if record.request_hash != request_hash:
            raise Invalid("This Idempotency-Key was used for another request.") from None
    return _made(record, key)


def rotate(
    caller: Caller, id_: str, overlap_hours: int, idempotency_key: str, now: datetime, *, with_: Stores
) -> KeyMade:
    """Puts a new key in the place of one, which still works for a while; once for an Idempotency-Key.

    Raises:
        NotFound: there is no such key.
        Forbidden: its role is above the caller's own.
        Conflict: it has been revoked.
    """
    t = caller.tenant_id
    key = _secret(t, id_, caller, idempotency_key, with_)

    def attempt() -> KeyMade:
        found = with_.keys.get(t, id_)
        demand_rank(caller, found.value.role)
        if found.value.revoked_at is not None:
            raise Conflict("This key has been revoked. Make a new one.")
        if found.value.digest == digest_of_key(key):
            return _made(found.value, key)
        with_.keys.renew(t, found, key, now + timedelta(hours=overlap_hours), now)
        return _made(with_.keys.get(t, id_).value, key)

    return compare_and_swap(attempt)


def revoke(caller: Caller, id_: str, now: datetime, *, with_: Stores) -> KeyView:
    """Has a key work no more, from its next call on; again, nothing changes.

    Raises:
        NotFound: there is no such key.
        Forbidden: its role is above the caller's own.
    """
    t = caller.tenant_id

    def attempt() -> KeyView:
        found = with_.keys.get(t, id_)
        demand_rank(caller, found.value.role)
        if found.value.revoked_at is not None:
            return _view(found.value)
        with_.keys.revoke(t, found, now)
        return _view(found.value.model_copy(update={"revoked_at": now}))

    return compare_and_swap(attempt)


def _secret(t: TenantId, id_: str, caller: Caller, idempotency_key: str, with_: Stores) -> str:
    """A new key; the same for the same request, so that whoever lost the answer gets it again."""
    if not idempotency_key:
        return _BEGINS + secrets.token_urlsafe(32)
    return _BEGINS + with_.vault.derive("api key", t, id_, caller.id, idempotency_key)


def _view(key: ApiKey) -> KeyView:
    return KeyView.model_validate(key.model_dump())


def _made(record: ApiKey, key: str) -> KeyMade:
    return KeyMade.model_validate({**record.model_dump(), "key": key})
