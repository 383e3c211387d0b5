"""What a person reads when a request breaks a rule."""

from pydantic import BaseModel, ValidationError, field_validator

from common.entry.problems import from_validation


class _Body(BaseModel):
    zone: str = ""
    number: int = 0

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        if zone != "UTC":
            raise ValueError("Give an IANA time zone, such as UTC.")
        return zone


def _said(**body: object) -> str:
    try:
        _Body.model_validate(body)
    except ValidationError as error:
        return from_validation(error).detail
    return ""


def test_our_own_sentence_stands_as_it_was_written() -> None:
    assert _said(zone="Mars") == "/zone: Give an IANA time zone, such as UTC."


def test_several_faults_are_one_sentence() -> None:
    assert _said(zone="Mars", number="x") == (
        "/zone: Give an IANA time zone, such as UTC; "
        "/number: Input should be a valid integer, unable to parse string as an integer."
    )
