"""Whether two contacts are probably one person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.models.contact import Contact
from common.models.ids import ContactId
from common.models.matching import Person, Reason, emails_of, key_of, match_keys, one_form, phones_of, reasons
from common.models.phones import variants


def person(name: str = "Ana", *numbers: str, **attributes: object) -> Person:
    shown = {"id": ContactId(name), "name": name, "attributes": attributes}
    return Person(Contact.model_validate(shown), numbers)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (person("Ana", "5511987654321"), person("Ana C.", "551187654321"), [Reason.PHONE]),
        (person("Ana", "5215512345678"), person("B", "525512345678"), [Reason.PHONE]),
        (person("Ana", "5491123456789"), person("B", "541123456789"), [Reason.PHONE]),
        (person("Ana", mail="Ana@Example.com "), person("B", email="ana@example.com"), [Reason.EMAIL]),
        (person("Ana", "4915112345678"), person("ana", Mobile="+49 151 12345678"), [Reason.NAME_AND_PHONE]),
        (person("Ana", Phone="0049 151 12345678"), person("ana", tel=4915112345678), [Reason.NAME_AND_PHONE]),
        (person("Ana", "4915112345678"), person("Bo", Mobile="+49 151 12345678"), []),
        (person("Ana", "4915112345678"), person("Ana", Order="4915112345678"), []),
        (person("Ana", mail="nobody"), person("Ana", mail="nobody"), []),
        (person("Ana", "4915112345678"), person("Ana", "4915112345679"), []),
    ],
)
def test_who_is_probably_one_person(one: Person, other: Person, why: list[Reason]) -> None:
    assert reasons(one, other) == reasons(other, one) == why


def test_a_contact_is_found_by_what_it_could_share() -> None:
    attributes = {"mail": "Ana@example.com", "phone": "+55 11 8765-4321", "note": "x"}
    assert match_keys(attributes) == [key_of("email", "ana@example.com"), key_of("phone", one_form("551187654321"))]
    assert (emails_of(attributes), len(phones_of(attributes))) == ({"ana@example.com"}, 1)


@given(st.from_regex(r"(55[1-9][1-9]9?[6-9][0-9]{7}|521?[0-9]{10}|549?[0-9]{10}|49151[0-9]{8})", fullmatch=True))
def test_all_forms_of_a_telephone_are_one(number: str) -> None:
    assert {one_form(form) for form in variants(number)} == {one_form(number)}
