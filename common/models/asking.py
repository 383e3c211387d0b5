"""Who has work done again that ended before, and when: part of a task's name and of its address."""

import re
from datetime import datetime
from typing import Final

from common.clock import epoch_ms, from_epoch_ms

_BY_PERSON: Final = re.compile(r"person-([0-9]{1,14})")


def by_person(at: datetime) -> str:
    """Says that a person asked at `at`, to the millisecond before it: what the person then queued is not older."""
    return f"person-{epoch_ms(at.replace(microsecond=at.microsecond // 1000 * 1000))}"


def asked_at(again: str) -> datetime | None:
    """When a person asked, as `by_person` says it; None if it was no person, but a sweep."""
    found = _BY_PERSON.fullmatch(again)
    return from_epoch_ms(int(found[1])) if found else None
