"""How what holds of a contact is packed into few documents: a head, and pages of facts with their vectors.

A page is read for one billed read, whatever number of facts it holds; an index over single documents would cost one
read for every hundred of them, and another for each that is found.
"""

import json
import zlib
from collections.abc import Sequence
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from common.models.fact import Fact
from common.store.database import Found

HEAD: Final = "head"
PAGE_FACTS: Final = 250
"""Facts of a page: with the longest values and vectors they stay below Firestore's 1 MiB for a document."""
LONGEST_VECTOR: Final = 1_024
"""Bytes of a packed vector, one for each dimension."""
REMEMBERED_MESSAGES: Final = 300
"""How many messages a head names that were learned from; older ones are not looked at again."""
REMEMBERED_DELETIONS: Final = 500
"""How many facts a head names that were forgotten one by one."""


class Head(BaseModel):
    """What keeps a contact's memory together: every change to it changes the head, on condition of its version."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    revision: int = 0
    """How often it was written. Firestore keeps the update time of a document that a write does not change, and then
    the next writer, who rewrites whole pages, would not notice that they changed."""
    sequence: int = 0
    """How many facts were ever learned."""
    learned: list[str] = Field(default_factory=list)
    """The messages that were learned from, the newest last."""
    deleted: dict[str, int] = Field(default_factory=dict)
    """When single facts were forgotten, in epoch milliseconds, by their ids."""
    forgotten_ms: int = 0
    """When all was forgotten, in epoch milliseconds: what was said until then is not learned any more."""
    forgotten_sequence: int = 0
    """How many facts were ever learned then; their documents go."""
    embedding_model: str = ""
    """Whose vectors the pages hold."""


class Entry(NamedTuple):
    """A fact that holds, and its vector."""

    fact: Fact
    vector: bytes = b""
    """A signed byte for each dimension; empty where there is none."""


def pack(entries: Sequence[Entry]) -> dict[str, object]:
    """The document of a page."""
    listed = [
        {**entry.fact.model_dump(mode="json", exclude_defaults=True), "n": len(entry.vector)} for entry in entries
    ]
    # Only to save room: a third of what it would be.
    packed = zlib.compress(json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode())
    return {"facts": packed, "vectors": b"".join(entry.vector for entry in entries)}


def unpack(page: Found) -> list[Entry]:
    """The facts of a page, in their order; without vectors where those were not read."""
    packed, vectors = page.data.get("facts"), page.data.get("vectors", b"")
    if not isinstance(packed, bytes) or not isinstance(vectors, bytes):
        raise TypeError(f"{page.path} is no page of facts.")
    entries, begin = [], 0
    for listed in json.loads(zlib.decompress(packed)):
        size = int(listed.pop("n"))
        entries.append(Entry(Fact.model_validate(listed), vectors[begin : begin + size]))
        begin += size
    return entries
