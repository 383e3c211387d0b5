"""The facts of a contact: a document each, and beside them, packed for recall, those that hold now.

Both are written in one commit, on the condition that the head is unchanged: whatever races or dies, they agree.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from common.models.fact import Fact, normal_form
from common.models.ids import ContactId, TenantId
from common.store import paths
from common.store.codec import decode, encode
from common.store.database import Create, Database, Found, Patch, Put, Remove, Where, Write
from common.store.fact_pages import (
    HEAD,
    PAGE_FACTS,
    REMEMBERED_DELETIONS,
    REMEMBERED_MESSAGES,
    Entry,
    Head,
    pack,
    unpack,
)

MOST_PARTS: Final = 64
"""More documents than a memory can have: the pages of `MOST_FACTS`, half empty."""
_NEWEST: Final[Sequence[tuple[str, Literal["ASCENDING", "DESCENDING"]]]] = (
    ("sequence", "DESCENDING"),
    ("__name__", "DESCENDING"),
)


class Memory:
    """What holds of one contact as it was read, and the changes that `writes` makes of it."""

    def __init__(self, t: TenantId, k: ContactId, parts: Sequence[Found], *, is_whole: bool = True) -> None:
        self.tenant_id, self.contact_id = t, k
        self._is_whole = is_whole
        head = next((part for part in parts if part.id == HEAD), None)
        self._version = head.updated_at if head else None
        self.head = Head.model_validate(head.data) if head else Head()
        self._pages = {part.id: unpack(part) for part in parts if part.id != HEAD}
        self._place = {entry.fact.id: page for page, entries in self._pages.items() for entry in entries}
        self._known_forms: dict[str, str] | None = None
        self._touched: set[str] = set()
        self._documents: dict[str, Write] = {}

    @property
    def entries(self) -> list[Entry]:
        """All that holds, in the order in which it was learned."""
        return sorted((e for page in self._pages.values() for e in page), key=lambda e: (e.fact.sequence, e.fact.id))

    @property
    def facts(self) -> list[Fact]:
        """All facts that hold, in the order in which they were learned."""
        return [entry.fact for entry in self.entries]

    def __len__(self) -> int:
        return len(self._place)

    def find(self, id_: str) -> Fact | None:
        """A fact that holds."""
        entry = self._entry(id_)
        return entry.fact if entry else None

    def find_same(self, value: str) -> Fact | None:
        """The fact that holds and has the same words."""
        return self.find(self._forms.get(normal_form(value), ""))

    def has_forgotten(self, fact: Fact) -> bool:
        """Whether all was forgotten since, and the fact's document is only still to be removed."""
        return fact.sequence <= self.head.forgotten_sequence

    def add(self, fact: Fact, vector: bytes = b"") -> Fact:
        """Adds a fact that was not known; it gets the next place."""
        placed = fact.model_copy(update={"sequence": self.head.sequence + 1})
        self._set_head(sequence=placed.sequence)
        self._insert(Entry(placed, vector))
        self._documents[placed.id] = Create(self._path(placed.id), encode(placed))
        return placed

    def add_history(self, fact: Fact) -> Fact:
        """Adds a fact that was not known and does not hold any more."""
        placed = fact.model_copy(update={"sequence": self.head.sequence + 1})
        self._set_head(sequence=placed.sequence)
        self._documents[placed.id] = Create(self._path(placed.id), encode(placed))
        return placed

    def change(self, fact: Fact) -> None:
        """Changes a fact that holds; other words lose their vector."""
        known = self._entry(fact.id)
        if known is None:
            raise KeyError(fact.id)
        self._take_out(fact.id)
        self._insert(Entry(fact, known.vector if known.fact.value == fact.value else b""))
        self._documents[fact.id] = self._whole(fact)

    def retire(self, fact: Fact) -> None:
        """Makes a fact that holds history."""
        self._take_out(fact.id)
        self._documents[fact.id] = self._whole(fact)

    def adopt(self, fact: Fact, vector: bytes = b"") -> None:
        """Takes a fact over from another contact, whether it holds or not, in place of one of the same id."""
        placed = fact.model_copy(update={"sequence": self.head.sequence + 1})
        self._set_head(sequence=placed.sequence)
        self._take_out(placed.id)
        if placed.valid_until is None:
            self._insert(Entry(placed, vector))
        self._documents[placed.id] = Put(self._path(placed.id), encode(placed))

    def release(self, id_: str) -> None:
        """Gives a fact away to another contact."""
        self._take_out(id_)
        self._set_head()
        self._documents[id_] = Remove(self._path(id_))

    def vector_of(self, id_: str) -> bytes:
        """The vector of a fact that holds; empty where there is none."""
        entry = self._entry(id_)
        return entry.vector if entry else b""

    def drop(self, id_: str, at_ms: int) -> None:
        """Forgets one fact, whether it holds or is history."""
        self._take_out(id_)
        deleted = {**self.head.deleted, id_: max(at_ms, self.head.deleted.get(id_, 0))}
        newest = sorted(deleted.items(), key=lambda item: item[1])[-REMEMBERED_DELETIONS:]
        self._set_head(deleted=dict(newest))
        self._documents[id_] = Remove(self._path(id_))

    def clear(self, at_ms: int) -> None:
        """Forgets all that holds; the documents of single facts are removed by `Facts.removals`."""
        self._touched |= set(self._pages)
        self._pages, self._place, self._known_forms = {page: [] for page in self._pages}, {}, {}
        self._set_head(
            forgotten_ms=max(at_ms, self.head.forgotten_ms),
            forgotten_sequence=self.head.sequence,
            deleted={},
            embedding_model="",
        )

    def set_vectors(self, vectors: Mapping[str, bytes], model: str) -> None:
        """Gives facts their vectors, by ids; those of another model are dropped."""
        keeps = self.head.embedding_model == model
        for page, entries in self._pages.items():
            fresh = [Entry(e.fact, vectors.get(e.fact.id, e.vector if keeps else b"")) for e in entries]
            if fresh != entries:
                self._pages[page] = fresh
                self._touched.add(page)
        self._set_head(embedding_model=model)

    def mark_learned(self, messages: Sequence[str]) -> None:
        """Notes that messages were learned from."""
        known = list(dict.fromkeys([*self.head.learned, *messages]))
        self._set_head(learned=known[-REMEMBERED_MESSAGES:])

    def take_over(self, head: Head) -> None:
        """Takes over what another contact's head guards against, where the two became one."""
        learned = list(dict.fromkeys([*head.learned, *self.head.learned]))[-REMEMBERED_MESSAGES:]
        deleted = {**head.deleted, **self.head.deleted}
        for id_ in deleted:
            deleted[id_] = max(head.deleted.get(id_, 0), self.head.deleted.get(id_, 0))
        forgotten_ms = max(head.forgotten_ms, self.head.forgotten_ms)
        self._set_head(learned=learned, deleted=deleted, forgotten_ms=forgotten_ms)

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return bool(self._touched or self._documents)

    def writes(self) -> list[Write]:
        """The writes of all changes; they fail if the memory changed since it was read.

        `AlreadyExists` says that a fact which was added is known as history, or that the first facts of this contact
        were written at the same moment; `WriteRaced`, that others were.
        """
        if not self.changed:
            return []
        if not self._is_whole:
            raise AssertionError("A memory that was read without its vectors would lose them.")
        head = self.head.model_copy(update={"revision": self.head.revision + 1}).model_dump()
        path = paths.memory_part(self.tenant_id, self.contact_id, HEAD)
        writes: list[Write] = [Create(path, head) if self._version is None else Patch(path, head, self._version)]
        for page in sorted(self._touched - {HEAD}):
            where = paths.memory_part(self.tenant_id, self.contact_id, page)
            entries = self._pages.get(page)
            writes.append(Put(where, pack(entries)) if entries else Remove(where))
        return [*writes, *self._documents.values()]

    @property
    def _forms(self) -> dict[str, str]:
        """The ids of what holds, by its words; made when it is first needed, which recall never does."""
        if self._known_forms is None:
            self._known_forms = {normal_form(entry.fact.value): entry.fact.id for entry in self.entries}
        return self._known_forms

    def _set_head(self, **fields: object) -> None:
        self.head = self.head.model_copy(update=fields)
        self._touched.add(HEAD)

    def _entry(self, id_: str) -> Entry | None:
        page = self._pages.get(self._place.get(id_, ""), [])
        return next((entry for entry in page if entry.fact.id == id_), None)

    def _insert(self, entry: Entry) -> None:
        page = next((name for name, held in self._pages.items() if len(held) < PAGE_FACTS), None)
        if page is None:
            page = next(name for n in range(len(self._pages) + 1) if (name := f"p{n}") not in self._pages)
        self._pages[page] = [*self._pages.get(page, []), entry]
        self._place[entry.fact.id] = page
        self._forms[normal_form(entry.fact.value)] = entry.fact.id
        self._touched |= {page, HEAD}

    def _take_out(self, id_: str) -> None:
        page = self._place.pop(id_, None)
        if page is None:
            return
        self._pages[page] = [entry for entry in self._pages[page] if entry.fact.id != id_]
        self._known_forms = {form: known for form, known in self._forms.items() if known != id_}
        self._touched |= {page, HEAD}

    def _whole(self, fact: Fact) -> Write:
        """The write of a fact's document; one that this change made is still to be created."""
        path, fresh = self._path(fact.id), self._documents.get(fact.id)
        return Create(path, encode(fact)) if isinstance(fresh, Create) else Put(path, encode(fact))

    def _path(self, id_: str) -> str:
        return paths.fact(self.tenant_id, self.contact_id, id_)


class Facts:
    """Reads facts, and makes the writes that change them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def load(self, t: TenantId, k: ContactId, *, vectors: bool = True) -> Memory:
        """What holds of a contact: a head and a page for every 250 facts, one read each.

        Args:
            t: the tenant.
            k: the contact.
            vectors: whether vectors are read along; a memory without them cannot be written.
        """
        fields = () if vectors else ("facts", *Head.model_fields)
        found = self._db.query(paths.memory(t, k), limit=MOST_PARTS, fields=fields)
        return Memory(t, k, found, is_whole=vectors)

    def find_remembered(self, t: TenantId, ids: Sequence[ContactId]) -> set[ContactId]:
        """Those of the contacts of whom something is or was known; one read each."""
        found = self._db.get_many([paths.memory_part(t, k, HEAD) for k in ids])
        return {k for k, f in zip(ids, found, strict=True) if f is not None}

    def find(self, t: TenantId, k: ContactId, id_: str) -> Fact | None:
        """One fact, whether it holds or not."""
        found = self._db.get(paths.fact(t, k, id_))
        return decode(Fact, found) if found else None

    def find_many(self, t: TenantId, k: ContactId, ids: Sequence[str]) -> dict[str, Fact]:
        """Those of the facts that are known, by ids; one read each."""
        found = self._db.get_many([paths.fact(t, k, id_) for id_ in ids])
        return {f.id: decode(Fact, f) for f in found if f}

    def page(self, t: TenantId, k: ContactId, *, limit: int, before: tuple[int, str] | None = None) -> list[Fact]:
        """Facts that hold and facts that did, what was learned last first; one read each."""
        after = before or ()
        found = self._db.query(paths.facts(t, k), order=_NEWEST, after=after, limit=limit)
        return [decode(Fact, f) for f in found]

    def oldest(self, t: TenantId, k: ContactId, *, limit: int) -> list[Fact]:
        """The first facts that were learned, whether they hold or not; one read each."""
        found = self._db.query(paths.facts(t, k), order=[("sequence", "ASCENDING")], limit=limit)
        return [decode(Fact, f) for f in found]

    def merged_from(self, t: TenantId, k: ContactId, source: ContactId, *, limit: int) -> list[Fact]:
        """Facts of a contact that were another's before the two were merged; one read each."""
        found = self._db.query(paths.facts(t, k), [Where("merged_from", "array_contains", source)], limit=limit)
        return [decode(Fact, f) for f in found]

    def removals(self, t: TenantId, k: ContactId, until: int, *, limit: int) -> list[Remove]:
        """The writes that remove the documents of up to `limit` of the first `until` facts; none once all are gone."""
        found = self._db.query(paths.facts(t, k), [Where("sequence", "<=", until)], limit=limit, fields=["sequence"])
        return [Remove(f.path) for f in found]

    def commit(self, *writes: Write) -> None:
        """Makes all the writes, or none; see `Database.commit`."""
        if writes:
            self._db.commit(*writes)
