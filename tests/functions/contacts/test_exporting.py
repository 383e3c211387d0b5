"""Contacts come out as a file that an import reads the same again, in parts of a bounded size and cost."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.entry.pages import encode_cursor
from common.errors import Invalid
from common.models.attributes import AttributeDefinition, AttributeType
from common.models.audit import AuditEntry
from common.models.cells import safe_cell
from common.models.channel import Channel, ChannelStatus, Provider
from common.models.consent import Consent, ConsentScope, ConsentSource
from common.models.contact import ATTRIBUTE_NAME, Contact, Scalar
from common.models.contact_import import ContactImport, ImportOptions
from common.models.ids import ChannelId, ContactId
from common.models.tenant import Caller, Role
from common.store import ops
from common.store.audit import AuditFilter, AuditTrail
from common.store.database import Database
from functions.contacts.import_schemas import ContactImportView
from functions.contacts.list_schemas import ContactExport
from functions.contacts.schemas import ContactChange, ContactIn
from functions.contacts.service import contact_imports, editing, exporting, linking
from functions.contacts.service.addresses import Address
from functions.contacts.service.columns import Person, Reader, guess
from functions.contacts.service.exported_columns import cells, header, layout_for
from functions.contacts.service.sheets import open_sheet, rows
from tests.functions.contacts.files import Files
from tests.functions.world import NOW, TELEGRAM, WHATSAPP, World

SIZE = AttributeDefinition(name="Size", type=AttributeType.NUMBER)
SINCE = AttributeDefinition(name="Since", type=AttributeType.DATE)
DEFINED = [SIZE, SINCE]
ON_WHATSAPP, ON_TELEGRAM = (
    Channel(id=ChannelId(id_), provider=provider, name=id_.title(), identifier=id_, status=ChannelStatus.ACTIVE)
    for id_, provider in (("xwa", Provider.WHATSAPP), ("xtg", Provider.TELEGRAM))
)
CHANNELS = [ON_WHATSAPP, ON_TELEGRAM]
PHONE = Address(Provider.WHATSAPP, "", "4915123456789", 7)
CHAT = Address(Provider.TELEGRAM, ON_TELEGRAM.id, "123456789", 5)

words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd"), min_size=1, max_size=20)
stripped = words.map(str.strip).filter(bool)
# What an import keeps: names of columns have single spaces.
plain = st.text("aäß €'\"=+-@,;|:#.1_", min_size=1, max_size=12).map(lambda t: " ".join(t.split()))
tags = plain.filter(bool)
names = st.one_of(
    plain.filter(lambda n: re.fullmatch(ATTRIBUTE_NAME, n)),
    st.sampled_from(
        ["name", "Phone", "size", "SIZE", "other attributes", "Known since", "note", "Note", "opt in source"]
    ),
)
values: st.SearchStrategy[Scalar] = st.one_of(
    words, st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), plain
)
of_types = st.fixed_dictionaries(
    {}, optional={"Size": st.integers(-999, 999), "Since": st.dates().map(lambda day: day.isoformat())}
)
people = st.builds(
    Contact,
    id=st.just(ContactId("k")),
    name=st.one_of(stripped, plain.filter(bool)),
    tags=st.lists(tags, max_size=4, unique=True),
    language=st.sampled_from(["", "de", "pt_BR"]),
    time_zone=st.sampled_from(["", "Europe/Berlin"]),
    attributes=st.builds(lambda one, more: {**one, **more}, st.dictionaries(names, values, max_size=6), of_types),
)


def read_back(contact: Contact, first: list[Contact]) -> Person:
    """The person that an import reads from the line of a contact, by what it guesses of the columns."""
    layout = layout_for(first, CHANNELS, DEFINED)
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow(map(safe_cell, header(layout, DEFINED)))
    csv.writer(out).writerow(map(safe_cell, cells(contact, [PHONE, CHAT], None, layout, {})))
    opened = open_sheet(out.getvalue().encode())
    options = ImportOptions(columns=guess(opened.header, DEFINED))
    state = ContactImport(id="i", header=opened.header, phone_channel_id="xwa", chat_channel_id="xtg")
    reader = Reader(state, options, {channel.id: channel for channel in CHANNELS}, DEFINED)
    (row,) = rows([opened.content[opened.offset_bytes :]], opened.delimiter, first_line=2)
    reading = reader.read(row)
    assert reading.person is not None, reading.problems
    return reading.person


@settings(deadline=None)
@given(people, st.lists(people, max_size=2))
def test_what_a_line_says_is_read_back_whatever_columns_the_file_has(contact: Contact, others: list[Contact]) -> None:
    person = read_back(contact, others)
    assert [address.address for address in person.addresses] == [PHONE.address, CHAT.address]
    told = {"name": contact.name, "language": contact.language, "time_zone": contact.time_zone}
    assert person.fields == {name: value for name, value in told.items() if value}
    assert person.tags == contact.tags
    kept = {name: value for name, value in contact.attributes.items() if value != ""}
    typed = {name: (type(value), value) for name, value in kept.items()}
    assert {name: (type(value), value) for name, value in person.attributes.items()} == typed
    assert person.marketing is None


def exported(world: World, **asked: object) -> list[exporting.Part]:
    """All parts of a file."""
    parts: list[exporting.Part] = []
    cursor: str | None = ""
    while cursor is not None:
        body = ContactExport.model_validate({**asked, "cursor": cursor})
        parts.append(exporting.export(who(world), body, NOW, stores=world.keeping()))
        cursor = parts[-1].next_cursor
    return parts


def whole(parts: list[exporting.Part]) -> list[dict[str, str]]:
    """The lines of a file, by the names of its columns."""
    return list(csv.DictReader(io.StringIO("".join(part.text for part in parts), newline="")))


def who(world: World) -> Caller:
    return Caller(tenant_id=world.t, role=Role.ADMIN, id="ada", name="Ada")


def trail(world: World) -> list[AuditEntry]:
    """Entries on exports, the oldest first."""
    found = AuditTrail(Database(world.client)).page(world.t, AuditFilter(action="contacts.exported"), limit=100)
    return sorted(found, key=lambda entry: str(entry.after["part"]))


def made(world: World, number: int, **fields: object) -> ContactId:
    asked = ContactIn.model_validate({"channel_id": WHATSAPP, "address": f"+49151000000{number:02}", **fields})
    return editing.create(world.t, asked, NOW, stores=world.keeping()).id


def wish(world: World, k: ContactId, scope: ConsentScope, channel: ChannelId | None = None) -> None:
    consents, source = world.keeping().consents, ConsentSource.PERSON
    told = Consent(id=f"{k}-{scope}", contact_id=k, scope=scope, opted_in=False, at=NOW, source=source)
    consents.record(world.t, told.model_copy(update={"channel_id": channel}))


@pytest.fixture
def office(new_world: Callable[..., World]) -> World:
    """Somebody of everything, somebody of nothing, and somebody who was merged into the first."""
    world = new_world(bucket=Files())
    stores = world.keeping()
    stores.attributes.save(world.t, DEFINED, None)
    ana = made(world, 1, name="=Ana", tags=["vip", "a, b", '"q"'], attributes={"Size": 3, "Note": "-5", "Visits": 12})
    editing.edit(world.t, ana, ContactChange(language="de", time_zone="Europe/Berlin"), stores=stores)
    for channel, address in ((TELEGRAM, "777"), (WHATSAPP, "+4915100000099")):
        linking.link(world.t, ana, channel, address, NOW, stores=stores, enqueue=world.enqueue)
    wish(world, ana, ConsentScope.MARKETING)
    ben = made(world, 2)
    wish(world, ben, ConsentScope.ALL, WHATSAPP)
    other = made(world, 3, tags=["gone"])
    linking.merge(world.t, ana, other, NOW, stores=stores, enqueue=world.enqueue)
    world.settle()
    return world


def test_a_file_tells_all_that_is_known_of_everybody_but_the_merged(office: World) -> None:
    lines = whole(exported(office))
    assert len(lines) == 2
    by_name = {line["name"]: line for line in lines}
    ana, ben = by_name["'=Ana"], by_name["4915100000002"]
    assert ana["phone"] in {f"'+49151000000{n}" for n in ("01", "03", "99")}
    assert len(ana["other addresses"].split("; ")) == 2
    told = {name: ana[name] for name in ("telegram", "language", "time zone", "marketing", "no marketing on", "Size")}
    assert told == {
        "telegram": "777",
        "language": "de",
        "time zone": "Europe/Berlin",
        "marketing": "no",
        "no marketing on": "every channel",
        "Size": "3",
    }
    assert (ana["Note"], ana["attribute:Visits:number"], ana["other attributes"]) == ("'-5", "12", "")
    assert (ana["tags"], ana["known since"][:10]) == ('vip, "a, b", """q""", gone', NOW.date().isoformat())
    assert (ben["marketing"], ben["telegram"]) == ("", "")
    assert (ben["no messages on"], ben["no marketing on"]) == ("Whatsapp", "Whatsapp")


def taken_in(world: World, text: str) -> ContactImportView:
    """An import that is done, as it is guessed."""
    draft = contact_imports.accept(
        who(world),
        text.encode(),
        "contacts.csv",
        "",
        NOW,
        stores=world.keeping(),
        bucket=world.filing(),
        enqueue=world.enqueue,
    )
    options = ImportOptions(columns=draft.guesses)
    contact_imports.start(world.t, draft.id, options, NOW, stores=world.keeping(), enqueue=world.enqueue)
    world.settle()
    found = contact_imports.get(world.t, draft.id, stores=world.keeping()).value
    return ContactImportView.of(found)


def test_the_file_changes_nobody_whom_it_came_from(office: World) -> None:
    before = office.documents("contacts", "identities", "conversations", "consents")
    done = taken_in(office, "".join(part.text for part in exported(office)))
    assert (done.unchanged, done.updated, done.created, done.failed, done.problems) == (2, 0, 0, 0, {})
    after = office.documents("contacts", "identities", "conversations", "consents")
    without_marks = [{path: {**one, "imported": None} for path, one in each.items()} for each in (before, after)]
    assert without_marks[0] == without_marks[1]


def test_elsewhere_the_file_makes_the_same_people(office: World, new_world: Callable[..., World]) -> None:
    parts = exported(office)
    other = new_world(bucket=Files())
    other.keeping().attributes.save(other.t, DEFINED, None)
    done = taken_in(other, "".join(part.text for part in parts))
    assert (done.created, done.failed) == (2, 0)
    same = ("name", "phone", "telegram", "tags", "language", "time zone", "marketing", "Size", "Note")
    found = whole(exported(other))
    assert sorted([line[name] for name in same] for line in found) == sorted(
        [line[name] for name in same] for line in whole(parts)
    )
    assert sorted(line["attribute:Visits:number"] for line in found) == ["", "12"]


def test_parts_hold_everybody_once_and_the_trail_says_who_got_how_many(
    office: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10, 22):
        made(office, number, name=f"Cem {number}", tags=["many"], attributes={f"n{number}": True})
    everybody = whole(exported(office))
    (entry,) = trail(office)
    assert (entry.actor, entry.actor_name, entry.after) == ("ada", "Ada", {"part": 1, "contacts": 14, "so_far": 14})
    monkeypatch.setattr(exporting, "STRIDE", 3)
    monkeypatch.setattr(exporting, "PART_CONTACTS", 6)
    parts = exported(office)
    assert (len(parts), parts[-1].so_far) == (3, 14)
    assert [line["name"] for line in whole(parts)] == [line["name"] for line in everybody]
    assert {tuple(line) for line in whole(parts)} == {tuple(whole(parts[:1])[0])}
    assert any('"n21": true' in line["other attributes"] or "n21" in line for line in whole(parts))
    monkeypatch.setattr(exporting, "PART_CHARACTERS", 1)
    of_one = exported(
        office, q="cem", filter={"all": [{"field": "tag", "value": "many"}, {"field": "name", "value": "c"}]}
    )
    assert len(whole(of_one)) == 12
    assert max(len(part.text.splitlines()) for part in of_one) <= 2
    last = trail(office)[-1]
    assert last.after["search"] == "…"
    assert "many" in str(last.after["filter"])
    assert '"value": "c"' not in str(last.after["filter"])
    assert max(int(str(each.after["so_far"])) for each in trail(office) if "search" in each.after) == 12


def test_a_line_costs_two_reads_and_whoever_is_ruled_out_one(office: World) -> None:
    for number in range(10, 40):
        made(office, number, name=f"Cem {number}", tags=["many"])
    known = 3 + 1  # a read for each channel that was looked up, and for the definitions of attributes
    counted = ops.begin()
    assert len(whole(exported(office))) == 32
    assert counted.reads <= 2 * 32 + 1 + known
    counted = ops.begin()
    assert len(whole(exported(office, filter={"all": [{"field": "name", "op": "eq", "value": "cem 10"}]}))) == 1
    assert counted.reads <= 33 + 1 + known


def test_where_nobody_is_meant_the_file_names_its_columns(office: World) -> None:
    (part,) = exported(office, q="nobody-is-called-so")
    assert part.text.startswith('"name","phone","telegram",')
    assert len(part.text.splitlines()) == 1
    assert [entry.after["contacts"] for entry in trail(office)] == [0]


@pytest.mark.parametrize(
    "cursor",
    [
        "xyz",
        encode_cursor("a", "not JSON", 2, 1),
        *(encode_cursor(after, "", 2, 1) for after in ("a/b", "..", "__x__", "\ud800")),
        encode_cursor("a", "", 2, 10**30),
    ],
)
def test_a_cursor_of_somewhere_else_is_refused(office: World, cursor: str) -> None:
    with pytest.raises(Invalid):
        exporting.export(who(office), ContactExport(cursor=cursor), NOW, stores=office.keeping())
