"""Back-fills: every hour, day and month of a range is counted anew, a day at a time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from common.clock import Clock
from common.models import periods
from common.models.long_job import LongJobState
from common.models.payloads import BackFillPayload
from common.models.tenant import Tenant
from common.store.counting import Vocabulary
from common.store.long_jobs import Heartbeat, LongJobs
from functions.stats.service.rolling import Stores, count


class Done(StrEnum):
    """What became of a part."""

    ENDED = "ended"
    """The back-fill is done, was cancelled, or had ended before."""
    MORE = "more"
    """Time ran out; a further task must go on."""


def go_on(
    payload: BackFillPayload,
    tenant: Tenant,
    *,
    words: Vocabulary,
    stores: Stores,
    long_jobs: LongJobs,
    clock: Clock,
    in_time: Callable[[], bool],
) -> Done:
    """Counts the days that are left, the oldest first; a part that comes again goes on where the last one stopped.

    One question follows on the other, so a back-fill takes no more than one connection's share of the database.
    """
    t, id_ = payload.tenant_id, payload.job_id
    days = (payload.to_on - payload.from_on).days + 1
    heart = Heartbeat(t, id_, long_jobs=long_jobs, clock=clock)
    worked = False
    while True:
        now = clock.now()
        job = long_jobs.find(t, id_)
        if job is None or job.state is not LongJobState.RUNNING:
            return Done.ENDED
        if job.cancel_asked or job.done >= days:
            state = LongJobState.CANCELLED if job.cancel_asked else LongJobState.DONE
            stores.database.commit(long_jobs.finish(t, id_, now, state))
            return Done.ENDED
        if worked and not in_time():
            return Done.MORE
        on = payload.from_on + timedelta(days=job.done)
        heart.heard(job.heartbeat_at)
        _count_day(on, on == payload.to_on, tenant, now, words, stores, heart)
        stores.database.commit(long_jobs.advance(t, id_, clock.now(), done=job.done + 1, total=days))
        worked = True


def _count_day(
    on: date, last: bool, tenant: Tenant, now: datetime, words: Vocabulary, stores: Stores, heart: Heartbeat
) -> None:
    """Counts a day's hours and then the day; behind the last day of a month, and of the range, the month too."""
    zone = ZoneInfo(tenant.time_zone)
    day = periods.day(on, zone)
    around = [day]
    if last or (on + timedelta(days=1)).month != on.month:
        around.append(periods.month_of(day.start, zone))
    over = [hour for hour in periods.hours_in(day, zone) if hour.end <= now]
    # The hours together: a day is the sum of what is stored of them, a month of its days.
    for spans in (over, *([span] for span in around)):
        if spans:
            puts = []
            for span in spans:
                puts.append(stores.stats.put(tenant.id, count(tenant, span, words, stores), now))
                heart.beat()
            stores.database.commit(*puts)
