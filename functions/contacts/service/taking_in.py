"""Some lines of a file of contacts: whom they name, the writes that they cause, and what was there before."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from pydantic import JsonValue

from common.models.attributes import AttributeDefinition
from common.models.channel import Channel
from common.models.consent import Consent, ConsentScope, ConsentSource, consent_id, opt_out_key, refuses, supersedes
from common.models.contact import Contact, Identity, ImportMark, OptOut, search_words
from common.models.contact_import import (
    ContactImport,
    FormerContact,
    FormerField,
    ImportOptions,
    KnownPeople,
    LineProblem,
    Problem,
    seal,
    seal_of,
)
from common.models.ids import ChannelId, ContactId, TenantId
from common.store.codec import Versioned, encode_part
from common.store.database import Write
from functions.contacts.schemas import MOST_ATTRIBUTES, MOST_TAGS
from functions.contacts.service.columns import Person, Reader, Reading
from functions.contacts.service.editing import Reachable, founding_writes
from functions.contacts.service.linking import Stores
from functions.contacts.service.sheets import Row

MOST_WRITES: Final = 490
"""How many writes a slice may have beside those that tell how far the import is."""
MOST_PAGE_BYTES: Final = 700_000
"""How much a slice may change, or its report may say, so that either fits into a document."""
MARKETING: Final = opt_out_key(ConsentScope.MARKETING, None)


class Outcome(StrEnum):
    """What becomes of a line."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    LEFT_ALONE = "left_alone"
    FAILED = "failed"


class Taken(NamedTuple):
    """What became of a line."""

    line: int
    outcome: Outcome
    contact_id: ContactId | None
    name: str
    addresses: list[str]
    changes: list[str]
    """What of a known contact changes."""
    problems: list[LineProblem]


class Slice:
    """Some lines of a file, and what they cause; reads what is known of their people in a few calls."""

    def __init__(
        self,
        t: TenantId,
        rows: Sequence[Row],
        state: ContactImport,
        options: ImportOptions,
        *,
        channels: Mapping[ChannelId, Channel],
        definitions: Sequence[AttributeDefinition],
        now: datetime,
        stores: Stores,
    ) -> None:
        self._t, self._state, self._options, self._now, self._stores = t, state, options, now, stores
        self.writes: list[Write] = []
        self.formers: list[FormerContact] = []
        self.taken: list[Taken] = []
        reader = Reader(state, options, channels, definitions)
        readings = [reader.read(row) for row in rows if row.fault or any(cell.strip() for cell in row.cells)]
        self._read([r.person for r in readings if r.person])
        for reading in readings:
            self.taken.append(self._place(reading))

    @property
    def problems(self) -> list[LineProblem]:
        """All that is wrong with the lines."""
        return [problem for each in self.taken for problem in each.problems]

    @property
    def tally(self) -> Counter[Outcome]:
        """How many lines became what."""
        return Counter(each.outcome for each in self.taken)

    @property
    def fits(self) -> bool:
        """Whether it can be one commit."""
        pages = (self.formers, self.problems)
        sizes = (sum(len(json.dumps(item.model_dump(mode="json"))) for item in page) for page in pages)
        return len(self.writes) <= MOST_WRITES and max(sizes) <= MOST_PAGE_BYTES

    def _read(self, people: Sequence[Person]) -> None:
        """Reads whose the addresses are, and those contacts."""
        contacts = self._stores.contacts
        ids = {form.id: None for p in people for a in p.addresses for form in a.forms}
        self._identities = {i.id: i for i in contacts.find_identities(self._t, list(ids))}
        self._contacts: dict[ContactId, Versioned[Contact]] = {}
        wanted = {i.contact_id for i in self._identities.values()}
        while wanted:
            found = contacts.find_versions(self._t, sorted(wanted))
            self._contacts |= {f.value.id: f for f in found}
            wanted = {f.value.merged_into for f in found if f.value.merged_into} - set(self._contacts)
        self._addresses = self._addresses_of(people)

    def _addresses_of(self, people: Sequence[Person]) -> dict[str, str]:
        """The addresses of those who get another name, by which they are found."""
        if self._options.known is KnownPeople.LEAVE:
            return {}
        named = [(p.fields["name"], k) for p in people if "name" in p.fields and (k := self._owner(p))]
        known = [(name, self._contacts[k].value) for name, k in named]
        ids = {i for name, contact in known if contact.name != name for i in contact.identities}
        more = self._stores.contacts.find_identities(self._t, sorted(ids - set(self._identities)))
        return {i.id: i.address for i in (*self._identities.values(), *more)}

    def _owner(self, person: Person) -> ContactId | None:
        return next((k for a in person.addresses if (i := self._known(a)) and (k := self._present(i.contact_id))), None)

    def _known(self, address: Reachable) -> Identity | None:
        return next((self._identities[form.id] for form in address.forms if form.id in self._identities), None)

    def _present(self, k: ContactId) -> ContactId | None:
        """The contact, or the one that it was merged into, if there is one."""
        found = self._contacts.get(k)
        while found is not None and found.value.merged_into:
            found = self._contacts.get(found.value.merged_into)
        return found.value.id if found else None

    def _place(self, reading: Reading) -> Taken:
        """Adds the writes of one line."""
        person = reading.person
        if person is None:
            return Taken(reading.line, Outcome.FAILED, None, "", [], [], reading.problems)
        owners = {k for a in person.addresses if (i := self._known(a)) and (k := self._present(i.contact_id))}
        if len(owners) > 1:
            why = "The line names two different contacts; merge them first."
            return self._refuse(person, Problem.TWO_CONTACTS, why, min(owners))
        if not owners:
            return self._found(person)
        found = self._contacts[owners.pop()]
        mark = found.value.imported
        if mark is not None and mark.id == self._state.id:
            why = f"Line {mark.line} names the same person already."
            return self._refuse(person, Problem.DUPLICATE, why, found.value.id)
        if self._options.known is KnownPeople.LEAVE:
            return _taken(person, Outcome.LEFT_ALONE, found.value)
        return self._join(person, found)

    def _refuse(self, person: Person, problem: Problem, why: str, k: ContactId) -> Taken:
        said = LineProblem(line=person.line, problem=problem, detail=why, contact_id=k)
        return Taken(person.line, Outcome.FAILED, k, "", [a.address for a in person.addresses], [], [said])

    def _found(self, person: Person) -> Taken:
        first = person.addresses[0].identity
        wish = self._wish(person, first.contact_id)
        contact = Contact(
            id=first.contact_id,
            name=person.fields.get("name") or first.address,
            language=person.fields.get("language", ""),
            time_zone=person.fields.get("time_zone", ""),
            tags=person.tags,
            attributes={**person.attributes},
            opt_outs={wish.key: wish.opt_out} if wish else {},
            imported=ImportMark(id=self._state.id, line=person.line),
        )
        self.writes += founding_writes(self._t, contact, person.addresses, self._now, stores=self._stores)
        if wish:
            self.writes.append(self._stores.consents.keep(self._t, wish))
        made = contact.model_copy(update={"identities": [a.identity.id for a in person.addresses]})
        former = FormerContact(
            contact_id=contact.id,
            line=person.line,
            founded=seal_of(made),
            consent_id=wish.id if wish else "",
            identities=made.identities,
        )
        self.formers.append(former)
        self._contacts[contact.id] = Versioned(made, self._now)
        for address in person.addresses:
            self._identities[address.identity.id] = address.identity.model_copy(update={"contact_id": contact.id})
        return _taken(person, Outcome.CREATED, made)

    def _join(self, person: Person, found: Versioned[Contact]) -> Taken:
        contact = found.value
        new = {n: v for n, v in person.fields.items() if getattr(contact, n) != v}
        attributes = {n: v for n, v in person.attributes.items() if _differs(contact.attributes.get(n), v)}
        tags = [tag for tag in person.tags if tag not in contact.tags]
        if len({**contact.attributes, **attributes}) > MOST_ATTRIBUTES or len(contact.tags) + len(tags) > MOST_TAGS:
            why = f"The contact would have more than {MOST_ATTRIBUTES} attributes or {MOST_TAGS} tags."
            return self._refuse(person, Problem.TOO_MANY, why, contact.id)
        wish, notes = self._new_wish(person, contact)
        gained = [a for a in person.addresses if self._known(a) is None]
        changes = [*new, *attributes, *(["tags"] if tags else []), *(["marketing"] if wish else [])]
        changes += ["addresses"] if gained else []
        self._change(person, found, new, attributes, tags, wish, gained)
        self.formers.append(_former(person, contact, new, attributes, tags, wish, gained))
        outcome = Outcome.UPDATED if changes else Outcome.UNCHANGED
        return _taken(person, outcome, contact, changes, notes)

    def _change(
        self,
        person: Person,
        found: Versioned[Contact],
        new: Mapping[str, str],
        attributes: Mapping[str, JsonValue],
        tags: Sequence[str],
        wish: Consent | None,
        gained: Sequence[Reachable],
    ) -> None:
        """Adds the writes that change a known contact, if it is as it was read."""
        contact, t, stores = found.value, self._t, self._stores
        mark = ImportMark(id=self._state.id, line=person.line)
        fields: dict[str, object] = {**new, "imported": encode_part(mark)}
        if attributes:
            fields["attributes"] = {**contact.attributes, **attributes}
        if tags:
            fields["tags"] = [*contact.tags, *tags]
        if wish:
            fields[f"opt_outs.{wish.key}"] = encode_part(wish.opt_out)
            self.writes.append(stores.consents.keep(t, wish))
        words = {*contact.search, *search_words("", [a.address for a in gained])}
        if "name" in new:
            addresses = [self._addresses[i] for i in contact.identities if i in self._addresses]
            addresses += [a.address for a in gained]
            words = set(search_words(new["name"], addresses))
            self.writes.append(stores.conversations.rename(t, contact.id, new["name"], addresses))
        if gained:
            fields["identities"] = [*contact.identities, *(a.identity.id for a in gained)]
        if gained or "name" in new:
            fields["search"] = sorted(words)
        for address in gained:
            known = address.identity.model_copy(update={"contact_id": contact.id})
            self.writes.append(stores.contacts.create_identity(t, known))
            self.writes.append(stores.conversations.add_address(t, contact.id, address.heard))
            self._identities[known.id] = known
        self.writes.append(stores.contacts.patch(t, contact.id, fields, found.updated_at))
        self._contacts[contact.id] = found._replace(value=contact.model_copy(update={"imported": mark}))

    def _new_wish(self, person: Person, contact: Contact) -> tuple[Consent | None, list[LineProblem]]:
        """What the line says of marketing, where that is news; whoever opted out does not come back by a file."""
        wish, held = self._wish(person, contact.id), contact.opt_outs.get(MARKETING)
        if wish is not None and wish.opted_in and refuses(contact.opt_outs, ConsentScope.MARKETING):
            why = "They have opted out of marketing, which a file does not change; all else was taken in."
            note = LineProblem(line=person.line, problem=Problem.OPTED_OUT, detail=why, contact_id=contact.id)
            return None, [note]
        if wish is None or (held is not None and wish.opted_in) or _is_refused_already(contact):
            return None, []
        return (wish if supersedes(wish.opt_out, held) else None), []

    def _wish(self, person: Person, k: ContactId) -> Consent | None:
        if person.marketing is None:
            return None
        return Consent(
            id=consent_id(ConsentSource.IMPORT, self._state.id, k),
            contact_id=k,
            scope=ConsentScope.MARKETING,
            opted_in=person.marketing,
            at=self._state.started_at or self._now,
            source=ConsentSource.IMPORT,
            recorded_by=self._state.created_by,
            said_at=person.marketing_source,
        )


def _is_refused_already(contact: Contact) -> bool:
    """Whether a contact wants no marketing on any channel, and not only by a file, which may be undone."""
    held = contact.opt_outs.get(MARKETING)
    if held is None or held.opted_in or held.source == ConsentSource.IMPORT:
        return False
    of_channels = (wish for wish in contact.opt_outs.values() if wish.scope == held.scope and wish.opted_in)
    return not any(supersedes(wish, held) for wish in of_channels)


def _former(
    person: Person,
    contact: Contact,
    new: Mapping[str, str],
    attributes: Mapping[str, JsonValue],
    tags: list[str],
    wish: Consent | None,
    gained: Sequence[Reachable],
) -> FormerContact:
    held = contact.opt_outs.get(wish.key) if wish else None
    return FormerContact(
        contact_id=contact.id,
        line=person.line,
        fields={n: FormerField(value=getattr(contact, n), put=seal(v)) for n, v in new.items()},
        attributes={n: FormerField(value=contact.attributes.get(n), put=seal(v)) for n, v in attributes.items()},
        tags=tags,
        wishes={wish.key: _former_wish(held, wish)} if wish else {},
        consent_id=wish.id if wish else "",
        identities=[a.identity.id for a in gained],
        mark=contact.imported,
    )


def _former_wish(held: OptOut | None, wish: Consent) -> FormerField:
    return FormerField(value=held.model_dump(mode="json") if held else None, put=seal_of_wish(wish.opt_out))


def seal_of_wish(wish: OptOut | None) -> str:
    """A digest by which it is told whether a wish is still the one that an import put."""
    return seal(json.dumps(wish.model_dump(mode="json"), sort_keys=True) if wish else None)


def _differs(known: JsonValue, said: JsonValue) -> bool:
    """Whether a value is another: `true` is not 1, though Python says that it is."""
    return type(known) is not type(said) or known != said


def _taken(
    person: Person,
    outcome: Outcome,
    contact: Contact,
    changes: Sequence[str] = (),
    notes: Sequence[LineProblem] = (),
) -> Taken:
    name = person.fields.get("name") or contact.name
    addresses = [a.address for a in person.addresses]
    return Taken(person.line, outcome, contact.id, name, addresses, list(changes), list(notes))
