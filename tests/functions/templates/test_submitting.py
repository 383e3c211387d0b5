"""Templates go to WhatsApp once, whatever dies on the way, and what WhatsApp says is believed in the right order."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from common.channels.whatsapp.templates import AccessRefused, Submitted, TemplateRefused
from common.errors import Conflict, DependencyDown, Fault, Invalid, NotFound
from common.models.ids import TenantId
from common.models.incident import IncidentKind
from common.models.template import Approval, ApprovalStatus, Category
from common.models.template_news import News
from functions.templates.service import submitting, syncing
from functions.templates.service.accounts import account_of
from functions.templates.service.submitting import after_submission
from functions.templates.service.submitting import submit as submit_template
from tests.functions.crashes import Breaker, crash_everywhere
from tests.functions.templates.conftest import NOW, TELEGRAM, WHATSAPP, Desk

pytestmark = pytest.mark.emulator
NEW_BODY = "Good day {{first_name}}, your order is ready for you."
LATER = NOW + timedelta(hours=1)


def submit(desk: Desk, id_: str) -> None:
    submit_template(desk.t, id_, WHATSAPP, NOW, with_=desk.with_)


def says(desk: Desk, id_: str, status: ApprovalStatus, seconds: int = 0) -> None:
    known = desk.get(id_)
    at_meta = next(k for k in desk.shelf.kept.values() if k.name == known.name)
    desk.shelf.set(at_meta.id, status=status)
    news = News(desk.waba, at_meta.id, known.name, known.language, NOW + timedelta(seconds=seconds), status=status)
    assert desk.templates.apply(desk.t, news, NOW)


def test_a_template_is_made_once_and_then_changed(desk: Desk) -> None:
    made = desk.create()
    submit(desk, made.id)
    submit(desk, made.id)
    assert (desk.shelf.creates, desk.shelf.edits) == (1, [])
    says(desk, made.id, ApprovalStatus.APPROVED)
    desk.change(made.id, body=NEW_BODY)
    submit(desk, made.id)
    known = desk.approval(made.id)
    assert desk.shelf.edits == [False]
    assert (known.status, known.submitted_version) == (ApprovalStatus.PENDING, 2)


def test_a_rejected_template_may_ask_for_another_category(desk: Desk) -> None:
    made = desk.create()
    submit(desk, made.id)
    says(desk, made.id, ApprovalStatus.REJECTED)
    desk.change(made.id, category="marketing")
    submit(desk, made.id)
    assert desk.shelf.edits == [True]


def test_whatever_dies_while_a_template_is_submitted_it_is_there_once(new_desk: Callable[[], Desk]) -> None:
    def prepare() -> tuple[Desk, str]:
        desk = new_desk()
        return desk, desk.create().id

    def arm(world: tuple[Desk, str], breaker: Breaker) -> None:
        world[0].arm(breaker)

    for point, (desk, id_) in crash_everywhere(prepare, lambda world: submit(*world), arm):
        known = desk.approval(id_)
        assert len(desk.shelf.kept) == 1, point
        assert known.template_id in desk.shelf.kept, point
        assert known.submitted_version == 1, point


def test_whatever_dies_while_a_template_is_deleted_trying_again_ends_it(new_desk: Callable[[], Desk]) -> None:
    def prepare() -> tuple[Desk, str]:
        desk = new_desk()
        made = desk.create()
        submit(desk, made.id)
        desk.change(made.id, body=NEW_BODY)
        return desk, made.id

    def work(world: tuple[Desk, str]) -> None:
        desk, id_ = world
        try:
            submitting.delete(desk.t, id_, with_=desk.with_, campaigns=desk.campaigns)
        except NotFound:
            assert desk.shelf.kept == {}

    def arm(world: tuple[Desk, str], breaker: Breaker) -> None:
        world[0].arm(breaker)

    for _, (desk, id_) in crash_everywhere(prepare, work, arm):
        assert desk.shelf.kept == {}
        assert desk.templates.find(desk.t, id_) is None


def test_a_template_that_people_made_at_whatsapp_is_taken_over(desk: Desk) -> None:
    made = desk.create()
    desk.shelf.create(account_of(desk.t, WHATSAPP, desk.with_), made)
    submit(desk, made.id)
    assert (desk.shelf.creates, desk.shelf.edits) == (1, [])
    assert desk.approval(made.id).submitted_version == 1


def test_a_template_that_was_deleted_at_whatsapp_is_made_again(desk: Desk) -> None:
    made = desk.create()
    submit(desk, made.id)
    desk.shelf.kept.clear()
    desk.change(made.id, body=NEW_BODY)
    submit(desk, made.id)
    assert desk.approval(made.id).template_id in desk.shelf.kept


@pytest.mark.parametrize(
    "error", [TemplateRefused("No.", faults=[Fault("/body", "No.")]), AccessRefused("No."), DependencyDown("Down.")]
)
def test_a_refusal_is_passed_on_and_leaves_nothing_behind(error: Exception, desk: Desk) -> None:
    made = desk.create()
    desk.shelf.script = [error]  # type: ignore[list-item]
    with pytest.raises(type(error)):
        submit(desk, made.id)
    assert desk.get(made.id).approvals == {}


def test_a_file_goes_along_and_one_that_is_gone_is_said_so(desk: Desk) -> None:
    header = {"format": "image", "media_id": "a" * 64, "mime_type": "image/png", "filename": "cat.png"}
    made = desk.create(header=header)
    with pytest.raises(Conflict, match="upload it again"):
        submit(desk, made.id)
    desk.files[f"tenants/{desk.t}/media/{'a' * 64}"] = b"png"
    submit(desk, made.id)
    assert desk.shelf.examples == [(b"png", "image/png", "cat.png")]


def test_only_whatsapp_takes_templates_and_only_ones_of_the_tenant(desk: Desk) -> None:
    made = desk.create()
    with pytest.raises(Invalid):
        submit_template(desk.t, made.id, TELEGRAM, NOW, with_=desk.with_)
    with pytest.raises(NotFound):
        submit_template(TenantId("other"), made.id, WHATSAPP, NOW, with_=desk.with_)


def test_an_outcome_that_comes_before_the_calls_answer_is_kept() -> None:
    told = Approval(template_id="77", status=ApprovalStatus.APPROVED, status_at=NOW)
    submitted = Submitted("77", ApprovalStatus.PENDING, Category.UTILITY)
    after = after_submission(told, None, submitted, 1, NOW)
    assert (after.status, after.submitted_version) == (ApprovalStatus.APPROVED, 1)
    again = after_submission(told, told, submitted, 2, NOW)
    assert (again.status, again.submitted_version) == (ApprovalStatus.PENDING, 2)


def test_a_sync_takes_over_marks_and_imports(desk: Desk) -> None:
    ours = desk.create()
    deleted = desk.create(name="deleted_there")
    draft = desk.create(name="never_submitted")
    submit(desk, ours.id)
    submit(desk, deleted.id)
    kept = desk.approval(ours.id).template_id
    desk.shelf.set(kept, status=ApprovalStatus.APPROVED)
    del desk.shelf.kept[desk.approval(deleted.id).template_id]
    account = account_of(desk.t, WHATSAPP, desk.with_)
    desk.shelf.create(account, ours.model_copy(update={"name": "only_there", "language": "de"}))

    (first,) = syncing.sync(desk.t, LATER, with_=desk.with_).accounts
    (second,) = syncing.sync(desk.t, LATER, with_=desk.with_).accounts

    assert (first.imported, first.updated, first.deleted, first.ok) == (1, 1, 1, True)
    assert (second.imported, second.updated, second.deleted, second.unchanged) == (0, 0, 0, 2)
    assert desk.approval(ours.id).status is ApprovalStatus.APPROVED
    assert desk.approval(deleted.id).status is ApprovalStatus.DELETED
    assert desk.get(draft.id).approvals == {}
    imported = next(each for each in desk.templates.page(desk.t, limit=9) if each.name == "only_there")
    assert (imported.created_by, imported.variables) == ("WhatsApp", {"first_name": "Ana"})


def test_a_text_that_was_changed_there_becomes_our_next_version(desk: Desk) -> None:
    made = desk.create()
    submit(desk, made.id)
    there = [{"type": "BODY", "text": NEW_BODY, "example": {}}]
    desk.shelf.set(desk.approval(made.id).template_id, components=tuple(there))
    syncing.sync(desk.t, LATER, with_=desk.with_)
    known = desk.get(made.id)
    assert (known.version, known.body, known.updated_by) == (2, NEW_BODY, "WhatsApp")
    assert desk.approval(made.id).submitted_version == 2


def test_a_text_that_was_changed_here_and_there_stays_ours(desk: Desk) -> None:
    made = desk.create()
    submit(desk, made.id)
    there = [{"type": "BODY", "text": NEW_BODY, "example": {}}]
    desk.shelf.set(desk.approval(made.id).template_id, components=tuple(there))
    desk.change(made.id, footer="Ours")
    syncing.sync(desk.t, LATER, with_=desk.with_)
    assert (desk.get(made.id).footer, desk.approval(made.id).submitted_version) == ("Ours", 1)


def test_an_account_that_cannot_be_read_is_reported(desk: Desk) -> None:
    desk.shelf.script = [AccessRefused("Reconnect the channel.")]
    (account,) = syncing.sync(desk.t, LATER, with_=desk.with_).accounts
    assert (account.ok, account.detail) == (False, "Reconnect the channel.")
    [incident] = desk.with_.incidents.list_open(desk.t)
    assert incident.kind is IncidentKind.TEMPLATES_NOT_SYNCED
    syncing.sync(desk.t, LATER, with_=desk.with_)
    assert desk.with_.incidents.list_open(desk.t) == []


def test_news_about_a_template_of_another_tenant_reach_nobody(desk: Desk, new_desk: Callable[[], Desk]) -> None:
    made = desk.create()
    other = new_desk()
    news = News(desk.waba, "7", made.name, made.language, NOW, status=ApprovalStatus.APPROVED)
    assert not other.templates.apply(other.t, news, NOW)
    assert desk.get(made.id).approvals == {}
