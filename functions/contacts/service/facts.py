"""What people see and change of what agents know of a contact."""

from collections import Counter
from datetime import datetime

from common.clock import epoch_ms
from common.entry.pages import decode_cursor, encode_cursor
from common.errors import Fault, Invalid, NotFound
from common.jobs.enqueue import Enqueue
from common.jobs.registry import EMBED_FACTS
from common.memory.forgetting import forget_all, forget_facts
from common.memory.recalling import Embed, recall
from common.memory.remembering import Edited, Outcome, Said, edit, remember
from common.models.fact import Fact, FactOrigin
from common.models.ids import ContactId, TenantId
from common.models.payloads import ContactPayload
from functions.contacts.fact_schemas import (
    FactChange,
    FactIn,
    FactPage,
    FactQuery,
    FactsAdded,
    FactScores,
    FactView,
)
from functions.contacts.service.linking import Stores, get_contact


def show(
    t: TenantId, k: ContactId, asked: FactQuery, now: datetime, *, stores: Stores, embed: Embed | None
) -> FactPage:
    """Facts of a contact: ranked for a question, or listed.

    Raises:
        NotFound: the tenant has no such contact.
        Invalid: a question goes with neither a cursor nor history.
    """
    contact = get_contact(t, k, stores=stores).value
    if asked.q:
        if asked.cursor or asked.history:
            detail = "What is ranked for a question holds now and is one page: leave out cursor and history."
            raise Invalid(detail, faults=[Fault("/query/q", detail)])
        found = recall(t, contact.id, asked.q, now, facts=stores.facts, embed=embed, limit=asked.limit)
        items = [view(each.fact, score=each.score, scores=FactScores(**each.scores._asdict())) for each in found.facts]
        return FactPage(items=items, next_cursor=None, hybrid=found.is_hybrid)
    if asked.history:
        return _everything(t, contact.id, asked, stores)
    listed = sorted(stores.facts.load(t, contact.id, vectors=False).facts, key=_place, reverse=True)
    if asked.cursor:
        after = decode_cursor(asked.cursor, int, int)
        listed = [fact for fact in listed if _place(fact) < (bool(after[0]), after[1])]
    shown = listed[: asked.limit]
    more = encode_cursor(int(shown[-1].pinned), shown[-1].sequence) if len(listed) > len(shown) else None
    return FactPage(items=[view(fact) for fact in shown], next_cursor=more)


def _place(fact: Fact) -> tuple[bool, int]:
    return fact.pinned, fact.sequence


def _everything(t: TenantId, k: ContactId, asked: FactQuery, stores: Stores) -> FactPage:
    before = decode_cursor(asked.cursor, int, str) if asked.cursor else None
    found = stores.facts.page(t, k, limit=asked.limit, before=(int(before[0]), str(before[1])) if before else None)
    more = encode_cursor(found[-1].sequence, found[-1].id) if len(found) == asked.limit else None
    return FactPage(items=[view(fact) for fact in found], next_cursor=more)


def get(t: TenantId, k: ContactId, id_: str, *, stores: Stores) -> FactView:
    """One fact, whether it holds or is history.

    Raises:
        NotFound: the tenant has no such contact, or the contact no such fact.
    """
    found = stores.facts.find(t, get_contact(t, k, stores=stores).value.id, id_)
    if found is None:
        raise NotFound("There is no such fact.")
    return view(found)


def view(fact: Fact, *, score: float | None = None, scores: FactScores | None = None) -> FactView:
    """The fact as it is shown."""
    return FactView.model_validate({**fact.model_dump(), "score": score, "scores": scores})


def _have_embedded(t: TenantId, k: ContactId, now: datetime, enqueue: Enqueue) -> None:
    """Queued before facts are written, so that no crash leaves them without their vectors."""
    enqueue(EMBED_FACTS, ContactPayload(tenant_id=t, contact_id=k, attempt=epoch_ms(now)), delay_s=1, at=now)


def add(
    t: TenantId, k: ContactId, listed: list[FactIn], who: str, now: datetime, *, stores: Stores, enqueue: Enqueue
) -> FactsAdded:
    """Remembers what somebody wrote down; writing down the same again changes nothing.

    Raises:
        NotFound: the tenant has no such contact.
        Conflict: the contact has too many facts.
    """
    contact = get_contact(t, k, stores=stores).value
    said = [
        Said(
            value=fact.value,
            at=now,
            valid_from=fact.valid_from or now,
            category=fact.category,
            confidence=fact.confidence,
            origin=FactOrigin.PERSON,
            source_message_id=fact.source_message_id,
            recorded_by=who,
            supersedes=tuple(fact.supersedes),
        )
        for fact in listed
    ]
    _have_embedded(t, contact.id, now, enqueue)
    results = remember(t, contact.id, said, now, facts=stores.facts)
    became = Counter(result.outcome for result in results)
    return FactsAdded(
        items=[view(result.fact) for result in results if result.fact],
        added=became[Outcome.ADDED],
        merged=became[Outcome.MERGED],
        ignored=became[Outcome.HISTORY] + became[Outcome.FORGOTTEN],
    )


def change(
    t: TenantId,
    k: ContactId,
    id_: str,
    asked: FactChange,
    who: str,
    now: datetime,
    *,
    stores: Stores,
    enqueue: Enqueue,
) -> FactView:
    """Changes a fact's words or category, or pins it.

    Raises:
        NotFound: the tenant has no such contact, or the contact no such fact that holds.
        Conflict: another fact says the same.
    """
    contact = get_contact(t, k, stores=stores).value
    if asked.value is not None:
        _have_embedded(t, contact.id, now, enqueue)
    wanted = Edited(value=asked.value, pinned=asked.pinned, category=asked.category)
    return view(edit(t, contact.id, id_, wanted, who, now, facts=stores.facts))


def forget_one(t: TenantId, k: ContactId, id_: str, now: datetime, *, stores: Stores) -> None:
    """Forgets one fact.

    Raises:
        NotFound: the tenant has no such contact, or the contact no such fact.
    """
    contact = get_contact(t, k, stores=stores).value
    if not forget_facts(t, contact.id, [id_], now, facts=stores.facts, tombstones=stores.tombstones):
        raise NotFound("There is no such fact.")


def forget_every(t: TenantId, k: ContactId, now: datetime, *, stores: Stores) -> None:
    """Forgets all facts of a contact; the conversation stays.

    Raises:
        NotFound: the tenant has no such contact.
    """
    contact = get_contact(t, k, stores=stores).value
    forget_all(t, contact.id, now, facts=stores.facts, tombstones=stores.tombstones)
