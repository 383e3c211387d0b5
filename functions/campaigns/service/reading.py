"""How far campaigns are, and what became of each of their people."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final, NamedTuple

from cachetools import TTLCache

from common.entry.pages import decode_cursor, encode_cursor
from common.errors import Fault, Invalid
from common.models.campaign import (
    Campaign,
    CampaignStatus,
    PlanState,
    Recipient,
    RecipientState,
    SkipReason,
    message_id_of,
)
from common.models.cells import safe_cell
from common.models.ids import ContactId, TenantId
from common.models.message import Message
from common.models.status import MessageStatus
from common.store.campaigns import CampaignCursor, Campaigns, Tally
from functions.campaigns.schemas import (
    CampaignPage,
    CampaignQuery,
    CampaignView,
    Funnel,
    Progress,
    RecipientPage,
    RecipientQuery,
    VariantProgress,
    campaign_view,
    recipient_view,
)

PROGRESS_TTL_S: Final = 2
"""How old a progress may be, in seconds; a page that asks every second does not count every second."""
EXPORT_ROWS: Final = 5_000
"""How many people one part of an export holds."""
_EXPORT_PAGE: Final = 500
_COUNTERS: Final = 8
"""How many counts run at the same moment."""
_COUNTED: Final = tuple(status for status in MessageStatus if status is not MessageStatus.RECEIVED)
_LATER: Final = (SkipReason.OPTED_OUT, SkipReason.WINDOW_CLOSED)
"""Reasons for which somebody is skipped after the snapshot."""
_CLASSES: Final = (
    "throttle",
    "policy",
    "consent",
    "window",
    "recipient",
    "template",
    "media",
    "transient",
    "channel",
    "request",
    "cancelled",
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
COLUMNS: Final = (
    "contact_id",
    "name",
    "address",
    "channel_id",
    "variant",
    "state",
    "reason",
    "detail",
    "status",
    "status_at",
    "failure_code",
    "failure_class",
    "failure",
)


def list_campaigns(t: TenantId, query: CampaignQuery, *, campaigns: Campaigns) -> CampaignPage:
    """A page of campaigns, the newest first."""
    after = None
    if query.cursor:
        at_us, last_id = decode_cursor(query.cursor, int, str)
        after = CampaignCursor(_EPOCH + timedelta(microseconds=int(at_us)), str(last_id))
    found = campaigns.page(t, limit=query.limit, status=query.status, after=after)
    last = found[-1] if len(found) == query.limit else None
    more = (
        encode_cursor((last.created_at - _EPOCH) // timedelta(microseconds=1), last.id)
        if last and last.created_at
        else None
    )
    return CampaignPage(items=[CampaignView.model_validate(campaign_view(c)) for c in found], next_cursor=more)


class Counters:
    """Counts progress, at most once in `PROGRESS_TTL_S` for each campaign, status and process."""

    def __init__(self, campaigns: Campaigns) -> None:
        self._campaigns = campaigns
        self._known: TTLCache[tuple[TenantId, str, CampaignStatus], Progress] = TTLCache(1_000, PROGRESS_TTL_S)
        self._lock = Lock()

    def progress(self, t: TenantId, id_: str, now: datetime) -> Progress:
        """How far a campaign is.

        Raises:
            NotFound: the tenant has no such campaign.
        """
        campaign = self._campaigns.get(t, id_).value
        # Under its status: who has just paused a campaign, or waits for its end, must not be told how it was before.
        key = (t, id_, campaign.status)
        with self._lock:
            if (known := self._known.get(key)) is not None:
                return known
        counted = count_progress(t, campaign, now, campaigns=self._campaigns)
        with self._lock:
            self._known[key] = counted
        return counted


class _Ask(NamedTuple):
    """A count to make, under a key."""

    key: tuple[str, str, str]
    run: Callable[[], int]


def count_progress(t: TenantId, campaign: Campaign, now: datetime, *, campaigns: Campaigns) -> Progress:
    """How far a campaign is: a read per 1,000 for each state, reason and class that there is, several at once."""
    plan = campaign.plan
    counts: dict[tuple[str, str, str], int] = {}
    if plan is not None:
        counts = _counts(t, campaign, plan, campaigns)
    by_status: dict[MessageStatus, int] = {status: counts.get(("status", status, ""), 0) for status in _COUNTED}
    messages = sum(by_status.values())
    planned = counts.get(("planned", "", ""), 0)
    variants = sorted(campaign.sources)
    started = plan is not None and campaign.status not in (CampaignStatus.DONE, CampaignStatus.CANCELLED)
    return Progress(
        status=campaign.status,
        status_code=campaign.status_code,
        status_reason=campaign.status_reason,
        phase=plan.phase if plan and started else None,
        looked_at=plan.looked_at if plan else 0,
        planned=planned,
        skipped={reason: n for reason in SkipReason if (n := counts.get(("skipped", reason, ""), 0))},
        waiting=max(0, planned - messages),
        messages=messages,
        funnel=_funnel(by_status),
        failed={each: n for each in _CLASSES if (n := counts.get(("failed", each, ""), 0))},
        variants=[
            VariantProgress(
                id=id_, funnel=_funnel({status: counts.get(("variant", status, id_), 0) for status in _COUNTED})
            )
            for id_ in variants
            if len(variants) > 1
        ],
        next_at=plan.wake_at if plan and started and plan.wake_at and plan.wake_at > now else None,
        started_at=campaign.started_at,
        finished_at=campaign.finished_at,
        counted_at=now,
    )


def _counts(t: TenantId, campaign: Campaign, plan: PlanState, campaigns: Campaigns) -> dict[tuple[str, str, str], int]:
    id_ = campaign.id

    def tally(**what: object) -> Callable[[], int]:
        return lambda: campaigns.count_messages(t, id_, Tally(**what))  # type: ignore[arg-type]

    def skipped(reason: SkipReason) -> Callable[[], int]:
        return lambda: campaigns.count_recipients(t, id_, RecipientState.SKIPPED, reason)

    asks = [_Ask(("planned", "", ""), lambda: campaigns.count_recipients(t, id_, RecipientState.PLANNED))]
    asks += [_Ask(("skipped", reason, ""), skipped(reason)) for reason in dict.fromkeys([*plan.skipped, *_LATER])]
    if plan.handed:
        asks += [_Ask(("status", status, ""), tally(statuses=[status])) for status in _COUNTED]
    first = _ask(asks)
    there = [status for status in _COUNTED if first.get(("status", status, ""))]
    asks = []
    if MessageStatus.FAILED in there:
        asks += [_Ask(("failed", each, ""), tally(statuses=[MessageStatus.FAILED], reason=each)) for each in _CLASSES]
    if len(campaign.sources) > 1:
        asks += [
            _Ask(("variant", status, v), tally(statuses=[status], variant=v))
            for status in there
            for v in campaign.sources
        ]
    return {**first, **_ask(asks)}


def _ask(asks: Sequence[_Ask]) -> dict[tuple[str, str, str], int]:
    if not asks:
        return {}
    with ThreadPoolExecutor(min(_COUNTERS, len(asks))) as pool:
        counts = list(pool.map(lambda ask: ask.run(), asks))
    return {ask.key: n for ask, n in zip(asks, counts, strict=True)}


def _funnel(by_status: Mapping[MessageStatus, int]) -> Funnel:
    """Whoever read a message also had it delivered, and it was sent to them."""
    read = by_status[MessageStatus.READ] + by_status[MessageStatus.PLAYED]
    delivered = by_status[MessageStatus.DELIVERED] + read
    return Funnel(
        queued=by_status[MessageStatus.QUEUED],
        sending=by_status[MessageStatus.SENDING],
        sent=by_status[MessageStatus.SENT] + delivered,
        delivered=delivered,
        read=read,
        failed=by_status[MessageStatus.FAILED],
        unknown=by_status[MessageStatus.UNKNOWN],
    )


def list_recipients(t: TenantId, id_: str, query: RecipientQuery, *, campaigns: Campaigns) -> RecipientPage:
    """A page of the people of a campaign with what became of their messages; two reads each.

    Raises:
        NotFound: the tenant has no such campaign.
        Invalid: a status is wanted together with a state or a reason.
    """
    campaigns.get(t, id_)
    after = str(decode_cursor(query.cursor, str)[0]) if query.cursor else ""
    if query.status is not None:
        return _by_status(t, id_, query, query.status, after, campaigns)
    found = campaigns.recipients_page(
        t,
        id_,
        limit=query.limit,
        after=after,
        state=query.state,
        reason=query.reason,
        variant=query.variant,
    )
    more = encode_cursor(found[-1].id) if len(found) == query.limit else None
    pairs = zip(found, _messages(t, id_, found, campaigns), strict=True)
    return RecipientPage(items=[recipient_view(recipient, message) for recipient, message in pairs], next_cursor=more)


def _by_status(
    t: TenantId, id_: str, query: RecipientQuery, status: MessageStatus, after: str, campaigns: Campaigns
) -> RecipientPage:
    if query.state is not None or query.reason is not None:
        raise Invalid(
            "Give a status, or a state and reason: only who gets a message has a status.",
            faults=[Fault("/query/status", "not together with state or reason")],
        )
    tally = Tally(statuses=[status], variant=query.variant)
    page = [each.value for each in campaigns.messages_page(t, id_, tally, after=after, limit=query.limit)]
    known = campaigns.find_recipients(t, id_, [message.conversation_id for message in page])
    # Somebody who was merged since stands among the recipients under another id than the message does now.
    shown = [
        recipient_view(recipient or _stranger(message), message) for recipient, message in zip(known, page, strict=True)
    ]
    more = encode_cursor(page[-1].id) if len(page) == query.limit else None
    return RecipientPage(items=shown, next_cursor=more)


def _stranger(message: Message) -> Recipient:
    return Recipient(
        id=message.conversation_id,
        state=RecipientState.PLANNED,
        channel_id=message.channel_id,
        address=message.address,
        variant=message.variant,
    )


def _messages(t: TenantId, id_: str, recipients: Sequence[Recipient], campaigns: Campaigns) -> list[Message | None]:
    """The messages of the recipients; who is skipped has none, and costs nothing."""
    planned = [each for each in recipients if each.state is RecipientState.PLANNED]
    found = campaigns.find_messages(t, [message_id_of(id_, each.id) for each in planned])
    by_recipient: dict[ContactId, Message | None] = {each.id: m for each, m in zip(planned, found, strict=True)}
    return [by_recipient.get(each.id) for each in recipients]


class Part(NamedTuple):
    """A part of an export."""

    text: str
    next_cursor: str | None


def export(t: TenantId, id_: str, cursor: str, *, campaigns: Campaigns) -> Part:
    """The next `EXPORT_ROWS` people of a campaign as CSV; the first part begins with the columns' names.

    Raises:
        NotFound: the tenant has no such campaign.
    """
    campaigns.get(t, id_)
    after = str(decode_cursor(cursor, str)[0]) if cursor else ""
    out = io.StringIO()
    writer = csv.writer(out)
    if not cursor:
        writer.writerow(COLUMNS)
    for _ in range(EXPORT_ROWS // _EXPORT_PAGE):
        found = campaigns.recipients_page(t, id_, limit=_EXPORT_PAGE, after=after)
        for recipient, message in zip(found, _messages(t, id_, found, campaigns), strict=True):
            writer.writerow([safe_cell(cell) for cell in _row(recipient, message)])
        if len(found) < _EXPORT_PAGE:
            return Part(out.getvalue(), None)
        after = found[-1].id
    return Part(out.getvalue(), encode_cursor(after))


def _row(recipient: Recipient, message: Message | None) -> list[str]:
    failure = message.failure if message else None
    at = message.status_at.get(message.status) if message else None
    return [
        recipient.id,
        recipient.name,
        recipient.address,
        recipient.channel_id or "",
        recipient.variant,
        recipient.state,
        recipient.reason or "",
        recipient.detail,
        message.status if message else "",
        at.isoformat(timespec="seconds") if at else "",
        failure.code if failure else "",
        failure.reason if failure else "",
        failure.detail if failure else "",
    ]
