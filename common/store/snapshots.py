"""Everything below a tenant as of one instant, in one stream: whatever collections there are, at whatever depth.

The query names no collection and takes all descendants, in the order of their paths; so every document is read once,
new kinds of documents come by themselves, and a stream goes on behind any path.

Source: google/firestore/v1/query.proto, `CollectionSelector`; google/firestore/v1/firestore.proto, `read_time` (read
2026-11): an instant can be read for an hour; with point-in-time recovery, whole minutes for seven days.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from google.cloud.firestore_v1.types import RunQueryRequest

from common.errors import DependencyDown
from common.models.ids import TenantId
from common.store import ops, paths, wire
from common.store.database import DELETE_FIELD, Database, Patch, Put, Write
from common.store.lossless import Codec, Json, stamp
from common.store.wire import rendered

CALL_TIMEOUT_S: Final = 60.0
"""How long one call may take; where it breaks off, the next goes on behind what came."""
BEAT_AFTER: Final = 100
_LAST: Final = "\U0010ffff"
_Query: Final = RunQueryRequest.pb()


class Snapshot(NamedTuple):
    """A document as it was at an instant."""

    path: str
    """Below the tenant, such as `contacts/x`; empty for the tenant's own document."""
    fields: dict[str, Json]
    """Its fields, see `common.store.lossless`."""
    version: str
    """When it was last written, to the nanosecond."""
    updated_at: datetime
    """The same, as a precondition."""


class Snapshots:
    """Reads and writes documents of whatever kind."""

    def __init__(self, database: Database, *, beat: Callable[[], None] = lambda: None) -> None:
        """Args:
        database: where they are.
        beat: called after every `BEAT_AFTER` documents of a stream, which may take long.
        """
        self._db = database
        self._beat = beat

    def beating(self, beat: Callable[[], None]) -> "Snapshots":
        """The same, with a heartbeat."""
        return Snapshots(self._db, beat=beat)

    def now(self, t: TenantId) -> datetime:
        """The database's present, to the microsecond; one read."""
        request = self._request(t, "", None, limit=1)
        request.structured_query.select.fields.add(field_path="__name__")
        stamps = [answer.read_time for answer in self._run(request)]
        ops.record(reads=1, path=paths.tenant(t))
        at: datetime = stamps[0].ToDatetime(tzinfo=UTC)
        return at

    def collections(self, t: TenantId) -> list[str]:
        """The collections right below the tenant; one read."""
        ops.record(reads=1, path=paths.tenant(t))
        return self._db.collection_ids(paths.tenant(t))

    def own(self, t: TenantId, at: datetime | None = None) -> Snapshot | None:
        """The tenant's own document; one read."""
        found = self._db.read_raw([paths.tenant(t)], at)
        ops.record(reads=1, path=paths.tenant(t))
        return self._snapshot(self._codec(t), "", found[0]) if found else None

    def some(self, t: TenantId, below: Sequence[str]) -> dict[str, Snapshot]:
        """Those documents of `below` that are there, as they are now; one read each."""
        root = f"{self._db.root}/documents/{paths.tenant(t)}"
        ops.record(reads=len(below), path=paths.tenant(t))
        codec = self._codec(t)
        full = [f"{paths.tenant(t)}/{path}" if path else paths.tenant(t) for path in below]
        made = (self._snapshot(codec, d.name[len(root) + 1 :], d) for d in self._db.read_raw(full, None))
        return {snapshot.path: snapshot for snapshot in made}

    def stream(
        self, t: TenantId, *, at: datetime | None = None, after: str = "", before: str = ""
    ) -> Iterator[Snapshot]:
        """All documents below the tenant in the order of their paths, without its own; one read each.

        It is one call, however many they are: pages would have the emulator look through everything for each.

        Args:
            t: the tenant.
            at: as of when; None is now, which moves on where a call breaks off.
            after: only behind this path.
            before: only before the collection of this name; empty is to the end.
        """
        codec = self._codec(t)
        root = f"{self._db.root}/documents/{paths.tenant(t)}/"
        asked_by = ops.present()
        while True:
            request, number = self._request(t, after, at), 0
            if before:
                # The name itself ends in no document, but sorts before all that are in the collection.
                request.structured_query.end_at.before = True
                request.structured_query.end_at.values.add().reference_value = f"{root}{before}/\x01"
            try:
                for answer in self._run(request):
                    if answer.HasField("document"):
                        number += 1
                        if number % BEAT_AFTER == 0:
                            self._beat()
                        after = answer.document.name[len(root) :]
                        yield self._snapshot(codec, after, answer.document)
                return
            except DependencyDown:
                # A call ends after a minute, however much it still has to say.
                if number == 0:
                    raise
            finally:
                ops.record(reads=max(1, number), path=paths.tenant(t), request=asked_by)

    def put(self, t: TenantId, snapshot_path: str, fields: Mapping[str, Json]) -> Put:
        """The write of a whole document, whatever was there."""
        return Put(self._path(t, snapshot_path), self._codec(t).load(fields))

    def replace(self, t: TenantId, present: Snapshot, fields: Mapping[str, Json], keep: Sequence[str]) -> Patch:
        """The write that makes `present` hold `fields` and nothing else but its fields `keep`.

        It fails where the document has changed since `present` was read.
        """
        gone = {rendered((name,)): DELETE_FIELD for name in present.fields if name not in fields and name not in keep}
        new = {rendered((name,)): value for name, value in self._codec(t).load(fields).items()}
        return Patch(self._path(t, present.path), {**gone, **new}, present.updated_at)

    def commit(self, *writes: Write) -> None:
        """Makes the writes, or none."""
        self._db.commit(*writes)

    def path(self, t: TenantId, below: str) -> str:
        """The whole path of a document."""
        return self._path(t, below)

    def _path(self, t: TenantId, below: str) -> str:
        return f"{paths.tenant(t)}/{below}" if below else paths.tenant(t)

    def _codec(self, t: TenantId) -> Codec:
        return Codec(paths.tenant(t), self._db.root)

    def _request(self, t: TenantId, after: str, at: datetime | None, *, limit: int = 0) -> wire.Message:
        request = _Query(parent=f"{self._db.root}/documents/{paths.tenant(t)}")
        query = request.structured_query
        query.from_.add(all_descendants=True)
        query.order_by.add(direction=1).field.field_path = "__name__"
        if limit:
            query.limit.value = limit
        if after:
            query.start_at.values.add().reference_value = f"{request.parent}/{after}"
        if at is not None:
            wire.put_time(at, request.read_time)
        return request

    def _run(self, request: wire.Message) -> Iterator[wire.Message]:
        yield from self._db.run_query(request, timeout_s=CALL_TIMEOUT_S)

    def _snapshot(self, codec: Codec, path: str, document: wire.Message) -> Snapshot:
        return Snapshot(
            path,
            codec.dump(document.fields),
            stamp(document.update_time),
            wire.take_time(document.update_time),
        )


def end_of(collection: str) -> str:
    """A path behind all documents of a collection right below the tenant."""
    return f"{collection}/{_LAST}"
