"""Showing a template as people will see it."""

from common.errors import NotFound
from common.models.contact import Contact
from common.models.contact_values import values_of
from common.models.ids import ContactId, TenantId
from common.models.message import HeaderFormat
from common.models.template import Template, render, text_of, variables_of
from common.models.template_rules import validate
from common.store.contacts import Contacts
from functions.templates import schemas
from functions.templates.service.reading import faults_view


def preview(
    t: TenantId, template: Template, asked: schemas.PreviewIn, *, contacts: Contacts
) -> schemas.TemplatePreview:
    """The template filled in with the caller's values, then a contact's; with the examples where neither was given.

    Raises:
        NotFound: the tenant has no such contact.
    """
    values = dict(asked.values or {})
    if asked.contact_id is not None:
        values = {**values_of(_contact(t, asked.contact_id, contacts)), **values}
    elif asked.values is None:
        values = dict(template.variables)
    rendered = render(template, values)
    header = template.header
    return schemas.TemplatePreview(
        header_format=header.format if header else None,
        header_text=rendered.header,
        header_media_id=header.media_id if header and header.format is not HeaderFormat.TEXT else "",
        body=rendered.body,
        footer=rendered.footer,
        buttons=list(rendered.buttons),
        plain_text=text_of(rendered),
        values={name: values[name] for name in variables_of(template) if name in values},
        missing=list(rendered.missing),
        faults=faults_view(validate(template)),
    )


def _contact(t: TenantId, k: ContactId, contacts: Contacts) -> Contact:
    found = contacts.find(t, k)
    while found is not None and found.value.merged_into:
        found = contacts.find(t, found.value.merged_into)
    if found is None:
        raise NotFound("There is no such contact.")
    return found.value
