"""Opt-outs at once: whoever no longer wants messages is taken out of every campaign that is on its way."""

from datetime import datetime

from common.models.campaign import UNDER_WAY, Campaign, CampaignStatus, RecipientState, SkipReason, message_id_of
from common.models.consent import OPTED_OUT_DETAIL, may_receive, opted_out
from common.models.contact import Contact
from common.models.ids import ContactId, TenantId
from common.models.status import MessageStatus
from common.store.codec import Versioned, encode_part
from common.store.consents import Consents
from common.store.database import Increment, compare_and_swap
from functions.campaigns.service.planning import Collaborators

MOST_AT_ONCE = 1_000


def suppress(t: TenantId, consent_id: str, now: datetime, *, consents: Consents, with_: Collaborators) -> int:
    """Takes a contact who opted out of all campaigns that are on their way; how many that concerned.

    A campaign that has not begun finds the wish with the contact itself.

    Raises:
        WriteRaced: a campaign kept changing under us; trying again helps.
    """
    wish = consents.find(t, consent_id)
    if wish is None or wish.opted_in:
        return 0
    found = with_.contacts.find(t, wish.contact_id)
    while found is not None and found.value.merged_into:
        found = with_.contacts.find(t, found.value.merged_into)
    if found is None:
        return 0
    # As recipients they may still stand under the id of a contact that was merged into this one.
    ids = dict.fromkeys([wish.contact_id, found.value.id])
    going = with_.campaigns.find_in(t, [*UNDER_WAY, CampaignStatus.PAUSED], limit=MOST_AT_ONCE)
    return sum(_take_out(t, campaign.id, k, found.value, now, with_) for campaign in going for k in ids)


def _take_out(
    t: TenantId, campaign_id: str, k: ContactId, contact: Contact, now: datetime, with_: Collaborators
) -> bool:
    def attempt() -> bool:
        found = with_.campaigns.find(t, campaign_id)
        if found is None or found.value.status not in {*UNDER_WAY, CampaignStatus.PAUSED}:
            return False
        return _take_out_once(t, found, k, contact, now, with_)

    return compare_and_swap(attempt, tries=40)


def _take_out_once(
    t: TenantId, found: Versioned[Campaign], k: ContactId, contact: Contact, now: datetime, with_: Collaborators
) -> bool:
    """Reads campaign, recipient and message in this order, and changes them only if the campaign stayed as it was.

    A step of the planner that is under way has read the contact or the recipient as it was, and is stopped by the
    change of the campaign; one that was made before has left its recipient or message where we look.
    """
    campaign = found.value
    touched = with_.campaigns.patch(t, campaign.id, {"suppressed": Increment(1)}, found.updated_at)
    recipient = with_.campaigns.find_recipient(t, campaign.id, k)
    if recipient is None:
        with_.campaigns.commit(touched)
        return False
    c = recipient.value.channel_id
    if recipient.value.state is not RecipientState.PLANNED or c is None:
        return False
    if may_receive(contact.opt_outs, c, marketing=campaign.marketing):
        return False
    message = with_.messages.find(t, message_id_of(campaign.id, k))
    if message is None:
        skipped = with_.campaigns.skip_recipient(t, campaign.id, k, SkipReason.OPTED_OUT, OPTED_OUT_DETAIL)
        with_.campaigns.commit(skipped, touched)
        return True
    if message.value.status is not MessageStatus.QUEUED:
        return False
    fields = {
        "status": MessageStatus.FAILED,
        f"status_at.{MessageStatus.FAILED}": now,
        "failure": encode_part(opted_out()),
    }
    with_.messages.change(t, message, fields, now)
    return True
