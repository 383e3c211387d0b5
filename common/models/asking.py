"""Who has work done again that ended before, and when: part of a task's name and of its address."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_BY_PERSON: Final = re.compile(r"person-([0-9]{1,14})")


def by_person(at: datetime) -> str:
    """Says that a person asked at `at`, to the millisecond before it: what the person then queued is not older."""
    return f"person-{(at - _EPOCH) // timedelta(milliseconds=1)}"


def asked_at(again: str) -> datetime | None:
    """When a person asked, as `by_person` says it; None if it was no person, but a sweep."""
    found = _BY_PERSON.fullmatch(again)
    return _EPOCH + timedelta(milliseconds=int(found[1])) if found else None
