"""Contacts as a file for spreadsheets, part by part, which an import takes in again as it is.

A line has about 250 bytes, so that 100,000 contacts are some 25 MB; with many attributes it is several times that. One
answer could therefore be longer than the 32 MB that a function may answer with, and 200,000 reads may take longer than
the 60 seconds after which Firebase Hosting gives up on a request. So a file comes in parts, as those of campaigns and
reports do: each is small and done in seconds, nothing is kept that would have to expire or be erased with a contact,
and whoever stops half-way has cost no more than they got. 100,000 contacts are 20 parts.

Source: https://cloud.google.com/functions/quotas and https://firebase.google.com/docs/hosting/functions (read 2026-11).
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from pydantic import JsonValue, ValidationError

from common.auditing import shown
from common.entry.pages import decode_cursor, encode_cursor
from common.errors import Fault, Invalid
from common.models.attributes import AttributeDefinition
from common.models.audience import AudienceFilter
from common.models.audit import AuditEntry
from common.models.cells import safe_cell
from common.models.channel import Channel
from common.models.contact import Contact
from common.models.conversation import Conversation
from common.models.ids import random_id
from common.models.tenant import Caller
from common.store.audit import record
from functions.contacts.list_schemas import ContactExport
from functions.contacts.service import listing
from functions.contacts.service.addresses import Address, newest_first, unknown_to
from functions.contacts.service.exported_columns import Layout, cells, header, layout_for
from functions.contacts.service.linking import Stores

PART_CONTACTS: Final = 5_000
"""How many contacts a part looks at at most."""
PART_CHARACTERS: Final = 4_000_000
"""At up to four bytes each, a part of so many stays far below what a function may answer."""
STRIDE: Final = 200
"""How many contacts are read at once; those behind the last line of a full part are read again for the next one."""
ACTION: Final = "contacts.exported"
_PRIVATE: Final = frozenset({"name", "attribute"})
"""What conditions may be about whose values could name a person, who may want to be forgotten."""


class Part(NamedTuple):
    """A part of a file."""

    text: str
    next_cursor: str | None
    so_far: int
    """How many contacts it and the parts before hold."""


class _Place(NamedTuple):
    """Where a part begins."""

    after: str
    """The contact before its first; empty begins."""
    layout: Layout | None
    """None while no line was written."""
    number: int
    lines: int
    """How many there were in the parts before."""


class _Sheet:
    """A part that is being written."""

    def __init__(
        self, layout: Layout | None, channels: Sequence[Channel], definitions: Sequence[AttributeDefinition]
    ) -> None:
        self.layout = layout
        self.lines = 0
        self._channels, self._definitions = channels, definitions
        self._names = {channel.id: channel.name or channel.id for channel in channels}
        self._out = io.StringIO()
        self._writer = csv.writer(self._out, lineterminator="\r\n")

    @property
    def text(self) -> str:
        """What was written."""
        return self._out.getvalue()

    def is_full(self) -> bool:
        """Whether the next line belongs into the next part."""
        return self._out.tell() >= PART_CHARACTERS

    def begin(self, first: Sequence[Contact]) -> Layout:
        """Writes the names of the columns, if nobody has, as the first contacts have it."""
        if self.layout is None:
            self.layout = layout_for(first, self._channels, self._definitions)
            # In quotes, so that no name is taken for several columns by whoever guesses what separates them.
            names = map(safe_cell, header(self.layout, self._definitions))
            csv.writer(self._out, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerow(names)
        return self.layout

    def write(self, contact: Contact, addresses: Sequence[Address], thread: Conversation | None) -> None:
        """Writes the line of a contact."""
        layout = self.begin([contact])
        self._writer.writerow(map(safe_cell, cells(contact, addresses, thread, layout, self._names)))
        self.lines += 1


def export(caller: Caller, asked: ContactExport, now: datetime, *, stores: Stores) -> Part:
    """The next part of the contacts that are meant, by id; the first begins with the names of the columns.

    Each part is in the audit trail before it is handed out: who, whose data, how many. It costs two reads a line, the
    contact and its conversation, and one for each address of which that does not know; and one for each contact that a
    filter rules out. Where lines are so long that they fill parts, up to a stride a part is read twice.

    Raises:
        Invalid: the cursor is none of ours.
    """
    t, begun = caller.tenant_id, _begin(asked.cursor)
    wanted = listing.Wanted.of(asked.q, asked.filter)
    definitions = [] if begun.layout else stores.attributes.find(t)[0]
    sheet = _Sheet(begun.layout, stores.channels.list_all(t, fresh=True), definitions)
    after, looked_at, is_last = begun.after or None, 0, False
    while not is_last and looked_at < PART_CONTACTS and not sheet.is_full():
        looked = listing.look(t, wanted, after, STRIDE, now, stores=stores)
        looked_at += len(looked.contacts)
        threads = listing.with_threads(t, looked.meant, looked.threads, stores=stores)
        missing = [i for contact in looked.meant for i in unknown_to(contact, threads[contact.id])]
        identities = {i.id: i for i in stores.contacts.find_identities(t, missing)}
        if looked.meant:
            sheet.begin(looked.meant)
        for contact in looked.meant:
            if sheet.is_full():
                break
            thread = threads[contact.id]
            sheet.write(contact, newest_first(contact, thread, identities), thread)
            after = contact.id
        else:
            after = looked.contacts[-1].id if looked.contacts else after
            is_last = len(looked.contacts) < STRIDE
    if is_last:
        sheet.begin([])
    lines = begun.lines + sheet.lines
    if sheet.lines or begun.number == 1:
        told = {"part": begun.number, "contacts": sheet.lines, "so_far": lines, **_described(asked)}
        stores.database.commit(record(t, _entry(caller, told, now)))
    layout = sheet.layout.model_dump_json() if sheet.layout else ""
    return Part(sheet.text, None if is_last else encode_cursor(after or "", layout, begun.number + 1, lines), lines)


def _begin(cursor: str) -> _Place:
    if not cursor:
        return _Place("", None, 1, 0)
    after, layout, number, lines = decode_cursor(cursor, str, str, int, int)
    try:
        known = Layout.model_validate_json(str(layout)) if layout else None
    except ValidationError as error:
        fault = Fault("/cursor", "take the header X-Next-Cursor of a part")
        raise Invalid("The cursor is not one of ours.", faults=[fault]) from error
    return _Place(str(after), known, int(number), int(lines))


def _entry(caller: Caller, told: Mapping[str, object], now: datetime) -> AuditEntry:
    after = shown(told)
    return AuditEntry(id=random_id(), at=now, actor=caller.id, actor_name=caller.name, action=ACTION, after=after)


def _described(asked: ContactExport) -> dict[str, object]:
    """Whose data were asked for, without what could name somebody."""
    filter_ = asked.filter.model_dump(mode="json") if asked.filter != AudienceFilter() else None
    told = {"search": "…" if asked.q else None, "filter": _without_names(filter_)}
    return {name: value for name, value in told.items() if value is not None}


def _without_names(part: JsonValue) -> JsonValue:
    if isinstance(part, list):
        return [_without_names(each) for each in part]
    if not isinstance(part, dict):
        return part
    hidden = {"value": "…"} if part.get("field") in _PRIVATE and part.get("value") is not None else {}
    return {name: _without_names(each) for name, each in {**part, **hidden}.items() if each not in (None, [])}
