"""Files of contacts that were taken in, and what goes with each page by page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple, TypeVar

from common.models.contact_import import ContactImport, ContactImportState, FormerContact, KeptContact, LineProblem
from common.models.ids import ContactId, TenantId
from common.store import paths
from common.store.codec import Versioned, decode, decode_versioned, encode, encode_part
from common.store.database import DELETE_FIELD, Create, Database, Found, Patch, Put, Remove, Where, Write

FORMER: Final = "import_former"
REPORT: Final = "import_report"
KEPT: Final = "import_kept"
_KINDS: Final = (FORMER, REPORT, KEPT)
_PAGES_AT_ONCE: Final = 20
_ERASED_AT_ONCE: Final = 100
_ERASED: Final = "What stood here was erased with the contact."
M = TypeVar("M", FormerContact, LineProblem, KeptContact)


class Place(NamedTuple):
    """Where a page of a list ended: the number of a document, and how many of its items were taken."""

    number: int
    taken: int


class ContactImports:
    """Reads imports, and makes the writes that tell how far they are."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, t: TenantId, id_: str) -> Versioned[ContactImport] | None:
        """The import, with its version."""
        found = self._db.get(paths.contact_import(t, id_))
        return decode_versioned(ContactImport, found) if found else None

    def create(self, t: TenantId, value: ContactImport) -> Create:
        """The write that keeps that a file came."""
        return Create(paths.contact_import(t, value.id), encode(value))

    def patch(
        self, t: TenantId, id_: str, fields: Mapping[str, object], if_updated_at: datetime | None = None
    ) -> Patch:
        """The write that changes an import."""
        return Patch(paths.contact_import(t, id_), fields, if_updated_at)

    def remove(self, t: TenantId, id_: str, if_updated_at: datetime) -> Remove:
        """The write that drops a file that nobody took in."""
        return Remove(paths.contact_import(t, id_), if_updated_at)

    def page(self, t: TenantId, *, limit: int, after: tuple[datetime, str] | None = None) -> list[ContactImport]:
        """Imports, the newest first; one read each."""
        found = self._db.query(
            paths.contact_imports(t),
            order=[("created_at", "DESCENDING"), ("__name__", "DESCENDING")],
            after=list(after) if after else (),
            limit=limit,
        )
        return [decode(ContactImport, f) for f in found]

    def find_in(self, t: TenantId, states: Sequence[ContactImportState], *, limit: int) -> list[ContactImport]:
        """Imports in one of the states; one read each."""
        found = self._db.query(paths.contact_imports(t), [Where("state", "in", list(states))], limit=limit)
        return [decode(ContactImport, f) for f in found]

    def find_file(self, t: TenantId, sha256: str, *, limit: int) -> list[ContactImport]:
        """Imports of the very same file; one read each."""
        found = self._db.query(paths.contact_imports(t), [Where("sha256", "==", sha256)], limit=limit)
        return [decode(ContactImport, f) for f in found]

    def keep(
        self,
        t: TenantId,
        id_: str,
        kind: str,
        number: int,
        items: Sequence[FormerContact] | Sequence[LineProblem] | Sequence[KeptContact],
        expires_at: datetime,
    ) -> list[Write]:
        """The write that keeps a page; none where there is nothing to keep."""
        if not items:
            return []
        about = sorted({item.contact_id for item in items if item.contact_id})
        page = {"items": [encode_part(item) for item in items], "contact_ids": about, "expires_at": expires_at}
        return [Put(paths.import_page(t, id_, kind, number), page)]

    def find_former(self, t: TenantId, id_: str, number: int) -> list[FormerContact]:
        """What a slice changed; one read."""
        found = self._db.get(paths.import_page(t, id_, FORMER, number))
        return _items(FormerContact, found) if found else []

    def remove_former(self, t: TenantId, id_: str, number: int) -> Remove:
        """The write that forgets what a slice changed."""
        return Remove(paths.import_page(t, id_, FORMER, number))

    def list_report(
        self, t: TenantId, id_: str, *, limit: int, after: Place | None = None
    ) -> tuple[list[LineProblem], Place | None]:
        """What was wrong with lines, in their order, and where the next page begins; a read for each slice that had
        something wrong."""
        return self._list(LineProblem, t, id_, REPORT, limit, after)

    def list_kept(
        self, t: TenantId, id_: str, *, limit: int, after: Place | None = None
    ) -> tuple[list[KeptContact], Place | None]:
        """What could not be undone, and where the next page begins."""
        return self._list(KeptContact, t, id_, KEPT, limit, after)

    def _list(
        self, model: type[M], t: TenantId, id_: str, kind: str, limit: int, after: Place | None
    ) -> tuple[list[M], Place | None]:
        taken: list[M] = []
        place = after or Place(-1, 0)
        while True:
            # From the page on in which the last list ended.
            begin = place.number - 1 if place.taken else place.number
            found = self._db.query(
                paths.import_pages(t, id_, kind),
                order=[("__name__", "ASCENDING")],
                after=[f"{begin:06d}"] if begin >= 0 else (),
                limit=min(_PAGES_AT_ONCE, limit),
            )
            for each in found:
                number = int(each.id)
                items = _items(model, each)
                begun = place.taken if number == place.number else 0
                more = items[begun : begun + limit - len(taken)]
                taken += more
                place = Place(number, begun + len(more))
                if len(taken) == limit:
                    return taken, place
            if len(found) < min(_PAGES_AT_ONCE, limit):
                return taken, None
            place = Place(place.number, 0)

    def erase_about(self, t: TenantId, id_: str, contact_ids: Sequence[ContactId]) -> int:
        """Erases what an import keeps about contacts; how many pages it changed."""
        changed = 0
        for kind in _KINDS:
            for k in contact_ids:
                where = [Where("contact_ids", "array_contains", k)]
                while found := self._db.query(paths.import_pages(t, id_, kind), where, limit=_ERASED_AT_ONCE):
                    for each in found:
                        self._db.commit(_without(each, k))
                    changed += len(found)
        return changed


def _items(model: type[M], found: Found) -> list[M]:
    listed = found.data.get("items")
    return [model.model_validate(item) for item in listed] if isinstance(listed, list) else []


def _without(found: Found, k: ContactId) -> Write:
    """The write that erases what a page says about a contact; a report still says that a line had something wrong."""
    listed = found.data.get("items")
    items: list[object] = []
    for item in listed if isinstance(listed, list) else []:
        if item.get("contact_id") != k:
            items.append(item)
        elif found.path.split("/")[-2] == REPORT:
            items.append({**item, "contact_id": None, "detail": _ERASED})
    about = found.data.get("contact_ids")
    left = [one for one in about if one != k] if isinstance(about, list) else []
    fields: dict[str, object] = {"items": items, "contact_ids": left or DELETE_FIELD}
    return Patch(found.path, fields, found.updated_at)
