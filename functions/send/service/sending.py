"""Sending one message at most once: claim it, call the provider, record what is known."""

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from common.channels.base import Blame, Outcome, Outgoing, OutgoingMedia, Sender, SendError, Sent
from common.clock import Clock, epoch_ms
from common.crypto import Vault
from common.errors import NotFound, WriteRaced
from common.models.accounts import open_account
from common.models.campaign import Standing
from common.models.channel import Channel, ChannelStatus, Provider
from common.models.consent import OPTED_OUT, opted_out, refused
from common.models.ids import MessageId, TenantId
from common.models.incident import IncidentKind, refusal
from common.models.message import AuthorKind, Failure, Message, Step, StepKind
from common.models.payloads import MessagePayload
from common.models.status import RANK, MessageStatus
from common.store.campaigns import Campaigns
from common.store.channels import Channels
from common.store.codec import Versioned, encode_part
from common.store.consents import Consents
from common.store.database import DELETE_FIELD, ArrayUnion, compare_and_swap
from common.store.incidents import Incidents
from common.store.messages import Messages
from common.store.tenants import Tenants
from functions.send.service.pacing import Pace, Turn

LEASE_MARGIN_S: Final = 15
"""How much longer than the provider may take a claim holds, in seconds."""
MAX_ATTEMPTS: Final = 10
"""How often a message is tried while the provider surely did not take it; as often again when a person retries."""
FIRST_PAUSE_S: Final = 2.0
LONGEST_PAUSE_S: Final = 900.0
LONGEST_WAIT: Final = timedelta(hours=1)
LONGEST_BULK_WAIT: Final = timedelta(hours=6)
"""How long a message waits while its channel is throttled; the next try is then its last."""
SWEEP_CLAIM: Final = timedelta(seconds=60)
"""How long after a claim's lease a sweep sees to it that somebody settles the message."""
SWEEP: Final = {
    # Behind the longest pause that a provider may ask for.
    MessageStatus.QUEUED: timedelta(seconds=3600 + 900),
    MessageStatus.UNKNOWN: timedelta(hours=1),
}
"""How long a message may stay in a state before a sweep looks at it."""
UNKNOWN_DETAIL: Final = (
    "The provider did not answer, so the message may or may not have been delivered. It becomes sent as soon as the "
    "provider reports it; otherwise ask the customer, or send it again."
)


class Done(StrEnum):
    """What became of the task."""

    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    GIVEN_UP = "given_up"
    """Failed after the last try; people must see it."""
    LATER = "later"
    WAITS = "waits"
    """It is not its turn yet."""
    HELD = "held"
    """Its campaign is paused; whoever resumes that sees to a further task."""
    NOTHING = "nothing"


class Result(NamedTuple):
    """What became of the task, and when to try again if it must be."""

    done: Done
    delay_s: float = 0.0
    attempt: int = 0
    """The number of the next try."""
    waited: int = 0
    """What a further wait for the same try is numbered by."""
    again: bool = False
    """Whether it was readied again after it had failed, so that a letter may speak of it."""


class LoadMedia(Protocol):
    """Reads stored media."""

    def __call__(self, object_name: str) -> bytes:
        """The bytes of an object."""
        ...


class Collaborators(NamedTuple):
    """What sending needs."""

    messages: Messages
    channels: Channels
    tenants: Tenants
    consents: Consents
    campaigns: Campaigns
    incidents: Incidents
    vault: Vault
    senders: Mapping[Provider, Sender]
    load_media: LoadMedia
    clock: Clock
    lease_s: float
    """How long a claim holds, in seconds; longer than the provider may take."""
    pace: Pace
    """How fast this process lets each channel go."""


def send_message(t: TenantId, m: MessageId, *, with_: Collaborators) -> Result:
    """Sends the message, if it is still to be sent.

    Returns:
        `LATER` if the caller must see to a further task after `delay_s`.

    Raises:
        WriteRaced: the message kept changing under us; trying again helps.
    """
    return compare_and_swap(lambda: _send_once(t, m, with_))


def following(payload: MessagePayload, result: Result) -> MessagePayload:
    """What the task carries that goes on after `LATER` or `WAITS`.

    Its name was never used before, since Cloud Tasks refuses a name for an hour: tries are counted, and the numbers of
    the waits for one try only rise. Copies of one task agree on it, so that they do not become more.
    """
    waited = result.waited
    if result.done is Done.WAITS and payload.attempt == result.attempt:
        waited = max(waited, payload.waited + 1)
    return payload.model_copy(update={"attempt": result.attempt, "waited": waited})


def _send_once(t: TenantId, m: MessageId, with_: Collaborators) -> Result:
    found = with_.messages.find(t, m)
    if found is None:
        return Result(Done.NOTHING)
    again = any(step.kind is StepKind.AGAIN for step in found.value.steps)
    return _send_found(t, found, with_)._replace(again=again)


def _send_found(t: TenantId, found: Versioned[Message], with_: Collaborators) -> Result:
    message = found.value
    if message.status is MessageStatus.SENDING:
        return _claimed_before(t, found, with_)
    if message.status is not MessageStatus.QUEUED:
        # A try that died between its two commits left the refusal with the message alone. A wish that kept us from
        # sending is known already; written down as a refusal it would be newer, and perhaps wider, than it was said.
        if message.failure is not None and message.failure.code != OPTED_OUT:
            _record_refusal(t, message, message.failure.reason, with_)
        return Result(Done.NOTHING)
    if message.campaign_id and (held := _held(t, found, with_)):
        return held
    now = with_.clock.now()
    if (wait := with_.pace.ask(_turn(t, message), now.timestamp())) and not _is_pressing(message, now):
        # Nothing is written and nobody is called. A message that was readied again has no task of before.
        since = epoch_ms(message.status_at.get(MessageStatus.QUEUED, message.created_at))
        return Result(Done.WAITS, wait.seconds, message.attempts, max(wait.number, since))
    try:
        channel = _usable_channel(t, message, with_)
        account = open_account(t, channel, with_.vault)
        media = _media(message, with_)
    except SendError as error:
        return _record_error(t, found, error, None, with_)
    claimed = _claim(t, found, with_)
    try:
        sent = with_.senders[channel.provider].send(account, _outgoing(claimed.value, media))
    except SendError as error:
        return _record_error(t, claimed, error, channel, with_)
    with_.pace.took(_turn(t, message))
    _record_sent(t, claimed, sent, with_)
    return Result(Done.SENT)


def _turn(t: TenantId, message: Message) -> Turn:
    bulk = message.author.kind is AuthorKind.CAMPAIGN
    return Turn(message.provider, f"{t}/{message.channel_id}", message.address, bulk)


def _is_pressing(message: Message, now: datetime) -> bool:
    """Whether it has waited so long that it must come to an end, whatever the channel's pace."""
    asked = [step.at for step in message.steps if step.kind is StepKind.AGAIN]
    longest = LONGEST_BULK_WAIT if message.author.kind is AuthorKind.CAMPAIGN else LONGEST_WAIT
    return now - max([message.created_at, *asked]) > longest


def _claimed_before(t: TenantId, found: Versioned[Message], with_: Collaborators) -> Result:
    """Another worker claimed it: wait while its lease runs; after that nobody knows whether it called the provider."""
    lease_until = found.value.lease_until
    now = with_.clock.now()
    if lease_until is not None and lease_until > now:
        delay_s = (lease_until - now).total_seconds() + 1
        # Numbered by the moment: Cloud Tasks would refuse the name of a task that waited before and came too early.
        return Result(Done.LATER, delay_s, epoch_ms(now))
    failure = Failure(code="lost", reason=Blame.TRANSIENT, detail=UNKNOWN_DETAIL)
    _settle(t, found, MessageStatus.UNKNOWN, failure, with_)
    return Result(Done.UNKNOWN)


def _held(t: TenantId, found: Versioned[Message], with_: Collaborators) -> Result | None:
    """What becomes of the message of a campaign that does not go on; None if it does."""
    standing = with_.campaigns.standing_of(t, found.value.campaign_id)
    if standing is Standing.HELD:
        return Result(Done.HELD)
    if standing is Standing.ENDED:
        detail = "The campaign was cancelled before this message was sent."
        failure = Failure(code="cancelled", reason="cancelled", detail=detail)
        _settle(t, found, MessageStatus.FAILED, failure, with_)
        return Result(Done.FAILED)
    return None


def _usable_channel(t: TenantId, message: Message, with_: Collaborators) -> Channel:
    if with_.tenants.get(t).suspended:
        raise _refused("suspended", "This workspace is suspended, so nothing is sent.")
    try:
        # A campaign's messages follow on each other so fast that they may believe the channel for a moment.
        bulk = message.author.kind is AuthorKind.CAMPAIGN
        channel = (with_.channels.get_cached if bulk else with_.channels.get)(t, message.channel_id)
    except NotFound as error:
        raise _refused("no_channel", "The channel is not there any more; reply through another one.") from error
    if channel.status is not ChannelStatus.ACTIVE:
        why = channel.status_reason or f"It is {channel.status}."
        raise _refused("channel_" + channel.status, f"The channel {channel.name} cannot send now. {why}")
    return channel


def _refused(code: str, detail: str) -> SendError:
    return SendError(detail, outcome=Outcome.FAILED, blame=Blame.CHANNEL, provider_code=code)


def _media(message: Message, with_: Collaborators) -> OutgoingMedia | None:
    media = message.media
    if media is None:
        return None
    try:
        content = with_.load_media(media.object_name)
    except NotFound as error:
        raise SendError(
            "The attached file is not there any more; attach it again.",
            outcome=Outcome.FAILED,
            blame=Blame.MEDIA,
            provider_code="media_gone",
        ) from error
    return OutgoingMedia(content=content, mime_type=media.mime_type, filename=media.filename)


def _outgoing(message: Message, media: OutgoingMedia | None) -> Outgoing:
    return Outgoing(
        message_id=message.id,
        address=message.address,
        kind=message.kind,
        text=message.text,
        media=media,
        location=message.location,
        reaction=message.reaction,
        template=message.template,
        reply_to=message.reply_to,
    )


def _claim(t: TenantId, found: Versioned[Message], with_: Collaborators) -> Versioned[Message]:
    """Takes the sending of the message to ourselves.

    Raises:
        WriteRaced: it changed since it was read: another worker claimed it, or its contact was merged.
    """
    now = with_.clock.now()
    attempts = found.value.attempts + 1
    fields = {
        "status": MessageStatus.SENDING,
        "status_at.sending": now,
        "attempts": attempts,
        "lease_until": now + timedelta(seconds=with_.lease_s),
        "sweep_at": now + timedelta(seconds=with_.lease_s) + SWEEP_CLAIM,
    }
    version = with_.messages.patch(t, found.value.id, fields, found.updated_at)
    return Versioned(found.value.model_copy(update={"status": MessageStatus.SENDING, "attempts": attempts}), version)


def _record(
    t: TenantId,
    found: Versioned[Message],
    decide: Callable[[Message], dict[str, object]],
    with_: Collaborators,
) -> None:
    """Writes what `decide` makes of the message as it is now, which a receipt may have changed meanwhile."""
    latest: Versioned[Message] | None = found

    def attempt() -> None:
        nonlocal latest
        if latest is None or not (fields := decide(latest.value)):
            return
        try:
            with_.messages.change(t, latest, fields, with_.clock.now())
        except WriteRaced:
            latest = with_.messages.find(t, latest.value.id)
            raise

    compare_and_swap(attempt)


def _record_sent(t: TenantId, claimed: Versioned[Message], sent: Sent, with_: Collaborators) -> None:
    now = with_.clock.now()

    def decide(message: Message) -> dict[str, object]:
        fields: dict[str, object] = {"lease_until": DELETE_FIELD, "sweep_at": DELETE_FIELD}
        if RANK[message.status] < RANK[MessageStatus.SENT]:
            # A time that is known already is an earlier try's.
            fields |= {"status": MessageStatus.SENT, "status_at.sent": now, "failure": DELETE_FIELD}
        elif MessageStatus.SENT not in message.status_at:
            fields["status_at.sent"] = now
        if message.provider_message_id != sent.provider_message_id:
            fields["provider_message_id"] = sent.provider_message_id
        if sent.address and sent.address != message.address:
            fields["address"] = sent.address
        return fields

    _record(t, claimed, decide, with_)


def _record_error(
    t: TenantId, found: Versioned[Message], error: SendError, channel: Channel | None, with_: Collaborators
) -> Result:
    """Records what is known after an error; a retry is only for what the provider surely did not take."""
    attempts = found.value.attempts
    again = error.outcome is Outcome.RETRY and (attempts == 0 or attempts % MAX_ATTEMPTS != 0)
    rest_s = 0.0
    if error.blame is Blame.THROTTLE:
        now, turn = with_.clock.now(), _turn(t, found.value)
        rest_s = with_.pace.throttled(turn, error.provider_code, error.retry_after_s, now.timestamp())
        again = again and not _is_pressing(found.value, now)
    status = {Outcome.UNKNOWN: MessageStatus.UNKNOWN, Outcome.FAILED: MessageStatus.FAILED}.get(
        error.outcome, MessageStatus.QUEUED if again else MessageStatus.FAILED
    )
    detail = UNKNOWN_DETAIL if error.outcome is Outcome.UNKNOWN else error.detail
    failure = Failure(code=error.provider_code, reason=error.blame, detail=detail)
    _settle(t, found, status, failure, with_)
    _record_refusal(t, found.value, error.blame, with_)
    if error.blame is Blame.CHANNEL and channel is not None:
        _stop_channel(t, channel, error.detail, with_)
    if again:
        return Result(Done.LATER, max(error.retry_after_s or 0, rest_s, pause_s(attempts)), attempts)
    if error.outcome is Outcome.RETRY:
        return Result(Done.GIVEN_UP)
    return Result(Done.UNKNOWN if error.outcome is Outcome.UNKNOWN else Done.FAILED)


def _record_refusal(t: TenantId, message: Message, blame: str, with_: Collaborators) -> None:
    """Opts the contact out whose provider said that they do not want to be written to."""
    if blame == Blame.CONSENT:
        with_.consents.record(t, refused(message, with_.clock.now()))


def _stop_channel(t: TenantId, channel: Channel, reason: str, with_: Collaborators) -> None:
    """Marks the channel as broken until a test succeeds, unless people have paused or disconnected it meanwhile."""

    def attempt() -> bool:
        found = with_.channels.get_versioned(t, channel.id)
        if found.value.status is ChannelStatus.ACTIVE:
            fields = {"status": ChannelStatus.BROKEN, "status_reason": reason}
            with_.channels.patch(t, channel.id, fields, found.updated_at)
        return found.value.status in (ChannelStatus.ACTIVE, ChannelStatus.BROKEN)

    if compare_and_swap(attempt):
        detail = refusal(channel.name, reason)
        with_.incidents.open(t, IncidentKind.CHANNEL_REFUSED, channel.id, detail, with_.clock.now())


def _settle(
    t: TenantId, found: Versioned[Message], status: MessageStatus, failure: Failure, with_: Collaborators
) -> None:
    now = with_.clock.now()

    def decide(message: Message) -> dict[str, object]:
        # A receipt says more than our error does, and another worker's claim is not ours to settle.
        ours = (message.status, message.attempts) == (found.value.status, found.value.attempts)
        return _ending(message, status, failure, now) if ours else {}

    _record(t, found, decide, with_)


def _ending(message: Message, status: MessageStatus, failure: Failure, now: datetime) -> dict[str, object]:
    number = message.attempts if message.status is MessageStatus.SENDING else 0
    step = Step(kind=StepKind.REFUSED, at=now, number=number, outcome=status, **failure.model_dump())
    return {
        "steps": ArrayUnion([encode_part(step)]),
        "status": status,
        f"status_at.{status}": now,
        "failure": encode_part(failure),
        "lease_until": DELETE_FIELD,
        "sweep_at": now + SWEEP[status] if status in SWEEP else DELETE_FIELD,
    }


def pause_s(attempts: int) -> float:
    """How long to wait after `attempts` tries, in seconds: doubling, with a random part against herds."""
    longest = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** max(0, attempts - 1))
    return random.uniform(longest / 2, longest)  # noqa: S311 -- spreads load, keeps no secret


def revive(t: TenantId, m: MessageId, asked: datetime, *, with_: Collaborators) -> None:
    """Readies a message that failed for being sent again, because a person asked for that at `asked`.

    Nothing happens to one whose outcome is unknown. Nor to one that was queued since, by this asking or a later one, or
    has failed since: its contact may have opted out, which whoever asked did not know. A campaign's message to somebody
    who has opted out stays failed, and says so.
    """
    found = with_.messages.find(t, m)
    if found is None:
        return
    now = with_.clock.now()

    def decide(message: Message) -> dict[str, object]:
        since = [message.status_at.get(each) for each in (MessageStatus.QUEUED, MessageStatus.FAILED)]
        if message.status is not MessageStatus.FAILED or any(at is not None and at >= asked for at in since):
            return {}
        # Never before the asking, so that a second delivery of its task finds it done.
        at = max(now, asked)
        if not with_.campaigns.is_wanted(t, message):
            failure = opted_out()
            step = Step(kind=StepKind.REFUSED, at=now, outcome=MessageStatus.FAILED, **failure.model_dump())
            # Without a status: nothing is to be told of one that stays.
            return {
                "status_at.failed": at,
                "failure": encode_part(failure),
                "steps": ArrayUnion([encode_part(step)]),
            }
        return {
            "status": MessageStatus.QUEUED,
            "status_at.queued": at,
            "failure": DELETE_FIELD,
            "sweep_at": now + SWEEP[MessageStatus.QUEUED],
            "steps": ArrayUnion([encode_part(Step(kind=StepKind.AGAIN, at=now))]),
        }

    _record(t, found, decide, with_)


def give_up(t: TenantId, m: MessageId, error: str, *, with_: Collaborators) -> None:
    """Settles a message whose task gives up: failed if it was never handed to the provider, otherwise unknown."""
    found = with_.messages.find(t, m)
    if found is None:
        return
    now = with_.clock.now()
    endings = {
        MessageStatus.SENDING: (
            MessageStatus.UNKNOWN,
            Failure(code="lost", reason=Blame.TRANSIENT, detail=UNKNOWN_DETAIL),
        ),
        MessageStatus.QUEUED: (
            MessageStatus.FAILED,
            Failure(code="gave_up", reason=Blame.TRANSIENT, detail=f"It could not be sent. {error}"),
        ),
    }

    def decide(message: Message) -> dict[str, object]:
        # By the status as it is when we write: another worker may have begun to send since we read.
        ending = endings.get(message.status)
        return _ending(message, *ending, now) if ending else {}

    _record(t, found, decide, with_)
