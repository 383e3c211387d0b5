"""The last run of each schedule; schedules are the platform's, so that their runs belong to no tenant."""

from collections.abc import Sequence
from datetime import datetime

from common.models.schedule_run import ScheduleRun
from common.store import paths
from common.store.codec import decode, encode
from common.store.database import DELETE_FIELD, Database, Merge


class ScheduleRuns:
    """Records and reads runs."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def record(
        self, name: str, slot_at: datetime, at: datetime, *, ok: bool, status: int, took_ms: float, error: str
    ) -> None:
        """Records that a run ended; one write, the last one counts."""
        run = ScheduleRun(
            id=name, slot_at=slot_at, at=at, ok=ok, status=status, took_ms=took_ms, ok_at=at if ok else None
        )
        # An error that is over must go; when a run last went well must stay.
        fields = {**encode(run), "error": error or DELETE_FIELD}
        self._db.commit(Merge(paths.schedule_run(name), fields))

    def find_all(self, names: Sequence[str]) -> dict[str, ScheduleRun]:
        """The last runs of those schedules that ever ran, by name; one read each."""
        found = self._db.get_many([paths.schedule_run(name) for name in names])
        return {f.id: decode(ScheduleRun, f) for f in found if f is not None}
