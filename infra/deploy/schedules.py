"""The Cloud Scheduler jobs of the table of schedules."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from google.api_core import exceptions as google_errors
from google.cloud import scheduler_v1

from infra.deploy.cloud import Cloud
from infra.deploy.plan import Call, Change, Fields, Item, compare
from infra.deploy.queues import nothing_yet, rpc
from infra.deploy.target import MARK, Target
from infra.schedules import SCHEDULES, Schedule


class Schedules:
    """The jobs; one that is paused stays so."""

    def __init__(self, target: Target, schedules: Iterable[Schedule] = SCHEDULES) -> None:
        self._target = target
        self._schedules = tuple(schedules)

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        return compare("schedule", map(self._item, self._schedules), self._found(cloud), self._remove)

    def leave(self, cloud: Cloud) -> list[Change]:
        """Every job of ours."""
        ours = {name: fields for name, fields in self._found(cloud).items() if fields["description"] == MARK}
        return compare("schedule", (), ours, self._remove)

    def _path(self, name: str) -> str:
        return f"{self._target.location}/jobs/{name}"

    def _found(self, cloud: Cloud) -> dict[str, Fields]:
        if cloud.scheduler is None:
            return {}
        try:
            there = list(cloud.scheduler.list_jobs(parent=self._target.location))
        except google_errors.GoogleAPIError as error:
            return nothing_yet(error)
        wanted = {self._path(schedule.name) for schedule in self._schedules}
        ours = [job for job in there if job.description == MARK or job.name in wanted]
        return {job.name.rpartition("/")[2]: _fields(job) for job in ours}

    def _build(self, schedule: Schedule) -> scheduler_v1.Job:
        base = self._target.function_url(schedule.function)
        return scheduler_v1.Job(
            name=self._path(schedule.name),
            description=MARK,
            schedule=schedule.cron,
            time_zone=schedule.time_zone,
            attempt_deadline=timedelta(seconds=schedule.attempt_deadline_s),
            retry_config=scheduler_v1.RetryConfig(retry_count=schedule.retry_count),
            http_target=scheduler_v1.HttpTarget(
                uri=base + schedule.path,
                http_method=scheduler_v1.HttpMethod.POST,
                oidc_token=scheduler_v1.OidcToken(service_account_email=self._target.email("tasks"), audience=base),
            ),
        )

    def _item(self, schedule: Schedule) -> Item:
        job = self._build(schedule)

        def change(fields: Sequence[str]) -> tuple[Call, ...]:
            paths = sorted({field.partition(".")[0] for field in fields})
            return (
                rpc(
                    f"cloud_scheduler.update_job({job.name!r}, update_mask={paths})",
                    lambda cloud: cloud.scheduler and cloud.scheduler.update_job(job=job, update_mask={"paths": paths}),
                ),
            )

        fields = _fields(job)
        shown = ", ".join(f"{name.rpartition('.')[2]}={value!r}" for name, value in fields.items())
        create = rpc(
            f"cloud_scheduler.create_job({job.name!r}, {shown})",
            lambda cloud: cloud.scheduler and cloud.scheduler.create_job(parent=self._target.location, job=job),
        )
        return Item(schedule.name, fields, (create,), change)

    def _remove(self, name: str) -> tuple[Call, ...]:
        path = self._path(name)

        def delete(cloud: Cloud) -> None:
            if cloud.scheduler:
                cloud.scheduler.delete_job(name=path)

        return (rpc(f"cloud_scheduler.delete_job({path!r})", delete),)


def _fields(job: scheduler_v1.Job) -> Fields:
    token = job.http_target.oidc_token
    return {
        "description": job.description,
        "schedule": job.schedule,
        "time_zone": job.time_zone,
        "attempt_deadline": f"{job.attempt_deadline.total_seconds():g}" if job.attempt_deadline else "",
        "retry_config.retry_count": str(job.retry_config.retry_count),
        "http_target.uri": job.http_target.uri,
        "http_target.http_method": job.http_target.http_method.name,
        "http_target.service_account": token.service_account_email,
        "http_target.audience": token.audience,
    }
