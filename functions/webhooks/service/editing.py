"""Making, changing and removing webhooks; what the tenant's events are looked at for changes in the same commit."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from common.crypto import Vault
from common.errors import AlreadyExists, AppError, Conflict, Fault, Invalid
from common.models.audit import AuditEntry
from common.models.ids import TenantId, digest, random_id
from common.models.incident import IncidentKind
from common.models.tenant import Caller
from common.models.webhook import HookStatus, Webhook
from common.store import audit
from common.store.database import compare_and_swap
from common.store.incidents import Incidents
from common.store.webhooks import Webhooks
from common.webhooks.addresses import Resolve, target_of
from functions.webhooks.schemas import WebhookIn, WebhookList, WebhookMade, WebhookPatch, WebhookView
from functions.webhooks.service import secrets

MOST: Final = 10
"""How many webhooks a tenant has at most."""
_AUDITED: Final = ("name", "url", "events", "status")


class Stores(NamedTuple):
    """Whom editing works with."""

    webhooks: Webhooks
    incidents: Incidents
    vault: Vault
    look_up: Resolve
    allowed: Collection[str]
    """`host:port` of receivers that may be private."""


def view(hook: Webhook, now: datetime) -> WebhookView:
    """A webhook as people see it."""
    overlaps = hook.old_until is not None and now < hook.old_until
    until = hook.old_until if overlaps else None
    return WebhookView.model_validate({**hook.model_dump(), "old_secret_until": until})


def list_webhooks(t: TenantId, now: datetime, *, with_: Stores) -> WebhookList:
    """The tenant's webhooks."""
    return WebhookList(items=[view(hook, now) for hook in with_.webhooks.list_all(t)])


def create(
    caller: Caller, asked: WebhookIn, idempotency_key: str, request_hash: str, now: datetime, *, with_: Stores
) -> WebhookMade:
    """Makes a webhook; one Idempotency-Key makes one, and again the same answer.

    Raises:
        Invalid: its address must not be posted to, or the Idempotency-Key was used for another request.
        Conflict: the tenant has as many as it may.
    """
    t = caller.tenant_id
    check(asked.url, with_)
    id_ = "w" + digest("webhook", caller.id, idempotency_key) if idempotency_key else random_id()
    known = with_.webhooks.list_all(t)
    if len(known) >= MOST and id_ not in {hook.id for hook in known}:
        raise Conflict(f"A workspace has at most {MOST} webhooks. Remove one that nobody uses.")
    secret = secrets.make(t, id_, caller.id, idempotency_key, with_.vault)
    hook = Webhook(
        id=id_,
        name=asked.name,
        url=asked.url,
        events=sorted(set(asked.events)),
        sealed=secrets.sealed(t, id_, secret, "", with_.vault),
        secret_key=secrets.key_of(caller.id, idempotency_key),
        created_at=now,
        created_by=caller.id,
        request_hash=request_hash,
    )
    entry = _entry(caller, "webhook.created", id_, now, after=_audited(hook))
    try:
        with_.webhooks.create(t, hook, audit.record(t, entry))
    except AlreadyExists:
        hook = with_.webhooks.get(t, id_).value
        if hook.request_hash != request_hash:
            raise Invalid("This Idempotency-Key was used for another request.") from None
    return _made(hook, secret, now)


def change(caller: Caller, id_: str, asked: WebhookPatch, now: datetime, *, with_: Stores) -> WebhookView:
    """Changes a webhook; what is left out stays.

    Raises:
        NotFound: the tenant has no such webhook.
        Invalid: its address must not be posted to.
    """
    t = caller.tenant_id
    if asked.url is not None:
        check(asked.url, with_)
    given = {n: v for n, v in asked.model_dump(include={"name", "url"}).items() if v is not None}

    def attempt() -> tuple[Webhook, Webhook]:
        found = with_.webhooks.get(t, id_)
        before = found.value
        fields: dict[str, object] = dict(given)
        if asked.events is not None:
            fields["events"] = sorted(set(asked.events))
        if asked.paused:
            fields["status"] = HookStatus.PAUSED
        elif asked.paused is False and before.status is not HookStatus.ACTIVE:
            fields |= {"status": HookStatus.ACTIVE, "status_reason": "", "failing_since": None}
        after = before.model_copy(update=fields)
        if after != before:
            told = _entry(caller, "webhook.changed", id_, now, before=_audited(before), after=_audited(after))
            with_.webhooks.save(t, after, found.updated_at, audit.record(t, told))
        return before, after

    before, after = compare_and_swap(attempt)
    if after.status is HookStatus.ACTIVE and (asked.paused is False or before.status is not HookStatus.ACTIVE):
        # Also where it was on before: whoever switched it on may have died in between.
        with_.incidents.close(t, IncidentKind.WEBHOOK_DISABLED, id_, now)
    return view(after, now)


def remove(caller: Caller, id_: str, now: datetime, *, with_: Stores) -> None:
    """Removes a webhook; what is on its way to it is not told any more.

    Raises:
        NotFound: the tenant has no such webhook.
    """
    t = caller.tenant_id

    def attempt() -> None:
        found = with_.webhooks.get(t, id_)
        entry = _entry(caller, "webhook.removed", id_, now, before=_audited(found.value))
        with_.webhooks.remove(t, id_, found.updated_at, audit.record(t, entry))

    compare_and_swap(attempt)
    with_.incidents.close(t, IncidentKind.WEBHOOK_DISABLED, id_, now)


def rotate(caller: Caller, id_: str, idempotency_key: str, now: datetime, *, with_: Stores) -> WebhookMade:
    """Gives a webhook a new secret; for a day is signed with both. One Idempotency-Key does it once.

    Raises:
        NotFound: the tenant has no such webhook.
    """
    t, request = caller.tenant_id, secrets.key_of(caller.id, idempotency_key)
    secret = secrets.make(t, id_, caller.id, idempotency_key, with_.vault)

    def attempt() -> Webhook:
        found = with_.webhooks.get(t, id_)
        if request and found.value.secret_key == request:
            return found.value
        old = secrets.newest(t, found.value, with_.vault)
        fields = {
            "sealed": secrets.sealed(t, id_, secret, old, with_.vault),
            "old_until": now + secrets.OVERLAP,
            "secret_key": request,
        }
        fresh = found.value.model_copy(update=fields)
        with_.webhooks.save(t, fresh, found.updated_at, audit.record(t, _entry(caller, "webhook.rotated", id_, now)))
        return fresh

    return _made(compare_and_swap(attempt), secret, now)


def check(url: str, with_: Stores) -> None:
    """Sees that an address may be posted to.

    Raises:
        Invalid: it may not, or leads nowhere.
    """
    try:
        target_of(url, allowed=with_.allowed, look_up=with_.look_up)
    except AppError as error:
        raise Invalid(error.detail, faults=[Fault("/url", error.detail)]) from error


def _made(hook: Webhook, secret: str, now: datetime) -> WebhookMade:
    return WebhookMade.model_validate({**view(hook, now).model_dump(), "secret": secret})


def _audited(hook: Webhook) -> dict[str, object]:
    return hook.model_dump(mode="json", include=set(_AUDITED))


def _entry(
    caller: Caller,
    action: str,
    target: str,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> AuditEntry:
    return AuditEntry(
        id=random_id(),
        at=at,
        actor=caller.id,
        actor_name=caller.name,
        action=action,
        target=target,
        before=dict(before or {}),
        after=dict(after or {}),
    )
