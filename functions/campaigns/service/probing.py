"""Test sends: one message of a campaign to one person, as that person would get it."""

from datetime import datetime

from common import log
from common.errors import (
    AlreadyExists,
    AppError,
    Conflict,
    Fault,
    Invalid,
    NoRoute,
    NotFound,
    QuotaExceeded,
    WindowClosed,
)
from common.models.campaign import SkipReason
from common.models.ids import outbound_message_id, random_id
from common.models.message import Author, AuthorKind, Message
from common.models.tenant import Caller
from common.store.database import Write
from functions.campaigns.schemas import TestIn
from functions.campaigns.service.choosing import Skipped, choose, rules_of
from functions.campaigns.service.launching import check_plan, sources_of
from functions.campaigns.service.planning import Collaborators, recipient_of
from functions.campaigns.service.writing import written

_SENTENCES = {
    SkipReason.OPTED_OUT: "This contact does not want such messages.",
    SkipReason.NO_ROUTE: "None of the campaign's channels leads to this contact.",
    SkipReason.CHANNEL_INACTIVE: "The channel that leads to this contact cannot send now.",
    SkipReason.WINDOW_CLOSED: "Only an approved template can be sent to this contact now.",
    SkipReason.DUPLICATE: "This contact was merged into another; choose that one.",
    SkipReason.MISSING_VARIABLE: "This contact has no value for a variable, and the campaign no fallback.",
    SkipReason.TOO_LONG: "With this contact's values the message is too long.",
}


def send_test(
    caller: Caller, id_: str, body: TestIn, idempotency_key: str, now: datetime, *, with_: Collaborators
) -> Message:
    """Queues one message of the campaign, marked as a test; it counts for the month, not for the campaign.

    Raises:
        NotFound: the tenant has no such campaign or contact.
        PlanRequired: the plan has no campaigns.
        Invalid: something is missing; the pointers say what.
        NoRoute: no channel of the campaign leads to the contact.
        WindowClosed: only an approved template can be sent to the contact now.
        Conflict: the contact gets no message for another reason.
        QuotaExceeded: the plan's messages of this month are used up.
    """
    t = caller.tenant_id
    check_plan(t, with_=with_)
    campaign = with_.campaigns.get(t, id_).value
    contact = with_.contacts.find(t, body.contact_id)
    if contact is None:
        raise NotFound("There is no such contact.")
    sources = sources_of(t, campaign, with_=with_, needs_audience=False)
    if body.variant is not None:
        if body.variant not in sources:
            raise Invalid("The campaign has no such variant.", faults=[Fault("/variant", "is not there")])
        sources = {body.variant: sources[body.variant]}
    tenant = with_.tenants.get(t)
    ready = campaign.model_copy(update={"sources": sources})
    rules = rules_of(ready, with_.channels.list_all(t, fresh=True), tenant.time_zone, now)
    conversation = with_.conversations.find(t, body.contact_id)
    choice = choose(contact.value, conversation.value if conversation else None, rules)
    if isinstance(choice, Skipped):
        raise _refusal(choice)
    recipient = recipient_of(contact.value.id, contact.value.name, choice)
    origin = f"campaign/{id_}/test/{caller.id}/{contact.value.id}"
    message = written(
        t,
        sources[choice.variant],
        recipient,
        choice.channel,
        now,
        message_id=outbound_message_id(origin, idempotency_key or random_id()),
        author=Author(kind=AuthorKind.CAMPAIGN, id=id_, name=f"Test of {campaign.name}"),
        campaign_id="",
    )
    writes: list[Write] = [
        *with_.messages.store(tenant, message, now),
        with_.conversations.record_outbound(t, message),
    ]
    try:
        with_.usage.commit_outbound(tenant, now, writes, author=AuthorKind.CAMPAIGN)
    except (AlreadyExists, QuotaExceeded):
        known = with_.messages.find(t, message.id)
        if known is None:
            raise
        return known.value
    log.append("stored", {"message_id": message.id})
    return message


def _refusal(skipped: Skipped) -> AppError:
    sentence = f"{_SENTENCES.get(skipped.reason, 'This contact gets no message.')} {skipped.detail}".strip()
    kinds: dict[SkipReason, type[AppError]] = {
        SkipReason.NO_ROUTE: NoRoute,
        SkipReason.WINDOW_CLOSED: WindowClosed,
    }
    return kinds.get(skipped.reason, Conflict)(sentence)
