"""Phone numbers as people write them, and as providers know them."""

import re
from typing import Final

from common.errors import Invalid

_SEPARATORS: Final = re.compile(r"[\s\u00a0\u2000-\u200f\u2010-\u2015\u202a-\u202e\u2060./()\-]+")
_FEWEST_DIGITS: Final = 7
_MOST_DIGITS: Final = 15
"""Source: ITU-T E.164, 6.2.1."""
_BRAZIL_MOBILE: Final = re.compile(r"55([1-9]\d)(9?)([6-9]\d{7})")
_MEXICO: Final = re.compile(r"52(1?)(\d{10})")
_ARGENTINA: Final = re.compile(r"54(9?)(\d{10})")


class NotAPhoneNumber(Invalid):
    """What was given can be nobody's phone number; trying again does not help."""

    code, title = "not_a_phone_number", "Not a phone number"


def digits_of(text: str, default_region: str = "") -> str:
    """The digits of a phone number, country code first and no `+`, as WhatsApp writes it.

    Args:
        text: the number as people write it: with `+` or `00` and the country code, or the country code alone; with a
            `default_region` also as it is dialled there.
        default_region: a country (ISO 3166-1, two letters), or empty.

    Raises:
        NotAPhoneNumber: it cannot be one; the sentence says why.
    """
    # Imported here: only those who take in files and forms need it.
    import phonenumbers

    plain = _SEPARATORS.sub("", text).removeprefix("tel:")
    if not re.fullmatch(r"\+?[0-9]{1,20}", plain):
        raise NotAPhoneNumber(f"“{text[:40]}” is no phone number." if plain else "The phone number is missing.")
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    if not plain.startswith("+") and not default_region:
        if plain.startswith("0"):
            raise NotAPhoneNumber(
                f"“{text[:40]}” has no country code; write it with one, or say which country it is in."
            )
        plain = f"+{plain}"
    # Files often hold the country code without a `+`; that reading goes first where it is a number that can be had.
    coded = f"{phonenumbers.country_code_for_region(default_region)}" if default_region else plain
    candidates = [f"+{plain}", plain] if plain.startswith(coded) and not plain.startswith("+") else [plain]
    read = []
    for candidate in candidates:
        try:
            read.append(phonenumbers.parse(candidate, default_region or None))
        except phonenumbers.NumberParseException:
            continue
    if not read:
        raise NotAPhoneNumber(f"“{text[:40]}” does not begin with a country code that exists.")
    number = next((n for n in read if phonenumbers.is_valid_number(n)), read[-1])
    digits = f"{number.country_code}{phonenumbers.national_significant_number(number)}"
    possible = any(phonenumbers.is_possible_number(phonenumbers.parse(f"+{one}")) for one in variants(digits))
    if not possible or not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
        raise NotAPhoneNumber(f"“{text[:40]}” has too many or too few digits for its country.")
    return digits


def is_region(code: str) -> bool:
    """Whether numbers can be read as they are dialled in the country `code`."""
    import phonenumbers

    return code in phonenumbers.SUPPORTED_REGIONS


def variants(number: str) -> tuple[str, ...]:
    """The forms under which one telephone is known, `number` itself first; numbers are matched by these, not rewritten.

    Brazil put a 9 before its mobile numbers, Mexico took a 1 away after the country code, and Argentina has a 9 there
    for calls from abroad. WhatsApp keeps the form in which an account was opened.

    Source: shared facts on providers, what users complain about, no. 21: chatwoot #14264 and #14657 (read 2026-11).

    Args:
        number: digits, country code first.
    """
    if match := _BRAZIL_MOBILE.fullmatch(number):
        area, nine, rest = match.groups()
        return number, f"55{area}{rest}" if nine else f"55{area}9{rest}"
    for pattern, country, digit in ((_MEXICO, "52", "1"), (_ARGENTINA, "54", "9")):
        if match := pattern.fullmatch(number):
            extra, rest = match.groups()
            return number, f"{country}{rest}" if extra else f"{country}{digit}{rest}"
    return (number,)
