"""Warnings that a plan's limit is nearly or wholly used up: one document for each month, counter and level.

Whoever delivers them elsewhere looks at what is created here.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from common.errors import AlreadyExists
from common.models.tenant import Tenant
from common.models.usage import LEVELS, Warned, level_of, limits_of, period_of
from common.models.webhook import EventType
from common.store import paths
from common.store.database import Create, Database
from common.store.events_out import events_out_of


class UsageWarnings:
    """Gives and reads warnings."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._out = events_out_of(database)

    def give(self, tenant: Tenant, at: datetime, used: Mapping[str, int]) -> list[Warned]:
        """Records the levels that the month's counters have reached, each once; the warnings that are new."""
        new: list[Warned] = []
        for id_, metric, level, limit in _due(tenant, at, used):
            warned = Warned(metric, level, used.get(metric, 0), limit, at)
            with suppress(AlreadyExists):
                record = {"period": period_of(tenant, at), **warned._asdict()}
                data = {**record, "at": at.isoformat().replace("+00:00", "Z")}
                told = self._out.tell(tenant, EventType.USAGE_WARNING, at, data, id_)
                self._db.commit(Create(paths.usage_warning(tenant.id, id_), record), *told)
                new.append(warned)
        return new

    def list_given(self, tenant: Tenant, at: datetime, used: Mapping[str, int]) -> list[Warned]:
        """The month's warnings, the newest first; a read for each that can be there."""
        found = self._db.get_many([paths.usage_warning(tenant.id, id_) for id_, *_ in _due(tenant, at, used)])
        given = [Warned(**{name: f.data[name] for name in Warned._fields}) for f in found if f]  # type: ignore[arg-type]
        return sorted(given, key=lambda each: (each.at, each.level), reverse=True)


def _due(tenant: Tenant, at: datetime, used: Mapping[str, int]) -> list[tuple[str, str, int, int]]:
    return [
        (f"{period_of(tenant, at)}-{metric}-{level}", metric, level, limit)
        for metric, limit in limits_of(tenant).items()
        for level in LEVELS
        if level <= level_of(used.get(metric, 0), limit)
    ]
