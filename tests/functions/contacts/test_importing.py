"""A file of people ends in the same contacts and report, wherever the work died and whoever wrote meanwhile."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from common.errors import Conflict, Invalid, NotFound
from common.models.attributes import AttributeDefinition, AttributeType
from common.models.audience import Audience, AudienceImport, AudienceKind, ImportState
from common.models.channel import ChannelStatus
from common.models.contact import Contact
from common.models.ids import ContactId, TenantId, first_contact_id, identity_id
from common.models.inbound import Address
from common.models.matching import key_of
from common.models.payloads import AudienceImportPayload
from common.store import ops
from common.store.audiences import Audiences
from common.store.contacts import Contacts
from common.store.conversations import Conversations
from common.store.database import Database
from functions.contacts.audience_schemas import AudienceIn, ImportQuery
from functions.contacts.service import audiences, importing, linking
from tests.functions.crashes import crash_everywhere
from tests.functions.events import ANA, ANA_TELEGRAM, CHAT, PHONE, contact_of, says
from tests.functions.racing import race
from tests.functions.world import NOW, TELEGRAM, WHATSAPP, World, arm

pytestmark = pytest.mark.emulator


class Shelf:
    """A bucket in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.opened_at: list[int] = []

    def store(self, t: TenantId, chunks, mime_type: str, *, limit_bytes: int):
        """Stores a stream."""
        from common.media.storage import Stored

        content = b"".join(chunks)
        name = f"tenants/{t}/media/{hash(content)}"
        self.files[name] = content
        return Stored(name, "", len(content))

    def read(self, object_name: str, *, start_byte: int = 0) -> Iterator[bytes]:
        """The bytes of an object, in small pieces."""
        self.opened_at.append(start_byte)
        if object_name not in self.files:
            raise NotFound("The file is not there any more.")
        content = self.files[object_name]
        yield from (content[n : n + 50] for n in range(start_byte, len(content), 50))


@pytest.fixture
def shelf() -> Shelf:
    """A bucket in memory."""
    return Shelf()


@pytest.fixture
def new_list(new_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch) -> Callable[[], World]:
    """Makes worlds with an audience `friends` for files, which are worked off two rows at a time."""
    monkeypatch.setattr(importing, "SLICE_ROWS", 2)

    def make() -> World:
        world = new_world(Shelf())
        db = Database(world.client)
        audience = Audience(id="friends", name="Friends", kind=AudienceKind.CSV, created_at=NOW)
        db.commit(Audiences(db).create(world.t, audience))
        return world

    return make


@pytest.fixture
def world(new_list: Callable[[], World]) -> World:
    """One such world."""
    return new_list()


def upload(world: World, text: str, **asked: str) -> None:
    importing.accept_file(
        world.t,
        "friends",
        text.encode(),
        ImportQuery.model_validate(asked),
        world.clock.now(),
        stores=world.keeping(),
        bucket=world.filing(),
        enqueue=world.enqueue,
    )


def report(world: World) -> AudienceImport:
    found = Audiences(Database(world.client)).find(world.t, "friends")
    assert found is not None
    assert found.value.last_import is not None
    return found.value.last_import


def tally(world: World) -> tuple[int, int, int, int]:
    """Created, matched, duplicates, failed."""
    now = report(world)
    assert now.rows == now.created + now.matched + now.duplicates + now.failed
    return now.created, now.matched, now.duplicates, now.failed


def contact(world: World, k: ContactId) -> Contact:
    found = Contacts(Database(world.client)).find(world.t, k)
    assert found is not None
    return found.value


def of_phone(digits: str) -> ContactId:
    return first_contact_id(identity_id("whatsapp", "", digits))


FILE = """phone,name,language,time_zone,City
+49 151 00000001,Ana Ruiz,de,Europe/Berlin,Berlin
+49 151 00000002,Ben,,,
0049151 00000002,Ben again,,,Ulm
+49 12,Nobody,,,
+49 151 00000003,"Cem
the second",xx-not-a-language,,
,,,,
+55 11 98765-4321,Duda,pt_BR,America/Sao_Paulo,São Paulo
,Nameless,,,
+49 151 00000004,Eva,,Mars/Olympus,
"""


def test_a_file_becomes_people_and_a_report(world: World) -> None:
    upload(world, FILE)
    assert report(world).state is ImportState.WAITING
    world.settle()
    done = report(world)
    assert (done.state, done.offset_bytes) == (ImportState.DONE, done.size_bytes)
    assert tally(world) == (3, 0, 1, 4)
    assert [error.line for error in done.errors] == [5, 6, 10, 11]
    assert "too many or too few digits" in done.errors[0].detail
    ana = contact(world, of_phone("4915100000001"))
    assert (ana.name, ana.language, ana.time_zone) == ("Ana Ruiz", "de", "Europe/Berlin")
    assert (ana.attributes, ana.audiences) == ({"City": "Berlin"}, ["friends"])
    assert contact(world, of_phone("4915100000002")).attributes == {"City": "Ulm"}
    conversation = Conversations(Database(world.client)).find(world.t, ana.id)
    assert conversation is not None
    assert [e.address for e in conversation.value.endpoints[WHATSAPP].values()] == ["4915100000001"]


OWN = frozenset({"created_at", "object_name", "started_at", "finished_at", "id"})
"""What tells two imports of the same file apart."""


def outcome(world: World) -> object:
    """The people, and the report."""
    people = world.documents("contacts", "identities", "conversations")
    told = {**people, "report": report(world).model_dump()}
    return {path: {k: v for k, v in data.items() if k not in OWN} for path, data in told.items()}


@pytest.mark.kills("import-audience")
def test_a_crash_of_the_worker_anywhere_changes_nothing(new_list: Callable[[], World]) -> None:
    def prepare() -> World:
        world = new_list()
        world.deliver(says("hello"))
        upload(world, FILE)
        return world

    undisturbed = prepare()
    undisturbed.settle()
    points = 0
    for point, world in crash_everywhere(prepare, World.settle, arm):
        points += 1
        assert outcome(world) == outcome(undisturbed), f"after a crash at point {point}"
    assert points >= 10


def test_an_upload_that_is_made_again_after_a_crash_is_worked_off(new_list: Callable[[], World]) -> None:
    def work(world: World) -> None:
        upload(world, FILE)

    undisturbed = new_list()
    work(undisturbed)
    undisturbed.settle()
    for point, world in crash_everywhere(new_list, work, arm):
        world.settle()
        assert outcome(world) == outcome(undisturbed), f"after a crash at point {point}"


def test_known_people_are_matched_in_whichever_form_and_keep_their_address(world: World) -> None:
    known = Address(value="551187654321", portable=True)
    world.deliver(says("oi", sender=ANA.model_copy(update={"addresses": (known,)})))
    before = contact(world, contact_of(known))
    upload(world, "phone,name,City\n+55 11 98765-4321,Somebody,Recife\n")
    world.settle()
    assert tally(world) == (0, 1, 0, 0)
    after = contact(world, contact_of(known))
    assert (after.name, after.identities) == (before.name, before.identities)
    assert (after.attributes, after.audiences) == ({"City": "Recife"}, ["friends"])
    [conversation] = world.documents("conversations").values()
    assert [e["address"] for e in conversation["endpoints"][WHATSAPP].values()] == ["551187654321"]
    assert conversation["unread"] == 1


def test_who_a_file_tells_more_about_is_found_by_it(world: World) -> None:
    upload(world, "phone\n+49 151 00000001\n")
    world.settle()
    for mail in ("ana@example.com", "unknown"):
        upload(world, f"phone,Mail\n+49 151 00000001,{mail}\n")
        world.settle()
        expected = [key_of("email", mail)] if "@" in mail else []
        assert contact(world, of_phone("4915100000001")).match_keys == expected


def test_values_become_what_their_attribute_is_or_their_line_is_left_out(world: World) -> None:
    stores = world.keeping()
    stores.attributes.save(world.t, [AttributeDefinition(name="Shoe", type=AttributeType.NUMBER)], None)
    upload(world, "phone,Shoe,City\n+49 151 00000001,39,7\n+49 151 00000002,wide,Ulm\n")
    world.settle()
    assert contact(world, of_phone("4915100000001")).attributes == {"Shoe": 39, "City": "7"}
    assert [error.line for error in report(world).errors] == [3]


def test_a_new_address_of_somebody_known_is_theirs(world: World) -> None:
    world.deliver(says("hello", sender=ANA_TELEGRAM), on=TELEGRAM)
    chatter = contact_of(CHAT, TELEGRAM, "telegram")
    upload(world, f"phone,chat\n+{PHONE.value},{CHAT.value}\n")
    world.settle()
    assert tally(world) == (0, 1, 0, 0)
    world.deliver(says("hello from WhatsApp"))
    assert list(world.documents("contacts")) == [f"contacts/{chatter}"]


def test_a_line_that_names_two_people_is_left_out(world: World) -> None:
    world.deliver(says("hello", sender=ANA_TELEGRAM), on=TELEGRAM)
    world.deliver(says("hello"))
    upload(world, f"phone,chat\n+{PHONE.value},{CHAT.value}\n")
    world.settle()
    assert "two different contacts" in report(world).errors[0].detail


def test_people_are_named_by_contact_too_even_if_merged_since(world: World) -> None:
    world.deliver(says("hello", sender=ANA_TELEGRAM), on=TELEGRAM)
    world.deliver(says("hello"))
    chatter = contact_of(CHAT, TELEGRAM, "telegram")
    linking.merge(world.t, chatter, contact_of(), NOW, stores=world.keeping(), enqueue=world.enqueue)
    upload(world, f"contact_id,Plan\n{contact_of()},gold\nnobody,x\n")
    world.settle()
    assert tally(world) == (0, 1, 0, 1)
    assert contact(world, chatter).attributes == {"Plan": "gold"}


def test_a_second_file_adds_to_the_first(world: World) -> None:
    upload(world, "phone\n+49 151 00000001\n")
    with pytest.raises(Conflict):
        upload(world, "phone\n+49 151 00000002\n")
    world.settle()
    upload(world, "phone,x\n+49 151 00000001,7\n+49 151 00000002,8\n")
    world.settle()
    assert tally(world) == (1, 0, 1, 0)
    assert contact(world, of_phone("4915100000001")).attributes == {"x": "7"}


def test_two_workers_at_once_take_every_row_once(world: World) -> None:
    lines = [f"+49 151 000001{n:02}" for n in range(30)]
    upload(world, "phone\n" + "\n".join(lines))
    payload = AudienceImportPayload(tenant_id=world.t, audience_id="friends", import_id=report(world).id)

    def work() -> None:
        importing.work_off(
            payload, stores=world.keeping(), bucket=world.filing(), clock=world.clock, enqueue=world.enqueue
        )

    race([work] * 3)
    assert tally(world) == (30, 0, 0, 0)
    assert len(world.documents("contacts")) == 30
    world.settle()


def test_somebody_who_writes_while_their_line_is_read_is_one_person(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(world, f"phone,City\n+{PHONE.value},Berlin\n")
    known = Contacts.find_identities
    wrote: list[object] = []

    def and_then_they_write(self, t, ids):
        found = known(self, t, ids)
        if not wrote:
            wrote.append(world.deliver(says("hello")))
        return found

    monkeypatch.setattr(Contacts, "find_identities", and_then_they_write)
    world.settle()
    assert tally(world) == (0, 1, 0, 0)
    assert contact(world, contact_of()).attributes == {"City": "Berlin"}
    [conversation] = world.documents("conversations").values()
    assert conversation["unread"] == 1


def test_a_task_whose_time_is_up_hands_over(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "RUN_FOR", timedelta(0))
    upload(world, FILE)
    world.settle()
    assert tally(world) == (3, 0, 1, 4)
    assert [name for name, _ in world.answers].count("import-audience") >= 5


def test_a_file_that_is_gone_ends_the_import_and_says_so(world: World) -> None:
    upload(world, FILE)
    world.bucket.files.clear()
    world.settle()
    assert report(world).state is ImportState.FAILED
    assert "upload the file again" in report(world).failure
    upload(world, FILE)
    world.settle()
    assert report(world).state is ImportState.DONE


def test_a_deleted_audience_ends_the_work_and_leaves_the_people(world: World) -> None:
    upload(world, "phone\n+49 151 00000001\n")
    world.settle()
    upload(world, "phone\n+49 151 00000002\n")
    audiences.delete(world.t, "friends", world.clock.now(), stores=world.keeping(), enqueue=world.enqueue)
    world.settle()
    assert contact(world, of_phone("4915100000001")).audiences == []
    assert set(world.documents("contacts")) == {f"contacts/{of_phone('4915100000001')}"}


def test_a_region_reads_numbers_as_they_are_dialled(world: World) -> None:
    upload(world, "phone\n0151 00000001\n", default_region="DE")
    world.settle()
    assert tally(world) == (1, 0, 0, 0)


def test_only_so_many_errors_are_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SLICE_ROWS", 80)
    upload(world, "phone\n" + "nonsense\n" * 250)
    world.settle()
    assert tally(world) == (0, 0, 0, 250)
    assert [error.line for error in report(world).errors] == list(range(2, 102))


def test_a_filter_takes_no_file(world: World) -> None:
    made = audiences.create(world.t, AudienceIn(name="Everybody"), "ben", NOW, stores=world.keeping())
    with pytest.raises(Invalid):
        importing.accept_file(
            world.t,
            made.id,
            b"phone\n",
            ImportQuery(),
            NOW,
            stores=world.keeping(),
            bucket=world.filing(),
            enqueue=world.enqueue,
        )


def test_a_file_of_numbers_needs_a_channel_for_them(world: World) -> None:
    with pytest.raises(NotFound):
        upload(world, "phone\n1\n", phone_channel_id=TELEGRAM)
    world.set_channel(WHATSAPP, ChannelStatus.PAUSED)
    with pytest.raises(Invalid, match="no whatsapp channel is active"):
        upload(world, "phone\n1\n")


def test_a_new_person_costs_three_writes_and_a_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SLICE_ROWS", 80)
    upload(world, "phone\n" + "\n".join(f"+49 151 000001{n:02}" for n in range(80)))
    counted = ops.begin()
    world.settle()
    assert (counted.writes, counted.commits) == (80 * 3 + 2, 2)
    assert counted.reads <= 80 + 10
