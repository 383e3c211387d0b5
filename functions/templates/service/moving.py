"""Templates as files: writing all of them out, and taking them in again, each on its own."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, Literal

from pydantic import JsonValue, ValidationError

from common.entry.problems import from_validation
from common.errors import AlreadyExists, AppError, Fault, Invalid
from common.models.cells import plain_cell, safe_cell
from common.models.ids import TenantId
from common.models.template import Template
from common.models.template_rules import validate
from common.models.tenant import Caller
from common.store.database import compare_and_swap
from common.store.templates import After, Templates
from functions.templates import schemas
from functions.templates.service.editing import author_of, demand_valid, renew, same_content
from functions.templates.service.reading import faults_view

BATCH: Final = 200
COLUMNS: Final = ("name", "language", "category", "header", "body", "footer", "buttons", "variables")
_JSON_COLUMNS: Final = frozenset({"header", "buttons", "variables"})

_Outcome = Literal["created", "changed", "unchanged", "refused"]


def every(t: TenantId, *, templates: Templates) -> Iterator[Template]:
    """All templates of a tenant by name."""
    after: After | None = None
    while True:
        page = templates.page(t, limit=BATCH, after=after)
        yield from page
        if len(page) < BATCH:
            return
        after = After(page[-1].name, page[-1].id)


def item_of(template: Template) -> dict[str, JsonValue]:
    """A template as a file holds it: what it says, without what is ours or WhatsApp's alone."""
    item: dict[str, JsonValue] = template.model_dump(mode="json", include=set(COLUMNS), exclude_defaults=True)
    return {"name": template.name, "language": template.language, **item}


def to_csv(templates: Iterable[Template]) -> str:
    """Templates as a table; what has parts of its own stands in its cell as JSON."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for template in templates:
        item = item_of(template)
        writer.writerow([_cell(name, item.get(name)) for name in COLUMNS])
    return out.getvalue()


def _cell(name: str, value: JsonValue) -> str:
    text = "" if value is None else json.dumps(value, ensure_ascii=False) if name in _JSON_COLUMNS else str(value)
    return safe_cell(text)


def from_csv(text: str) -> list[JsonValue]:
    """The templates of a table.

    Raises:
        Invalid: it has not the columns of the export, or too many lines.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        missing = {"name", "language", "category", "body"} - set(rows.fieldnames or ())
        if missing:
            detail = f"The table lacks the columns {', '.join(sorted(missing))}."
            raise Invalid(detail, faults=[Fault("/csv", detail)])
        items = [_item_of_row(row) for row in rows]
    except csv.Error as error:
        raise Invalid(f"The table cannot be read: {error}.", faults=[Fault("/csv", str(error))]) from error
    if len(items) > schemas.MOST_IMPORTED:
        detail = f"The table has {len(items)} templates; {schemas.MOST_IMPORTED} can be taken in at once."
        raise Invalid(detail, faults=[Fault("/csv", detail)])
    return items


def _item_of_row(row: dict[str | None, str | list[str] | None]) -> JsonValue:
    item: dict[str, JsonValue] = {}
    for name, value in row.items():
        if name is None or not isinstance(value, str) or not value:
            continue
        cell = plain_cell(value)
        if name in _JSON_COLUMNS:
            try:
                item[name] = json.loads(cell)
            except (ValueError, RecursionError):
                item[name] = cell  # the model says what it should be
        else:
            item[name] = cell
    return item


def take_in(
    t: TenantId, asked: schemas.TemplateImport, caller: Caller, now: datetime, *, templates: Templates
) -> schemas.ImportReport:
    """Takes in templates one by one: new ones are made, others get a next version, and faulty ones are reported.

    The same file twice changes nothing the second time.

    Raises:
        Invalid: the file as a whole cannot be read.
    """
    raw = [*asked.templates, *(from_csv(asked.csv) if asked.csv else [])]
    if not raw:
        raise Invalid("Give templates or csv.", faults=[Fault("/templates", "is empty")])
    items = [
        _take_one(t, number, item, author_of(caller), now, templates=templates, dry_run=asked.dry_run)
        for number, item in enumerate(raw, start=1)
    ]
    counts = Counter(item.outcome for item in items)
    return schemas.ImportReport(
        created=counts["created"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
        refused=counts["refused"],
        items=items,
    )


def _take_one(
    t: TenantId, number: int, raw: JsonValue, author: str, now: datetime, *, templates: Templates, dry_run: bool
) -> schemas.ImportedItem:
    name, language = _told(raw, "name"), _told(raw, "language")
    try:
        try:
            template = schemas.template_of(schemas.NewTemplate.model_validate(raw))
        except ValidationError as error:
            raise from_validation(error) from error
        demand_valid(template)
        outcome = compare_and_swap(lambda: _keep(t, template, author, now, templates, dry_run=dry_run))
    except Invalid as error:
        faults = error.faults or (Fault("", error.detail),)
        return schemas.ImportedItem(
            number=number, name=name, language=language, outcome="refused", faults=faults_view(faults)
        )
    except AppError as error:
        # What was taken in before stays so; giving the file again goes on where this ended.
        if error.retryable:
            raise
        fault = Fault("", error.detail)
        return schemas.ImportedItem(
            number=number, name=name, language=language, outcome="refused", faults=faults_view([fault])
        )
    return schemas.ImportedItem(
        number=number,
        name=name,
        language=language,
        outcome=outcome,
        id=template.id,
        faults=faults_view(validate(template)),
    )


def _keep(
    t: TenantId, template: Template, author: str, now: datetime, templates: Templates, *, dry_run: bool
) -> _Outcome:
    found = templates.find(t, template.id)
    if found is None:
        made = {"created_at": now, "created_by": author, "updated_at": now, "updated_by": author}
        if not dry_run:
            try:
                templates.create(t, template.model_copy(update=made))
            except AlreadyExists:
                # Made at the same moment, or a line above by a name that comes twice.
                return _keep(t, template, author, now, templates, dry_run=dry_run)
        return "created"
    if same_content(found.value, template):
        return "unchanged"
    if not dry_run:
        content = template.model_dump(include={"category", "header", "body", "footer", "buttons", "variables"})
        new = Template.model_validate({**found.value.model_dump(), **content})
        renew(t, found, new, author, now, templates=templates)
    return "changed"


def _told(raw: JsonValue, name: str) -> str:
    value = raw.get(name) if isinstance(raw, dict) else None
    return value[:512] if isinstance(value, str) else ""
