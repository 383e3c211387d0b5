"""Giving a template to WhatsApp for approval, and taking it away there."""

from datetime import datetime
from typing import Final

from common import log
from common.channels.whatsapp.template_parts import same_parts
from common.channels.whatsapp.templates import AccessRefused, ExistsThere, GoneThere, Submitted
from common.errors import Conflict, Invalid
from common.models.accounts import open_account
from common.models.channel import Account
from common.models.ids import ChannelId, TenantId
from common.models.template import Approval, ApprovalStatus, Template
from common.models.template_rules import validate
from common.store.campaigns import Campaigns
from common.store.database import compare_and_swap
from common.store.templates import encode_approvals
from functions.templates.service.accounts import Collaborators, account_of, example_of, speakers
from functions.templates.service.editing import demand_unused

GONE: Final = frozenset({ApprovalStatus.DELETED, ApprovalStatus.PENDING_DELETION})
SETTLED: Final = frozenset({ApprovalStatus.PENDING, ApprovalStatus.APPROVED, ApprovalStatus.IN_APPEAL})
"""What WhatsApp says of a template that it has; submitting the same again would change nothing."""


def submit(t: TenantId, id_: str, c: ChannelId, now: datetime, *, with_: Collaborators) -> Template:
    """Submits a template to the account above a channel; one that was submitted as it is stays as it is.

    A call whose answer was lost is found out by looking what WhatsApp has, so that trying again is safe.

    Raises:
        NotFound: the tenant has no such template or channel.
        Invalid: the template has faults, or WhatsApp does not take it; each with its place.
        Conflict: WhatsApp refuses our access, or the channel is disconnected.
        TooManyRequests: WhatsApp's limit of new templates or of calls is reached.
        DependencyDown: WhatsApp does not answer now.
    """
    template = with_.templates.get(t, id_).value
    faults = validate(template)
    if faults:
        raise Invalid(f"WhatsApp would not take this template. {faults[0].detail}", faults=faults)
    account = account_of(t, c, with_)
    known = template.approvals.get(account.account_id)
    if known and known.submitted_version == template.version and known.status in SETTLED and not known.differs:
        return template
    submitted = _give(t, template, account, known, with_)
    return _record(t, template, account.account_id, known, submitted, now, with_)


def _give(t: TenantId, template: Template, account: Account, known: Approval | None, with_: Collaborators) -> Submitted:
    """Creates or changes the template at WhatsApp, whichever it takes."""
    example = example_of(t, template, with_)
    if known and known.template_id and known.status not in GONE:
        # The category of an approved template is no longer ours to choose.
        category = known.status is not ApprovalStatus.APPROVED and known.category is not template.category
        try:
            with_.manager.edit(account, known.template_id, template, example, category=category)
        except GoneThere:
            log.info("a template was deleted at WhatsApp and is made again", template=template.id)
        else:
            return Submitted(known.template_id, ApprovalStatus.PENDING, None)
    try:
        return with_.manager.create(account, template, example)
    except ExistsThere:
        # Made there by people, or by a call of ours whose answer was lost.
        there = with_.manager.find(account, template.name, template.language)
        if there is None:
            raise
        if same_parts(template, there.components):
            return Submitted(there.template_id, there.status, there.category)
        category = there.status is not ApprovalStatus.APPROVED and there.category is not template.category
        with_.manager.edit(account, there.template_id, template, example, category=category)
        return Submitted(there.template_id, ApprovalStatus.PENDING, there.category)


def _record(
    t: TenantId,
    given: Template,
    account_id: str,
    before: Approval | None,
    submitted: Submitted,
    now: datetime,
    with_: Collaborators,
) -> Template:
    def attempt() -> Template:
        found = with_.templates.get(t, given.id)
        known = found.value.approvals.get(account_id)
        approval = after_submission(known, before, submitted, given.version, now)
        approvals = {**found.value.approvals, account_id: approval}
        with_.templates.patch(t, given.id, encode_approvals(approvals), found.updated_at)
        return found.value.model_copy(update={"approvals": approvals})

    return compare_and_swap(attempt)


def after_submission(
    known: Approval | None, before: Approval | None, submitted: Submitted, version: int, now: datetime
) -> Approval:
    """What we know of a template after WhatsApp took it.

    Args:
        known: what we know now; a webhook may have told of the outcome before the call's answer was there.
        before: what we knew before the call.
        submitted: what the call answered.
        version: which version was given.
        now: the present.
    """
    same = known is not None and known.template_id == submitted.template_id
    base = known if known is not None and same else Approval(template_id=submitted.template_id)
    overtaken = same and known is not None and known.status_at != (before.status_at if before else None)
    update: dict[str, object] = {
        "submitted_version": version,
        "submitted_at": now,
        "differs": False,
        "synced_at": now,
    }
    if not overtaken:
        update |= {"status": submitted.status, "reason": ""}
    if submitted.category is not None and base.category_at is None:
        update["category"] = submitted.category
    return base.model_copy(update=update)


def delete(t: TenantId, id_: str, *, with_: Collaborators, campaigns: Campaigns) -> None:
    """Deletes a template at WhatsApp and then with us; what is half done is finished by trying again.

    Raises:
        NotFound: the tenant has no such template.
        InUse: a campaign that still runs needs it.
        Conflict: WhatsApp does not let us delete it there.
        DependencyDown: WhatsApp does not answer now.
    """
    template = with_.templates.get(t, id_).value
    demand_unused(t, id_, campaigns=campaigns)
    channels = {channel.account_id: channel for channel in speakers(t, with_)}
    for account_id, approval in template.approvals.items():
        channel = channels.get(account_id)
        # Nobody can delete it in an account that is not connected any more; there it stays.
        if channel is None or not approval.template_id or approval.status in GONE:
            continue
        account = open_account(t, channel, with_.vault)
        try:
            with_.manager.delete(account, template.name, approval.template_id)
        except AccessRefused as error:
            raise Conflict(
                f"The template could not be deleted at WhatsApp through {channel.name}. {error.detail} Mend or "
                "disconnect the channel, then delete the template again."
            ) from error
    with_.templates.delete(t, id_)
