"""Answering one message at most once: look, ask the model, look again, and store the answer."""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from common import log
from common.ai.answering import (
    Composed,
    Setting,
    Verdict,
    after_asking,
    before_asking,
    compose,
)
from common.ai.errors import ModelError, ModelMalformed
from common.clock import from_epoch_ms
from common.errors import AlreadyExists, QuotaExceeded, WriteRaced
from common.models.agent import AgentTool, HandOverReason
from common.models.answers import ANSWER_MAX_CHARS, as_chat
from common.models.conversation import first_answer
from common.models.ids import MessageId, TenantId, outbound_message_id
from common.models.incident import IncidentKind
from common.models.message import AiUse, Author, AuthorKind, Direction, Kind, Message, RouteTaken
from common.models.routing import Route, find_route
from common.models.spent import NOTHING, Spent
from common.models.status import MessageStatus
from common.models.thread_order import written_by_us
from common.store.database import Write
from functions.reply.service import handing_over
from functions.reply.service.collaborating import Collaborators, Memory
from functions.reply.service.looking import Case, Silence, look
from functions.reply.service.loops import is_loop, repeats_itself
from functions.reply.service.reading import said_in, turns_of

MEDIA_PAUSE_S: Final = 5.0
"""After which the agent looks again whether a voice note is in words, in seconds."""
MEDIA_LOOKS: Final = 24
"""How often; after that it answers without the words."""
RACES: Final = 12
"""How often an answer is tried to be stored while others write in the conversation."""
TELL_AFTER: Final = 2
"""After so many failed tries in a row people are told that the model does not answer."""
MODEL: Final = "model"
"""The subject of the incident."""


class Done(StrEnum):
    """What became of the task."""

    ANSWERED = "answered"
    HANDED_OVER = "handed_over"
    LATER = "later"
    SILENT = "silent"


class Result(NamedTuple):
    """What became of the task."""

    done: Done
    why: str = ""
    """Why there is no answer."""
    message: Message | None = None
    """The answer."""
    delay_s: float = 0.0
    """When to look again, where it is too early."""


class _Toolbox:
    """Does for one contact what the agent wants done."""

    def __init__(self, case: Case, memory: Memory) -> None:
        self._case = case
        self._memory = memory

    def remember(self, fact: str) -> str:
        """Keeps a fact."""
        return self._memory.remember(self._case.t, self._case.contact, fact, self._case.newest)

    def forget(self, what: str) -> str:
        """Forgets."""
        return self._memory.forget(self._case.t, self._case.contact, what, self._case.newest)

    def look_up_contact(self) -> str:
        """What the tenant keeps about the contact."""
        return self._case.contact.card()


def answer(t: TenantId, m: MessageId, retries: int, looks: int, *, with_: Collaborators) -> Result:
    """Answers a contact's message, if an agent is to; everything that waits with it is answered with it.

    Args:
        t: the tenant.
        m: the message.
        retries: how often this failed before.
        looks: how often it was too early before.
        with_: what it takes.

    Raises:
        ModelError: the model does not answer; trying again helps.
        WriteRaced: too much happened in the conversation meanwhile; trying again helps.
    """
    case = look(t, m, stores=with_.stores)
    for _ in range(RACES):
        if isinstance(case, Silence):
            return Result(Done.SILENT, case)
        if looks < MEDIA_LOOKS and any(each.media and each.media.is_awaited for each in case.waiting):
            return Result(Done.LATER, delay_s=MEDIA_PAUSE_S)
        route = route_of(case, with_.stores.clock.now())
        if (verdict := _before(case, route)) or route is None:
            return _leave(case, verdict or handing_over.CANNOT_SEND, route, NOTHING, with_)
        composed = _compose(case, retries, with_)
        if isinstance(composed, Verdict):
            return _leave(case, composed, route, NOTHING, with_)
        if verdict := _after(case, composed):
            return _leave(case, verdict, route, composed.spent, with_)
        settled = _store(case, composed, with_)
        if isinstance(settled, Result):
            _erase(case, composed, with_.memory)
            return settled
        # Something else was written that waits for an answer: the model must know of it.
        case = settled
    raise WriteRaced("Too much happens in the conversation at the same moment.")


def _erase(case: Case, composed: Composed, memory: Memory) -> None:
    """Has erased what the contact wanted forgotten, now that they are answered."""
    for use in composed.uses:
        if use.name == AgentTool.FORGET:
            memory.erase(case.t, case.contact, use.arguments.get("what", ""), case.newest)


def route_of(case: Case, now: datetime) -> Route | None:
    """How an answer would leave: over the channel of the message that it answers, if free text is possible there."""
    conversation = case.conversation.value
    route = find_route(
        conversation.last_inbound_ms, conversation.endpoints, [case.channel], now, chosen=case.channel.id
    )
    return None if route is None or route.needs_template else route


def _before(case: Case, route: Route | None) -> Verdict | None:
    """Whether a person must take over, whatever the model would say."""
    if route is None:
        return handing_over.CANNOT_SEND
    if is_loop(case.thread, case.newest):
        return handing_over.LOOP
    return before_asking(case.agent, [message.text for message in case.waiting])


def _after(case: Case, composed: Composed) -> Verdict | None:
    verdict = after_asking(case.agent, composed)
    if verdict is None and repeats_itself(case.thread, case.newest, as_chat(composed.text)):
        return handing_over.LOOP
    return verdict


def _compose(case: Case, retries: int, with_: Collaborators) -> Composed | Verdict:
    """What the model says; or why a person must take over, where it would never say anything of use."""
    now = with_.stores.clock.now()
    try:
        composed = _ask(case, now, with_)
    except ModelError as error:
        with_.usage.count_model(case.tenant, now, error.spent)
        useless = isinstance(error, ModelMalformed) and retries + 1 >= case.agent.hand_over.after_failures
        if not useless and (error.alert or (error.retryable and retries >= TELL_AFTER)):
            with_.incidents.open(case.t, IncidentKind.MODEL_FAILED, MODEL, handing_over.INCIDENT, now)
        if error.alert:
            log.error("An agent has no model to ask.", error=error.detail)
            return Verdict(HandOverReason.MODEL_DOWN, handing_over.NO_MODEL)
        if useless or not error.retryable:
            return Verdict(HandOverReason.FAILURES, error.title + ".")
        raise
    with_.usage.count_model(case.tenant, now, composed.spent)
    with_.incidents.close(case.t, IncidentKind.MODEL_FAILED, MODEL, now)
    return composed


def _ask(case: Case, now: datetime, with_: Collaborators) -> Composed:
    facts = with_.memory.recall(case.t, case.contact, said_in(case.waiting))
    forgotten_at = with_.memory.forgotten_at(case.t, case.contact)
    setting = Setting(
        business=case.tenant.name,
        customer=case.contact.name or case.conversation.value.contact_name,
        channel=case.channel.provider,
        now=now.astimezone(ZoneInfo(case.tenant.time_zone)),
        limit_characters=ANSWER_MAX_CHARS,
    )
    turns = turns_of(case.thread, case.waiting, case.conversation.value.agent_resumed_at, forgotten_at)
    toolbox = _Toolbox(case, with_.memory)
    return compose(case.agent, turns, facts, setting, models=with_.models(), toolbox=toolbox)


def _store(case: Case, composed: Composed, with_: Collaborators) -> Result | Case | Silence:
    """Stores the answer if nothing else has happened; otherwise the case as it is now."""
    for _ in range(RACES):
        now = with_.stores.clock.now()
        route = route_of(case, now)
        if route is None:
            return _leave(case, handing_over.CANNOT_SEND, None, composed.spent, with_)
        message = _message(case, composed, route, now)
        writes: list[Write] = [
            *with_.stores.messages.store(case.tenant, message, now),
            with_.stores.conversations.record_answer(case.t, message, case.conversation.updated_at),
            with_.agents.count_answer(case.tenant, case.agent.id, now, composed.spent),
        ]
        try:
            with_.usage.commit_outbound(case.tenant, now, writes, author=AuthorKind.AGENT, tries=1)
        except AlreadyExists:
            return Result(Done.SILENT, Silence.ANSWERED)
        except QuotaExceeded as error:
            verdict = Verdict(HandOverReason.PLAN_LIMIT, error.detail)
            return _leave(case, verdict, None, composed.spent, with_)
        except WriteRaced:
            again = look(case.t, case.newest.id, stores=with_.stores)
            if isinstance(again, Silence) or not again.is_same(case):
                return again
            case = again
            continue
        log.append("stored", {"message_id": message.id})
        return Result(Done.ANSWERED, message=message)
    raise WriteRaced("Too much happens in the conversation at the same moment.")


def _message(case: Case, composed: Composed, route: Route, now: datetime) -> Message:
    spent = composed.spent
    use = AiUse(
        model=spent.model,
        input_tokens=spent.input_tokens,
        output_tokens=spent.output_tokens,
        price_micro_usd=spent.price_micro_usd,
        latency_ms=spent.latency_ms,
        confidence=composed.confidence,
        facts=composed.facts,
        answers=[message.id for message in case.waiting],
    )
    id_ = outbound_message_id(f"agent/{case.k}", case.newest.id)
    message = outgoing(case, id_, as_chat(composed.text), route, now)
    return message.model_copy(update={"ai": use, **first_answer(case.conversation.value, message.at)})


def outgoing(case: Case, id_: MessageId, text: str, route: Route, now: datetime) -> Message:
    """A message of the agent's to the contact."""
    # It stands behind what it answers, also where the provider's clock is ahead of ours.
    at = max(written_by_us(now), from_epoch_ms(case.conversation.value.last_message_ms + 1))
    return Message(
        id=id_,
        conversation_id=case.k,
        channel_id=route.channel_id,
        provider=route.provider,
        direction=Direction.OUT,
        author=Author(kind=AuthorKind.AGENT, id=case.agent.id, name=case.agent.name),
        kind=Kind.TEXT,
        text=text,
        status=MessageStatus.QUEUED,
        status_at={"queued": now},
        address=route.address,
        at=at,
        created_at=now,
        route=RouteTaken.of(route),
    )


def give_up(t: TenantId, m: MessageId, *, with_: Collaborators) -> Result:
    """Leaves to a person what could not be answered, if it still waits."""
    case = look(t, m, stores=with_.stores)
    if isinstance(case, Silence):
        return Result(Done.SILENT, case)
    return _leave(case, handing_over.NO_ANSWER, route_of(case, with_.stores.clock.now()), NOTHING, with_)


def _leave(case: Case, verdict: Verdict, route: Route | None, spent: Spent, with_: Collaborators) -> Result:
    """Leaves the conversation to a person, unless it is not the agent's to leave any more."""
    present: Case | Silence = case
    for _ in range(RACES):
        if isinstance(present, Silence):
            return Result(Done.SILENT, present)
        if handing_over.is_known(present, verdict):
            return Result(Done.HANDED_OVER, verdict.reason)
        now = with_.stores.clock.now()
        told = present.agent.hand_over.message if route and verdict.reason in handing_over.TOLD else ""
        id_ = outbound_message_id(f"agent-hand-over/{present.k}", present.newest.id)
        message = outgoing(present, id_, told, route, now) if told and route else None
        try:
            handing_over.commit(present, verdict, message, spent, now, with_=with_)
        except (AlreadyExists, WriteRaced):
            present = look(case.t, case.newest.id, stores=with_.stores)
            continue
        except QuotaExceeded:
            route = None  # then without a word
            continue
        return Result(Done.HANDED_OVER, verdict.reason, message)
    raise WriteRaced("Too much happens in the conversation at the same moment.")
