"""Roll-ups, and the aggregations over messages of which they are made."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from common.models.ids import ContactId, TenantId
from common.models.periods import Grain, Period
from common.models.stats import FACTS, PeriodStats
from common.store import paths
from common.store.codec import decode, encode
from common.store.database import ArrayUnion, Database, Merge, Put, Where


class Stats:
    """Reads and writes roll-ups."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, t: TenantId, record: PeriodStats, computed_at: datetime) -> Put:
        """The write that replaces the roll-up of a period."""
        return Put(
            paths.period_stats(t, record.grain, record.id),
            _plain(encode(record.model_copy(update={"computed_at": computed_at}))),
        )

    def find(self, t: TenantId, grain: Grain, ids: Iterable[str]) -> dict[str, PeriodStats]:
        """The roll-ups of the periods of those names that there are; one read each."""
        found = self._db.get_many([paths.period_stats(t, grain, id_) for id_ in ids])
        return {f.id: decode(PeriodStats, f) for f in found if f is not None}

    def between(self, t: TenantId, grain: Grain, start: datetime, end: datetime, *, limit: int) -> list[PeriodStats]:
        """The roll-ups of periods that begin within a span, in their order; one read each."""
        where = [Where("start", ">=", start), Where("start", "<", end)]
        found = self._db.query(paths.stats(t, grain), where, order=[("start", "ASCENDING")], limit=limit)
        return [decode(PeriodStats, f) for f in found]

    def count(self, t: TenantId, span: Period, **equal: object) -> int:
        """How many messages of a span have these values; one read per 1,000.

        Args:
            t: the tenant.
            span: by the messages' own time.
            equal: fields and values; a double underscore leads into a map.
        """
        return self._db.count(paths.messages(t), _of(span, equal))

    def count_stored(self, t: TenantId, span: Period, **equal: object) -> int:
        """How many messages that were stored within a span, whenever they were written, have these values.

        One read per 1,000, as for `count`.
        """
        return self._db.count(paths.messages(t), _of(span, equal, by="created_at"))

    def sum(self, t: TenantId, span: Period, field: str, **equal: object) -> tuple[int, int]:
        """How many messages of a span have these values, and the sum of a field over them; one read per 1,000."""
        return self._db.sum(paths.messages(t), field, _of(span, equal))

    def scan(self, t: TenantId, span: Period, *, limit: int) -> Sequence[Mapping[str, object]]:
        """What roll-ups look at, of the messages of a span; one read each."""
        where = [Where("at", ">=", span.start), Where("at", "<", span.end)]
        return [f.data for f in self._db.query(paths.messages(t), where, limit=limit, fields=FACTS)]

    def sum_resolutions(self, t: TenantId, span: Period) -> tuple[int, int]:
        """How many conversations were resolved within a span, and how long they took together, in seconds."""
        where = [Where("at", ">=", span.start), Where("at", "<", span.end)]
        return self._db.sum(paths.resolutions(t), "took_s", where)

    def count_present(self, t: TenantId, span: Period) -> int:
        """How many different people wrote in an hour, on a day or in a month; one read per 1,000."""
        match span.grain:
            case Grain.HOUR:
                where = Where("hours", "array_contains", span.id)
            case Grain.DAY:
                where = Where("days", "array_contains", span.id)
            case Grain.MONTH:
                where = Where("month", "==", span.id)
        return self._db.count(paths.presences(t), [where])

    def note_presence(self, t: TenantId, k: ContactId, hour: Period, day: Period, month: Period) -> Merge:
        """The write that says that a contact wrote in an hour; blind, and the same however often it is made."""
        return Merge(
            paths.presence(t, month.id, k),
            {"month": month.id, "days": ArrayUnion([day.id]), "hours": ArrayUnion([hour.id])},
        )


def _of(span: Period, equal: Mapping[str, object], *, by: str = "at") -> list[Where]:
    exact = [Where(name.replace("__", "."), "==", value) for name, value in equal.items()]
    return [*exact, Where(by, ">=", span.start), Where(by, "<", span.end)]


def _plain(data: Mapping[str, object]) -> dict[str, object]:
    """Maps with plain strings as keys, as Firestore wants them."""
    return {str(k): _plain(v) if isinstance(v, Mapping) else v for k, v in data.items()}
