"""Wishes to be written to or not: each kept for good, the newest of each scope and channel with its contact."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

from common.errors import AlreadyExists, NotFound
from common.models.consent import Consent, supersedes
from common.models.contact import Contact
from common.models.ids import ContactId, TenantId
from common.store import paths
from common.store.codec import Versioned, decode, encode, encode_part, traced
from common.store.contacts import Contacts
from common.store.database import DELETE_FIELD, Create, Database, Patch, Remove, Where, Write, compare_and_swap

_CONTACTS_AT_ONCE: Final = 30
_WISHES_AT_ONCE: Final = 100


class Consents:
    """Reads and records wishes."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._contacts = Contacts(database)

    def find(self, t: TenantId, id_: str) -> Consent | None:
        """The wish."""
        found = self._db.get(paths.consent(t, id_))
        return decode(Consent, found) if found else None

    def page(
        self, t: TenantId, contacts: Sequence[ContactId], *, limit: int, before: tuple[datetime, str] | None = None
    ) -> list[Consent]:
        """Wishes of up to thirty contacts, the newest first; one read each."""
        found = self._db.query(
            paths.consents(t),
            [Where("contact_id", "in", list(contacts))],
            order=[("at", "DESCENDING"), ("__name__", "DESCENDING")],
            after=before or (),
            limit=limit,
        )
        return [decode(Consent, f) for f in found]

    def list_all(self, t: TenantId, contacts: Sequence[ContactId]) -> list[Consent]:
        """All wishes of contacts; one read each."""
        found: list[Consent] = []
        for begin in range(0, len(contacts), _CONTACTS_AT_ONCE):
            before = None
            while page := self.page(
                t, contacts[begin : begin + _CONTACTS_AT_ONCE], limit=_WISHES_AT_ONCE, before=before
            ):
                found += page
                before = (page[-1].at, page[-1].id)
        return found

    def keep(self, t: TenantId, consent: Consent) -> Create:
        """The write that keeps a wish, where the contact gets it in the same commit."""
        return Create(paths.consent(t, consent.id), traced(encode(consent)))

    def take_back(self, t: TenantId, id_: str) -> Remove:
        """The write that takes a wish back that nobody had: it came from a file that was undone."""
        return Remove(paths.consent(t, id_))

    def erase_words(self, t: TenantId, contacts: Sequence[ContactId]) -> None:
        """Erases in which words wishes of contacts were written down; the wishes stay."""
        for wish in self.list_all(t, contacts):
            if wish.said_at:
                with suppress(NotFound):  # an import was undone meanwhile
                    self._db.commit(Patch(paths.consent(t, wish.id), {"said_at": DELETE_FIELD}))

    def record(self, t: TenantId, consent: Consent) -> bool:
        """Keeps a wish, and gives it to its contact if it is the newest of its kind; False if it was kept before.

        One commit: the document, which `dispatch` sees, is there if and only if the contact knows. The wish of a
        contact that was merged goes to the one that it became. Costs a read and at most two writes.

        Raises:
            NotFound: the tenant has no such contact.
            WriteRaced: the contact kept changing; trying again helps.
        """

        def attempt() -> bool:
            found = self._present(t, consent.contact_id)
            wish = consent.model_copy(update={"contact_id": found.value.id})
            writes: list[Write] = [Create(paths.consent(t, wish.id), traced(encode(wish)))]
            if supersedes(wish.opt_out, found.value.opt_outs.get(wish.key)):
                field = {f"opt_outs.{wish.key}": encode_part(wish.opt_out)}
                writes.append(self._contacts.patch(t, found.value.id, field, found.updated_at))
            try:
                self._db.commit(*writes)
            except AlreadyExists:
                return False
            return True

        return compare_and_swap(attempt)

    def _present(self, t: TenantId, k: ContactId) -> Versioned[Contact]:
        found = self._contacts.find(t, k)
        while found is not None and found.value.merged_into:
            found = self._contacts.find(t, found.value.merged_into)
        if found is None:
            raise NotFound("There is no such contact.")
        return found
