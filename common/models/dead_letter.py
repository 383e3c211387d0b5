"""Work that failed: what, on whose behalf, how often, and what a person made of it."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class LetterState(StrEnum):
    """Where failed work is."""

    RETRYING = "retrying"
    """It failed, and its queue tries it again by itself."""
    FAILED = "failed"
    """It gave up; a person must look."""
    UNKNOWN = "unknown"
    """A message was handed to the provider, and nobody knows whether it arrived; a person settles it."""
    QUEUED = "queued"
    """A person had it tried again, and nothing is known yet."""
    DISCARDED = "discarded"
    """A person said that it need not be done."""


class Attempt(BaseModel):
    """One try that failed."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    at: datetime
    """When it failed."""
    error: str
    """What went wrong, in a sentence."""
    number: int = 1
    """Which try of its task it was, from 1."""


class DeadLetter(BaseModel):
    """Work that failed; the same work on the same subject is one letter."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """Derived from job and subject."""
    job: str
    """The job's name in the registry."""
    subject: str
    """The id of what it was about."""
    payload: dict[str, object] = Field(default_factory=dict)
    """The task's body: ids only."""
    state: LetterState
    """Where it is."""
    error: str = ""
    """What went wrong last."""
    failures: int = 0
    """How often it gave up."""
    attempts: list[Attempt] = Field(default_factory=list)
    """The tries that failed, in no order."""
    first_failed_ms: int
    """When a try failed first, in epoch milliseconds: only numbers have a transform that keeps the least."""
    last_failed_at: datetime
    """When a try failed last."""
    retried_at: datetime | None = None
    """When a person had it tried again."""
    discarded_by: str = ""
    """Who discarded it."""
    discard_reason: str = ""
    """Why."""
