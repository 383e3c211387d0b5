"""The campaigns of a tenant, their recipients, and counts of what became of their messages."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Final, Literal, NamedTuple

from cachetools import TTLCache

from common.errors import NotFound
from common.models.campaign import Campaign, CampaignStatus, Recipient, RecipientState, SkipReason, Standing
from common.models.consent import may_receive
from common.models.ids import ChannelId, ContactId, MessageId, TenantId
from common.models.message import AuthorKind, Message
from common.models.status import MessageStatus
from common.models.tenant import Tenant
from common.models.webhook import EventType
from common.store import paths
from common.store.codec import Versioned, decode, decode_owned, decode_versioned, encode
from common.store.contacts import Contacts
from common.store.database import Create, Database, Found, Patch, Remove, Where, Write
from common.store.events_out import events_out_of

MOST_OF_A_QUERY: Final = 30
"""How many values a condition `in` may have. Source: Firestore, "Queries: limits on OR queries" (read 2026-11)."""
STANDING_TTL_S: Final = 5
"""How long a process that sends believes that a campaign goes on."""
_BY_ID: Final[Sequence[tuple[str, Literal["ASCENDING", "DESCENDING"]]]] = (("__name__", "ASCENDING"),)


class CampaignRef(NamedTuple):
    """Whose campaign it is."""

    tenant_id: TenantId
    campaign: Versioned[Campaign]


class CampaignCursor(NamedTuple):
    """Where a page of the list ended."""

    created_at: datetime
    id: str


class Tally(NamedTuple):
    """Which messages of a campaign are counted; None does not look."""

    statuses: Sequence[MessageStatus] = ()
    channel_id: ChannelId | None = None
    variant: str | None = None
    reason: str | None = None
    """The class of the error."""
    codes: Sequence[str] = ()
    """The provider's codes of the error."""


class Campaigns:
    """Reads and writes campaigns and their recipients."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._contacts = Contacts(database)
        self._out = events_out_of(database)
        self._going: TTLCache[tuple[TenantId, str], None] = TTLCache(maxsize=10_000, ttl=STANDING_TTL_S)
        self._lock = Lock()

    def standing_of(self, t: TenantId, id_: str) -> Standing:
        """What the campaign's status means for its messages; that it goes on is believed for `STANDING_TTL_S`.

        A pause is never believed without looking: whoever resumes a campaign sees to its messages at once.
        """
        with self._lock:
            if (t, id_) in self._going:
                return Standing.GOES_ON
        found = self.find(t, id_)
        standing = found.value.standing if found else Standing.ENDED
        if standing is Standing.GOES_ON:
            with self._lock:
                self._going[t, id_] = None
        return standing

    def find(self, t: TenantId, id_: str) -> Versioned[Campaign] | None:
        """The campaign, with its version."""
        found = self._db.get(paths.campaign(t, id_))
        return decode_versioned(Campaign, found) if found else None

    def get(self, t: TenantId, id_: str) -> Versioned[Campaign]:
        """The campaign, with its version.

        Raises:
            NotFound: the tenant has no such campaign.
        """
        found = self.find(t, id_)
        if found is None:
            raise NotFound("There is no such campaign.")
        return found

    def create(self, t: TenantId, campaign: Campaign) -> Create:
        """The write that makes a campaign."""
        return Create(paths.campaign(t, campaign.id), encode(campaign))

    def patch(
        self, t: TenantId, id_: str, fields: Mapping[str, object], if_updated_at: datetime | None = None
    ) -> Patch:
        """The write that changes a campaign, if nobody did since `if_updated_at`."""
        return Patch(paths.campaign(t, id_), fields, if_updated_at)

    def told_done(self, tenant: Tenant, found: Versioned[Campaign], now: datetime) -> list[Create]:
        """The write that tells webhooks that a campaign is done; it goes with the one that says so."""
        data = {"campaign_id": found.value.id, "name": found.value.name}
        version = found.updated_at.isoformat()
        return self._out.tell(tenant, EventType.CAMPAIGN_COMPLETED, now, data, found.value.id, version)

    def remove(self, t: TenantId, id_: str, if_updated_at: datetime) -> Remove:
        """The write that deletes a campaign, if nobody changed it since; only drafts have no recipients."""
        return Remove(paths.campaign(t, id_), if_updated_at)

    def commit(self, *writes: Write) -> None:
        """Makes all the writes, or none; see `Database.commit`."""
        self._db.commit(*writes)

    def page(
        self, t: TenantId, *, limit: int, status: CampaignStatus | None = None, after: CampaignCursor | None = None
    ) -> list[Campaign]:
        """Campaigns, the newest first; one read each."""
        found = self._db.query(
            paths.campaigns(t),
            [Where("status", "==", status)] if status else [],
            order=[("created_at", "DESCENDING"), ("__name__", "DESCENDING")],
            after=[after.created_at, after.id] if after else (),
            limit=limit,
        )
        return [decode(Campaign, f) for f in found]

    def find_by_template(self, t: TenantId, template_id: str, *, limit: int) -> list[Campaign]:
        """Campaigns that use a template, in whichever variant; one read each."""
        where = [Where("template_ids", "array_contains", template_id)]
        return [decode(Campaign, f) for f in self._db.query(paths.campaigns(t), where, limit=limit)]

    def find_in(self, t: TenantId, statuses: Iterable[CampaignStatus], *, limit: int) -> list[Campaign]:
        """Campaigns in one of the statuses; one read each."""
        where = [Where("status", "in", sorted(statuses))]
        return [decode(Campaign, f) for f in self._db.query(paths.campaigns(t), where, limit=limit)]

    def find_due(self, now: datetime, *, limit: int) -> list[CampaignRef]:
        """Campaigns of all tenants that are due: to begin, or because their planner has fallen silent."""
        found = self._db.query_group("campaigns", [Where("due_at", "<=", now)], limit=limit)
        return [CampaignRef(t, campaign) for t, campaign in decode_owned(Campaign, found)]

    # recipients

    def find_recipient(self, t: TenantId, id_: str, k: ContactId) -> Versioned[Recipient] | None:
        """A person of the campaign, with the version."""
        found = self._db.get(paths.recipient(t, id_, k))
        return decode_versioned(Recipient, found) if found else None

    def find_recipients(self, t: TenantId, id_: str, ids: Sequence[ContactId]) -> list[Recipient | None]:
        """People of the campaign, in the order of `ids`; one read each."""
        found = self._db.get_many([paths.recipient(t, id_, k) for k in ids])
        return [decode(Recipient, f) if f else None for f in found]

    def create_recipient(self, t: TenantId, id_: str, recipient: Recipient) -> Create:
        """The write that stores what the snapshot found."""
        return Create(paths.recipient(t, id_, recipient.id), encode(recipient))

    def skip_recipient(self, t: TenantId, id_: str, k: ContactId, reason: SkipReason, detail: str = "") -> Patch:
        """The write that leaves out somebody who was planned."""
        return Patch(paths.recipient(t, id_, k), {"state": RecipientState.SKIPPED, "reason": reason, "detail": detail})

    def erase_recipient(self, t: TenantId, id_: str, k: ContactId, left_out: str | None) -> Patch:
        """The write that leaves of a recipient where and whether they were written to, not what was known of them.

        Args:
            t: the tenant.
            id_: the campaign.
            k: the contact.
            left_out: why they are not written to any more, where they are not.
        """
        fields: dict[str, object] = {"name": "", "values": {}, "detail": left_out or ""}
        if left_out:
            fields |= {"state": RecipientState.SKIPPED, "reason": SkipReason.FORGOTTEN}
        return Patch(paths.recipient(t, id_, k), fields)

    def lane_page(self, t: TenantId, id_: str, lane: str, *, after: str, limit: int) -> list[Recipient]:
        """The next recipients of a lane, by id, skipped ones too; one read each."""
        found = self._db.query(
            paths.recipients(t, id_),
            [Where("lane", "==", lane)],
            order=_BY_ID,
            after=[after] if after else (),
            limit=limit,
        )
        return [decode(Recipient, f) for f in found]

    def recipients_page(
        self,
        t: TenantId,
        id_: str,
        *,
        limit: int,
        after: str = "",
        state: RecipientState | None = None,
        reason: SkipReason | None = None,
        variant: str | None = None,
    ) -> list[Recipient]:
        """People of the campaign, by id; one read each."""
        chosen = {"state": state, "reason": reason, "variant": variant}
        found = self._db.query(
            paths.recipients(t, id_),
            [Where(name, "==", value) for name, value in chosen.items() if value is not None],
            order=_BY_ID,
            after=[after] if after else (),
            limit=limit,
        )
        return [decode(Recipient, f) for f in found]

    def find_addresses(self, t: TenantId, id_: str, addresses: Sequence[str]) -> set[tuple[ChannelId | None, str]]:
        """Those of the addresses, with their channels, that the campaign writes to already."""
        known: set[tuple[ChannelId | None, str]] = set()
        for begin in range(0, len(addresses), MOST_OF_A_QUERY):
            part = list(addresses[begin : begin + MOST_OF_A_QUERY])
            found = self._db.query(
                paths.recipients(t, id_),
                [Where("address", "in", part)],
                limit=2 * MOST_OF_A_QUERY,
                fields=["channel_id", "address", "state"],
            )
            known |= {_writes_to(f) for f in found if f.data.get("state") == RecipientState.PLANNED}
        return known

    def count_recipients(self, t: TenantId, id_: str, state: RecipientState, reason: SkipReason | None = None) -> int:
        """How many people are in the state, for that reason; one read per 1,000."""
        where = [Where("state", "==", state)]
        if reason is not None:
            where.append(Where("reason", "==", reason))
        return self._db.count(paths.recipients(t, id_), where)

    # messages

    def count_messages(self, t: TenantId, id_: str, tally: Tally | None = None, *, up_to: int | None = None) -> int:
        """How many of the campaign's messages fit `tally`, or `up_to` if they are as many; one read per 1,000."""
        return self._db.count(paths.messages(t), _where(id_, tally or Tally()), up_to=up_to)

    def messages_page(
        self, t: TenantId, id_: str, tally: Tally, *, after: str = "", limit: int
    ) -> list[Versioned[Message]]:
        """The campaign's messages that fit `tally`, by id; one read each."""
        found = self._db.query(
            paths.messages(t), _where(id_, tally), order=_BY_ID, after=[after] if after else (), limit=limit
        )
        return [decode_versioned(Message, f) for f in found]

    def find_messages(self, t: TenantId, ids: Sequence[MessageId]) -> list[Message | None]:
        """The messages, in the order of `ids`; one read each."""
        return [decode(Message, f) if f else None for f in self._db.get_many([paths.message(t, m) for m in ids])]

    def is_wanted(self, t: TenantId, message: Message) -> bool:
        """Whether a contact still may get a campaign's message, or its test; what no campaign wrote is not looked at.

        A read each for contact and campaign, and for each merge; none for a message that no campaign wrote.
        """
        id_ = message.campaign_id or (message.author.id if message.author.kind is AuthorKind.CAMPAIGN else "")
        if not id_:
            return True
        contact = self._contacts.find_present(t, message.conversation_id)
        campaign = self.find(t, id_)
        marketing = campaign is None or campaign.value.marketing
        return contact is not None and may_receive(contact.value.opt_outs, message.channel_id, marketing=marketing)

    def find_stored(self, t: TenantId, ids: Sequence[MessageId]) -> set[MessageId]:
        """Those of the messages that are there, whatever they are; one read each."""
        found = self._db.get_many([paths.message(t, m) for m in ids])
        return {m for m, f in zip(ids, found, strict=True) if f is not None}

    def count_templates_sent(self, t: TenantId, channels: Sequence[ChannelId], since: datetime) -> int:
        """How many template messages left through the channels since then; one read per 1,000 for each channel."""
        return sum(
            self._db.count(
                paths.messages(t),
                [Where("channel_id", "==", c), Where("kind", "==", "template"), Where("at", ">=", since)],
            )
            for c in channels
        )


def _writes_to(found: Found) -> tuple[ChannelId | None, str]:
    channel_id = found.data.get("channel_id")
    return ChannelId(str(channel_id)) if channel_id else None, str(found.data.get("address", ""))


def _where(campaign_id: str, tally: Tally) -> list[Where]:
    where = [Where("campaign_id", "==", campaign_id)]
    if tally.statuses:
        where.append(Where("status", "in", list(tally.statuses)))
    if tally.codes:
        where.append(Where("failure.code", "in", list(tally.codes)))
    chosen = {"channel_id": tally.channel_id, "variant": tally.variant, "failure.reason": tally.reason}
    return where + [Where(name, "==", value) for name, value in chosen.items() if value is not None]
