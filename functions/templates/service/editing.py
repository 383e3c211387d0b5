"""Making, changing and deleting templates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from common.errors import AlreadyExists, Conflict, Fault, Invalid
from common.models.campaign import LIVE
from common.models.ids import TenantId
from common.models.template import CONTENT_FIELDS, Template
from common.models.template_rules import validate
from common.models.tenant import Caller
from common.store.campaigns import Campaigns
from common.store.codec import Versioned
from common.store.database import compare_and_swap
from common.store.templates import Templates
from functions.templates import schemas
from functions.templates.service.reading import MOST_USES

KEPT_BROKEN: Final = ("/header/media_id",)
"""Faults with which a template can be kept: the rest of it is there to be worked on, or to be sent elsewhere."""


class InUse(Conflict):
    """Something that still runs needs the template."""

    code, title = "in_use", "The template is in use"


def author_of(caller: Caller) -> str:
    """How a caller is shown as an author."""
    return caller.name or caller.id


def create(t: TenantId, new: schemas.NewTemplate, caller: Caller, now: datetime, *, templates: Templates) -> Template:
    """Keeps a new template, if WhatsApp would take it.

    Raises:
        Invalid: WhatsApp would refuse it; each fault with its place.
        AlreadyExists: there is one of that name in that language.
    """
    author = author_of(caller)
    template = schemas.template_of(new).model_copy(
        update={"created_at": now, "created_by": author, "updated_at": now, "updated_by": author}
    )
    demand_valid(template)
    try:
        templates.create(t, template)
    except AlreadyExists as error:
        raise AlreadyExists(
            f"There is a template {new.name} in {new.language} already; change that one, or choose another name.",
            faults=[Fault("/name", "is taken in this language")],
            extra={"template_id": template.id},
        ) from error
    return template


def replace(
    t: TenantId,
    id_: str,
    asked: schemas.TemplateReplacement,
    caller: Caller,
    now: datetime,
    *,
    templates: Templates,
) -> Template:
    """Gives a template a new content; the same content changes nothing.

    Raises:
        NotFound: the tenant has no such template.
        Conflict: somebody changed it since the caller read it.
        Invalid: WhatsApp would refuse it.
    """
    return _change(t, id_, asked.model_dump(exclude={"version"}), asked.version, caller, now, templates)


def patch(
    t: TenantId, id_: str, asked: schemas.TemplatePatch, caller: Caller, now: datetime, *, templates: Templates
) -> Template:
    """Changes parts of a template; fields that are left out stay.

    Raises:
        NotFound: the tenant has no such template.
        Conflict: somebody changed it since the caller read it.
        Invalid: WhatsApp would refuse it.
    """
    fields = asked.model_dump(exclude={"version"}, exclude_unset=True)
    wanted = {name: value for name, value in fields.items() if value is not None or name == "header"}
    return _change(t, id_, wanted, asked.version, caller, now, templates)


def _change(
    t: TenantId,
    id_: str,
    fields: Mapping[str, object],
    seen: int | None,
    caller: Caller,
    now: datetime,
    templates: Templates,
) -> Template:
    def attempt() -> Template:
        found = templates.get(t, id_)
        old = found.value
        new = Template.model_validate({**old.model_dump(), **fields})
        if same_content(new, old):
            # Also a repetition of what was done already, whose `seen` is one behind.
            if new.archived != old.archived:
                templates.patch(t, id_, {"archived": new.archived}, found.updated_at)
            return new
        if seen is not None and seen != old.version:
            raise Conflict(
                f"{old.updated_by or 'Somebody'} has changed the template meanwhile. Look at version {old.version}, "
                "then make your change again.",
                extra={"version": old.version},
            )
        demand_valid(new)
        return renew(t, found, new, author_of(caller), now, templates=templates)

    return compare_and_swap(attempt)


def renew(
    t: TenantId, found: Versioned[Template], new: Template, author: str, now: datetime, *, templates: Templates
) -> Template:
    """Keeps `new` as the next version of a template.

    Raises:
        WriteRaced: it was changed since it was read.
    """
    update = {"version": found.value.version + 1, "updated_at": now, "updated_by": author}
    renewed = new.model_copy(update=update)
    templates.renew(t, found, renewed)
    return renewed


def same_content(one: Template, other: Template) -> bool:
    """Whether two templates say the same."""
    return all(getattr(one, name) == getattr(other, name) for name in CONTENT_FIELDS)


def demand_valid(template: Template) -> None:
    """Refuses what WhatsApp would refuse.

    Raises:
        Invalid: with each fault and its place.
    """
    faults = [fault for fault in validate(template) if fault.pointer not in KEPT_BROKEN]
    if faults:
        raise Invalid(f"WhatsApp would not take this template. {faults[0].detail}", faults=faults)


def demand_unused(t: TenantId, id_: str, *, campaigns: Campaigns) -> None:
    """Refuses to go on while a campaign that still runs needs the template.

    Raises:
        InUse: one does; the answer names each.
    """
    running = [c for c in campaigns.find_by_template(t, id_, limit=MOST_USES) if c.status in LIVE]
    if running:
        names = ", ".join(c.name for c in running[:3])
        raise InUse(
            f"{names} still uses this template. Cancel it, or wait until it is done.",
            extra={"uses": [{"kind": "campaign", "id": c.id, "name": c.name, "status": c.status} for c in running]},
        )
