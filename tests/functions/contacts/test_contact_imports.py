"""A file of contacts ends in the same people and report wherever the work died; undone, they are as before."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from common.entry.pages import ListQuery
from common.errors import Conflict, Invalid
from common.models.consent import Consent, ConsentScope, ConsentSource, may_receive
from common.models.contact import Contact
from common.models.contact_import import ContactImportState, ImportField, ImportOptions, Problem
from common.models.ids import ContactId, first_contact_id, identity_id
from common.models.inbound import Address
from common.models.matching import key_of
from common.models.tenant import Caller, Role
from common.store import ops
from common.store.consents import Consents
from common.store.contacts import Contacts
from common.store.database import Database
from functions.contacts.import_schemas import ContactImportView, ImportDetail
from functions.contacts.schemas import ContactChange
from functions.contacts.service import contact_imports, editing, erasing, undoing
from tests.functions.contacts.files import Files
from tests.functions.crashes import crash_everywhere
from tests.functions.events import ANA, PHONE, contact_of, says
from tests.functions.racing import race
from tests.functions.world import NOW, World, arm

pytestmark = pytest.mark.emulator

FILE = f"""Phone;Name;E-Mail;Tags;Marketing;Visits;Since;Regular
+49 151 00000009;Ana Ruiz;ana@example.test;vip, berlin;yes;12;03.04.2026;yes
+49 151 00000002;Ben;;;;1 200;2026-05-01;no
0049151 00000002;Ben again;;;;;;
+49 12;Nobody;;;;;;
+{PHONE.value};Ana of old;ana@old.test;regular;no;7;;
+55 11 98765-4321;Duda;;;;;;
;Nameless;;;;;;
+49 151 00000003;Cem;;;perhaps;many;31.02.2026;maybe
+49 151 00000004;Too few
+49 151 00000005;Too;many;;;;;;;;

=cmd|' /C calc'!A0;Formula;;;;;;
"""
COLUMNS = ["phone", "name", "E-Mail", "tags", "marketing", "Visits:number", "Since:date", "Regular:boolean"]


def options(*columns: str, **more: object) -> ImportOptions:
    """What columns mean: a field, or an attribute with its type."""
    meant = []
    for column in columns:
        name, _, type_ = column.partition(":")
        is_field = name in set(ImportField)
        meant.append(
            {"field": name} if is_field else {"field": "attribute", "attribute": name, "type": type_ or "text"}
        )
    return ImportOptions.model_validate({"columns": meant, **more})


def who(world: World) -> Caller:
    return Caller(tenant_id=world.t, role=Role.AGENT, id="ben")


def upload(world: World, text: str, key: str = "") -> ImportDetail:
    return contact_imports.accept(
        who(world),
        text.encode(),
        "people.csv",
        key,
        world.clock.now(),
        stores=world.keeping(),
        bucket=world.filing(),
        enqueue=world.enqueue,
    )


def start(world: World, id_: str, how: ImportOptions) -> ContactImportView:
    now = world.clock.now()
    return contact_imports.start(world.t, id_, how, now, stores=world.keeping(), enqueue=world.enqueue)


def taken_in(world: World, text: str, how: ImportOptions) -> str:
    """The id of an import that is done."""
    id_ = upload(world, text).id
    start(world, id_, how)
    world.settle()
    return id_


def look(world: World, id_: str) -> ContactImportView:
    return ContactImportView.of(contact_imports.get(world.t, id_, stores=world.keeping()).value)


def tally(shown: ContactImportView) -> tuple[int, int, int, int, int]:
    return shown.created, shown.updated, shown.unchanged, shown.left_alone, shown.failed


def undo(world: World, id_: str) -> ContactImportView:
    undoing.begin(world.t, id_, world.clock.now(), stores=world.keeping(), enqueue=world.enqueue)
    world.settle()
    return look(world, id_)


def people(world: World) -> dict[str, dict[str, object]]:
    """All that is known of people; what is empty is not there."""
    found = world.documents("contacts", "identities", "conversations", "consents")
    return {path: {k: v for k, v in data.items() if v} for path, data in found.items()}


def contact(world: World, k: ContactId) -> Contact:
    found = Contacts(Database(world.client)).find(world.t, k)
    assert found is not None
    return found.value


def of_phone(digits: str) -> ContactId:
    return first_contact_id(identity_id("whatsapp", "", digits))


def report(world: World, id_: str) -> list[tuple[int, str, Problem]]:
    shown = contact_imports.report(world.t, id_, ListQuery(limit=100), stores=world.keeping())
    assert shown.next_cursor is None
    return [(item.line, item.column, item.problem) for item in shown.items]


@pytest.fixture
def new_office(new_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch) -> Callable[[], World]:
    """Makes worlds with a bucket, in which somebody wrote; files are worked off three lines at a time."""
    monkeypatch.setattr(contact_imports, "SLICE_ROWS", 3)

    def make() -> World:
        world = new_world(Files())
        world.deliver(says("hello"))
        world.settle()
        return world

    return make


@pytest.fixture
def world(new_office: Callable[[], World]) -> World:
    """One such world."""
    return new_office()


REPORT = [
    (4, "", Problem.DUPLICATE),
    (5, "Phone", Problem.PHONE),
    (8, "", Problem.ADDRESS_MISSING),
    (9, "Marketing", Problem.MARKETING),
    (9, "Visits", Problem.VALUE),
    (9, "Since", Problem.VALUE),
    (9, "Regular", Problem.VALUE),
    (10, "", Problem.FEW_COLUMNS),
    (11, "", Problem.MANY_COLUMNS),
    (13, "Phone", Problem.PHONE),
]


def test_a_file_becomes_people_and_a_report_and_undone_they_are_as_before(world: World) -> None:
    before = people(world)
    id_ = taken_in(world, FILE, options(*COLUMNS, tags=["autumn"], marketing_source="the till"))
    done = look(world, id_)
    assert report(world, id_) == REPORT
    assert (done.state, tally(done)) == (ContactImportState.DONE, (3, 1, 0, 0, 7))
    assert world.bucket.files == {}
    new = contact(world, of_phone("4915100000009"))
    assert (new.name, new.tags) == ("Ana Ruiz", ["autumn", "vip", "berlin"])
    assert new.attributes == {"E-Mail": "ana@example.test", "Visits": 12, "Since": "2026-04-03", "Regular": True}
    assert contact(world, of_phone("4915100000002")).attributes == {
        "Visits": 1200,
        "Since": "2026-05-01",
        "Regular": False,
    }
    known = contact(world, contact_of())
    assert (known.name, known.tags, known.attributes) == (
        "Ana of old",
        ["autumn", "regular"],
        {"E-Mail": "ana@old.test", "Visits": 7},
    )
    assert [wish.opted_in for wish in known.opt_outs.values()] == [False]
    undone = undo(world, id_)
    assert (undone.state, undone.removed, undone.restored, undone.kept) == (ContactImportState.UNDONE, 3, 1, 0)
    assert people(world) == before


OWN = frozenset(
    {"created_at", "started_at", "finished_at", "id", "undo_until", "undo_asked_at", "undone_at", "updated_at", "at"}
)
"""What tells two imports of the same file apart."""


def outcome(world: World, id_: str) -> object:
    """The people and the report."""
    shown = look(world, id_).model_dump(exclude=set(OWN))
    plain = {path: {k: v for k, v in data.items() if k not in OWN} for path, data in people(world).items()}
    return plain, shown, report(world, id_) if shown["slices"] else []


@pytest.mark.kills("import-contacts", "undo-import")
def test_killed_anywhere_an_import_and_its_undoing_go_on(new_office: Callable[[], World]) -> None:
    key = "key-1"

    def work(world: World) -> None:
        id_ = upload(world, FILE, key).id
        if start_is_due(world, id_):
            start(world, id_, options(*COLUMNS))
        unruly = world.unruly
        world.settle()
        world.unruly = unruly
        undo(world, id_)

    def start_is_due(world: World, id_: str) -> bool:
        return look(world, id_).state in (ContactImportState.DRAFT, ContactImportState.RUNNING)

    undisturbed = new_office()
    before = people(undisturbed)
    work(undisturbed)
    id_ = upload(undisturbed, FILE, key).id
    expected = outcome(undisturbed, id_)
    assert people(undisturbed) == before
    for point, world in crash_everywhere(new_office, work, arm):
        assert outcome(world, upload(world, FILE, key).id) == expected, f"after a crash at point {point}"


def test_what_somebody_changed_after_an_import_stays_and_is_told(world: World) -> None:
    id_ = taken_in(world, FILE, options(*COLUMNS))
    stores = world.keeping()
    touched, wrote = of_phone("4915100000009"), of_phone("4915100000002")
    editing.edit(world.t, touched, ContactChange(tags=["mine"]), stores=stores)
    world.deliver(
        says("It is me.", sender=ANA.model_copy(update={"addresses": (Address(value="4915100000002", portable=True),)}))
    )
    editing.edit(world.t, contact_of(), ContactChange(name="Anna"), stores=stores)
    undone = undo(world, id_)
    assert (undone.removed, undone.restored, undone.kept) == (1, 0, 3)
    kept = contact_imports.kept(world.t, id_, ListQuery(), stores=stores).items
    assert {(item.contact_id, tuple(item.fields)) for item in kept} == {
        (touched, ()),
        (wrote, ()),
        (contact_of(), ("name",)),
    }
    known = contact(world, contact_of())
    assert (known.name, known.tags, known.attributes, known.opt_outs) == ("Anna", [], {}, {})


def test_who_a_file_tells_more_about_is_found_by_it_until_it_is_undone(world: World) -> None:
    mail = key_of("email", "ana@example.com")
    taken_in(world, "phone,name\n+49 151 00000001,Ana\n", options("phone", "name"))
    id_ = taken_in(world, "phone,mail\n+49 151 00000001,Ana@example.com\n", options("phone", "mail"))
    assert contact(world, of_phone("4915100000001")).match_keys == [mail]
    undo(world, id_)
    assert contact(world, of_phone("4915100000001")).match_keys == []


def test_a_second_import_hides_the_first_until_it_is_undone_itself(world: World) -> None:
    before = people(world)
    first = taken_in(world, "phone,name\n+49 151 00000009,Ana\n", options("phone", "name"))
    second = taken_in(world, "phone,name\n+49 151 00000009,Anna\n", options("phone", "name"))
    assert tally(look(world, second)) == (0, 1, 0, 0, 0)
    undo(world, second)
    assert contact(world, of_phone("4915100000009")).name == "Ana"
    assert undo(world, first).removed == 1
    assert people(world) == before


def test_known_people_may_be_left_alone_and_empty_cells_change_nothing(world: World) -> None:
    before = people(world)
    left = taken_in(world, f"phone,name\n+{PHONE.value},Other\n", options("phone", "name", known="leave"))
    assert tally(look(world, left)) == (0, 0, 0, 1, 0)
    assert people(world) == before
    same = taken_in(world, f"phone,name,city\n+{PHONE.value},,\n", options("phone", "name", "city"))
    assert tally(look(world, same)) == (0, 0, 1, 0, 0)
    assert undo(world, same).kept == 0
    assert people(world) == before


def test_numbers_are_matched_in_every_form_and_never_rewritten(world: World) -> None:
    old_form = Address(value="551187654321", portable=True)
    world.deliver(says("oi", sender=ANA.model_copy(update={"addresses": (old_form,)})))
    id_ = taken_in(
        world,
        "phone,name\n+55 11 98765-4321,Duda\n(11) 8765-4321,Twice\n",
        options("phone", "name", default_region="BR"),
    )
    assert tally(look(world, id_)) == (0, 1, 0, 0, 1)
    assert report(world, id_) == [(3, "", Problem.DUPLICATE)]
    found = contact(world, contact_of(old_form))
    assert (found.name, found.identities) == ("Duda", [identity_id("whatsapp", "", "551187654321")])


def wished(world: World, opted_in: bool, at: datetime, channel: str | None = None) -> None:
    """The known contact says whether they want marketing."""
    wish = Consent(
        id=f"wish-{opted_in}-{channel}",
        contact_id=contact_of(),
        channel_id=channel,
        scope=ConsentScope.MARKETING,
        opted_in=opted_in,
        at=at,
        source=ConsentSource.KEYWORD,
    )
    Consents(world.database()).record(world.t, wish)


def wants_marketing(world: World, channel: str) -> bool:
    return may_receive(contact(world, contact_of()).opt_outs, channel, marketing=True)


@pytest.mark.parametrize("channel", [None, "shop"])
def test_a_file_brings_nobody_back_who_opted_out(world: World, channel: str | None) -> None:
    wished(world, False, NOW, channel)
    id_ = taken_in(world, f"phone,marketing,city\n+{PHONE.value},yes,Lyon\n", options("phone", "marketing", "city"))
    assert report(world, id_) == [(2, "", Problem.OPTED_OUT)]
    found = contact(world, contact_of())
    assert ([w.opted_in for w in found.opt_outs.values()], found.attributes) == ([False], {"city": "Lyon"})


YES, NO = (f"phone,marketing\n+{PHONE.value},{said}\n" for said in ("yes", "no"))
LONG_AGO = NOW - timedelta(days=1)


def test_a_stop_that_comes_late_holds_over_a_file_and_over_its_undoing(world: World) -> None:
    yes = taken_in(world, YES, options("phone", "marketing"))
    wished(world, False, LONG_AGO, "shop")
    assert not wants_marketing(world, "shop")
    undo(world, yes)
    no = taken_in(world, NO, options("phone", "marketing"))
    wished(world, False, LONG_AGO)
    assert undo(world, no).restored == 1
    assert not wants_marketing(world, "till")


def test_a_refusal_in_two_files_holds_when_either_is_undone(world: World) -> None:
    first = taken_in(world, NO, options("phone", "marketing"))
    second = taken_in(world, NO + "\n", options("phone", "marketing"))
    undo(world, first)
    assert not wants_marketing(world, "shop")
    undo(world, second)
    assert not wants_marketing(world, "shop")


def test_a_refusal_in_a_file_is_news_for_who_came_back_on_one_channel(world: World) -> None:
    wished(world, False, LONG_AGO)
    wished(world, True, NOW, "shop")
    taken_in(world, NO, options("phone", "marketing"))
    assert not wants_marketing(world, "shop")


def test_a_preview_tells_what_would_become_of_lines_and_keeps_nothing(world: World) -> None:
    draft = upload(world, FILE)
    guessed = [(guess.field, guess.attribute) for guess in draft.guesses[:4]]
    assert guessed == [("phone", ""), ("name", ""), ("attribute", "E-Mail"), ("tags", "")]
    before = people(world)
    bucket = world.filing()
    shown = contact_imports.preview(world.t, draft.id, options(*COLUMNS), NOW, stores=world.keeping(), bucket=bucket)
    told = [(line.line, line.outcome) for line in shown.lines]
    assert told[:5] == [(2, "created"), (3, "created"), (4, "failed"), (5, "failed"), (6, "updated")]
    assert shown.lines[4].changes == ["name", "E-Mail", "Visits", "tags", "marketing"]
    assert people(world) == before


def test_what_does_not_fit_is_refused_with_where(world: World) -> None:
    draft = upload(world, "phone,name\n+49 151 00000009,Ana\n")
    for wrong in (
        options("phone"),
        options("name", "x"),
        options("phone", "phone"),
        options("phone", "name", default_region="XX"),
    ):
        with pytest.raises(Invalid) as refused:
            start(world, draft.id, wrong)
        assert refused.value.faults
    with pytest.raises(Invalid):
        upload(world, "phone\n" + "1\n" * 100_001)


def test_a_file_comes_once_and_is_gone_after_a_day(world: World) -> None:
    draft = upload(world, FILE)
    assert upload(world, FILE).id == draft.id
    keyed = upload(world, "phone\n+49 151 00000009\n", "key")
    with pytest.raises(Invalid, match="another file"):
        upload(world, "phone\n+49 151 00000002\n", "key")
    start(world, keyed.id, options("phone"))
    with pytest.raises(Conflict):
        start(world, keyed.id, options("name"))
    world.settle()  # until the next day
    assert world.bucket.files == {}
    assert set(world.documents("contact_imports")) == {f"contact_imports/{keyed.id}"}


@pytest.mark.kills("clear-contact-file")
def test_killed_anywhere_a_forgotten_draft_goes_away(new_office: Callable[[], World]) -> None:
    def prepare() -> World:
        world = new_office()
        upload(world, FILE)
        return world

    for point, world in crash_everywhere(prepare, World.settle, arm):
        assert (world.bucket.files, world.documents("contact_imports")) == ({}, {}), f"point {point}"


def test_stopped_it_stops_and_can_be_undone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before = people(world)
    id_ = upload(world, FILE).id
    start(world, id_, options(*COLUMNS))
    slice_of = contact_imports._work_off_slice

    def and_then_somebody_stops_it(payload, *more):
        done = slice_of(payload, *more)
        if look(world, id_).slices == 1:
            contact_imports.cancel(world.t, id_, stores=world.keeping())
        return done

    monkeypatch.setattr(contact_imports, "_work_off_slice", and_then_somebody_stops_it)
    world.settle()
    assert (look(world, id_).state, look(world, id_).created) == (ContactImportState.CANCELLED, 2)
    undo(world, id_)
    assert people(world) == before


def test_two_workers_at_once_take_every_line_once(world: World) -> None:
    lines = [f"+49 151 000001{n:02}" for n in range(30)]
    id_ = upload(world, "phone\n" + "\n".join(lines)).id
    start(world, id_, options("phone"))
    payload = world.tasks[-1].payload

    def work() -> None:
        contact_imports.work_off(
            payload, stores=world.keeping(), bucket=world.filing(), clock=world.clock, enqueue=world.enqueue
        )

    race([work] * 3)
    assert tally(look(world, id_)) == (30, 0, 0, 0, 0)
    world.settle()


def test_much_to_say_is_cut_into_smaller_slices(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contact_imports, "SLICE_ROWS", 100)
    columns = [f"a{n}" for n in range(20)]
    cells = ",".join(["x" * 1000] * 20)
    text = "\n".join([",".join(["phone", *columns]), *(f"+49 151 000001{n:02},{cells}" for n in range(60))])
    how = options("phone", *columns)
    taken_in(world, text, how)
    id_ = taken_in(world, text.replace("x" * 1000, "y" * 1000), how)
    assert (tally(look(world, id_)), look(world, id_).slices) == ((0, 60, 0, 0, 0), 2)
    assert undo(world, id_).restored == 60
    assert contact(world, of_phone("4915100000100")).attributes["a1"] == "x" * 1000


def test_much_that_is_wrong_is_cut_into_smaller_slices(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contact_imports, "SLICE_ROWS", 100)
    columns = [f"{'a' * 60}{n}" for n in range(99)]
    cells = ",".join(["é" * 100] * 99)
    text = "\n".join([",".join(["phone", *columns]), *(f"+49 151 000001{n:02},{cells}" for n in range(100))])
    done = look(world, taken_in(world, text, options("phone", *(f"{name}:number" for name in columns))))
    assert (done.state, done.failed, done.problems) == (ContactImportState.DONE, 100, {Problem.VALUE: 9_900})


@pytest.mark.parametrize("header", ["phone" + ",x" * 100, "phone," + "x" * 201])
def test_a_file_of_too_many_columns_or_too_long_names_of_them_is_refused(world: World, header: str) -> None:
    with pytest.raises(Invalid):
        upload(world, f"{header}\n+49 151 00000009\n")


def test_who_is_forgotten_is_forgotten_by_imports_too(world: World) -> None:
    bad = f"+{PHONE.value};;;;perhaps;;;\n"
    id_ = taken_in(world, FILE + bad, options(*COLUMNS, marketing_source="at Ana's party"))
    assert contact_of() in repr(all_pages(world, id_))
    erasing.begin(world.t, contact_of(), world.clock.now(), stores=world.keeping(), enqueue=world.enqueue)
    world.settle()
    held = repr(all_pages(world, id_))
    assert contact_of() not in held
    wishes = Consents(world.database()).list_all(world.t, [contact_of()])
    assert [(wish.opted_in, wish.said_at) for wish in wishes] == [(False, "")]
    assert [
        item.detail for item in contact_imports.report(world.t, id_, ListQuery(limit=100), stores=world.keeping()).items
    ][-1].startswith("What stood here was erased")
    assert undo(world, id_).removed == 3


def all_pages(world: World, id_: str) -> list[object]:
    root = world.client.document(f"tenants/{world.t}/contact_imports/{id_}")
    return [page.to_dict() for kind in root.collections() for page in kind.stream()]


def test_a_line_costs_a_read_and_three_writes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contact_imports, "SLICE_ROWS", 100)
    id_ = upload(world, "phone,name\n" + "\n".join(f"+49 151 000001{n:02},Ana" for n in range(100))).id
    start(world, id_, options("phone", "name"))
    counted = ops.begin()
    contact_imports.work_off(
        world.tasks[-1].payload, stores=world.keeping(), bucket=world.filing(), clock=world.clock, enqueue=world.enqueue
    )
    assert (counted.commits, counted.writes) == (2, 100 * 3 + 3 + 2)
    assert counted.reads <= 100 + 10
