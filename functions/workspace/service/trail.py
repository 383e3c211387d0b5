"""The audit trail: a page of it, and all of it as a file for spreadsheets."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from common.entry.pages import decode_cursor, encode_cursor
from common.errors import Fault, Invalid
from common.models.audit import AuditEntry
from common.models.cells import safe_cell
from common.models.ids import TenantId
from common.store.audit import AuditCursor, AuditFilter, AuditTrail
from functions.workspace.audit_schemas import AuditPage, AuditQuery, AuditView, Narrowed

MOST_LINES: Final = 10_000
"""How many entries a file holds; whoever needs more narrows the time."""
PAGE: Final = 500
COLUMNS: Final = ("at", "actor", "actor_name", "action", "target", "before", "after", "source")


def page(t: TenantId, query: AuditQuery, *, trail: AuditTrail) -> AuditPage:
    """Entries, the newest first."""
    entries = trail.page(t, _filter(query), limit=query.limit + 1, after=_cursor(query.cursor))
    shown = entries[: query.limit]
    more = encode_cursor(shown[-1].at.isoformat(), shown[-1].id) if len(entries) > len(shown) else None
    return AuditPage(items=[AuditView.model_validate(each.model_dump()) for each in shown], next_cursor=more)


def to_csv(t: TenantId, wanted: Narrowed, *, trail: AuditTrail) -> str:
    """A line for each entry (RFC 4180), the newest first, at most `MOST_LINES`."""
    into = io.StringIO()
    writer = csv.writer(into)
    writer.writerow(COLUMNS)
    for entry in _walk(t, wanted, trail):
        writer.writerow([safe_cell(cell) for cell in _cells(entry)])
    return into.getvalue()


def _walk(t: TenantId, wanted: Narrowed, trail: AuditTrail) -> Iterator[AuditEntry]:
    after: AuditCursor | None = None
    for _ in range(MOST_LINES // PAGE):
        entries = trail.page(t, _filter(wanted), limit=PAGE, after=after)
        yield from entries
        if len(entries) < PAGE:
            return
        after = AuditCursor(entries[-1].at, entries[-1].id)


def _cells(entry: AuditEntry) -> tuple[str, ...]:
    before, after = (
        json.dumps(part, ensure_ascii=False, default=str) if part else "" for part in (entry.before, entry.after)
    )
    who = (entry.actor, entry.actor_name, entry.action, entry.target)
    return (entry.at.isoformat(), *who, before, after, entry.source)


def _filter(wanted: Narrowed) -> AuditFilter:
    return AuditFilter(wanted.actor, wanted.action, wanted.target, wanted.since, wanted.until)


def _cursor(cursor: str) -> AuditCursor | None:
    if not cursor:
        return None
    at, id_ = (str(part) for part in decode_cursor(cursor, str, str))
    try:
        return AuditCursor(datetime.fromisoformat(at), id_)
    except ValueError as error:
        fault = Fault("/query/cursor", "take `next_cursor` of a page")
        raise Invalid("The cursor is not one of ours.", faults=[fault]) from error
