"""What the present request changes, told once: the entry goes into the commit that makes the change, or there is none.

Whoever answers a request begins a draft; the store completes it with what is being written, and adds it to the first
commit that changes something of the tenant. So there is no change without its entry, and no entry without its change.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

MASK: Final = "•••"
_SECRET: Final = ("secret", "token", "password", "credential", "private_key", "sealed", "digest", "api_key")
LONGEST: Final = 300
"""How many characters of a value are told."""
MOST: Final = 40
"""How many values are told."""
_QUIET: Final = frozenset({"updated_at", "request_hash"})
"""Fields that say nothing about a change."""


@dataclass
class Draft:
    """An entry that is still to be written."""

    tenant: str
    """Whose it is; empty until the commit says so."""
    at: datetime
    actor: str
    actor_name: str
    action: str
    source: str
    target: str = ""
    asked: Mapping[str, object] = field(default_factory=dict)
    """What was asked for."""
    names_only: bool = False
    """True if values are about customers, and only the names of fields are told."""
    seen: dict[str, Mapping[str, object]] = field(default_factory=dict)
    """What the request has read, by path."""
    kept_as: str = ""
    """The path of the entry, once it is in a commit."""
    is_kept: bool = False
    """Whether that commit was made."""


_draft: ContextVar[Draft | None] = ContextVar("audit_draft", default=None)


@contextmanager
def drafting(draft: Draft | None) -> Iterator[None]:
    """Has changes of the block told by `draft`; by nothing, if there is none."""
    mark = _draft.set(draft)
    try:
        yield
    finally:
        _draft.reset(mark)


def current() -> Draft | None:
    """The draft of the present request, written or not."""
    return _draft.get()


def note(path: str, data: Mapping[str, object]) -> None:
    """Remembers what a document was like before the change."""
    draft = _draft.get()
    if draft is not None and not draft.is_kept:
        draft.seen[path] = data


def shown(values: Mapping[str, object]) -> dict[str, object]:
    """Values as an entry tells them: secrets masked, long ones cut, and nothing inside of one another."""
    told = {name: _shown(name, value) for name, value in list(values.items())[:MOST] if name not in _QUIET}
    return {name: value for name, value in told.items() if value is not None}


def _shown(name: str, value: object) -> object:
    if value is not None and any(part in name.lower() for part in _SECRET):
        return MASK
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return _cut(value)
        case datetime():
            return value.isoformat()
        case Mapping():
            return _cut(json.dumps(shown(value), ensure_ascii=False))
        case Sequence():
            return _cut(json.dumps([_shown(name, each) for each in value[:MOST]], ensure_ascii=False))
    return None


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
