"""Phone numbers as people write them become the digits that providers know, and match under every form."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.models.phones import NotAPhoneNumber, digits_of, is_region, variants


@pytest.mark.parametrize(
    ("written", "region", "digits"),
    [
        ("+49 (0)151 00000002", "", "4915100000002"),
        ("0049 151-00000002", "", "4915100000002"),
        ("4915100000002", "", "4915100000002"),
        ("4915100000002", "DE", "4915100000002"),
        ("0151 00000002", "DE", "4915100000002"),
        ("tel:+49.151.00000002", "", "4915100000002"),
        ("\u202a+49 151 00000002\u202c", "", "4915100000002"),
        ("+55 11 8765-4321", "", "551187654321"),
        ("+52 1 55 1234 5678", "", "5215512345678"),
        ("011 15-2345-6789", "AR", "5491123456789"),
        ("+1 555 000 1234", "", "15550001234"),
    ],
)
def test_a_number_is_read(written: str, region: str, digits: str) -> None:
    assert digits_of(written, region) == digits


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "missing"),
        ("0151 00000002", "country code"),
        ("+49 151 CALLME", "no phone number"),
        ("=1+1", "no phone number"),
        ("1.5e+11", "no phone number"),
        ("+999 123456", "country code that exists"),
        ("+49 12", "too many or too few"),
        ("+4915112345678901", "too many or too few"),
    ],
)
def test_what_is_no_number_is_refused_with_a_reason(written: str, why: str) -> None:
    with pytest.raises(NotAPhoneNumber, match=why):
        digits_of(written)


@given(st.text(max_size=30), st.sampled_from(["", "DE", "BR"]))
def test_any_text_is_read_or_refused(text: str, region: str) -> None:
    with suppress(NotAPhoneNumber):
        digits = digits_of(text, region)
        assert digits_of(f"+{digits}") == digits


@pytest.mark.parametrize(
    ("number", "other"),
    [
        ("5511987654321", "551187654321"),
        ("5215512345678", "525512345678"),
        ("5491123456789", "541123456789"),
    ],
)
def test_both_forms_of_a_number_match(number: str, other: str) -> None:
    assert variants(number) == (number, other)
    assert variants(other) == (other, number)


@pytest.mark.parametrize("number", ["551133334444", "4915100000002", "15550001234", "5215512345", "54911"])
def test_other_numbers_have_one_form(number: str) -> None:
    assert variants(number) == (number,)


@given(st.from_regex(r"(55|52|54|521|549|49|1)[0-9]{8,11}", fullmatch=True))
def test_forms_agree_on_each_other(number: str) -> None:
    forms = variants(number)
    assert forms[0] == number
    assert all(set(variants(form)) == set(forms) for form in forms)


def test_regions_are_countries() -> None:
    assert is_region("DE")
    assert not is_region("XX")
    assert not is_region("de")
