"""A reply by template: from its name and values to all that is sent of it."""

from typing import Final, NamedTuple

from common.errors import Conflict, Fault
from common.models.channel import Provider
from common.models.ids import TenantId
from common.models.message import Location, Media, TemplateUse
from common.models.routing import Route
from common.models.template import (
    ApprovalStatus,
    MissingValues,
    Template,
    location_of,
    media_of,
    template_id,
    use_of,
    why_not_sendable,
)
from common.store.channels import Channels
from common.store.templates import Templates
from functions.inbox.schemas import TemplateIn

_TO_TRY: Final = frozenset({ApprovalStatus.APPROVED, ApprovalStatus.UNKNOWN})
"""What WhatsApp may have said of a template that is worth sending; WhatsApp itself has the last word."""


class TemplateNotApproved(Conflict):
    """WhatsApp does not let the template be sent."""

    code, title = "template_not_approved", "WhatsApp does not let this template be sent"


class Parts(NamedTuple):
    """What a message is made of that sends a template."""

    use: TemplateUse
    media: Media | None = None
    location: Location | None = None


def parts_of(t: TenantId, asked: TemplateIn, route: Route, *, templates: Templates, channels: Channels) -> Parts:
    """What is sent of a template over a route; one read, and one more where WhatsApp has an older version of ours.

    A template that we do not keep is sent as the caller says.

    Raises:
        TemplateNotApproved: WhatsApp does not let it be sent through the route's channel.
        MissingValues: a variable has no value.
    """
    found = templates.find(t, template_id(asked.name, asked.language))
    if found is None:
        return Parts(TemplateUse(**asked.model_dump()))
    template = found.value
    if route.provider is Provider.WHATSAPP:
        account_id = next((c.account_id for c in channels.list_all(t) if c.id == route.channel_id), "")
        template = _as_whatsapp_has_it(t, template, account_id, templates)
    try:
        use = use_of(template, asked.variables)
    except MissingValues as error:
        faults = [Fault(f"/template{f.pointer.replace('/values/', '/variables/')}", f.detail) for f in error.faults]
        raise MissingValues(error.detail, faults=faults, extra=error.extra) from error
    return Parts(use, media_of(template, t), location_of(template))


def _as_whatsapp_has_it(t: TenantId, template: Template, account_id: str, templates: Templates) -> Template:
    approval = template.approvals.get(account_id)
    if approval is None or approval.status not in _TO_TRY:
        raise TemplateNotApproved(why_not_sendable(template, account_id))
    if approval.submitted_version in (0, template.version):
        return template
    # Ours was changed since; what was approved is what WhatsApp sends.
    return templates.find_version(t, template.id, approval.submitted_version) or template
