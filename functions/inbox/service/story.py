"""A message's story: what happened to it, in order, from what its documents hold."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from common.clock import from_epoch_ms
from common.jobs.registry import (
    FETCH_MEDIA,
    LINK_PHONE,
    REPLY_MESSAGE,
    SEND_BULK,
    SEND_MESSAGE,
    TRANSCRIBE_MEDIA,
    Job,
    registry,
)
from common.models.channel import WINDOW_S, Channel
from common.models.dead_letter import DeadLetter, LetterState
from common.models.ids import MessageId, TenantId
from common.models.message import (
    AuthorKind,
    Direction,
    MediaStatus,
    Message,
    Step,
    StepKind,
    TranscriptStatus,
)
from common.models.payloads import MessagePayload
from common.models.routing import RouteReason
from common.models.status import MessageStatus
from common.store.channels import Channels
from common.store.conversations import Conversations
from common.store.dead_letters import DeadLetters
from common.store.messages import Messages
from functions.inbox.schemas import Story, StoryEvent, StoryKind, StoryState
from functions.inbox.service.mending import get_message

ANSWERED_WITHIN: Final = timedelta(hours=2)
"""How long after a message its agent's answer is looked for: its task gives up sooner."""
ANSWERS_LOOKED_AT: Final = 30
_INBOUND: Final = (FETCH_MEDIA, TRANSCRIBE_MEDIA, REPLY_MESSAGE, LINK_PHONE)
_OUTBOUND: Final = (SEND_MESSAGE, SEND_BULK, FETCH_MEDIA)
_ROUTES: Final = {
    RouteReason.LAST_HEARD: "the contact was last heard there",
    RouteReason.LAST_HEARD_UNAVAILABLE: "the channel on which the contact was last heard cannot send",
    RouteReason.CHOSEN: "its author chose it",
}
_REPORTS: Final = {
    MessageStatus.DELIVERED: "It was delivered.",
    MessageStatus.READ: "It was read.",
    MessageStatus.PLAYED: "It was played.",
}
_STATES: Final = {
    MessageStatus.QUEUED: StoryState.RETRYING,
    MessageStatus.UNKNOWN: StoryState.UNKNOWN,
}


class Stores(NamedTuple):
    """Where a story is read."""

    messages: Messages
    conversations: Conversations
    channels: Channels
    letters: DeadLetters


def tell(t: TenantId, m: MessageId, *, stores: Stores) -> Story:
    """The story of a message; some reads, only when a person asks.

    Raises:
        NotFound: the tenant has no such message.
    """
    message = get_message(t, m, messages=stores.messages).value
    inbound = message.direction is Direction.IN
    letters = stores.letters.find_all(
        t, [(job.name, _payload(t, message)) for job in (_INBOUND if inbound else _OUTBOUND)]
    )
    names = {channel.id: channel for channel in stores.channels.list_all(t)}
    channel = names.get(message.channel_id)
    own = _came_in(message, channel) if inbound else _went_out(message, channel)
    events = [*own, *_changes(message), *(e for letter in letters for e in _work(letter))]
    if inbound:
        events += _answers(t, message, stores)
    # Providers tell whole seconds: within one second it is as it comes here, the way a message goes.
    ordered = sorted(enumerate(events), key=lambda numbered: (numbered[1].at.replace(microsecond=0), numbered[0]))
    return Story(
        message_id=message.id,
        direction=message.direction,
        status=message.status,
        events=[event for _, event in ordered],
    )


def _payload(t: TenantId, message: Message) -> MessagePayload:
    return MessagePayload(tenant_id=t, message_id=message.id, channel_id=message.channel_id)


def _event(
    at: datetime,
    kind: StoryKind,
    what: str,
    *,
    state: StoryState = StoryState.DONE,
    code: str = "",
    job: str = "",
    number: int | None = None,
    **details: object,
) -> StoryEvent:
    told = {name: str(value) for name, value in details.items() if value not in (None, "")}
    return StoryEvent(at=at, kind=kind, state=state, what=what, code=code, job=job, number=number, details=told)


def _came_in(message: Message, channel: Channel | None) -> Iterator[StoryEvent]:
    name = channel.name if channel else "a channel that is gone"
    yield _event(
        message.at, StoryKind.WRITTEN, f"The contact wrote on {name}.", provider_message_id=message.provider_message_id
    )
    yield _event(
        message.created_at,
        StoryKind.RECEIVED,
        "The provider's webhook came, and the message was stored.",
        channel_id=message.channel_id,
        lag_ms=max(0, round((message.created_at - message.at).total_seconds() * 1000)),
    )
    who = (
        "Nobody had heard of the sender: a contact was founded."
        if message.founds_contact
        else "The sender is a contact that was known."
    )
    yield _event(message.created_at, StoryKind.IDENTIFIED, who, contact_id=message.conversation_id)
    window_s = WINDOW_S[message.provider]
    until = message.at + timedelta(seconds=window_s) if window_s else None
    yield _event(
        message.created_at,
        StoryKind.ROUTED,
        f"From here on answers leave through {name}, until the contact writes elsewhere.",
        channel_id=message.channel_id,
        window_expires_at=until.isoformat() if until else None,
    )
    yield from _file(message)


def _file(message: Message) -> Iterator[StoryEvent]:
    media = message.media
    if media is None:
        return
    state = {MediaStatus.STORED: StoryState.DONE, MediaStatus.FAILED: StoryState.FAILED}
    what = {
        MediaStatus.PENDING: "Its file is to be fetched from the provider.",
        MediaStatus.STORED: "Its file was fetched from the provider.",
        MediaStatus.FAILED: media.failure or "Its file could not be fetched.",
    }
    yield _event(
        message.worked_at.get("media", message.created_at),
        StoryKind.MEDIA,
        what[media.status],
        state=state.get(media.status, StoryState.WAITING),
        job=FETCH_MEDIA.name,
        queue=FETCH_MEDIA.queue,
        mime_type=media.mime_type,
        size_bytes=media.size_bytes,
    )
    if (words := media.transcript) is None:
        return
    ended = {TranscriptStatus.READY: StoryState.DONE, TranscriptStatus.FAILED: StoryState.FAILED}
    said = {
        TranscriptStatus.PENDING: "Its file is to be put into words.",
        TranscriptStatus.READY: "Its file was put into words.",
        TranscriptStatus.FAILED: words.failure or "Its file could not be put into words.",
    }
    yield _event(
        message.worked_at.get("transcript", message.worked_at.get("media", message.created_at)),
        StoryKind.TRANSCRIPT,
        said[words.status],
        state=ended.get(words.status, StoryState.WAITING),
        job=TRANSCRIBE_MEDIA.name,
        queue=TRANSCRIBE_MEDIA.queue,
        model=words.model,
        price_micro_usd=words.price_micro_usd,
    )


def _answers(t: TenantId, message: Message, stores: Stores) -> Iterator[StoryEvent]:
    """What an agent made of a contact's message."""
    found = stores.conversations.find(t, message.conversation_id)
    hand_over = found.value.hand_over if found else None
    if hand_over is not None and hand_over.message_id == message.id:
        yield _event(
            hand_over.at,
            StoryKind.AI,
            f"The agent left it to people. {hand_over.detail}",
            code=hand_over.reason,
            job=REPLY_MESSAGE.name,
            agent_id=hand_over.agent_id,
        )
    later = stores.messages.between(
        t, message.conversation_id, message.at, message.at + ANSWERED_WITHIN, limit=ANSWERS_LOOKED_AT
    )
    for answer in later:
        if answer.ai is not None and message.id in answer.ai.answers:
            yield _answered(answer)


def _answered(answer: Message) -> StoryEvent:
    use = answer.ai
    return _event(
        answer.created_at,
        StoryKind.AI,
        f"{answer.author.name or 'The agent'} answered it.",
        job=REPLY_MESSAGE.name,
        message_id=answer.id,
        agent_id=answer.author.id,
        model=use and use.model,
        latency_ms=use and use.latency_ms,
        confidence=use and use.confidence,
        tokens=use and use.input_tokens + use.output_tokens,
        price_micro_usd=use and use.price_micro_usd,
    )


def _went_out(message: Message, channel: Channel | None) -> Iterator[StoryEvent]:
    name = channel.name if channel else "a channel that is gone"
    yield _written(message)
    if route := message.route:
        yield _event(
            message.created_at,
            StoryKind.ROUTED,
            f"It leaves through {name}: {_ROUTES[route.reason]}.",
            code=route.reason,
            channel_id=message.channel_id,
            last_inbound_at=route.last_inbound_at and route.last_inbound_at.isoformat(),
            window_expires_at=route.window_expires_at and route.window_expires_at.isoformat(),
        )
    if message.author.kind is AuthorKind.PHONE:
        yield from _file(message)
    else:
        yield from _sending(message)
    yield from _reports(message)


def _written(message: Message) -> StoryEvent:
    author, use = message.author, message.ai
    if author.kind is AuthorKind.PHONE:
        return _event(
            message.at,
            StoryKind.WRITTEN,
            "A person wrote it on the business's phone.",
            provider_message_id=message.provider_message_id,
        )
    if author.kind is AuthorKind.AGENT and use is not None:
        return _event(
            message.created_at,
            StoryKind.AI,
            f"{author.name or 'The agent'} wrote it.",
            job=REPLY_MESSAGE.name,
            agent_id=author.id,
            model=use.model,
            latency_ms=use.latency_ms,
            confidence=use.confidence,
            tokens=use.input_tokens + use.output_tokens,
            price_micro_usd=use.price_micro_usd,
            facts=len(use.facts),
            answers=", ".join(use.answers),
        )
    who = {
        AuthorKind.AGENT: f"{author.name or 'The agent'} told the contact that a person will answer.",
        AuthorKind.CAMPAIGN: f"The campaign {author.name} made it." if author.name else "A campaign made it.",
    }.get(author.kind, f"{author.name or 'A person'} wrote it.")
    return _event(message.created_at, StoryKind.WRITTEN, who, campaign_id=message.campaign_id, variant=message.variant)


def _sending(message: Message) -> Iterator[StoryEvent]:
    """From the outbox to the provider."""
    job = _job_of(message)
    queue = registry().queue_of(job).queue_name(message.channel_id)
    waits = message.status is MessageStatus.QUEUED and not message.attempts
    yield _event(
        message.created_at,
        StoryKind.TASK,
        "It was queued for sending.",
        state=StoryState.WAITING if waits else StoryState.DONE,
        job=job.name,
        queue=queue,
    )
    for step in message.steps:
        yield _step(step, job)
    under_way = message.status_at.get(MessageStatus.SENDING)
    if message.status is MessageStatus.SENDING and under_way:
        yield _event(
            under_way,
            StoryKind.SEND,
            "It is being given to the provider.",
            state=StoryState.WAITING,
            job=job.name,
            number=message.attempts,
        )
    sent = message.status_at.get(MessageStatus.SENT)
    if sent and message.attempts and sent not in {step.at for step in message.steps}:
        took_ms = round((sent - under_way).total_seconds() * 1000) if under_way and sent >= under_way else None
        yield _event(
            sent,
            StoryKind.SEND,
            "The provider took it.",
            job=job.name,
            number=message.attempts,
            provider_message_id=message.provider_message_id,
            took_ms=took_ms,
        )


def _job_of(message: Message) -> Job:
    return SEND_BULK if message.author.kind is AuthorKind.CAMPAIGN else SEND_MESSAGE


def _step(step: Step, job: Job) -> StoryEvent:
    if step.kind is StepKind.AGAIN:
        return _event(step.at, StoryKind.PERSON, f"{step.by or 'A person'} had it sent again.", job=job.name)
    if step.kind is StepKind.SETTLED:
        arrived = step.outcome is MessageStatus.SENT
        return _event(
            step.at,
            StoryKind.PERSON,
            f"{step.by} found out that it {'arrived' if arrived else 'did not arrive'}.",
            state=StoryState.DONE if arrived else StoryState.FAILED,
        )
    state = _STATES.get(step.outcome, StoryState.FAILED) if step.outcome else StoryState.FAILED
    return _event(
        step.at,
        StoryKind.SEND,
        step.detail,
        state=state,
        code=step.code,
        job=job.name,
        number=step.number or None,
        reason=step.reason,
    )


def _reports(message: Message) -> Iterator[StoryEvent]:
    for status, what in _REPORTS.items():
        if at := message.status_at.get(status):
            charged = message.pricing or {} if status is MessageStatus.DELIVERED else {}
            yield _event(
                at,
                StoryKind.RECEIPT,
                what,
                code=status,
                priced_as=charged.get("category"),
                price_type=charged.get("type"),
            )
    failed, failure = message.status_at.get(MessageStatus.FAILED), message.failure
    ours = {step.at for step in message.steps}
    if failed and failure and failed not in ours:
        yield _event(
            failed,
            StoryKind.RECEIPT,
            failure.detail,
            state=StoryState.FAILED,
            code=failure.code,
            reason=failure.reason,
        )


def _changes(message: Message) -> Iterator[StoryEvent]:
    told: Iterable[tuple[datetime | None, str]] = (
        (message.edited_at, "Its author changed it."),
        (message.deleted_at, "Its author took it back."),
        (message.erased_at, "Its words and files were erased."),
    )
    for at, what in told:
        if at is not None:
            yield _event(at, StoryKind.CHANGED, what)


def _work(letter: DeadLetter) -> Iterator[StoryEvent]:
    """Tries of work on the message that failed, and what became of it."""
    job = letter.job
    for attempt in letter.attempts:
        yield _event(
            attempt.at,
            StoryKind.TASK,
            f"A try of {job} failed: {attempt.error}",
            state=StoryState.RETRYING,
            job=job,
            number=attempt.number,
        )
    first = from_epoch_ms(letter.first_failed_ms)
    endings: Sequence[tuple[LetterState, datetime, StoryState, str]] = (
        (LetterState.FAILED, letter.last_failed_at, StoryState.FAILED, f"{job} gave up; a person can have it retried."),
        (LetterState.UNKNOWN, first, StoryState.UNKNOWN, "Nobody knows whether it arrived; people were told."),
        (LetterState.QUEUED, letter.retried_at or first, StoryState.WAITING, f"A person had {job} done again."),
        (
            LetterState.DISCARDED,
            letter.last_failed_at,
            StoryState.FAILED,
            f"{letter.discarded_by or 'A person'} discarded {job}: {letter.discard_reason}",
        ),
    )
    for state, at, ending, what in endings:
        if letter.state is state:
            yield _event(at, StoryKind.TASK, what, state=ending, job=job, letter_id=letter.id)
