"""Whether two contacts are probably one person: by their numbers, their e-mail addresses and their names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from pydantic import JsonValue

from common.models.contact import Contact
from common.models.ids import digest
from common.models.phones import variants

MOST_KEYS: Final = 10
"""Of a contact, so many values are looked for with others."""
_EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s.]{2,}")
_PHONE_NAME: Final = re.compile(r"phone|mobile|cell|tel|whatsapp|handy", re.IGNORECASE)
_SEPARATORS: Final = re.compile(r"[\s()./-]")


class Reason(StrEnum):
    """Why two contacts are probably one person."""

    PHONE = "phone"
    """One telephone, in two of the forms in which its number is known."""
    EMAIL = "email"
    """An attribute of both holds the same e-mail address."""
    NAME_AND_PHONE = "name_and_phone"
    """They are called the same, and a number of the one stands among the attributes of the other."""


@dataclass(frozen=True)
class Person:
    """A contact with the numbers that lead to it; what is compared is read from it once."""

    contact: Contact
    numbers: Sequence[str]
    """Phone numbers, in digits."""

    @cached_property
    def phones(self) -> set[str]:
        """Its numbers, each in one form."""
        return {one_form(number) for number in self.numbers}

    @cached_property
    def told_phones(self) -> set[str]:
        """The numbers among its attributes, each in one form."""
        return phones_of(self.contact.attributes)

    @cached_property
    def emails(self) -> set[str]:
        """The e-mail addresses among its attributes."""
        return emails_of(self.contact.attributes)


def one_form(number: str) -> str:
    """The one of a telephone's forms by which it is compared."""
    return min(variants(number))


def emails_of(attributes: Mapping[str, JsonValue]) -> set[str]:
    """The e-mail addresses among a contact's attributes."""
    texts = [value.strip().casefold() for value in attributes.values() if isinstance(value, str)]
    return {text for text in texts if _EMAIL.fullmatch(text)}


def phones_of(attributes: Mapping[str, JsonValue]) -> set[str]:
    """The phone numbers with a country code among attributes that are called so, each in one form."""
    found = set()
    for name, value in attributes.items():
        if not _PHONE_NAME.search(name) or isinstance(value, bool) or not isinstance(value, str | int):
            continue
        digits = re.sub(r"^(\+|00)", "", _SEPARATORS.sub("", str(value)))
        if re.fullmatch(r"[1-9]\d{6,14}", digits):
            found.add(one_form(digits))
    return found


def match_keys(attributes: Mapping[str, JsonValue]) -> list[str]:
    """What a contact is found by when others are compared with it; tells nothing by itself."""
    keys = [key_of("email", email) for email in sorted(emails_of(attributes))]
    return [*keys, *(key_of("phone", phone) for phone in sorted(phones_of(attributes)))][:MOST_KEYS]


def key_of(kind: str, value: str) -> str:
    """The key of an e-mail address or a phone number."""
    return digest("match", kind, value)


def reasons(one: Person, other: Person) -> list[Reason]:
    """Why two contacts are probably one person; none if they are not. The order of the two does not matter."""
    found = []
    if one.phones & other.phones:
        found.append(Reason.PHONE)
    if one.emails & other.emails:
        found.append(Reason.EMAIL)
    shared = (one.phones | one.told_phones) & (other.phones | other.told_phones) - (one.phones & other.phones)
    name = one.contact.name.casefold().strip()
    if name and name == other.contact.name.casefold().strip() and shared:
        found.append(Reason.NAME_AND_PHONE)
    return found
