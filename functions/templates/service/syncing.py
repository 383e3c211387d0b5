"""Bringing what we know of templates and what WhatsApp has together, account by account."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from common.channels.whatsapp.template_parts import NotOurs, content_from, same_parts
from common.channels.whatsapp.templates import Listed
from common.errors import AlreadyExists, AppError, NotFound, WriteRaced
from common.models.accounts import open_account
from common.models.channel import Channel
from common.models.ids import TenantId
from common.models.incident import IncidentKind
from common.models.template import Approval, ApprovalStatus, Category, Template, template_id
from common.store.codec import Versioned
from common.store.database import compare_and_swap
from common.store.templates import After, Templates, encode_approvals
from functions.templates import schemas
from functions.templates.service.accounts import Collaborators, speakers
from functions.templates.service.editing import same_content

AUTHOR: Final = "WhatsApp"
MOST_SKIPPED: Final = 50
"""How many skipped templates of an account are named."""
BATCH: Final = 100


class Change(StrEnum):
    """What became of one template."""

    IMPORTED = "imported"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DELETED = "deleted"


def sync(t: TenantId, now: datetime, *, with_: Collaborators) -> schemas.SyncReport:
    """Looks at every template of every WhatsApp Business Account, each account once.

    Status, category and quality are taken over; templates that only WhatsApp has are imported; those that it no longer
    has are marked. A text that was changed at WhatsApp becomes our next version, unless ours was changed too.
    An account that cannot be read does not hold up the others.
    """
    return schemas.SyncReport(accounts=[_sync_account(t, channel, now, with_) for channel in speakers(t, with_)])


def _sync_account(t: TenantId, channel: Channel, now: datetime, with_: Collaborators) -> schemas.AccountSync:
    changes: Counter[Change] = Counter()
    skipped: list[str] = []
    seen: set[str] = set()
    ok, detail = True, ""
    try:
        for listed in with_.manager.list_all(open_account(t, channel, with_.vault)):
            seen.add(listed.template_id)
            try:
                changes[take_listed(t, channel.account_id, listed, now, templates=with_.templates)] += 1
            except NotOurs as error:
                skipped.append(f"{listed.name} ({listed.language}): {error}")
        changes += _mark_deleted(t, channel.account_id, seen, now, with_.templates)
        with_.incidents.close(t, IncidentKind.TEMPLATES_NOT_SYNCED, channel.account_id, now)
    except AppError as error:
        ok, detail = False, error.detail
        why = f"The templates of {channel.name} could not be brought in line with WhatsApp. {detail}"
        with_.incidents.open(t, IncidentKind.TEMPLATES_NOT_SYNCED, channel.account_id, why, now)
    return schemas.AccountSync(
        account_id=channel.account_id,
        channel_id=channel.id,
        ok=ok,
        detail=detail or f"{sum(changes.values()) + len(skipped)} templates were looked at.",
        skipped=skipped[:MOST_SKIPPED],
        **{str(change): count for change, count in changes.items()},
    )


def take_listed(t: TenantId, account_id: str, listed: Listed, now: datetime, *, templates: Templates) -> Change:
    """Takes over what WhatsApp says of one template, or imports it.

    Raises:
        NotOurs: it is of a kind that we have no word for, and not one of ours.
        WriteRaced: the template kept changing; trying again helps.
    """
    id_ = template_id(listed.name, listed.language)

    def attempt() -> Change:
        found = templates.find(t, id_)
        if found is None:
            try:
                templates.create(t, imported(account_id, listed, now))
            except AlreadyExists as error:
                raise WriteRaced("The template was made at the same moment.") from error
            return Change.IMPORTED
        return _update(t, found, account_id, listed, now, templates)

    return compare_and_swap(attempt)


def imported(account_id: str, listed: Listed, now: datetime) -> Template:
    """A template that only WhatsApp has, as ours.

    Raises:
        NotOurs: it is of a kind that we have no word for.
    """
    category = listed.category or Category.UTILITY
    approval = after_listing(None, listed, now).model_copy(update={"submitted_version": 1})
    return Template.model_validate(
        {
            **content_from(category, listed.components),
            "id": template_id(listed.name, listed.language),
            "name": listed.name,
            "language": listed.language,
            "category": category,
            "approvals": {account_id: approval},
            "created_at": now,
            "created_by": AUTHOR,
            "updated_at": now,
            "updated_by": AUTHOR,
        }
    )


def _update(
    t: TenantId, found: Versioned[Template], account_id: str, listed: Listed, now: datetime, templates: Templates
) -> Change:
    template = found.value
    known = template.approvals.get(account_id)
    approval = after_listing(known, listed, now)
    if same_parts(template, listed.components):
        approval = approval.model_copy(update={"submitted_version": template.version, "differs": False})
    elif known is not None and known.submitted_version == template.version:
        taken = _taken_over(template, listed)
        if taken is not None:
            approval = approval.model_copy(update={"submitted_version": template.version + 1, "differs": False})
            update = {
                "approvals": {**template.approvals, account_id: approval},
                "version": template.version + 1,
                "updated_at": now,
                "updated_by": AUTHOR,
            }
            templates.renew(t, found, taken.model_copy(update=update))
            return Change.UPDATED
        approval = approval.model_copy(update={"differs": True})
    if known is not None and approval.model_copy(update={"synced_at": known.synced_at}) == known:
        return Change.UNCHANGED
    approvals = {**template.approvals, account_id: approval}
    templates.patch(t, template.id, encode_approvals(approvals), found.updated_at)
    return Change.UPDATED


def _taken_over(template: Template, listed: Listed) -> Template | None:
    """The template with WhatsApp's text; None if we have no word for a part of it, or nothing of ours would change."""
    category = listed.category or template.category
    try:
        content = content_from(category, listed.components)
    except NotOurs:
        return None
    taken = Template.model_validate({**template.model_dump(), **content, "category": category})
    if taken.header and template.header and taken.header.format is template.header.format:
        # WhatsApp keeps our file under an address of its own; ours is the one that we send.
        kept = template.header.model_copy(update={"text": taken.header.text})
        taken = taken.model_copy(update={"header": kept})
    return None if same_content(taken, template) else taken


def after_listing(known: Approval | None, listed: Listed, now: datetime) -> Approval:
    """What we know of a template after WhatsApp listed it; a webhook that came from later on is not overruled."""
    if known is None or known.template_id != listed.template_id:
        known = Approval(template_id=listed.template_id, status=ApprovalStatus.UNKNOWN)
    # Webhooks tell whole seconds; what they tell of this second may be newer than the list.
    moment = now.replace(microsecond=0)
    fields: dict[str, object] = {"synced_at": now}
    if listed.status is not known.status and not _is_later(known.status_at, moment):
        fields |= {"status": listed.status, "reason": listed.reason, "status_at": moment}
    if listed.quality is not known.quality and not _is_later(known.quality_at, moment):
        fields |= {"quality": listed.quality, "quality_at": moment}
    if listed.category is not None and listed.category is not known.category:
        fields["category"] = listed.category
    return known.model_copy(update=fields)


def _is_later(told: datetime | None, moment: datetime) -> bool:
    return told is not None and told > moment


def _mark_deleted(t: TenantId, account_id: str, seen: set[str], now: datetime, templates: Templates) -> Counter[Change]:
    """Marks templates of ours that WhatsApp no longer has; not what was submitted while its list was read."""
    changes: Counter[Change] = Counter()
    after: After | None = None
    while True:
        page: Sequence[Template] = templates.page(t, limit=BATCH, after=after)
        for template in page:
            approval = template.approvals.get(account_id)
            if approval is not None and _is_gone(approval, seen, now):
                changes[Change.DELETED] += _mark(t, template.id, account_id, seen, now, templates)
        if len(page) < BATCH:
            return changes
        after = After(page[-1].name, page[-1].id)


def _is_gone(approval: Approval, seen: set[str], begun: datetime) -> bool:
    fresh = approval.submitted_at is not None and approval.submitted_at >= begun
    known = approval.template_id and approval.status is not ApprovalStatus.DELETED
    return bool(known) and approval.template_id not in seen and not fresh


def _mark(t: TenantId, id_: str, account_id: str, seen: set[str], now: datetime, templates: Templates) -> bool:
    def attempt() -> bool:
        try:
            found = templates.get(t, id_)
        except NotFound:
            return False
        approval = found.value.approvals.get(account_id)
        if approval is None or not _is_gone(approval, seen, now):
            return False
        gone = approval.model_copy(
            update={
                "status": ApprovalStatus.DELETED,
                "reason": "It was deleted at WhatsApp.",
                "status_at": now.replace(microsecond=0),
                "synced_at": now,
            }
        )
        templates.patch(t, id_, encode_approvals({**found.value.approvals, account_id: gone}), found.updated_at)
        return True

    return compare_and_swap(attempt)
