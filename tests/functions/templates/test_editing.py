"""Templates are made once, changed by whoever has seen them, kept in every version, and not taken from a campaign."""

import pytest

from common.entry.pages import ListQuery
from common.errors import AlreadyExists, Conflict, Invalid, NotFound
from common.models.template import ApprovalStatus
from common.store.contacts import Contacts
from common.store.database import Database
from functions.templates import schemas
from functions.templates.service import editing, moving, previewing, reading, submitting
from functions.templates.service.editing import InUse
from tests.functions.templates.conftest import CONTENT, NOW, WHATSAPP, Desk

pytestmark = pytest.mark.emulator
NEW_BODY = "Good day {{first_name}}, your order is ready for you."


def test_a_name_is_taken_once_in_each_language(desk: Desk) -> None:
    made = desk.create()
    assert desk.create(language="de").id != made.id
    with pytest.raises(AlreadyExists) as refused:
        desk.create()
    assert refused.value.extra == {"template_id": made.id}


def test_what_whatsapp_would_refuse_is_not_kept(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        desk.create(body="{{first_name}}")
    assert {fault.pointer for fault in refused.value.faults} == {"/body"}


def test_every_version_is_kept_with_its_author(desk: Desk) -> None:
    made = desk.create()
    for n in range(2, 6):
        desk.change(made.id, body=f"Hello {{{{first_name}}}}, this is now the version {n}.", version=n - 1)
    first = reading.list_versions(desk.t, made.id, ListQuery(limit=3), templates=desk.templates)
    rest = reading.list_versions(
        desk.t, made.id, ListQuery(limit=3, cursor=first.next_cursor or ""), templates=desk.templates
    )
    versions = [*first.items, *rest.items]
    assert [v.version for v in versions] == [5, 4, 3, 2, 1]
    assert rest.next_cursor is None
    assert versions[-1].body == CONTENT["body"]
    assert {v.updated_by for v in versions} == {"Ada"}


def test_a_change_to_what_nobody_has_seen_is_refused_and_a_repetition_changes_nothing(desk: Desk) -> None:
    made = desk.create()
    assert desk.change(made.id, body=NEW_BODY, version=1).version == 2
    assert desk.change(made.id, body=NEW_BODY, version=1).version == 2
    with pytest.raises(Conflict) as refused:
        desk.change(made.id, footer="Bye", version=1)
    assert refused.value.extra == {"version": 2}


def test_a_header_can_be_taken_away_and_archiving_makes_no_version(desk: Desk) -> None:
    made = desk.create(header={"format": "text", "text": "Hello"})
    assert desk.change(made.id, header=None).header is None
    archived = desk.change(made.id, archived=True)
    assert (archived.version, desk.get(made.id).archived) == (2, True)


@pytest.mark.parametrize("status", ["scheduled", "planning", "running", "paused"])
def test_a_template_that_a_campaign_still_needs_is_not_deleted(status: str, desk: Desk) -> None:
    made = desk.create()
    desk.use(made.id, status)
    with pytest.raises(InUse) as refused:
        submitting.delete(desk.t, made.id, with_=desk.with_, campaigns=desk.campaigns)
    assert "Spring" in refused.value.detail
    uses = reading.list_uses(desk.t, made.id, templates=desk.templates, campaigns=desk.campaigns)
    assert [(use.name, use.status) for use in uses.items] == [("Spring", status)]


@pytest.mark.parametrize("status", ["draft", "done", "cancelled"])
def test_a_template_that_no_campaign_needs_is_deleted_with_its_versions(status: str, desk: Desk) -> None:
    made = desk.create()
    submitting.submit(desk.t, made.id, WHATSAPP, NOW, with_=desk.with_)
    desk.change(made.id, body=NEW_BODY)
    desk.use(made.id, status)
    submitting.delete(desk.t, made.id, with_=desk.with_, campaigns=desk.campaigns)
    assert desk.shelf.kept == {}
    assert desk.templates.versions(desk.t, made.id, limit=9) == []
    with pytest.raises(NotFound):
        desk.get(made.id)


def test_the_list_is_by_name_and_page_by_page(desk: Desk) -> None:
    for number in range(7):
        desk.create(name=f"order_{number}", category="marketing" if number % 2 else "utility")
    query = {"limit": 2, "category": "marketing"}
    names, cursor = [], ""
    for _ in range(2):
        page = reading.list_templates(
            desk.t, schemas.TemplateQuery.model_validate({**query, "cursor": cursor}), templates=desk.templates
        )
        names += [item.name for item in page.items]
        cursor = page.next_cursor or ""
    assert names == ["order_1", "order_3", "order_5"]
    assert cursor == ""


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "ready"}, 1),
        ({"q": "YOUR order"}, 1),
        ({"q": "none"}, 0),
        ({"language": "de"}, 0),
        ({"status": "draft"}, 0),
        ({"status": "pending"}, 1),
        ({"status": "approved"}, 0),
        ({"archived": True}, 0),
    ],
)
def test_the_list_is_narrowed(query: dict[str, object], found: int, desk: Desk) -> None:
    made = desk.create()
    submitting.submit(desk.t, made.id, WHATSAPP, NOW, with_=desk.with_)
    page = reading.list_templates(desk.t, schemas.TemplateQuery.model_validate(query), templates=desk.templates)
    assert len(page.items) == found


def test_a_preview_takes_the_callers_values_then_the_examples(desk: Desk) -> None:
    made = desk.create()
    contacts = Contacts(Database(desk.client))
    examples = previewing.preview(desk.t, made, schemas.PreviewIn(), contacts=contacts)
    given = previewing.preview(desk.t, made, schemas.PreviewIn(values={"first_name": "Bo"}), contacts=contacts)
    none = previewing.preview(desk.t, made, schemas.PreviewIn(values={}), contacts=contacts)
    assert examples.plain_text == "Hello Ana, your order is ready for you."
    assert given.body == "Hello Bo, your order is ready for you."
    assert (none.missing, none.body) == (["first_name"], CONTENT["body"])


def test_a_preview_shows_more_buttons_than_there_may_be_and_says_so(desk: Desk) -> None:
    buttons = [{"kind": "quick_reply", "text": f"Answer {n}"} for n in range(11)]
    draft = schemas.template_of(schemas.NewTemplate.model_validate({"name": "many", **CONTENT, "buttons": buttons}))
    shown = previewing.preview(desk.t, draft, schemas.PreviewIn(), contacts=Contacts(Database(desk.client)))
    assert len(shown.buttons) == len(buttons)
    assert any("buttons" in fault.detail for fault in shown.faults)


def test_what_is_written_out_can_be_taken_in_by_another_tenant_and_only_once(desk: Desk) -> None:
    desk.create(header={"format": "text", "text": "Order"}, buttons=[{"kind": "quick_reply", "text": "=Yes, please"}])
    desk.create(name="formula", body="=HYPERLINK of {{first_name}} and more of such words", footer='"quoted", with ä')
    other = Desk(desk.client)
    table = moving.to_csv(moving.every(desk.t, templates=desk.templates))
    asked = schemas.TemplateImport(csv=table)
    first = moving.take_in(other.t, asked, other.caller, NOW, templates=other.templates)
    second = moving.take_in(other.t, asked, other.caller, NOW, templates=other.templates)
    assert (first.created, second.unchanged, second.created) == (2, 2, 0)
    items = [moving.item_of(each) for each in moving.every(desk.t, templates=desk.templates)]
    assert [moving.item_of(each) for each in moving.every(other.t, templates=other.templates)] == items
    assert "'=HYPERLINK" in table


def test_each_template_of_a_file_is_taken_in_or_refused_on_its_own(desk: Desk) -> None:
    desk.create()
    items = [
        CONTENT | {"body": NEW_BODY},
        CONTENT | {"name": "new_one"},
        CONTENT | {"name": "Bad name"},
        {"name": 1},
        7,
    ]
    looked = moving.take_in(
        desk.t,
        schemas.TemplateImport.model_validate({"templates": items, "dry_run": True}),
        desk.caller,
        NOW,
        templates=desk.templates,
    )
    taken = moving.take_in(
        desk.t, schemas.TemplateImport.model_validate({"templates": items}), desk.caller, NOW, templates=desk.templates
    )
    outcomes = ["changed", "created", "refused", "refused", "refused"]
    assert [item.outcome for item in looked.items] == [item.outcome for item in taken.items] == outcomes
    refused = [{fault.pointer for fault in item.faults} for item in taken.items[2:]]
    assert ["/name" in pointers for pointers in refused] == [True, True, False]
    assert (taken.created, taken.changed, taken.refused) == (1, 1, 3)


@pytest.mark.parametrize("csv", ["name,body\na,b\n", 'name,language,category,body\n"a'])
def test_a_table_that_is_none_is_refused_as_a_whole(csv: str, desk: Desk) -> None:
    with pytest.raises(Invalid):
        moving.take_in(desk.t, schemas.TemplateImport(csv=csv), desk.caller, NOW, templates=desk.templates)


def test_a_change_keeps_what_whatsapp_says(desk: Desk) -> None:
    made = desk.create()
    submitting.submit(desk.t, made.id, WHATSAPP, NOW, with_=desk.with_)
    changed = desk.change(made.id, body=NEW_BODY)
    known = desk.approval(made.id)
    assert (known.status, known.submitted_version, changed.version) == (ApprovalStatus.PENDING, 1, 2)
    assert editing.same_content(changed, desk.get(made.id))
