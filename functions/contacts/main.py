"""Entry points of `contacts`: its routes, and the jobs that move messages, link phones and read files of people."""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.ai.client import models
from common.ai.errors import ModelNotConfigured
from common.config import clock, settings
from common.entry.auth import Authenticator
from common.entry.http import Answer, Api, Call, Route
from common.entry.pages import ListQuery, decode_cursor, encode_cursor
from common.entry.tasks import Worker
from common.errors import Conflict, NotFound
from common.jobs.caller import verify_caller
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import initialize
from common.memory.vectors import Embed, Embeddings
from common.models.contact_import import ImportOptions
from common.models.ids import ContactId
from common.models.payloads import (
    AudienceImportPayload,
    AudiencePayload,
    ContactFilePayload,
    ContactPayload,
    MemberPayload,
    MergePayload,
    MessagePayload,
)
from common.models.tenant import Role
from common.store import ops
from common.store.agents import Agents
from common.store.database import database
from common.store.dead_letters import DeadLetters
from common.store.events_out import events_out_of
from common.store.idempotency import Idempotency
from common.store.long_jobs import LongJobs
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.contacts import (
    audience_schemas,
    fact_schemas,
    import_schemas,
    list_schemas,
    merge_schemas,
    profile_schemas,
    schemas,
    suggestion_schemas,
)
from functions.contacts.service import (
    audiences,
    contact_imports,
    editing,
    erasing,
    exporting,
    facts,
    importing,
    learning,
    linking,
    listing,
    merging,
    profiling,
    releasing,
    suggesting,
    undoing,
    unmerging,
)

if TYPE_CHECKING:
    from common.media.storage import MediaBucket

log.configure()
registry = initialize("contacts")


@lru_cache(maxsize=1)
def _stores() -> linking.Stores:
    return linking.Stores.of(database(settings().google_cloud_project))


def _bucket() -> "MediaBucket":
    # Imported here: only files need it, and Cloud Storage's client is slow to import.
    from common.media.storage import media_bucket

    return media_bucket(settings())


def _embeddings() -> Embeddings:
    return Embeddings(models(settings()), settings())


def _embed() -> Embed | None:
    """What makes vectors of questions; None where there is no model."""
    try:
        return _embeddings().of_question
    except ModelNotConfigured:
        return None


@lru_cache(maxsize=1)
def _learning() -> learning.Collaborators:
    db = _stores().database
    return learning.Collaborators(
        _stores(),
        Agents(db),
        Tenants(db),
        Usage(db),
        lambda: models(settings()),
        _embeddings,
        cloud_tasks(settings()),
        clock(),
    )


def list_contacts(call: Call) -> schemas.ContactPage:
    """A page of contacts; those merged into others are left out."""
    query: schemas.ContactQuery = call.query
    after = str(decode_cursor(query.cursor, str)[0]) if query.cursor else None
    found = _stores().contacts.page(
        call.tenant_id,
        limit=query.limit,
        after=after,
        search=listing.search_word(query.q),
        tag=query.tag or None,
        audience=query.audience or None,
    )
    more = encode_cursor(found[-1].id) if len(found) == query.limit else None
    shown = [schemas.contact_view(c) for c in found if c.merged_into is None]
    return schemas.ContactPage(items=shown, next_cursor=more)


def search_contacts(call: Call) -> list_schemas.ContactsFound:
    """A page of the contacts that a filter means."""
    return listing.search(call.tenant_id, call.body, clock().now(), stores=_stores())


def export_contacts(call: Call) -> Answer:
    """A part of the contacts that a filter means as CSV; the header `X-Next-Cursor` leads to the next part.

    The header `X-Contacts-So-Far` says how many contacts it and the parts before hold.
    """
    part = exporting.export(call.who, call.body, clock().now(), stores=_stores())
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="contacts.csv"',
        "X-Contacts-So-Far": str(part.so_far),
    }
    more = {"X-Next-Cursor": part.next_cursor} if part.next_cursor else {}
    return Answer(part.text, 200, {**headers, **more})


def get_contact(call: Call) -> schemas.ContactDetail:
    """One contact with all addresses."""
    return linking.show(call.tenant_id, ContactId(call.path["id"]), stores=_stores())


def create_contact(call: Call) -> schemas.ContactDetail:
    """Makes a contact of somebody who has not written yet."""
    return editing.create(call.tenant_id, call.body, clock().now(), stores=_stores())


def edit_contact(call: Call) -> schemas.ContactDetail:
    """Changes what is known about a contact."""
    return editing.edit(call.tenant_id, ContactId(call.path["id"]), call.body, stores=_stores())


def record_consent(call: Call) -> schemas.ContactDetail:
    """Records a wish that a contact told somebody."""
    k, who = ContactId(call.path["id"]), call.who.id
    now = clock().now()
    return editing.record_consent(call.tenant_id, k, call.body, who, call.idempotency_key, now, stores=_stores())


def link(call: Call) -> schemas.ContactDetail:
    """Makes an address a contact's."""
    body: schemas.LinkIn = call.body
    return linking.link(
        call.tenant_id,
        ContactId(call.path["id"]),
        body.channel_id,
        body.address,
        clock().now(),
        stores=_stores(),
        enqueue=cloud_tasks(settings()),
        by=call.who.id,
    )


def merge(call: Call) -> schemas.ContactDetail:
    """Makes another contact one with this."""
    body: schemas.MergeIn = call.body
    k = ContactId(call.path["id"])
    linking.merge(
        call.tenant_id,
        k,
        body.contact_id,
        clock().now(),
        stores=_stores(),
        enqueue=cloud_tasks(settings()),
        by=call.who.id,
    )
    return linking.show(call.tenant_id, k, stores=_stores())


def preview_merge(call: Call) -> merge_schemas.MergePreview:
    """What two contacts would become."""
    query: merge_schemas.PreviewQuery = call.query
    return merging.preview(call.tenant_id, ContactId(call.path["id"]), query.contact_id, stores=_stores())


def list_merges(call: Call) -> merge_schemas.MergeList:
    """The merges into a contact that can still be undone."""
    return merging.merges_into(call.tenant_id, ContactId(call.path["id"]), clock().now(), stores=_stores())


def undo_merge(call: Call) -> schemas.ContactDetail:
    """Makes a merged contact one of its own again."""
    k, source = ContactId(call.path["id"]), ContactId(call.path["source"])
    unmerging.undo(call.tenant_id, k, source, clock().now(), stores=_stores(), enqueue=cloud_tasks(settings()))
    return linking.show(call.tenant_id, source, stores=_stores())


def show_facts(call: Call) -> fact_schemas.FactPage:
    """What is known of a contact."""
    k, now = ContactId(call.path["id"]), clock().now()
    wanted = bool(call.query.q) and _stores().memory.find(call.tenant_id).embeddings
    return facts.show(call.tenant_id, k, call.query, now, stores=_stores(), embed=_embed() if wanted else None)


def add_facts(call: Call) -> fact_schemas.FactsAdded:
    """Remembers facts."""
    body: fact_schemas.FactOrFacts = call.body
    k = ContactId(call.path["id"])
    now, enqueue = clock().now(), cloud_tasks(settings())
    return facts.add(call.tenant_id, k, body.listed, call.who.id, now, stores=_stores(), enqueue=enqueue)


def get_fact(call: Call) -> fact_schemas.FactView:
    """One fact."""
    return facts.get(call.tenant_id, ContactId(call.path["id"]), call.path["fact"], stores=_stores())


def change_fact(call: Call) -> fact_schemas.FactView:
    """Changes a fact."""
    k, id_ = ContactId(call.path["id"]), call.path["fact"]
    now, enqueue = clock().now(), cloud_tasks(settings())
    return facts.change(call.tenant_id, k, id_, call.body, call.who.id, now, stores=_stores(), enqueue=enqueue)


def forget_fact(call: Call) -> None:
    """Forgets one fact."""
    k, id_ = ContactId(call.path["id"]), call.path["fact"]
    facts.forget_one(call.tenant_id, k, id_, clock().now(), stores=_stores())


def forget_facts(call: Call) -> None:
    """Forgets all facts of a contact."""
    facts.forget_every(call.tenant_id, ContactId(call.path["id"]), clock().now(), stores=_stores())


def forget(call: Call) -> fact_schemas.Forgetting:
    """Forgets a contact."""
    k, now = ContactId(call.path["id"]), clock().now()
    id_ = erasing.begin(call.tenant_id, k, now, stores=_stores(), enqueue=cloud_tasks(settings()))
    return fact_schemas.Forgetting(job_id=id_)


def list_suggestions(call: Call) -> suggestion_schemas.SuggestionPage:
    """A page of contacts that are probably one person."""
    return suggesting.page(call.tenant_id, call.query, stores=_stores())


def suggest_merges(call: Call) -> suggestion_schemas.SuggestionList:
    """Who is probably the same person as a contact."""
    return suggesting.for_contact(call.tenant_id, ContactId(call.path["id"]), stores=_stores())


def dismiss_suggestion(call: Call) -> None:
    """Notes that two contacts are not one person."""
    k, other = ContactId(call.path["id"]), ContactId(call.path["other"])
    suggesting.dismiss(call.tenant_id, k, other, call.who.id, clock().now(), stores=_stores())


def list_wishes(call: Call) -> profile_schemas.WishPage:
    """A page of a contact's wishes."""
    return profiling.wishes(call.tenant_id, ContactId(call.path["id"]), call.query, stores=_stores())


def show_attributes(call: Call) -> profile_schemas.AttributesView:
    """The attributes that have a type."""
    return profiling.show_attributes(call.tenant_id, stores=_stores())


def save_attributes(call: Call) -> profile_schemas.AttributesView:
    """Replaces the attributes that have a type."""
    return profiling.save_attributes(call.tenant_id, call.body, stores=_stores())


def show_memory(call: Call) -> fact_schemas.MemoryView:
    """What the tenant lets its agents remember."""
    return fact_schemas.MemoryView.model_validate(_stores().memory.find(call.tenant_id).model_dump())


def change_memory(call: Call) -> fact_schemas.MemoryView:
    """Changes what the tenant lets its agents remember."""
    body: fact_schemas.MemoryChange = call.body
    saved = _stores().memory.save(call.tenant_id, body.model_dump(exclude_none=True))
    return fact_schemas.MemoryView.model_validate(saved.model_dump())


def list_audiences(call: Call) -> audience_schemas.AudiencePage:
    """A page of audiences."""
    query: ListQuery = call.query
    after = str(decode_cursor(query.cursor, str)[0]) if query.cursor else None
    found = _stores().audiences.list_page(call.tenant_id, limit=query.limit, after=after)
    more = encode_cursor(found[-1].id) if len(found) == query.limit else None
    shown = [audience_schemas.AudienceView.of(audience) for audience in found]
    return audience_schemas.AudiencePage(items=shown, next_cursor=more)


def create_audience(call: Call) -> audience_schemas.AudienceView:
    """Makes an audience."""
    made = audiences.create(call.tenant_id, call.body, call.who.id, clock().now(), stores=_stores())
    return audience_schemas.AudienceView.of(made)


def get_audience(call: Call) -> audience_schemas.AudienceView:
    """One audience, with how far the import of its file is."""
    found = audiences.get(call.tenant_id, call.path["id"], stores=_stores())
    return audience_schemas.AudienceView.of(found.value)


def change_audience(call: Call) -> audience_schemas.AudienceView:
    """Changes an audience."""
    changed = audiences.change(call.tenant_id, call.path["id"], call.body, clock().now(), stores=_stores())
    return audience_schemas.AudienceView.of(changed)


def delete_audience(call: Call) -> None:
    """Deletes an audience."""
    audiences.delete(call.tenant_id, call.path["id"], clock().now(), stores=_stores(), enqueue=cloud_tasks(settings()))


def preview_audience(call: Call) -> audience_schemas.AudiencePreview:
    """Whom an audience means now."""
    found = audiences.get(call.tenant_id, call.path["id"], stores=_stores())
    return audiences.preview(call.tenant_id, found.value, stores=_stores(), clock=clock())


def preview_filter(call: Call) -> audience_schemas.AudiencePreview:
    """Whom a filter would mean."""
    asked: audience_schemas.FilterIn = call.body
    return audiences.preview(call.tenant_id, asked.filter, stores=_stores(), clock=clock())


def upload_contacts(call: Call) -> import_schemas.ImportDetail:
    """Takes in a file of contacts as a draft."""
    return contact_imports.accept(
        call.who,
        call.body,
        call.query.filename,
        call.idempotency_key,
        clock().now(),
        stores=_stores(),
        bucket=_bucket(),
        enqueue=cloud_tasks(settings()),
    )


def list_imports(call: Call) -> import_schemas.ContactImportPage:
    """A page of imports."""
    return contact_imports.list_page(call.tenant_id, call.query, stores=_stores())


def get_import(call: Call) -> import_schemas.ImportDetail:
    """One import."""
    found = contact_imports.get(call.tenant_id, call.path["id"], stores=_stores())
    return contact_imports.show(call.tenant_id, found.value, stores=_stores())


def preview_import(call: Call) -> import_schemas.ImportPreview:
    """What would become of a file's first lines."""
    t, id_, now = call.tenant_id, call.path["id"], clock().now()
    return contact_imports.preview(t, id_, call.body, now, stores=_stores(), bucket=_bucket())


def start_import(call: Call) -> import_schemas.ContactImportView:
    """Starts an import."""
    t, id_, now, enqueue = call.tenant_id, call.path["id"], clock().now(), cloud_tasks(settings())
    return contact_imports.start(t, id_, call.body, now, stores=_stores(), enqueue=enqueue)


def cancel_import(call: Call) -> import_schemas.ContactImportView:
    """Stops an import."""
    return contact_imports.cancel(call.tenant_id, call.path["id"], stores=_stores())


def undo(call: Call) -> import_schemas.ContactImportView:
    """Undoes an import."""
    t, id_, now = call.tenant_id, call.path["id"], clock().now()
    return undoing.begin(t, id_, now, stores=_stores(), enqueue=cloud_tasks(settings()))


def list_report(call: Call) -> import_schemas.ReportPage:
    """A page of what was wrong with lines."""
    return contact_imports.report(call.tenant_id, call.path["id"], call.query, stores=_stores())


def list_kept(call: Call) -> import_schemas.KeptPage:
    """A page of what could not be undone."""
    return contact_imports.kept(call.tenant_id, call.path["id"], call.query, stores=_stores())


def export_report(call: Call) -> Answer:
    """A part of a report as CSV; the header `X-Next-Cursor` leads to the next part, if there is one."""
    part = contact_imports.report_file(call.tenant_id, call.path["id"], call.query.cursor, stores=_stores())
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="import-report-{call.path["id"]}.csv"',
    }
    more = {"X-Next-Cursor": part.next_cursor} if part.next_cursor else {}
    return Answer(part.text, 200, {**headers, **more})


def import_contacts(payload: ContactFilePayload, retries: int) -> bool:
    """Works on `import-contacts`."""
    enqueue = cloud_tasks(settings())
    return contact_imports.work_off(payload, stores=_stores(), bucket=_bucket(), clock=clock(), enqueue=enqueue)


def give_up_importing_contacts(payload: ContactFilePayload, error: str) -> bool:
    """Ends an import of contacts that cannot go on."""
    enqueue = cloud_tasks(settings())
    return contact_imports.give_up(payload, error, clock().now(), stores=_stores(), enqueue=enqueue)


def undo_import(payload: ContactFilePayload, retries: int) -> bool:
    """Works on `undo-import`."""
    return undoing.work_off(payload, stores=_stores(), clock=clock(), enqueue=cloud_tasks(settings()))


def give_up_undoing(payload: ContactFilePayload, error: str) -> bool:
    """Ends undoing that cannot go on."""
    return undoing.give_up(payload, error, clock().now(), stores=_stores())


def clear_contact_file(payload: ContactFilePayload, retries: int) -> None:
    """Works on `clear-contact-file`."""
    contact_imports.clear(payload, stores=_stores(), bucket=_bucket())


def release_conversations(payload: MemberPayload, retries: int) -> None:
    """Works on `release-conversations`."""
    db = _stores().database
    released = releasing.release(
        payload,
        clock().now(),
        conversations=_stores().conversations,
        tenants=Tenants(db),
        out=events_out_of(db),
        enqueue=cloud_tasks(settings()),
    )
    log.add(released=released)


def import_file(call: Call) -> audience_schemas.AudienceView:
    """Takes in a file of people."""
    taken = importing.accept_file(
        call.tenant_id,
        call.path["id"],
        call.body,
        call.query,
        clock().now(),
        stores=_stores(),
        bucket=_bucket(),
        enqueue=cloud_tasks(settings()),
    )
    return audience_schemas.AudienceView.of(taken)


def import_audience(payload: AudienceImportPayload, retries: int) -> None:
    """Works on `import-audience`."""
    importing.work_off(payload, stores=_stores(), bucket=_bucket(), clock=clock(), enqueue=cloud_tasks(settings()))


def give_up_importing(payload: AudienceImportPayload, error: str) -> None:
    """Ends an import that cannot go on."""
    importing.give_up(payload, error, clock().now(), stores=_stores())


def empty_audience(payload: AudiencePayload, retries: int) -> None:
    """Works on `empty-audience`."""
    audiences.empty(payload, stores=_stores())


def move_messages(payload: MergePayload, retries: int) -> None:
    """Works on `move-messages`."""
    linking.move_messages(payload, stores=_stores())


def undo_merge_slowly(payload: MergePayload, retries: int) -> None:
    """Works on `undo-merge`."""
    unmerging.finish(payload, stores=_stores())


def learn_facts(payload: ContactPayload, retries: int) -> None:
    """Works on `learn-facts`."""
    learning.learn(payload, with_=_learning())


def embed_facts(payload: ContactPayload, retries: int) -> None:
    """Works on `embed-facts`."""
    learning.embed(payload, with_=_learning())


def forget_contact(payload: ContactPayload, retries: int) -> None:
    """Works on `forget-contact`."""
    erasing.work_off(payload, clock().now(), stores=_stores(), bucket=_bucket())


def give_up_forgetting(payload: ContactPayload, error: str) -> bool:
    """Ends the forgetting of a contact that cannot go on."""
    return erasing.give_up(payload, error, clock().now(), stores=_stores())


def link_phone(payload: MessagePayload, retries: int) -> None:
    """Works on `link-phone`."""
    linking.link_phone(
        payload.tenant_id, payload.message_id, clock().now(), stores=_stores(), enqueue=cloud_tasks(settings())
    )


_CONTACT: Final = "/api/contacts/<id>"
_FACTS: Final = f"{_CONTACT}/facts"
_ATTRIBUTES: Final = "/api/contacts/attributes"
_MEMORY: Final = "/api/contacts/memory"
_AUDIENCES: Final = "/api/contacts/audiences"
_AUDIENCE: Final = f"{_AUDIENCES}/<id>"
_IMPORTS: Final = "/api/contacts/imports"
_IMPORT: Final = f"{_IMPORTS}/<id>"

ROUTES: Final = (
    Route(
        "GET",
        "/api/contacts",
        list_contacts,
        "Lists contacts.",
        role=Role.VIEWER,
        query=schemas.ContactQuery,
        answer=schemas.ContactPage,
    ),
    Route(
        "POST",
        "/api/contacts/search",
        search_contacts,
        "Lists the contacts that a filter means.",
        unaudited="It reads.",
        role=Role.VIEWER,
        body=list_schemas.ContactSearch,
        answer=list_schemas.ContactsFound,
    ),
    Route(
        "POST",
        "/api/contacts/export",
        export_contacts,
        "Exports the contacts that a filter means as CSV, part by part; an import takes the file in again.",
        action=exporting.ACTION,
        role=Role.ADMIN,
        body=list_schemas.ContactExport,
        text_type="text/csv",
    ),
    Route(
        "GET",
        _CONTACT,
        get_contact,
        "Shows a contact with all addresses.",
        role=Role.VIEWER,
        answer=schemas.ContactDetail,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        "/api/contacts",
        create_contact,
        "Makes a contact of somebody who has not written yet.",
        action="contact.created",
        names_only=True,
        role=Role.AGENT,
        body=schemas.ContactIn,
        answer=schemas.ContactDetail,
        status=201,
        keep_answer=True,
        errors=(NotFound, Conflict),
    ),
    Route(
        "PATCH",
        _CONTACT,
        edit_contact,
        "Changes a contact's name, tags, attributes, language or time zone.",
        action="contact.changed",
        names_only=True,
        role=Role.AGENT,
        body=schemas.ContactChange,
        answer=schemas.ContactDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_CONTACT}/consent",
        record_consent,
        "Records that a contact does not want to be written to, or wants to again.",
        unaudited="The consent itself is kept for good, with who recorded it.",
        role=Role.AGENT,
        body=schemas.ConsentIn,
        answer=schemas.ContactDetail,
        keep_answer=True,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        f"{_CONTACT}/wishes",
        list_wishes,
        "Lists every wish of a contact to be written to or not, as it came in.",
        role=Role.VIEWER,
        query=ListQuery,
        answer=profile_schemas.WishPage,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_CONTACT}/identities",
        link,
        "Links a further address to a contact, so that both are one conversation.",
        action="contact.linked",
        names_only=True,
        role=Role.AGENT,
        body=schemas.LinkIn,
        answer=schemas.ContactDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_CONTACT}/merge",
        merge,
        "Merges another contact into this one.",
        action="contact.merged",
        names_only=True,
        role=Role.AGENT,
        body=schemas.MergeIn,
        answer=schemas.ContactDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "GET",
        f"{_CONTACT}/merge-preview",
        preview_merge,
        "Shows what this contact would be if another one were merged into it, and which values would win.",
        role=Role.VIEWER,
        query=merge_schemas.PreviewQuery,
        answer=merge_schemas.MergePreview,
        errors=(NotFound, Conflict),
    ),
    Route(
        "GET",
        "/api/contacts/suggestions",
        list_suggestions,
        "Compares contacts with all others, page by page, and lists pairs that are probably one person.",
        role=Role.VIEWER,
        query=ListQuery,
        answer=suggestion_schemas.SuggestionPage,
    ),
    Route(
        "GET",
        f"{_CONTACT}/suggestions",
        suggest_merges,
        "Lists contacts that are probably the same person as this one.",
        role=Role.VIEWER,
        answer=suggestion_schemas.SuggestionList,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_CONTACT}/suggestions/<other>/dismiss",
        dismiss_suggestion,
        "Notes that two contacts are not one person, so that it is not suggested any more.",
        role=Role.AGENT,
        action="suggestion.dismissed",
        status=204,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        f"{_CONTACT}/merges",
        list_merges,
        "Lists the merges into this contact that can still be undone.",
        role=Role.VIEWER,
        answer=merge_schemas.MergeList,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_CONTACT}/merges/<source>/undo",
        undo_merge,
        "Undoes a merge: what came from the other contact goes back, and what came since stays.",
        action="contact.unmerged",
        names_only=True,
        role=Role.AGENT,
        answer=schemas.ContactDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "GET",
        _FACTS,
        show_facts,
        "Shows what is known of a contact: listed, or ranked for a question as an agent gets it.",
        role=Role.VIEWER,
        query=fact_schemas.FactQuery,
        answer=fact_schemas.FactPage,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        _FACTS,
        add_facts,
        "Remembers one fact of a contact, or up to 500; the same words are the same fact.",
        action="facts.added",
        names_only=True,
        role=Role.AGENT,
        body=fact_schemas.FactOrFacts,
        answer=fact_schemas.FactsAdded,
        status=201,
        errors=(NotFound, Conflict),
    ),
    Route(
        "GET",
        f"{_FACTS}/<fact>",
        get_fact,
        "Shows a fact, whether it holds or is history.",
        role=Role.VIEWER,
        answer=fact_schemas.FactView,
        errors=(NotFound,),
    ),
    Route(
        "PATCH",
        f"{_FACTS}/<fact>",
        change_fact,
        "Changes a fact's words or category, or pins it.",
        action="fact.changed",
        names_only=True,
        role=Role.AGENT,
        body=fact_schemas.FactChange,
        answer=fact_schemas.FactView,
        errors=(NotFound, Conflict),
    ),
    Route(
        "DELETE",
        f"{_FACTS}/<fact>",
        forget_fact,
        "Forgets one fact.",
        action="fact.forgotten",
        names_only=True,
        role=Role.AGENT,
        status=204,
        errors=(NotFound,),
    ),
    Route(
        "DELETE",
        _FACTS,
        forget_facts,
        "Forgets all facts of a contact; the conversation stays.",
        action="facts.forgotten",
        names_only=True,
        role=Role.AGENT,
        status=204,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_CONTACT}/forget",
        forget,
        "Forgets a contact for good: facts, the words and files of the conversation, name, tags and attributes.",
        action="contact.forgotten",
        names_only=True,
        role=Role.ADMIN,
        answer=fact_schemas.Forgetting,
        status=202,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        _ATTRIBUTES,
        show_attributes,
        "Shows which custom attributes have a type.",
        role=Role.VIEWER,
        answer=profile_schemas.AttributesView,
    ),
    Route(
        "PUT",
        _ATTRIBUTES,
        save_attributes,
        "Says which custom attributes have a type; values that are there stay.",
        action="attributes.changed",
        role=Role.ADMIN,
        body=profile_schemas.AttributesIn,
        answer=profile_schemas.AttributesView,
        errors=(Conflict,),
    ),
    Route(
        "GET",
        _MEMORY,
        show_memory,
        "Shows whether agents learn and by what they recall.",
        role=Role.VIEWER,
        answer=fact_schemas.MemoryView,
    ),
    Route(
        "PATCH",
        _MEMORY,
        change_memory,
        "Switches learning or embeddings on or off for the whole workspace.",
        action="memory.changed",
        role=Role.ADMIN,
        body=fact_schemas.MemoryChange,
        answer=fact_schemas.MemoryView,
    ),
    Route(
        "POST",
        _IMPORTS,
        upload_contacts,
        "Takes in a CSV file of contacts; nothing happens until somebody says what its columns mean and starts it.",
        role=Role.AGENT,
        query=import_schemas.UploadQuery,
        raw_limit_bytes=contact_imports.FILE_LIMIT_BYTES,
        answer=import_schemas.ImportDetail,
        status=201,
        action="import.uploaded",
    ),
    Route(
        "GET",
        _IMPORTS,
        list_imports,
        "Lists imports of contacts, the newest first.",
        role=Role.AGENT,
        query=ListQuery,
        answer=import_schemas.ContactImportPage,
    ),
    Route(
        "GET",
        _IMPORT,
        get_import,
        "Shows how far an import of contacts is, and what came of it.",
        role=Role.AGENT,
        answer=import_schemas.ImportDetail,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_IMPORT}/preview",
        preview_import,
        "Shows what would become of the file's first lines.",
        role=Role.AGENT,
        body=ImportOptions,
        answer=import_schemas.ImportPreview,
        errors=(NotFound, Conflict),
        unaudited="It changes nothing.",
    ),
    Route(
        "POST",
        f"{_IMPORT}/start",
        start_import,
        "Takes the file's people in, in the background.",
        role=Role.AGENT,
        body=ImportOptions,
        answer=import_schemas.ContactImportView,
        status=202,
        errors=(NotFound, Conflict),
        action="import.started",
    ),
    Route(
        "POST",
        f"{_IMPORT}/cancel",
        cancel_import,
        "Stops an import; what was taken in stays, and can be undone.",
        role=Role.AGENT,
        answer=import_schemas.ContactImportView,
        status=202,
        errors=(NotFound, Conflict),
        action="import.stopped",
    ),
    Route(
        "POST",
        f"{_IMPORT}/undo",
        undo,
        "Makes contacts what they were before an import, but for what somebody changed since.",
        role=Role.AGENT,
        answer=import_schemas.ContactImportView,
        status=202,
        errors=(NotFound, Conflict),
        action="import.undone",
    ),
    Route(
        "GET",
        f"{_IMPORT}/report",
        list_report,
        "Lists what was wrong with lines of the file.",
        role=Role.AGENT,
        query=ListQuery,
        answer=import_schemas.ReportPage,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        f"{_IMPORT}/report/export",
        export_report,
        "Exports what was wrong with lines of the file as CSV, part by part.",
        role=Role.AGENT,
        query=import_schemas.ReportQuery,
        text_type="text/csv",
        errors=(NotFound,),
    ),
    Route(
        "GET",
        f"{_IMPORT}/kept",
        list_kept,
        "Lists contacts that could not be undone, or not wholly.",
        role=Role.AGENT,
        query=ListQuery,
        answer=import_schemas.KeptPage,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        _AUDIENCES,
        list_audiences,
        "Lists audiences.",
        role=Role.VIEWER,
        query=ListQuery,
        answer=audience_schemas.AudiencePage,
    ),
    Route(
        "POST",
        _AUDIENCES,
        create_audience,
        "Makes an audience: a filter, or a list that files fill.",
        action="audience.created",
        names_only=True,
        role=Role.AGENT,
        body=audience_schemas.AudienceIn,
        answer=audience_schemas.AudienceView,
        status=201,
        keep_answer=True,
    ),
    Route(
        "POST",
        f"{_AUDIENCES}/preview",
        preview_filter,
        "Counts whom a filter would mean, and shows some.",
        unaudited="It reads.",
        role=Role.VIEWER,
        body=audience_schemas.FilterIn,
        answer=audience_schemas.AudiencePreview,
    ),
    Route(
        "GET",
        _AUDIENCE,
        get_audience,
        "Shows an audience, and how far the import of its file is.",
        role=Role.VIEWER,
        answer=audience_schemas.AudienceView,
        errors=(NotFound,),
    ),
    Route(
        "PATCH",
        _AUDIENCE,
        change_audience,
        "Changes an audience's name or filter.",
        action="audience.changed",
        names_only=True,
        role=Role.AGENT,
        body=audience_schemas.AudienceChange,
        answer=audience_schemas.AudienceView,
        errors=(NotFound, Conflict),
    ),
    Route(
        "DELETE",
        _AUDIENCE,
        delete_audience,
        "Deletes an audience; its people stay.",
        action="audience.deleted",
        names_only=True,
        role=Role.AGENT,
        status=204,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_AUDIENCE}/preview",
        preview_audience,
        "Counts whom an audience means, and shows some.",
        unaudited="It reads.",
        role=Role.AGENT,
        answer=audience_schemas.AudiencePreview,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_AUDIENCE}/import",
        import_file,
        "Takes in a CSV file of people, which is worked off in the background.",
        action="audience.imported",
        names_only=True,
        role=Role.AGENT,
        query=audience_schemas.ImportQuery,
        raw_limit_bytes=importing.FILE_LIMIT_BYTES,
        answer=audience_schemas.AudienceView,
        status=202,
        errors=(NotFound, Conflict),
    ),
)


@lru_cache(maxsize=1)
def _api() -> Api:
    have = settings()
    return Api(
        "contacts",
        ROUTES,
        authenticate=Authenticator(Tenants(_stores().database), have, clock()),
        kept_answers=Idempotency(_stores().database),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@lru_cache(maxsize=1)
def _worker() -> Worker:
    return Worker(
        "contacts",
        registry.jobs_of("contacts"),
        verify=lambda authorization: verify_caller(authorization, "contacts", settings()),
        letters=lambda: DeadLetters(_stores().database),
        max_attempts=lambda job: registry.max_attempts(job.name),
        clock=clock,
        went_on=lambda t, id_, since: LongJobs(_stores().database).went_on(t, id_, since),
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


@functions_framework.http
def contacts(request: Request) -> Response:
    """The routes above, and tasks of the jobs above."""
    return _worker()(request) if request.path.startswith("/tasks/") else _api()(request)
