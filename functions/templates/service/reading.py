"""Looking at templates: the list, one with all that its editor needs, its versions, and what uses it."""

from collections.abc import Sequence
from typing import Final

from common.entry.pages import ListQuery, decode_cursor, encode_cursor
from common.errors import Fault
from common.models.ids import TenantId
from common.models.template import Template, variables_of
from common.models.template_rules import validate
from common.store.campaigns import Campaigns
from common.store.templates import After, Templates
from functions.templates import schemas

SCAN: Final = 500
"""How many templates one page of the list looks at, at most; a filter that few fit then shows a short page."""
MOST_USES: Final = 100


def list_templates(t: TenantId, query: schemas.TemplateQuery, *, templates: Templates) -> schemas.TemplatePage:
    """A page of templates by name. A page may be short though more follow; only `next_cursor` tells the end."""
    after = None
    if query.cursor:
        name, id_ = decode_cursor(query.cursor, str, str)
        after = After(str(name), str(id_))
    shown: list[schemas.TemplateView] = []
    looked_at = 0
    while looked_at < SCAN:
        found = templates.page(t, limit=min(SCAN - looked_at, query.limit), after=after)
        for template in found:
            looked_at += 1
            after = After(template.name, template.id)
            if fits(template, query):
                shown.append(view(template))
            if len(shown) == query.limit:
                return schemas.TemplatePage(items=shown, next_cursor=encode_cursor(*after))
        if len(found) < query.limit:
            return schemas.TemplatePage(items=shown, next_cursor=None)
    return schemas.TemplatePage(items=shown, next_cursor=encode_cursor(*after) if after else None)


def fits(template: Template, query: schemas.TemplateQuery) -> bool:
    """Whether a template is one of those that were asked for."""
    if template.archived != query.archived:
        return False
    if query.category is not None and template.category is not query.category:
        return False
    if query.language and template.language != query.language:
        return False
    if query.status == "draft" and template.approvals:
        return False
    if query.status not in (None, "draft") and query.status not in {a.status for a in template.approvals.values()}:
        return False
    word = query.q.casefold().strip()
    return not word or word in template.name or word in template.body.casefold()


def show(t: TenantId, id_: str, *, templates: Templates) -> schemas.TemplateDetail:
    """One template with all that its editor needs.

    Raises:
        NotFound: the tenant has no such template.
    """
    return detail(templates.get(t, id_).value)


def list_versions(t: TenantId, id_: str, query: ListQuery, *, templates: Templates) -> schemas.VersionPage:
    """What a template was in each version, the newest first; the first page begins with what it is.

    Raises:
        NotFound: the tenant has no such template.
    """
    before = int(decode_cursor(query.cursor, int)[0]) if query.cursor else None
    now = templates.get(t, id_).value
    newest = [now] if before is None else []
    found = [*newest, *templates.versions(t, id_, limit=query.limit - len(newest), before=before or now.version)]
    more = encode_cursor(found[-1].version) if found and found[-1].version > 1 else None
    return schemas.VersionPage(
        items=[schemas.TemplateVersion.model_validate(each.model_dump()) for each in found], next_cursor=more
    )


def list_uses(t: TenantId, id_: str, *, templates: Templates, campaigns: Campaigns) -> schemas.TemplateUses:
    """The campaigns that use a template.

    Raises:
        NotFound: the tenant has no such template.
    """
    templates.get(t, id_)
    found = campaigns.find_by_template(t, id_, limit=MOST_USES)
    return schemas.TemplateUses(items=[schemas.UseView(id=c.id, name=c.name, status=c.status) for c in found])


def view(template: Template) -> schemas.TemplateView:
    """The template as lists show it."""
    return schemas.TemplateView.model_validate(template.model_dump())


def detail(template: Template) -> schemas.TemplateDetail:
    """The template with its variables and faults."""
    return schemas.TemplateDetail.model_validate(
        {
            **template.model_dump(),
            "variable_names": list(variables_of(template)),
            "faults": faults_view(validate(template)),
        }
    )


def faults_view(faults: Sequence[Fault]) -> list[schemas.FaultView]:
    """Faults as they are shown."""
    return [schemas.FaultView(pointer=fault.pointer, detail=fault.detail) for fault in faults]
