"""What comes in and goes out about jobs."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from common.entry.pages import ListQuery, Page
from common.models.dead_letter import LetterState
from common.models.incident import Incident
from common.models.long_job import LongJobState


class LetterQuery(ListQuery):
    """Which failed work to list."""

    state: LetterState = LetterState.FAILED
    """Where it is."""
    job: str = Field(default="", max_length=64)
    """Only this kind of work; empty takes all."""


class Try(BaseModel):
    """One try that failed."""

    at: datetime
    """When it failed."""
    error: str
    """What went wrong."""
    number: int
    """Which try of its task it was, from 1."""


class Letter(BaseModel):
    """Work that failed."""

    id: str
    """The letter's id."""
    job: str
    """The kind of work."""
    queue: str
    """The queue that it goes through."""
    subject: str
    """The id of what it is about."""
    payload: dict[str, object]
    """The task's body: ids only."""
    state: LetterState
    """Where it is."""
    error: str
    """What went wrong last, in a sentence."""
    failures: int
    """How often it gave up."""
    attempts: list[Try]
    """The tries that failed, in their order."""
    first_failed_at: datetime
    """When a try failed first."""
    last_failed_at: datetime
    """When a try failed last."""
    retried_at: datetime | None
    """When a person had it done again."""
    discarded_by: str
    """Who said that it need not be done."""
    discard_reason: str
    """Why."""


class LetterPage(Page[Letter]):
    """A page of failed work."""


class RetryAll(BaseModel):
    """Which failed work to do again."""

    model_config = ConfigDict(extra="forbid")

    job: str = Field(min_length=1, max_length=64)
    """The kind of work."""


class Retried(BaseModel):
    """What is done again."""

    queued: int
    """How much failed work was queued."""
    more: bool
    """Whether some may be left; ask once more."""


class Discard(BaseModel):
    """Why failed work need not be done."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1, max_length=500)
    """The reason, for whoever looks later."""


class LongWork(BaseModel):
    """Work that takes long."""

    id: str
    """Its id."""
    job: str
    """The kind of work."""
    subject: str
    """The id of what it works on."""
    state: LongJobState
    """Where it is."""
    done: int
    """How much is done."""
    total: int | None
    """How much there is; null while nobody knows."""
    unit: str
    """What is counted."""
    per_minute: float | None
    """How fast it went until now; null before the first sign of life."""
    started_at: datetime
    """When it began."""
    heartbeat_at: datetime
    """When it last went on."""
    finished_at: datetime | None
    """When it ended."""
    error: str
    """Why it failed."""
    stoppable: bool
    """Whether it can be stopped."""
    cancel_asked: bool
    """Whether a person wants it to stop."""


class LongWorkPage(Page[LongWork]):
    """A page of work that takes long."""


class IncidentState(StrEnum):
    """Whether something is wrong."""

    OPEN = "open"
    CLOSED = "closed"


class IncidentQuery(ListQuery):
    """Which incidents to list."""

    state: IncidentState = IncidentState.OPEN
    """Those that last, all on one page, or those that are over."""


class IncidentPage(Page[Incident]):
    """A page of incidents."""


class QueueView(BaseModel):
    """A queue; its shards added up."""

    name: str
    """The queue's name."""
    shards: int
    """How many queues of Cloud Tasks it is."""
    paused: bool
    """Whether it is kept from dispatching."""
    depth: int
    """Tasks that wait or are under way."""
    oldest_at: datetime | None
    """When the oldest of them was due; null where there is none."""
    patience_s: int
    """How long the oldest may be overdue, in seconds, before that is too long for this kind of work."""
    in_flight: int
    """Attempts under way."""
    last_minute: int
    """Attempts within the last minute."""
    failures_last_hour: int
    """Tries that failed within the last hour, or up to ten minutes more."""
    rate_per_s: float
    """How fast it may dispatch now, in tasks a second; lower than `max_per_s` while workers ask for that."""
    max_per_s: float
    """How fast it may dispatch at most."""
    jobs: list[str]
    """The kinds of work that go through it."""


class Board(BaseModel):
    """Everything about jobs at a glance."""

    failed: int
    """Failed work that waits for a person."""
    unknown: int
    """Messages of which nobody knows whether they arrived."""
    retrying: int
    """Failed work that is tried again by itself."""
    operator: bool
    """Whether the caller runs the platform, and may see and pause its queues."""
    jobs: list[str]
    """Every kind of work."""


class QueueList(BaseModel):
    """The platform's queues."""

    items: list[QueueView]
    """In the order of the registry."""


class Changed(BaseModel):
    """What became of a queue."""

    name: str
    """The queue."""
    paused: bool
    """Whether it is kept from dispatching."""


class ScheduleRunView(BaseModel):
    """The last run of a schedule."""

    model_config = ConfigDict(extra="ignore")

    slot_at: datetime
    """For when it was meant."""
    at: datetime
    """When it ended."""
    ok: bool
    """Whether it did what it was to do."""
    took_ms: float
    """How long it took."""
    error: str
    """What went wrong, in a sentence; only for whoever runs the platform."""
    ok_at: datetime | None
    """When a run last did what it was to do."""


class PlatformSchedule(BaseModel):
    """Work that begins by the clock."""

    name: str
    """Its name."""
    cron: str
    """When it runs, as cron writes it, in `time_zone`."""
    time_zone: str
    """An IANA time zone."""
    function: str
    """The function that it calls."""
    retries: int
    """How often a run that failed is tried again."""
    last: ScheduleRunView | None
    """Its last run; null if it never ran."""
    next_at: datetime
    """When it runs next by itself."""


class ScheduleList(BaseModel):
    """The platform's schedules."""

    items: list[PlatformSchedule]
    """In the order of their table."""


class ScheduleStarted(BaseModel):
    """What became of starting a schedule by hand."""

    name: str
    """The schedule."""
    started: bool
    """False if it was started within the same second already."""
    slot_at: datetime
    """The slot of the run; `last.slot_at` of the list has it once it is over."""
