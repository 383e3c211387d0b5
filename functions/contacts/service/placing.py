"""Some rows of a file: whom they name, and the writes by which these people join an audience."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from pydantic import ValidationError

from common.errors import AppError, Invalid
from common.models.attributes import AttributeType, typed
from common.models.audience import AudienceImport, LineError
from common.models.channel import Channel
from common.models.contact import Contact, Identity, Scalar, search_words
from common.models.ids import ChannelId, ContactId, TenantId
from common.models.matching import match_keys
from common.store.database import DELETE_FIELD, ArrayUnion, Write
from functions.contacts.schemas import MOST_ATTRIBUTES, ContactChange
from functions.contacts.service.editing import Reachable, founding_writes, reachable_at
from functions.contacts.service.linking import Stores
from functions.contacts.service.sheets import ATTRIBUTE, LONGEST_VALUE, Row


class Person(NamedTuple):
    """Whom a row names, and what it says of them."""

    line: int
    contact_id: ContactId | None
    addresses: list[Reachable]
    name: str
    language: str
    time_zone: str
    attributes: dict[str, Scalar]


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    MATCHED = "matched"
    DUPLICATES = "duplicates"
    FAILED = "failed"


class Slice:
    """Some rows of a file, and the writes that they cause; reads what is known of their people in five calls."""

    def __init__(
        self,
        t: TenantId,
        audience_id: str,
        taken: Sequence[Row],
        state: AudienceImport,
        channels: dict[ChannelId, Channel],
        now: datetime,
        stores: Stores,
    ) -> None:
        self._t, self._audience_id, self._now, self._stores = t, audience_id, now, stores
        self.writes: list[Write] = []
        self.errors: list[LineError] = []
        self.tally: Counter[Outcome] = Counter()
        types = {one.name: one.type for one in stores.attributes.find(t)[0]}
        people: list[Person] = []
        for row in taken:
            if not row.fault and not any(cell.strip() for cell in row.cells):
                continue
            try:
                people.append(_person(row, state, channels, types))
            except AppError as error:
                self._leave_out(row.line, error)
        self._read(people)
        for person in people:
            try:
                self.tally[self._place(person)] += 1
            except AppError as error:
                self._leave_out(person.line, error)
        self.errors.sort(key=lambda error: error.line)

    def _leave_out(self, line: int, error: AppError) -> None:
        self.tally[Outcome.FAILED] += 1
        self.errors.append(LineError(line=line, detail=error.detail))

    def _read(self, people: Sequence[Person]) -> None:
        """Reads whose the addresses are, and those contacts."""
        contacts = self._stores.contacts
        ids = {form.id: None for p in people for a in p.addresses for form in a.forms}
        self._identities = {i.id: i for i in contacts.find_identities(self._t, list(ids))}
        self._contacts: dict[ContactId, Contact] = {}
        wanted = {i.contact_id for i in self._identities.values()} | {p.contact_id for p in people if p.contact_id}
        while wanted:
            found = contacts.find_many(self._t, sorted(wanted))
            self._contacts |= {c.id: c for c in found}
            wanted = {c.merged_into for c in found if c.merged_into} - set(self._contacts)

    def _place(self, person: Person) -> Outcome:
        """Adds the writes of one person.

        Raises:
            Invalid: the row is to be left out.
        """
        owners = {k for a in person.addresses if (i := self._known(a)) and (k := self._present(i.contact_id))}
        if person.contact_id:
            named = self._present(person.contact_id)
            if named is None:
                raise Invalid(f"There is no contact “{person.contact_id[:40]}”.")
            owners.add(named)
        if len(owners) > 1:
            raise Invalid("The line names two different contacts; merge them first.")
        return self._join(person, self._contacts[owners.pop()]) if owners else self._found(person)

    def _known(self, address: Reachable) -> Identity | None:
        return next((self._identities[form.id] for form in address.forms if form.id in self._identities), None)

    def _present(self, k: ContactId) -> ContactId | None:
        """The contact, or the one that it was merged into, if there is one."""
        contact = self._contacts.get(k)
        while contact is not None and contact.merged_into:
            contact = self._contacts.get(contact.merged_into)
        return contact.id if contact else None

    def _found(self, person: Person) -> Outcome:
        first = person.addresses[0].identity
        contact = Contact(
            id=first.contact_id,
            name=person.name or first.address,
            language=person.language,
            time_zone=person.time_zone,
            attributes={**person.attributes},
            audiences=[self._audience_id],
        )
        self.writes += founding_writes(self._t, contact, person.addresses, self._now, stores=self._stores)
        self._contacts[contact.id] = contact
        for address in person.addresses:
            self._identities[address.identity.id] = address.identity.model_copy(update={"contact_id": contact.id})
        return Outcome.CREATED

    def _join(self, person: Person, contact: Contact) -> Outcome:
        contacts, conversations, t = self._stores.contacts, self._stores.conversations, self._t
        member = self._audience_id in contact.audiences
        attributes = {**contact.attributes, **person.attributes}
        if len(attributes) > MOST_ATTRIBUTES:
            raise Invalid(f"The contact would have more than {MOST_ATTRIBUTES} attributes.")
        said = {"language": person.language, "time_zone": person.time_zone}
        fields: dict[str, object] = {name: value for name, value in said.items() if value}
        changed = {n: v for n, v in person.attributes.items() if contact.attributes.get(n) != v}
        gained = [a for a in person.addresses if self._known(a) is None]
        if changed:
            fields |= {"attributes": changed, "match_keys": match_keys(attributes) or DELETE_FIELD}
        if not member:
            fields["audiences"] = ArrayUnion([self._audience_id])
        if gained:
            fields["identities"] = ArrayUnion([a.identity.id for a in gained])
            fields["search"] = ArrayUnion(search_words("", [a.address for a in gained]))
        for address in person.addresses:
            known = self._known(address)
            if known is None:
                known = address.identity.model_copy(update={"contact_id": contact.id})
                self.writes.append(contacts.create_identity(t, known))
                self._identities[known.id] = known
            elif member:
                continue
            # As the provider knows it, which may be another form than the file's.
            heard = address.heard._replace(identity_id=known.id, address=known.address)
            self.writes.append(conversations.add_address(t, contact.id, heard))
        if fields:
            self.writes.append(contacts.add_to(t, contact.id, fields))
        audiences = contact.audiences if member else [*contact.audiences, self._audience_id]
        update = {**said, "audiences": audiences, "attributes": attributes}
        self._contacts[contact.id] = contact.model_copy(update={n: v for n, v in update.items() if v})
        return Outcome.DUPLICATES if member else Outcome.MATCHED


def _person(
    row: Row, state: AudienceImport, channels: dict[ChannelId, Channel], types: Mapping[str, AttributeType]
) -> Person:
    """Whom a row names.

    Raises:
        Invalid: it cannot be read, or names nobody.
    """
    if row.fault:
        raise Invalid(row.fault)
    if len(row.cells) > len(state.columns):
        raise Invalid(f"The line has {len(row.cells)} columns, the first line {len(state.columns)}.")
    said = {meaning: cell.strip() for meaning, cell in zip(state.columns, row.cells, strict=False) if meaning}
    addresses = [
        reachable_at(_channel(channel_id, channels), said[column], state.default_region)
        for column, channel_id in (("phone", state.phone_channel_id), ("chat", state.chat_channel_id))
        if channel_id and said.get(column)
    ]
    contact_id = said.get("contact_id", "")
    if not addresses and not contact_id:
        raise Invalid("The line names nobody: phone, chat and contact id are empty.")
    attributes = {m.removeprefix(ATTRIBUTE): v for m, v in said.items() if m.startswith(ATTRIBUTE) and v}
    if any(len(value) > LONGEST_VALUE for value in attributes.values()):
        raise Invalid(f"A value has more than {LONGEST_VALUE:,} characters.")
    try:
        checked = ContactChange.model_validate({k: said.get(k, "") for k in ("name", "language", "time_zone")})
    except ValidationError as error:
        faulty = ", ".join(f"“{said[str(part['loc'][0])][:40]}”" for part in error.errors())
        raise Invalid(f"{faulty} cannot be a contact's name, language or time zone.") from error
    return Person(
        row.line,
        ContactId(contact_id) if contact_id else None,
        addresses,
        checked.name or "",
        checked.language or "",
        checked.time_zone or "",
        {name: typed(value, types[name]) if name in types else value for name, value in attributes.items()},
    )


def _channel(c: ChannelId, channels: dict[ChannelId, Channel]) -> Channel:
    if c not in channels:
        raise Invalid("The channel of this file's addresses is not there any more.")
    return channels[c]
