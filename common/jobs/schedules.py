"""The table of every schedule: what runs when, and which function it calls."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One Cloud Scheduler job."""

    name: str
    """Its name, unique in the project; with the schedule time it identifies a run."""

    cron: str
    """When it runs, in unix-cron format (five fields)."""

    time_zone: str = "Etc/UTC"
    """The IANA time zone in which `cron` is read."""

    function: str
    """The name of the function that is called."""

    path: str = "/"
    """The path under the function's URL, starting with a slash."""

    retry_count: int = 0
    """How often a failed run is tried again before its slot is given up; 0 as in Cloud Scheduler."""

    attempt_deadline_s: int = 180
    """How long an attempt may take, in seconds: 15 to 1800, 180 as in Cloud Scheduler."""


QUEUE: Final = "schedules"
"""The queue of runs that people start by hand."""
SCHEDULES: Final[tuple[Schedule, ...]] = (
    Schedule(name="campaigns-tick", cron="* * * * *", function="campaigns", path="/schedules/campaigns-tick"),
    Schedule(name="jobs-sweep", cron="* * * * *", function="jobs", path="/schedules/jobs-sweep"),
    Schedule(name="stats-hourly", cron="7 * * * *", function="stats", path="/schedules/stats-hourly", retry_count=3),
    # Every hour: days end at another hour in each time zone, and a run that finds none to fold costs one read.
    Schedule(name="stats-daily", cron="22 * * * *", function="stats", path="/schedules/stats-daily", retry_count=3),
    # Every hour, at its start: each workspace chooses its own, and a run that finds none due costs one read.
    Schedule(
        name="backups-nightly", cron="0 * * * *", function="backups", path="/schedules/backups-nightly", retry_count=3
    ),
)
