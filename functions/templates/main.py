"""Entry point of `templates`: its routes."""

from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.ai.client import Models, models
from common.ai.errors import ModelBusy, ModelDown, ModelMalformed, ModelNotConfigured, ModelRefused, ModelTimeout
from common.channels.registry import template_manager
from common.config import clock, settings
from common.crypto import Vault
from common.entry.auth import Authenticator
from common.entry.http import Answer, Api, Call, Route
from common.entry.pages import ListQuery
from common.errors import AlreadyExists, Conflict, NotFound, PlanRequired
from common.jobs.registry import initialize
from common.models.ids import ChannelId
from common.models.tenant import Role
from common.store import ops
from common.store.campaigns import Campaigns
from common.store.channels import Channels
from common.store.contacts import Contacts
from common.store.database import database
from common.store.idempotency import Idempotency
from common.store.incidents import Incidents
from common.store.templates import Templates
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.templates import schemas, spin_schemas
from functions.templates.service import editing, moving, previewing, reading, spinning, submitting, syncing
from functions.templates.service.accounts import Collaborators
from functions.templates.service.editing import InUse

log.configure()
initialize("templates")


@lru_cache(maxsize=1)
def _templates() -> Templates:
    return Templates(database(settings().google_cloud_project))


@lru_cache(maxsize=1)
def _campaigns() -> Campaigns:
    return Campaigns(database(settings().google_cloud_project))


@lru_cache(maxsize=1)
def _contacts() -> Contacts:
    return Contacts(database(settings().google_cloud_project))


@lru_cache(maxsize=1)
def _tenants() -> Tenants:
    return Tenants(database(settings().google_cloud_project))


def _load_media(object_name: str) -> bytes:
    # Imported here: few templates show a file, and Cloud Storage's client is slow to import.
    from common.media.storage import media_bucket

    return media_bucket(settings()).load(object_name)


@lru_cache(maxsize=1)
def _collaborators() -> Collaborators:
    have = settings()
    return Collaborators(
        templates=_templates(),
        channels=Channels(database(have.google_cloud_project)),
        vault=Vault(have.need("credential_keys")),
        manager=template_manager(
            graph_base_url=have.graph_base_url,
            graph_version=have.graph_version,
            timeout_s=have.provider_timeout_s,
        ),
        load_media=_load_media,
        incidents=Incidents(database(have.google_cloud_project)),
    )


def list_templates(call: Call) -> schemas.TemplatePage:
    """A page of templates by name."""
    return reading.list_templates(call.tenant_id, call.query, templates=_templates())


def create_template(call: Call) -> schemas.TemplateDetail:
    """Keeps a new template."""
    return reading.detail(editing.create(call.tenant_id, call.body, call.who, clock().now(), templates=_templates()))


def get_template(call: Call) -> schemas.TemplateDetail:
    """One template."""
    return reading.show(call.tenant_id, call.path["id"], templates=_templates())


def put_template(call: Call) -> schemas.TemplateDetail:
    """Gives a template a new content."""
    changed = editing.replace(
        call.tenant_id, call.path["id"], call.body, call.who, clock().now(), templates=_templates()
    )
    return reading.detail(changed)


def patch_template(call: Call) -> schemas.TemplateDetail:
    """Changes parts of a template."""
    changed = editing.patch(call.tenant_id, call.path["id"], call.body, call.who, clock().now(), templates=_templates())
    return reading.detail(changed)


def list_versions(call: Call) -> schemas.VersionPage:
    """What a template was in each version."""
    return reading.list_versions(call.tenant_id, call.path["id"], call.query, templates=_templates())


def list_uses(call: Call) -> schemas.TemplateUses:
    """What uses a template."""
    return reading.list_uses(call.tenant_id, call.path["id"], templates=_templates(), campaigns=_campaigns())


def preview_template(call: Call) -> schemas.TemplatePreview:
    """A template as people will see it."""
    template = _templates().get(call.tenant_id, call.path["id"]).value
    return previewing.preview(call.tenant_id, template, call.body, contacts=_contacts())


def preview_draft(call: Call) -> schemas.TemplatePreview:
    """A template that is not kept yet, as people will see it."""
    draft = schemas.template_of(call.body.template)
    return previewing.preview(call.tenant_id, draft, call.body, contacts=_contacts())


def _models() -> Models:
    return models(settings())


def spin(call: Call) -> spin_schemas.Spun:
    """Rewordings of a message."""
    db = database(settings().google_cloud_project)
    return spinning.spin(call.tenant_id, call.body, clock().now(), tenants=_tenants(), usage=Usage(db), models=_models)


def delete_template(call: Call) -> Answer:
    """Deletes a template, at WhatsApp too."""
    submitting.delete(call.tenant_id, call.path["id"], with_=_collaborators(), campaigns=_campaigns())
    return Answer(None, 204)


def submit_template(call: Call) -> schemas.TemplateDetail:
    """Submits a template to WhatsApp."""
    body: schemas.SubmitIn = call.body
    submitted = submitting.submit(
        call.tenant_id, call.path["id"], ChannelId(body.channel_id), clock().now(), with_=_collaborators()
    )
    return reading.detail(submitted)


def sync_templates(call: Call) -> schemas.SyncReport:
    """Looks what WhatsApp has."""
    return syncing.sync(call.tenant_id, clock().now(), with_=_collaborators())


def export_templates(call: Call) -> schemas.TemplateExport | Answer:
    """All templates as a file."""
    found = moving.every(call.tenant_id, templates=_templates())
    if call.query.format == "csv":
        headers = {
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": 'attachment; filename="templates.csv"',
        }
        return Answer(moving.to_csv(found), 200, headers)
    return schemas.TemplateExport(templates=[moving.item_of(template) for template in found])


def import_templates(call: Call) -> schemas.ImportReport:
    """Takes in templates from a file."""
    return moving.take_in(call.tenant_id, call.body, call.who, clock().now(), templates=_templates())


_TEMPLATES: Final = "/api/templates"
_TEMPLATE: Final = f"{_TEMPLATES}/<id>"

ROUTES: Final = (
    Route(
        "GET",
        _TEMPLATES,
        list_templates,
        "Lists templates.",
        role=Role.VIEWER,
        query=schemas.TemplateQuery,
        answer=schemas.TemplatePage,
    ),
    Route(
        "POST",
        _TEMPLATES,
        create_template,
        "Makes a template.",
        action="template.created",
        role=Role.ADMIN,
        body=schemas.NewTemplate,
        answer=schemas.TemplateDetail,
        status=201,
        keep_answer=True,
        errors=(AlreadyExists,),
    ),
    Route(
        "POST",
        f"{_TEMPLATES}/preview",
        preview_draft,
        "Shows a template that is not kept yet as people will see it, with its faults.",
        unaudited="It reads.",
        role=Role.AGENT,
        body=schemas.DraftPreviewIn,
        answer=schemas.TemplatePreview,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_TEMPLATES}/spin",
        spin,
        "Rewords a message with a language model, and tells of each rewording whether it keeps the rules.",
        unaudited="It asks a model and keeps nothing.",
        role=Role.ADMIN,
        body=spin_schemas.SpinIn,
        answer=spin_schemas.Spun,
        keep_answer=True,
        errors=(
            PlanRequired,
            ModelBusy,
            ModelDown,
            ModelTimeout,
            ModelMalformed,
            ModelRefused,
            ModelNotConfigured,
        ),
    ),
    Route(
        "POST",
        f"{_TEMPLATES}/sync",
        sync_templates,
        "Takes over what WhatsApp says of every template, and imports those that only WhatsApp has.",
        action="templates.synced",
        role=Role.ADMIN,
        answer=schemas.SyncReport,
        keep_answer=True,
    ),
    Route(
        "GET",
        f"{_TEMPLATES}/export",
        export_templates,
        "Writes all templates out; as a table where `format` is `csv`.",
        role=Role.VIEWER,
        query=schemas.ExportQuery,
        answer=schemas.TemplateExport,
        text_type="text/csv",
    ),
    Route(
        "POST",
        f"{_TEMPLATES}/import",
        import_templates,
        "Takes in templates from a file, each on its own.",
        action="templates.imported",
        role=Role.ADMIN,
        body=schemas.TemplateImport,
        answer=schemas.ImportReport,
        keep_answer=True,
    ),
    Route(
        "GET",
        _TEMPLATE,
        get_template,
        "Shows a template.",
        role=Role.VIEWER,
        answer=schemas.TemplateDetail,
        errors=(NotFound,),
    ),
    Route(
        "PUT",
        _TEMPLATE,
        put_template,
        "Gives a template a new content; what it was is kept as a version.",
        action="template.changed",
        role=Role.ADMIN,
        body=schemas.TemplateReplacement,
        answer=schemas.TemplateDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "PATCH",
        _TEMPLATE,
        patch_template,
        "Changes parts of a template, or archives it.",
        action="template.changed",
        role=Role.ADMIN,
        body=schemas.TemplatePatch,
        answer=schemas.TemplateDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "DELETE",
        _TEMPLATE,
        delete_template,
        "Deletes a template with its versions, at WhatsApp too.",
        action="template.deleted",
        role=Role.ADMIN,
        status=204,
        errors=(NotFound, InUse, Conflict),
    ),
    Route(
        "POST",
        f"{_TEMPLATE}/submit",
        submit_template,
        "Submits a template to the WhatsApp Business Account above a channel.",
        action="template.submitted",
        role=Role.ADMIN,
        body=schemas.SubmitIn,
        answer=schemas.TemplateDetail,
        keep_answer=True,
        errors=(NotFound, Conflict),
    ),
    Route(
        "GET",
        f"{_TEMPLATE}/versions",
        list_versions,
        "Lists what a template was in each version, the newest first.",
        role=Role.VIEWER,
        query=ListQuery,
        answer=schemas.VersionPage,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        f"{_TEMPLATE}/used-by",
        list_uses,
        "Lists what uses a template.",
        role=Role.VIEWER,
        answer=schemas.TemplateUses,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_TEMPLATE}/preview",
        preview_template,
        "Shows a template as people will see it.",
        unaudited="It reads.",
        role=Role.AGENT,
        body=schemas.PreviewIn,
        answer=schemas.TemplatePreview,
        errors=(NotFound,),
    ),
)


@lru_cache(maxsize=1)
def _api() -> Api:
    have = settings()
    return Api(
        "templates",
        ROUTES,
        authenticate=Authenticator(_tenants(), have, clock()),
        kept_answers=Idempotency(database(have.google_cloud_project)),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@functions_framework.http
def templates(request: Request) -> Response:
    """The routes above."""
    return _api()(request)
