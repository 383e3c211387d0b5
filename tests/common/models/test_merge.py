"""Merging two contacts and parting them again leaves both as they were, and keeps what came in between."""

from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from common.models.contact import Contact, OptOut
from common.models.conversation import Conversation, ConversationStatus
from common.models.ids import ChannelId, ContactId, IdentityId
from common.models.merge import Merge, joined, parted, wishes_since
from common.models.parting import part

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
WORDS = st.sampled_from(["a", "b", "c", "d"])
LISTS = st.lists(WORDS, unique=True, max_size=3)
WISHES = st.builds(
    OptOut,
    scope=st.just("marketing"),
    at=st.integers(0, 3).map(lambda n: NOW + timedelta(minutes=n)),
    opted_in=st.booleans(),
)


def contacts(id_: str, addresses: st.SearchStrategy[list[str]]) -> st.SearchStrategy[Contact]:
    return st.builds(
        Contact,
        id=st.just(ContactId(id_)),
        name=WORDS,
        identities=addresses,
        tags=LISTS,
        audiences=LISTS,
        language=st.sampled_from(["", "de", "pt_BR"]),
        time_zone=st.sampled_from(["", "Europe/Berlin"]),
        learning_off=st.sampled_from([None, True]),
        attributes=st.dictionaries(WORDS, st.one_of(st.integers(0, 2), st.booleans(), WORDS), max_size=3),
        opt_outs=st.dictionaries(st.sampled_from(["marketing_all", "marketing_x"]), WISHES, max_size=2),
    )


PEOPLE = contacts("ana", st.lists(st.sampled_from(["i1", "i2"]), unique=True))
OTHERS = contacts("ben", st.lists(st.sampled_from(["j1", "j2"]), unique=True))


def fields(contact: Contact) -> dict[str, object]:
    """What matters of a contact; words to search by are made anew."""
    return contact.model_dump(exclude={"search"})


@given(PEOPLE, OTHERS)
def test_parting_what_was_just_joined_leaves_it_as_it_was(ana: Contact, ben: Contact) -> None:
    assert fields(parted(joined(ana, ben), ana, ben)) == fields(ana)
    assert wishes_since(joined(ana, ben), ana, ben) == {}


@given(PEOPLE, OTHERS, LISTS, st.dictionaries(st.sampled_from(["x", "y"]), st.integers(), max_size=2), WISHES)
def test_what_was_written_since_stays(
    ana: Contact, ben: Contact, tags: list[str], attributes: dict[str, int], wish: OptOut
) -> None:
    fresh = [f"new {tag}" for tag in tags]
    later = wish.model_copy(update={"at": NOW + timedelta(hours=1)})
    now = joined(ana, ben)
    now = now.model_copy(
        update={
            "name": "Somebody",
            "tags": [*now.tags, *fresh],
            "attributes": {**now.attributes, **attributes},
            "opt_outs": {**now.opt_outs, "marketing_all": later},
        }
    )
    left = parted(now, ana, ben)
    assert (left.name, left.tags) == ("Somebody", [*ana.tags, *fresh])
    assert left.attributes == {**ana.attributes, **attributes}
    assert left.opt_outs["marketing_all"] == later
    assert wishes_since(now, ana, ben) == ({} if later.opted_in else {"marketing_all": later})


MS = st.integers(1, 5)
ENDS = st.fixed_dictionaries({"provider": st.just("whatsapp"), "address": st.just("1"), "heard_ms": st.integers(0, 5)})


def threads(id_: str, i: str) -> st.SearchStrategy[Conversation]:
    """Conversations as they come about: when a channel was heard is when its addresses were."""

    def made(ends: dict[str, dict[str, object]], labels: list[str], unread: int, waiting: int | None, last: int):
        status = ConversationStatus.RESOLVED if waiting is None else ConversationStatus.OPEN
        heard = {c: end["heard_ms"] for c, end in ends.items() if end["heard_ms"]}
        shown = {
            "status": status,
            "labels": labels,
            "unread": unread if waiting else 0,
            "is_unread": bool(unread and waiting),
            "endpoints": {c: {i: end} for c, end in ends.items()},
            "channels": list(ends),
            "last_inbound_ms": heard,
            "waiting_since_ms": waiting,
            "open_since_ms": waiting,
            "last_message_ms": last,
        }
        return Conversation.model_validate({"id": id_, **shown})

    channels = st.dictionaries(st.sampled_from(["x", "y"]), ENDS, max_size=2)
    return st.builds(made, channels, LISTS, st.integers(0, 3), st.one_of(st.none(), MS), MS)


def absorbed(ana: Conversation, ben: Conversation) -> Conversation:
    """The conversation that two become, as the store's transforms make it."""
    ends = {c: {**ana.endpoints.get(c, {}), **ben.endpoints.get(c, {})} for c in {*ana.endpoints, *ben.endpoints}}
    heard = {
        c: max(ana.last_inbound_ms.get(c, 0), ben.last_inbound_ms.get(c, 0))
        for c in {*ana.last_inbound_ms, *ben.last_inbound_ms}
    }
    times = {
        name: min((ms for ms in (getattr(ana, name), getattr(ben, name)) if ms is not None), default=None)
        for name in ("waiting_since_ms", "open_since_ms")
    }
    is_open = ConversationStatus.OPEN in (ana.status, ben.status)
    return ana.model_copy(
        update={
            **times,
            "status": ConversationStatus.OPEN if is_open else ana.status,
            "unread": ana.unread + ben.unread,
            "is_unread": ana.is_unread or ben.is_unread,
            "labels": [*ana.labels, *(label for label in ben.labels if label not in ana.labels)],
            "endpoints": ends,
            "channels": [*ana.channels, *(c for c in ben.channels if c not in ana.channels)],
            "last_inbound_ms": heard,
            "last_message_ms": max(ana.last_message_ms, ben.last_message_ms),
        }
    )


def shown(thread: Conversation) -> dict[str, object]:
    return thread.model_dump(exclude={"search", "last_message_ms", "preview"})


def closed(thread: Conversation) -> Conversation:
    """What is left of a conversation that was merged."""
    gone = {"status": ConversationStatus.MERGED, "merged_into": ContactId("ana"), "unread": 0, "is_unread": False}
    return thread.model_copy(update={**gone, "waiting_since_ms": None, "open_since_ms": None})


def record(ana: Conversation, ben: Conversation) -> Merge:
    return Merge(id=ben.id, target_id=ana.id, merged_at=NOW, expires_at=NOW, target_thread=ana, source_thread=ben)


@given(threads("ana", "i"), threads("ben", "j"))
def test_conversations_are_parted_as_they_were(ana: Conversation, ben: Conversation) -> None:
    two = part(absorbed(ana, ben), closed(ben), record(ana, ben), [IdentityId("j")])
    assert shown(two.held) == shown(ana)
    assert shown(two.gone) == shown(ben)


@given(threads("ana", "i"), threads("ben", "j"))
def test_what_was_read_and_resolved_since_is_so_for_both(ana: Conversation, ben: Conversation) -> None:
    dealt = {"unread": 0, "is_unread": False, "status": ConversationStatus.RESOLVED}
    dealt |= {"waiting_since_ms": None, "open_since_ms": None}
    two = part(absorbed(ana, ben).model_copy(update=dealt), closed(ben), record(ana, ben), [IdentityId("j")])
    for one in two:
        assert {name: getattr(one, name) for name in dealt} == dealt


@given(threads("ana", "i"), threads("ben", "j"), st.integers(6, 9))
def test_an_address_that_goes_back_takes_along_when_it_was_heard(ana: Conversation, ben: Conversation, ms: int) -> None:
    x = ChannelId("x")
    assume(x in ben.endpoints)
    now = absorbed(ana, ben)
    end = {"provider": "whatsapp", "address": "1", "heard_ms": ms}
    later = Conversation.model_validate(
        {
            **now.model_dump(),
            "endpoints": {**now.endpoints, x: {**now.endpoints.get(x, {}), "j": end}},
            "last_inbound_ms": {**now.last_inbound_ms, x: ms},
            "last_message_ms": ms,
            "unread": now.unread + 1,
        }
    )
    two = part(later, closed(ben), record(ana, ben), [IdentityId("j")])
    assert two.gone.last_inbound_ms[x] == ms
    assert two.held.last_inbound_ms == ana.last_inbound_ms
    assert two.held.unread == ana.unread + 1
