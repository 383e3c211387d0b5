"""Tombstones: what was forgotten on purpose, so that no late task and no restored backup brings it back.

They hold ids and times, never what was forgotten.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from common.models.ids import ContactId, digest

WORDS: Final = (
    *("text", "media", "location", "choice", "template", "content", "reaction", "shared_phone"),
    "taken_back_object",
)
"""Fields of a message that hold what somebody said or showed; erased with the contact's memory."""
KNOWN_OF_CONTACT: Final = (
    *("name", "username", "tags", "audiences", "language", "time_zone"),
    *("attributes", "match_keys"),
)
"""Fields of a contact that tell about the person, besides the addresses."""


class TombstoneKind(StrEnum):
    """What was forgotten."""

    FACT = "fact"
    """One fact."""
    FACTS = "facts"
    """All facts of a contact."""
    CONTACT = "contact"
    """All that a contact told: facts, and the words of the conversation."""


class Tombstone(BaseModel):
    """Something that was forgotten."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """Derived from what it stands for."""
    kind: TombstoneKind
    """What was forgotten."""
    contact_id: ContactId
    """Whose it was."""
    fact_id: str = ""
    """Which fact, where it was one."""
    at: datetime
    """When; what was said later is not meant."""


def tombstone(kind: TombstoneKind, contact_id: ContactId, at: datetime, fact_id: str = "") -> Tombstone:
    """The tombstone of something; forgotten again, it is the same one."""
    return Tombstone(
        id=digest("tombstone", kind, contact_id, fact_id), kind=kind, contact_id=contact_id, fact_id=fact_id, at=at
    )


class Forgotten:
    """All tombstones of a tenant, as a restore asks them about each document of a backup."""

    def __init__(self, tombstones: Iterable[Tombstone]) -> None:
        self._at = {(stone.kind, stone.contact_id, stone.fact_id): stone.at for stone in tombstones}

    def censored(self, path: str, data: Mapping[str, object]) -> dict[str, object] | None:
        """What of a document may come back: all, some, or nothing (None).

        Args:
            path: the document's path below the tenant, such as `contacts/k/facts/f`.
            data: its fields.
        """
        hidden: tuple[str, ...] = ()
        match path.split("/"):
            case ["contacts", k, "facts", f]:
                at = self._time(k, TombstoneKind.CONTACT, TombstoneKind.FACTS)
                gone = _said_before(data, at, "created_at") or _said_before(
                    data, self._at.get((TombstoneKind.FACT, ContactId(k), f)), "confirmed_at"
                )
                return None if gone else dict(data)
            case ["contacts", k, "memory", _]:
                # Made of the facts; it is built anew from those that may come back.
                return None if any(contact == k for _, contact, _ in self._at) else dict(data)
            case ["contacts", k] if self._time(k, TombstoneKind.CONTACT):
                hidden = (*KNOWN_OF_CONTACT, "search")
            case ["conversations", k] if self._time(k, TombstoneKind.CONTACT):
                kept = {n: v for n, v in data.items() if n not in ("preview", "contact_name", "search", "labels")}
                left = kept.get("hand_over")
                return kept | ({"hand_over": {**left, "detail": ""}} if isinstance(left, Mapping) else {})
            case ["campaigns", _] if any(kind is TombstoneKind.CONTACT for kind, _, _ in self._at):
                # Its dry run shows people as examples; it is made anew when somebody looks.
                hidden = ("dry_run",)
            case ["campaigns", _, "recipients", k] if self._time(k, TombstoneKind.CONTACT):
                hidden = ("name", "values", "detail")
            case ["consents", _] if self._time(str(data.get("contact_id", "")), TombstoneKind.CONTACT):
                hidden = ("said_at",)
            case ["messages", _]:
                at = self._time(str(data.get("conversation_id", "")), TombstoneKind.CONTACT)
                return without_words(data) if _said_before(data, at, "at") else dict(data)
        return {name: value for name, value in data.items() if name not in hidden}

    def _time(self, k: str, *kinds: TombstoneKind) -> datetime | None:
        times = [at for kind in kinds if (at := self._at.get((kind, ContactId(k), "")))]
        return max(times, default=None)


def without_words(message: Mapping[str, object]) -> dict[str, object]:
    """A message of which only who, when, how and at what price is left."""
    kept = {name: value for name, value in message.items() if name not in WORDS}
    author = message.get("author")
    if isinstance(author, Mapping) and author.get("kind") == "contact":
        kept["author"] = {"kind": "contact"}
    return kept


def _said_before(data: Mapping[str, object], at: datetime | None, field: str) -> bool:
    said = data.get(field)
    if isinstance(said, str):
        said = datetime.fromisoformat(said)
    if at is None or not isinstance(said, datetime):
        return at is not None
    return said.astimezone(UTC) <= at.astimezone(UTC)
