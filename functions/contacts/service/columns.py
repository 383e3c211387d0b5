"""What the columns of a file of contacts mean: guesses from their names, and the person that a line tells of."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from pydantic import TypeAdapter, ValidationError

from common.errors import Fault, Invalid
from common.models.attributes import AttributeDefinition, AttributeType, NotOfType, typed
from common.models.cells import plain_cell
from common.models.channel import Channel
from common.models.contact import ATTRIBUTE_NAME, Scalar
from common.models.contact_import import (
    ContactImport,
    DateOrder,
    ImportColumn,
    ImportField,
    ImportOptions,
    LineProblem,
    Problem,
)
from common.models.ids import ChannelId
from common.models.phones import is_region
from functions.contacts.schemas import MOST_ATTRIBUTES, MOST_TAGS, AttributeName, Language, Tag, TimeZone
from functions.contacts.service.editing import Reachable, reachable_at
from functions.contacts.service.sheets import LONGEST_VALUE, MEANINGS, Row

LONGEST_NAME: Final = 200
_WORDS: Final = {
    **{
        word: ImportField(field)
        for field in ("phone", "chat", "name", "language", "time_zone")
        for word in MEANINGS[field]
    },
    **dict.fromkeys(
        ("whatsapp number", "tel", "telephone", "telefon", "telefonnummer", "handy", "celular"), ImportField.PHONE
    ),
    **dict.fromkeys(("first name", "vorname", "nombre", "nome", "contact name"), ImportField.NAME),
    **dict.fromkeys(("tags", "tag", "labels", "groups"), ImportField.TAGS),
    **dict.fromkeys(("marketing", "opt in", "optin", "consent", "newsletter", "subscribed"), ImportField.MARKETING),
    **dict.fromkeys(("consent source", "opt in source", "marketing source"), ImportField.MARKETING_SOURCE),
    # What our own export tells besides.
    "other attributes": ImportField.ATTRIBUTES,
    **dict.fromkeys(("other addresses", "no marketing on", "no messages on"), ImportField.NONE),
    **dict.fromkeys(("known since", "last heard from"), ImportField.NONE),
}
_EXPLICIT: Final = re.compile(rf"attribute:(.+):({'|'.join(AttributeType)})")
_ONCE: Final = frozenset(set(ImportField) - {ImportField.NONE, ImportField.ATTRIBUTE})
"""What only one column can mean."""
_YES: Final = frozenset(
    {"yes", "y", "true", "1", "x", "ja", "oui", "si", "sí", "sim", "opt in", "opted in", "subscribed"}
)
_NO: Final = frozenset({"no", "n", "false", "0", "nein", "non", "não", "nao", "opt out", "opted out", "unsubscribed"})
_DATE: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}([ ,'\u00a0\u202f]\d{3})+(\.\d+)?")
_LANGUAGE: Final = TypeAdapter[str](Language)
_TIME_ZONE: Final = TypeAdapter[str](TimeZone)
_TAG: Final = TypeAdapter[str](Tag)
_ATTRIBUTES: Final = TypeAdapter[dict[str, Scalar]](dict[AttributeName, Scalar])
_LISTED_TAG: Final = re.compile(r'\s*"((?:[^"]|"")+)"\s*(?=[,;|]|$)|([^,;|]+)')
"""One tag of several; in quotes, doubled within, it may hold what else separates them."""


class Person(NamedTuple):
    """Whom a line names, and what it says of them."""

    line: int
    addresses: list[Reachable]
    fields: dict[str, str]
    """Name, language and time zone, those that it says."""
    tags: list[str]
    attributes: dict[str, Scalar]
    marketing: bool | None
    marketing_source: str


class Reading(NamedTuple):
    """A line that was read."""

    line: int
    person: Person | None
    """None where the line is left out."""
    problems: list[LineProblem]


def attribute_header(name: str, type_: AttributeType) -> str:
    """A column's name that means this attribute and no other."""
    return f"attribute:{name}:{type_}"


def guess(header: Sequence[str], definitions: Sequence[AttributeDefinition]) -> list[ImportColumn]:
    """What the columns most likely mean, by their names; the first of two that would mean the same does."""
    types = {one.name.casefold(): one for one in definitions}
    taken: set[ImportField] = set()
    guessed: list[ImportColumn] = []
    for cell in header:
        name = plain_cell(cell)
        plain = name.casefold().replace("_", " ").replace("-", " ")
        field = _WORDS.get(plain)
        if explicit := _explicit(name):
            guessed.append(explicit)
        elif field is not None and field not in taken:
            taken |= {field} - {ImportField.NONE}
            guessed.append(ImportColumn(field=field))
        elif re.fullmatch(ATTRIBUTE_NAME, name) and 0 < len(name) <= 64:
            known = types.get(name.casefold())
            type_ = known.type if known else AttributeType.TEXT
            guessed.append(
                ImportColumn(field=ImportField.ATTRIBUTE, attribute=known.name if known else name, type=type_)
            )
        else:
            guessed.append(ImportColumn())
    return guessed


def _explicit(name: str) -> ImportColumn | None:
    """The attribute that a column's name means beyond doubt, as `attribute_header` writes it."""
    match = _EXPLICIT.fullmatch(name)
    if match is None or len(match[1]) > 64 or not re.fullmatch(ATTRIBUTE_NAME, match[1]):
        return None
    return ImportColumn(field=ImportField.ATTRIBUTE, attribute=match[1], type=AttributeType(match[2]))


def tags_cell(tags: Sequence[str]) -> str:
    """Tags as one cell, from which they are read as they are."""
    quoted = (f'"{t.replace(chr(34), chr(34) * 2)}"' if re.search(r'[,;|]|^"', t) else t for t in tags)
    return ", ".join(quoted)


def check(options: ImportOptions, header: Sequence[str]) -> None:
    """Whether a file can be taken in so.

    Raises:
        Invalid: the columns do not fit the file, mean the same, or name nobody.
    """
    columns = options.columns
    faults = [] if len(columns) == len(header) else [Fault("/columns", f"the file has {len(header)} columns")]
    fields = [column.field for column in columns]
    names = [column.attribute for column in columns if column.field is ImportField.ATTRIBUTE]
    twice = {f for f in fields if f in _ONCE and fields.count(f) > 1} | {n for n in names if names.count(n) > 1}
    for number, column in enumerate(columns):
        if column.field in twice or (column.field is ImportField.ATTRIBUTE and column.attribute in twice):
            faults.append(Fault(f"/columns/{number}", "another column means the same"))
        if column.field is ImportField.ATTRIBUTE and not re.fullmatch(ATTRIBUTE_NAME, column.attribute or " "):
            faults.append(
                Fault(f"/columns/{number}/attribute", "an attribute needs a name without two underscores before")
            )
    if ImportField.PHONE not in fields and ImportField.CHAT not in fields:
        faults.append(Fault("/columns", "a column must hold the phone number or the Telegram chat"))
    if options.default_region and not is_region(options.default_region):
        faults.append(Fault("/default_region", "not a country of ISO 3166-1 in two capital letters, such as DE"))
    if faults:
        raise Invalid(f"The file cannot be taken in so: {faults[0].detail}.", faults=faults)


class _Said:
    """What a line says, cell by cell, and all that is wrong with it."""

    def __init__(self, line: int, header: Sequence[str], tags: list[str], source: str) -> None:
        self._line, self._header = line, header
        self.problems: list[LineProblem] = []
        self.addresses: list[Reachable] = []
        self.fields: dict[str, str] = {}
        self.tags = tags
        self.attributes: dict[str, Scalar] = {}
        self.marketing: bool | None = None
        self.source = source

    def wrong(self, number: int, problem: Problem, detail: str) -> None:
        """Something is wrong with the cell of a column."""
        said = LineProblem(line=self._line, column=self._header[number], problem=problem, detail=detail)
        self.problems.append(said)

    def hear_field(self, number: int, field: ImportField, cell: str) -> None:
        """A name, language or time zone."""
        self.fields[field.value] = cell
        if field is ImportField.NAME and len(cell) > LONGEST_NAME:
            self.wrong(number, Problem.NAME, f"The name has {len(cell)} characters; {LONGEST_NAME} are possible.")
        if field is ImportField.LANGUAGE and not _fits(_LANGUAGE, cell):
            self.wrong(number, Problem.LANGUAGE, f"“{cell[:40]}” is no language, such as de or pt_BR.")
        if field is ImportField.TIME_ZONE and not _fits(_TIME_ZONE, cell):
            self.wrong(number, Problem.TIME_ZONE, f"“{cell[:40]}” is no time zone, such as Europe/Berlin.")

    def hear_tags(self, number: int, cell: str) -> None:
        """Tags."""
        read = [quoted.replace('""', '"') or plain for quoted, plain in _LISTED_TAG.findall(cell)]
        said = [tag.strip() for tag in read if tag.strip()]
        self.tags = list(dict.fromkeys([*self.tags, *said]))
        if len(self.tags) > MOST_TAGS or any(not _fits(_TAG, tag) for tag in said):
            self.wrong(number, Problem.TAGS, f"A tag has at most 64 characters, a contact {MOST_TAGS} tags.")

    def hear_marketing(self, number: int, cell: str) -> None:
        """Whether they want marketing messages."""
        self.marketing = _yes(cell)
        if self.marketing is None:
            self.wrong(number, Problem.MARKETING, f"“{cell[:40]}” is neither yes nor no.")

    def hear_attributes(self, number: int, cell: str, types: Mapping[str, AttributeType]) -> None:
        """Several attributes; those with a column of their own are told there."""
        try:
            said = _ATTRIBUTES.validate_json(cell)
        except ValidationError:
            self.wrong(number, Problem.VALUE, f"“{cell[:40]}” is no JSON object of names and values.")
            return
        for name, value in said.items():
            try:
                known = typed(value, types[name]) if name in types else value
            except NotOfType as error:
                self.wrong(number, Problem.VALUE, f"{name[:64]}: {error.detail}")
            else:
                self.attributes.setdefault(name, known)

    @property
    def reading(self) -> Reading:
        """The person, unless something is wrong."""
        if self.problems:
            # Whom it is about, as far as it can be told: who has themselves forgotten has this erased too.
            k = self.addresses[0].identity.contact_id if self.addresses else None
            return Reading(self._line, None, [p.model_copy(update={"contact_id": k}) for p in self.problems])
        told = (self.addresses, self.fields, self.tags, self.attributes, self.marketing, self.source)
        return Reading(self._line, Person(self._line, *told), [])


class Reader:
    """Turns lines into people."""

    def __init__(
        self,
        state: ContactImport,
        options: ImportOptions,
        channels: Mapping[ChannelId, Channel],
        definitions: Sequence[AttributeDefinition],
    ) -> None:
        self._header = state.header
        self._options = options
        self._defined = {one.name: one.type for one in definitions}
        self._types = {c.attribute: self._defined.get(c.attribute, c.type) for c in options.columns}
        self._channels = {
            ImportField.PHONE: channels.get(state.phone_channel_id) if state.phone_channel_id else None,
            ImportField.CHAT: channels.get(state.chat_channel_id) if state.chat_channel_id else None,
        }

    def read(self, row: Row) -> Reading:
        """The person that a line tells of, and all that is wrong with it."""
        whole = self._whole(row)
        if whole is not None:
            return Reading(row.line, None, [whole])
        said = _Said(row.line, self._header, [*self._options.tags], self._options.marketing_source)
        for number, (column, raw) in enumerate(zip(self._options.columns, row.cells, strict=True)):
            if cell := plain_cell(raw.strip()):
                self._hear(said, number, column, cell)
        if len(said.attributes) > MOST_ATTRIBUTES:
            detail = f"A contact has at most {MOST_ATTRIBUTES} attributes."
            said.problems.append(LineProblem(line=row.line, problem=Problem.TOO_MANY, detail=detail))
        if not said.addresses and not any(p.problem in (Problem.PHONE, Problem.CHAT) for p in said.problems):
            detail = "The line names nobody: it has neither a phone number nor a chat."
            said.problems.append(LineProblem(line=row.line, problem=Problem.ADDRESS_MISSING, detail=detail))
        return said.reading

    def _hear(self, said: "_Said", number: int, column: ImportColumn, cell: str) -> None:
        """Takes in what one cell says."""
        match column.field:
            case ImportField.PHONE | ImportField.CHAT:
                try:
                    said.addresses.append(self._address(column.field, cell))
                except Invalid as error:
                    said.wrong(number, Problem(column.field.value), error.detail)
            case ImportField.NAME | ImportField.LANGUAGE | ImportField.TIME_ZONE:
                said.hear_field(number, column.field, cell)
            case ImportField.TAGS:
                said.hear_tags(number, cell)
            case ImportField.MARKETING:
                said.hear_marketing(number, cell)
            case ImportField.MARKETING_SOURCE:
                said.source = cell[:200]
            case ImportField.ATTRIBUTES:
                said.hear_attributes(number, cell, self._defined)
            case ImportField.ATTRIBUTE:
                try:
                    said.attributes[column.attribute] = self._value(column.attribute, cell)
                except NotOfType as error:
                    said.wrong(number, Problem.VALUE, error.detail)

    def _whole(self, row: Row) -> LineProblem | None:
        """What is wrong with the line as such."""
        have, want = len(row.cells), len(self._header)
        if row.fault:
            problem = Problem.ENCODING if row.cells else Problem.QUOTE
            return LineProblem(line=row.line, problem=problem, detail=row.fault)
        if have == want:
            return None
        problem = Problem.FEW_COLUMNS if have < want else Problem.MANY_COLUMNS
        return LineProblem(
            line=row.line, problem=problem, detail=f"The line has {have} columns, the first line {want}."
        )

    def _address(self, field: ImportField, cell: str) -> Reachable:
        channel = self._channels[field]
        if channel is None:
            raise Invalid("The channel of this file's addresses is not there any more.")
        return reachable_at(channel, cell, self._options.default_region)

    def _value(self, name: str, cell: str) -> Scalar:
        if len(cell) > LONGEST_VALUE:
            raise NotOfType(f"The value has {len(cell):,} characters; {LONGEST_VALUE:,} are possible.")
        type_ = self._types[name]
        match type_:
            case AttributeType.DATE:
                return typed(self._iso(cell), type_)
            case AttributeType.NUMBER:
                return typed(self._plain_number(cell), type_)
            case AttributeType.BOOLEAN if (said := _yes(cell)) is not None:
                return said
        return typed(cell, type_)

    def _iso(self, cell: str) -> str:
        """A date as we keep it, if it is one that people write; else what they wrote."""
        if (match := _DATE.fullmatch(cell)) is None:
            return cell
        one, other, year = map(int, match.groups())
        day, month = (one, other) if self._options.date_order is DateOrder.DAY_FIRST else (other, one)
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return cell

    def _plain_number(self, cell: str) -> str:
        """A number without what groups its digits, if it is grouped rightly; else what people wrote."""
        if self._options.decimal_comma:
            cell = cell.translate({ord("."): ",", ord(","): "."})
        return re.sub(r"[ ,'\u00a0\u202f]", "", cell) if _GROUPED.fullmatch(cell) else cell


def _fits(type_: TypeAdapter[str], cell: str) -> bool:
    try:
        type_.validate_python(cell)
    except ValidationError:
        return False
    return True


def _yes(cell: str) -> bool | None:
    plain = " ".join(cell.casefold().replace("-", " ").replace("_", " ").split())
    return True if plain in _YES else False if plain in _NO else None
