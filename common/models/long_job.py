"""Long-running work that people watch: imports, back-fills, backups, restores."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class LongJobState(StrEnum):
    """Where long work is."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class LongJob(BaseModel):
    """One piece of long-running work."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """Derived from what asked for it, so that asking twice starts one."""
    job: str
    """The job's name in the registry."""
    subject: str
    """The id of what it works on."""
    state: LongJobState = LongJobState.RUNNING
    """Where it is."""
    payload: dict[str, object] = Field(default_factory=dict)
    """The task that goes on with it, so that a sweep can queue it again."""
    done: int = 0
    """How much is done, in `unit`."""
    total: int | None = None
    """How much there is; null while nobody knows."""
    unit: str = ""
    """What is counted: `documents`, `hours`, `lines`."""
    started_at: datetime
    """When it began."""
    heartbeat_at: datetime
    """When it last went on."""
    finished_at: datetime | None = None
    """When it ended."""
    error: str = ""
    """Why it failed, in a sentence."""
    revived: int = 0
    """How often a sweep queued it again since it last went on."""
    revived_at_done: int = -1
    """How much was done when a sweep last queued it again."""
    stoppable: bool = True
    """Whether it stops where a person wants it to; what must come to its end does not."""
    cancel_asked: bool = False
    """Whether a person wants it to stop; the work looks at each step."""

    @property
    def is_to_stop(self) -> bool:
        """Whether a person wants it to stop, and it does so."""
        return self.stoppable and self.cancel_asked
