"""What people write down about contacts, and contacts who have not written yet."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from pydantic import ValidationError

from common.errors import Conflict, Invalid, NotFound
from common.models.consent import ConsentScope, may_receive
from common.models.contact import Contact
from common.models.conversation import Conversation
from common.models.ids import ChannelId
from common.models.inbound import Address
from common.models.routing import find_route
from common.store.channels import Channels
from common.store.contacts import Contacts
from common.store.conversations import Conversations
from common.store.database import Database
from functions.contacts.schemas import MOST_ATTRIBUTES, ConsentIn, ContactChange, ContactIn
from functions.contacts.service import editing
from tests.functions.crashes import crash_everywhere
from tests.functions.events import ANA, ANA_BOTH, PHONE, USER, contact_of, says
from tests.functions.racing import insist, race
from tests.functions.world import NOW, TELEGRAM, WHATSAPP, World, arm

pytestmark = pytest.mark.emulator
ANA_ID = contact_of()


def contact(world: World) -> Contact:
    found = Contacts(Database(world.client)).find(world.t, ANA_ID)
    assert found is not None
    return found.value


def conversation(world: World) -> Conversation:
    found = Conversations(Database(world.client)).find(world.t, ANA_ID)
    assert found is not None
    return found.value


def edit(world: World, **change: object) -> None:
    editing.edit(world.t, ANA_ID, ContactChange.model_validate(change), stores=world.keeping())


def create(world: World, **more: object):
    asked = {"channel_id": WHATSAPP, "address": "+49 151 00000001", "name": "Ana Ruiz", **more}
    return editing.create(world.t, ContactIn.model_validate(asked), NOW, stores=world.keeping())


def test_a_new_name_is_found_everywhere_and_the_old_one_no_more(world: World) -> None:
    world.deliver(says("hello", sender=ANA_BOTH))
    edit(world, name="  Beatriz Gómez ")
    assert (contact(world).name, conversation(world).contact_name) == ("Beatriz Gómez",) * 2
    for search in (contact(world).search, conversation(world).search):
        assert {"bea", "gómez", PHONE.value[:5], USER.value[:5].lower()} <= set(search)
        assert "ana" not in search


def test_what_is_left_out_stays(world: World) -> None:
    world.deliver(says("hello"))
    edit(world, tags=["vip", "vip", " berlin "], attributes={"city": "Berlin", "age": 30, "member": True})
    edit(world, attributes={"age": None, "city": "Ulm"}, language="pt_BR", time_zone="America/Sao_Paulo")
    now = contact(world)
    assert (now.name, now.tags, now.attributes) == ("Ana Ruiz", ["vip", "berlin"], {"city": "Ulm", "member": True})
    assert (now.language, now.time_zone) == ("pt_BR", "America/Sao_Paulo")
    edit(world, tags=[], language="", time_zone="")
    now = contact(world)
    assert (now.tags, now.language, now.time_zone, now.attributes["city"]) == ([], "", "", "Ulm")


def test_without_a_name_the_address_is_the_name(world: World) -> None:
    world.deliver(says("hello"))
    edit(world, name="")
    assert contact(world).name == PHONE.value


@pytest.mark.parametrize(
    "change",
    [
        {"time_zone": "Mars/Olympus"},
        {"language": "not a language"},
        {"attributes": {"__name__": 1}},
        {"attributes": {" x": 1}},
        {"attributes": {"x": float("inf")}},
        {"attributes": {"x": ["a", "list"]}},
        {"tags": [""]},
        {"tags": [str(n) for n in range(51)]},
        {"id": "another"},
        {"name": "x" * 201},
    ],
)
def test_what_breaks_a_rule_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ContactChange.model_validate(change)


def test_attributes_do_not_pile_up_without_end(world: World) -> None:
    world.deliver(says("hello"))
    edit(world, attributes={f"a{n}": n for n in range(MOST_ATTRIBUTES)})
    with pytest.raises(Invalid):
        edit(world, attributes={"one more": 1})


def test_edits_at_the_same_moment_lose_nothing(world: World) -> None:
    world.deliver(says("hello"))
    race([lambda n=n: insist(lambda: edit(world, attributes={f"a{n}": n})) for n in range(6)])  # type: ignore[misc]
    assert contact(world).attributes == {f"a{n}": n for n in range(6)}


def test_somebody_who_has_not_written_can_be_sent_a_template(world: World) -> None:
    made = create(world, tags=["lead"], attributes={"city": "Berlin"})
    assert made.id == ANA_ID
    assert (made.name, made.tags, made.attributes) == ("Ana Ruiz", ["lead"], {"city": "Berlin"})
    held = conversation(world)
    route = find_route(held.last_inbound_ms, held.endpoints, Channels(Database(world.client)).list_all(world.t), NOW)
    assert route is not None
    assert (route.channel_id, route.address, route.needs_template) == (WHATSAPP, PHONE.value, True)


def test_who_was_created_and_then_writes_is_one_person(world: World) -> None:
    create(world)
    before = set(world.documents("contacts", "identities"))
    world.deliver(says("hello"))
    assert set(world.documents("contacts", "identities")) == before
    assert (conversation(world).contact_name, conversation(world).status) == ("Ana Ruiz", "open")


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("4915100000001", "0049 151 00000001"),
        ("551187654321", "+55 11 98765-4321"),
        ("5215512345678", "+52 55 1234 5678"),
        ("541123456789", "+54 9 11 2345-6789"),
    ],
)
def test_a_known_address_is_refused_with_whose_it_is(known: str, asked: str, world: World) -> None:
    address = Address(value=known, portable=True)
    world.deliver(says("hello", sender=ANA.model_copy(update={"addresses": (address,)})))
    with pytest.raises(Conflict) as refused:
        create(world, address=asked)
    assert refused.value.extra == {"contact_id": contact_of(address)}
    assert len(world.documents("contacts")) == 1


def test_a_landline_of_brazil_is_nobody_elses_mobile(world: World) -> None:
    create(world, address="+55 11 3333-4444")
    create(world, address="+55 11 93333-4444")
    assert len(world.documents("contacts")) == 2


@pytest.mark.parametrize("address", ["+49 1", "hello", "", "0151 00000001"])
def test_what_is_no_address_is_refused(address: str, world: World) -> None:
    with pytest.raises((Invalid, ValidationError)):
        create(world, address=address)


def test_a_channel_of_nobody_leads_nowhere(world: World) -> None:
    with pytest.raises(NotFound):
        create(world, channel_id="xnone")


def test_a_telegram_chat_can_be_written_down(world: World) -> None:
    made = create(world, channel_id=TELEGRAM, address="700000001", name="")
    assert made.name == "700000001"


def test_a_crash_while_creating_leaves_all_or_nothing(new_world: Callable[..., World]) -> None:
    def work(world: World) -> None:
        with suppress(Conflict):
            create(world)

    undisturbed = new_world()
    work(undisturbed)
    for point, world in crash_everywhere(new_world, work, arm):
        assert world.documents() == undisturbed.documents(), point


def wishes(world: World, opted_in: bool, key: str, channel: ChannelId | None = None, s: int = 0) -> None:
    asked = ConsentIn(scope=ConsentScope.MARKETING, opted_in=opted_in, channel_id=channel)
    at = NOW.replace(second=s)
    editing.record_consent(world.t, ANA_ID, asked, "ben", key, at, stores=world.keeping())


def test_a_person_records_what_a_contact_told_them(world: World) -> None:
    world.deliver(says("hello"))
    wishes(world, False, "a", s=1)
    wishes(world, False, "a", s=2)
    assert not may_receive(contact(world).opt_outs, WHATSAPP, marketing=True)
    [kept] = world.documents("consents").values()
    assert (kept["source"], kept["recorded_by"]) == ("person", "ben")
    wishes(world, True, "b", WHATSAPP, s=3)
    assert may_receive(contact(world).opt_outs, WHATSAPP, marketing=True)
    assert not may_receive(contact(world).opt_outs, TELEGRAM, marketing=True)
    with pytest.raises(NotFound):
        wishes(world, True, "c", ChannelId("xnone"))
