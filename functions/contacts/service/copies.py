"""What campaigns and imports copied of a contact who is forgotten: recipients, samples of dry runs, former values."""

from collections.abc import Sequence
from typing import Final, Protocol

from common.models.campaign import UNDER_WAY, Campaign, CampaignStatus, RecipientState, message_id_of
from common.models.contact_import import ContactImportState
from common.models.ids import ContactId, TenantId
from common.store.campaigns import CampaignCursor, Campaigns
from common.store.codec import Versioned
from common.store.contact_imports import ContactImports
from common.store.database import Database, Increment, Write, compare_and_swap

PAGE: Final = 100
DETAIL: Final = "This person had themselves forgotten before the message was sent."
_PLANNED: Final = frozenset({*UNDER_WAY, CampaignStatus.PAUSED})
"""States of a campaign whose planner may still write to somebody."""


class Bucket(Protocol):
    """Where files are kept."""

    def remove_file(self, object_name: str) -> None:
        """Removes a file; none is fine."""
        ...


def erase_imports(t: TenantId, ids: Sequence[ContactId], *, database: Database, bucket: Bucket) -> bool:
    """Erases what imports keep about a contact, and files that wait; whether one is still taken in, or undone.

    A file that nobody has started may name the contact: it goes, and whoever uploaded it does so again.
    """
    imports = ContactImports(database)
    running = False
    after = None
    while page := imports.page(t, limit=PAGE, after=after):
        for each in page:
            running = running or each.state in (ContactImportState.RUNNING, ContactImportState.UNDOING)
            if each.state is ContactImportState.DRAFT:
                bucket.remove_file(each.object_name)
                if (found := imports.find(t, each.id)) and found.value.state is ContactImportState.DRAFT:
                    database.commit(imports.remove(t, each.id, found.updated_at))
            imports.erase_about(t, each.id, ids)
        last = page[-1]
        if len(page) < PAGE or last.created_at is None:
            break
        after = (last.created_at, last.id)
    return running


def erase_recipients(t: TenantId, ids: Sequence[ContactId], *, database: Database) -> int:
    """Erases what campaigns copied; whoever was not written to yet is not. Returns how many campaigns it changed.

    Args:
        t: the tenant.
        ids: the contact, and those that were merged into it; they hold nothing any more that could be copied.
        database: where campaigns are kept; one read for each campaign, and one for each id in it.

    Raises:
        WriteRaced: a campaign kept changing under us; trying again helps.
    """
    campaigns = Campaigns(database)
    changed, after = 0, None
    while page := campaigns.page(t, limit=PAGE, after=after):
        changed += sum(_erase_in(t, each.id, ids, campaigns) for each in page)
        last = page[-1]
        if len(page) < PAGE or last.created_at is None:
            break
        after = CampaignCursor(last.created_at, last.id)
    return changed


def _erase_in(t: TenantId, campaign_id: str, ids: Sequence[ContactId], campaigns: Campaigns) -> bool:
    def attempt() -> bool:
        found = campaigns.find(t, campaign_id)
        if found is None:
            return False
        writes = _writes(t, found, ids, campaigns)
        campaigns.commit(*writes)
        return bool(writes)

    return compare_and_swap(attempt, tries=40)


def _writes(t: TenantId, found: Versioned[Campaign], ids: Sequence[ContactId], campaigns: Campaigns) -> list[Write]:
    """The change of a campaign comes first: it fails if the planner went on, who may have read what is erased."""
    campaign, of_campaign = found.value, dict[str, object]()
    recipients = [each for each in campaigns.find_recipients(t, campaign.id, ids) if each is not None]
    told = [each for each in recipients if each.name or each.values or each.detail not in ("", DETAIL)]
    writes: list[Write] = []
    for each in told:
        message = campaigns.find_messages(t, [message_id_of(campaign.id, each.id)])[0]
        left_out = each.state is RecipientState.PLANNED and message is None
        writes.append(campaigns.erase_recipient(t, campaign.id, each.id, DETAIL if left_out else None))
    if campaign.status in _PLANNED and (told or not recipients):
        of_campaign["suppressed"] = Increment(1)
    if _shows(campaign, ids):
        of_campaign["dry_run"] = None
    if of_campaign:
        writes.insert(0, campaigns.patch(t, campaign.id, of_campaign, found.updated_at))
    return writes


def _shows(campaign: Campaign, ids: Sequence[ContactId]) -> bool:
    """Whether a dry run shows the contact as an example."""
    samples = campaign.dry_run.samples.values() if campaign.dry_run else ()
    return any(sample.contact_id in ids for each in samples for sample in each)
