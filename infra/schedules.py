"""The schedules that `infra` makes: those that `common/jobs/schedules.py` declares, which the jobs page shows too."""

from common.jobs.schedules import SCHEDULES, Schedule

__all__ = ["SCHEDULES", "Schedule"]
