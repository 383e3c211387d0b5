"""Webhooks at the same moment: stored once, counted once, one contact."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from common.models.inbound import Consent
from common.models.status import MessageStatus as S
from common.models.tenant import Plan
from functions.receive.service.incoming import Taken
from tests.functions.events import ANA, ANA_BOTH, ANA_USER, at, contact_of, receipt, says, stored_id
from tests.functions.racing import insist, race
from tests.functions.world import World

pytestmark = pytest.mark.emulator


def test_one_message_delivered_by_16_threads_is_stored_and_counted_once(world: World) -> None:
    deliver = partial(world.deliver, says("hello"))
    taken = sum(race([partial(insist, deliver)] * 16), Counter())
    assert taken == {Taken.STORED: 1, Taken.DUPLICATE: 15}
    assert len(world.documents("messages")) == 1
    assert world.counted() == {"messages_in": 1}
    [conversation] = world.documents("conversations").values()
    assert conversation["unread"] == 1


@pytest.mark.parametrize("plan", [Plan.STARTER, Plan.PRO])
def test_16_first_messages_of_one_person_found_one_contact(new_world: Callable[..., World], plan: Plan) -> None:
    world = new_world(plan=plan)
    calls = [partial(insist, partial(world.deliver, says(f"message {n}", n))) for n in range(16)]
    taken = sum(race(calls), Counter())
    assert taken == {Taken.STORED: 16}
    assert len(world.documents("contacts")) == len(world.documents("identities")) == 1
    assert {d["conversation_id"] for d in world.documents("messages").values()} == {contact_of()}
    [conversation] = world.documents("conversations").values()
    assert conversation["unread"] == 16
    assert conversation["preview"]["text"] == "message 15"
    assert world.counted() == {"messages_in": 16}


def test_first_messages_with_a_phone_a_user_id_or_both_become_one_contact_once_both_were_seen(world: World) -> None:
    world.deliver(says("both", -60, sender=ANA_BOTH))
    senders = [ANA, ANA_BOTH, ANA_USER] * 4
    calls = [partial(insist, partial(world.deliver, says(f"{n}", n, sender=s))) for n, s in enumerate(senders)]
    race(calls)
    assert len(world.documents("contacts")) == 1
    assert len(world.documents("identities")) == 2
    assert {d["conversation_id"] for d in world.documents("messages").values()} == {contact_of()}


def test_a_new_user_id_in_16_messages_at_once_is_added_once(world: World) -> None:
    world.deliver(says("phone only", -60))
    race([partial(insist, partial(world.deliver, says(f"{n}", n, sender=ANA_BOTH))) for n in range(16)])
    assert len(world.documents("identities")) == 2
    [contact] = world.documents("contacts").values()
    assert len(contact["identities"]) == 2
    assert world.counted() == {"messages_in": 17}


def test_receipts_of_one_message_by_many_threads_end_at_the_highest(world: World) -> None:
    world.deliver(says("echo", -60, echo=True))
    reports = [receipt(status, n, wamid="echo") for n, status in enumerate([S.SENT, S.DELIVERED, S.READ])] * 5
    race([partial(insist, partial(world.deliver, report)) for report in reports])
    message = world.message(stored_id("echo"))
    assert message.status is S.READ
    assert set(message.status_at) == {"sent", "delivered", "read"}


def test_wishes_at_the_same_moment_end_with_the_newest(world: World) -> None:
    world.deliver(says("hello"))
    wishes = [Consent(sender=ANA, opted_in=n % 2 == 0, scope="marketing", at=at(n)) for n in range(8)]
    race([partial(insist, partial(world.deliver, wish)) for wish in wishes])
    [contact] = world.documents("contacts").values()
    [wish] = contact["opt_outs"].values()
    assert wish["at"] == at(7)
    assert wish["opted_in"] is False
