"""Entry point of `templates`: its routes."""

from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.config import clock, settings
from common.entry.auth import Authenticator
from common.entry.http import Api, Call, Route
from common.entry.pages import ListQuery
from common.errors import AlreadyExists, Conflict, NotFound
from common.jobs.registry import initialize
from common.models.tenant import Role
from common.store import ops
from common.store.campaigns import Campaigns
from common.store.contacts import Contacts
from common.store.database import database
from common.store.idempotency import Idempotency
from common.store.templates import Templates
from common.store.tenants import Tenants
from functions.templates import schemas
from functions.templates.service import editing, previewing, reading

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
        role=Role.AGENT,
        body=schemas.DraftPreviewIn,
        answer=schemas.TemplatePreview,
        errors=(NotFound,),
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
        role=Role.ADMIN,
        body=schemas.TemplatePatch,
        answer=schemas.TemplateDetail,
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
        authenticate=Authenticator(Tenants(database(have.google_cloud_project)), have, clock()),
        kept_answers=Idempotency(database(have.google_cloud_project)),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@functions_framework.http
def templates(request: Request) -> Response:
    """The routes above."""
    return _api()(request)
