"""Canned replies: texts that a tenant's people insert into their replies by a shortcut."""

from pydantic import BaseModel, ConfigDict


class CannedReply(BaseModel):
    """One text and what is typed to insert it."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    shortcut: str
    """What is typed after the slash."""
    text: str
    """What it inserts."""
