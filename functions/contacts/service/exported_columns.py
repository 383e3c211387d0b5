"""The columns of a file of contacts that is exported, named and written so that an import reads the same again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict, JsonValue

from common.models.attributes import AttributeDefinition, AttributeType, NotOfType, typed
from common.models.cells import safe_cell
from common.models.channel import Channel, ChannelStatus, Provider
from common.models.consent import ConsentScope, may_receive, opt_out_key
from common.models.contact import Contact
from common.models.contact_import import ImportColumn, ImportField
from common.models.conversation import Conversation
from common.models.ids import ChannelId
from functions.contacts.service.addresses import Address, last_heard_at
from functions.contacts.service.columns import attribute_header, guess, tags_cell
from functions.contacts.service.sheets import LONGEST_VALUE, MOST_COLUMNS

COLUMNS: Final = ("name", "phone", "telegram", "other addresses", "tags", "language", "time zone", "marketing")
MORE_COLUMNS: Final = ("no marketing on", "no messages on", "known since", "last heard from")
REST: Final = "other attributes"
MOST_NAMED: Final = MOST_COLUMNS - len(COLUMNS) - len(MORE_COLUMNS) - 1
MOST_NAMES_CHARACTERS: Final = 2_500
"""How long the names of attributes may be that have a column: they go from part to part in a header."""


class Layout(BaseModel):
    """Which columns a file has; the first part decides, so that those after it have the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phone: str | None
    """The WhatsApp channel whose addresses the column holds that are not portable; null where there is no column."""
    telegram: str | None
    """The Telegram channel whose chats the column holds; null where there is no column."""
    attributes: list[tuple[str, AttributeType]]
    """The attributes that have a column, and what their values are."""


def layout_for(
    first: Iterable[Contact], channels: Sequence[Channel], definitions: Sequence[AttributeDefinition]
) -> Layout:
    """The columns of a file: those attributes have one that have a type, and those that its first contacts have.

    An import takes phone numbers where a WhatsApp channel is active, and chats where a Telegram channel is.
    """
    phone, telegram = (_default_channel(provider, channels) for provider in (Provider.WHATSAPP, Provider.TELEGRAM))
    types = {one.name: one.type for one in definitions}
    seen: dict[str, AttributeType] = {}
    for contact in first:
        for name, value in contact.attributes.items():
            if name not in types and name not in seen and (type_ := _type_of(value)) is not None:
                seen[name] = type_
    named: list[tuple[str, AttributeType]] = []
    room = MOST_NAMES_CHARACTERS
    for name, type_ in [*types.items(), *sorted(seen.items())]:
        room -= len(json.dumps(name))
        if len(named) < MOST_NAMED and room >= 0:
            named.append((name, type_))
    return Layout(phone="" if phone is telegram is None else phone, telegram=telegram, attributes=named)


def _default_channel(provider: Provider, channels: Iterable[Channel]) -> ChannelId | None:
    """The channel that an import takes where nobody says which."""
    return min((c.id for c in channels if c.provider is provider and c.status is ChannelStatus.ACTIVE), default=None)


def _type_of(value: JsonValue) -> AttributeType | None:
    """The type under which a value of an attribute that has none is read back as it is."""
    kinds = {str: AttributeType.TEXT, bool: AttributeType.BOOLEAN, int: AttributeType.NUMBER}
    type_ = (kinds | {float: AttributeType.NUMBER}).get(type(value))
    return type_ if type_ and value != "" and _attribute_cell(value, type_) is not None else None


def header(layout: Layout, definitions: Sequence[AttributeDefinition]) -> list[str]:
    """The names of the columns, which an import takes for what they are."""
    fixed = [name for name in (*COLUMNS, *MORE_COLUMNS) if name not in _left_out(layout)]
    plain = [safe_cell(name) for name, _ in layout.attributes]
    guessed = guess([*fixed, *plain], definitions)[len(fixed) :]
    named = [
        name if meant == _meant(name, type_) else attribute_header(name, type_)
        for (name, type_), meant in zip(layout.attributes, guessed, strict=True)
    ]
    return [*fixed, *named, REST]


def _meant(name: str, type_: AttributeType) -> ImportColumn:
    return ImportColumn(field=ImportField.ATTRIBUTE, attribute=name, type=type_)


def _left_out(layout: Layout) -> set[str]:
    return {name for name in ("phone", "telegram") if getattr(layout, name) is None}


def cells(
    contact: Contact,
    addresses: Sequence[Address],
    thread: Conversation | None,
    layout: Layout,
    channels: Mapping[ChannelId, str],
) -> list[str]:
    """The cells of a contact, as `header` names them."""
    phone = _one_of(addresses, Provider.WHATSAPP, layout.phone)
    chat = _one_of(addresses, Provider.TELEGRAM, layout.telegram)
    others = [_other(a, channels) for a in addresses if a not in (phone, chat)]
    heard_at = last_heard_at(thread)
    told = {
        "name": contact.name,
        "phone": phone.text if phone else "",
        "telegram": chat.text if chat else "",
        "other addresses": "; ".join(others),
        "tags": tags_cell(contact.tags),
        "language": contact.language,
        "time zone": contact.time_zone,
        "marketing": _marketing(contact),
        "no marketing on": _refused_on(contact, channels, marketing=True),
        "no messages on": _refused_on(contact, channels, marketing=False),
        "known since": contact.created_at.isoformat(timespec="seconds") if contact.created_at else "",
        "last heard from": heard_at.isoformat(timespec="seconds") if heard_at else "",
    }
    rest = {name: value for name, value in contact.attributes.items() if value is not None and value != ""}
    named: list[str] = []
    for name, type_ in layout.attributes:
        cell = _attribute_cell(rest[name], type_) if name in rest else ""
        named.append(cell or "")
        if cell:
            del rest[name]
    fixed = [text for name, text in told.items() if name not in _left_out(layout)]
    return [*fixed, *named, _json(rest) if rest else ""]


def _one_of(addresses: Iterable[Address], provider: Provider, channel: str | None) -> Address | None:
    """The address that stands in the provider's column: a portable one, else one on the channel of the file."""
    if channel is None:
        return None
    fit = [a for a in addresses if a.provider is provider and a.scope in ("", channel)]
    return next((a for a in fit if not a.scope), next(iter(fit), None))


def _other(address: Address, channels: Mapping[ChannelId, str]) -> str:
    channel = channels.get(ChannelId(address.scope), address.scope)
    return f"{address.text} ({channel})" if channel else address.text


def _marketing(contact: Contact) -> str:
    """What an import says of marketing on every channel; empty where they never said."""
    if not may_receive(contact.opt_outs, ChannelId(""), marketing=True):
        return "no"
    return "yes" if opt_out_key(ConsentScope.MARKETING, None) in contact.opt_outs else ""


def _refused_on(contact: Contact, channels: Mapping[ChannelId, str], *, marketing: bool) -> str:
    """Where a contact does not want to be written to."""
    wishes = contact.opt_outs
    special = sorted({wish.channel_id for wish in wishes.values() if wish.channel_id})
    allowed = [c for c in special if may_receive(wishes, c, marketing=marketing)]
    if not may_receive(wishes, ChannelId(""), marketing=marketing):
        return " but ".join(["every channel", *([_names(allowed, channels)] if allowed else [])])
    return _names([c for c in special if c not in allowed], channels)


def _names(ids: Iterable[ChannelId], channels: Mapping[ChannelId, str]) -> str:
    return ", ".join(channels.get(c, c) for c in ids)


def _attribute_cell(value: JsonValue, type_: AttributeType) -> str | None:
    """A value as a cell that an import reads back as the same value; None where there is none such."""
    if not isinstance(value, str | int | float):
        return None
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    stays = text == text.strip() and "\r" not in text and "\ufffd" not in text
    if not stays or len(text) > LONGEST_VALUE:
        return None
    try:
        read = typed(text, type_)
    except NotOfType:
        return None
    return text if type(read) is type(value) and read == value else None


def _json(values: Mapping[str, JsonValue]) -> str:
    """Attributes as an import reads them; the mark of broken characters stands for nothing else there."""
    return json.dumps(values, ensure_ascii=False).replace("\ufffd", "\\ufffd")
