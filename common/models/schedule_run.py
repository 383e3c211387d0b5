"""What came of the last run of a schedule."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class ScheduleRun(BaseModel):
    """The last run of a schedule, whoever asked for it."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """The schedule's name."""
    slot_at: datetime
    """For when it was meant."""
    at: datetime
    """When it ended."""
    ok: bool
    """Whether it did what it was to do."""
    status: int
    """What was answered to Cloud Scheduler."""
    took_ms: float
    """How long it took."""
    error: str = ""
    """What went wrong, in a sentence."""
    ok_at: datetime | None = None
    """When a run last did what it was to do."""
