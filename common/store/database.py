"""A thin, metered face of Firestore: reads, queries, and commits of writes that carry their own conditions."""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeVar

from google.api_core import exceptions as google_errors
from google.cloud import firestore
from google.cloud.firestore_v1.base_document import DocumentSnapshot
from google.cloud.firestore_v1.base_query import FieldFilter

from common.errors import AlreadyExists, DependencyDown, NotFound, WriteRaced
from common.store import ops

Increment: Final = firestore.Increment
Maximum: Final = firestore.Maximum
ArrayUnion: Final = firestore.ArrayUnion
DELETE_FIELD: Final = firestore.DELETE_FIELD
TIMEOUT_S: Final = 20.0
"""How long one call may take before we say that the store is down, in seconds."""


class Create(NamedTuple):
    """Writes a document that must not be there."""

    path: str
    data: Mapping[str, object]


class Merge(NamedTuple):
    """Writes fields blindly, whether the document is there or not; values may be transforms."""

    path: str
    data: Mapping[str, object]


class Patch(NamedTuple):
    """Changes fields of a document that must be there, and unchanged since `if_updated_at` where that is given.

    Names with dots are paths into maps.
    """

    path: str
    fields: Mapping[str, object]
    if_updated_at: datetime | None = None


class Remove(NamedTuple):
    """Deletes a document; none is fine too."""

    path: str


Write = Create | Merge | Patch | Remove


class Written(NamedTuple):
    """What became of a write."""

    updated_at: datetime
    """The document's new version."""
    numbers: dict[str, object]
    """What the numeric transforms came to, by field path."""


class Found(NamedTuple):
    """A document as it was read."""

    path: str
    data: dict[str, object]
    updated_at: datetime

    @property
    def id(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]


T = TypeVar("T")
Operator = Literal["==", "<", "<=", ">", ">=", "array_contains", "in"]


class Where(NamedTuple):
    """One condition of a query."""

    field: str
    operator: Operator
    value: object


class Database:
    """The database; thread-safe, one a process."""

    def __init__(self, client: firestore.Client) -> None:
        self._client = client
        self.after_commit: list[Callable[[Sequence[Write]], None]] = []
        """Called after each commit; failure tests stop the work there."""

    def get(self, path: str) -> Found | None:
        """The document at `path`; costs one read, also where there is none."""
        ops.record(reads=1)
        with _translated():
            return _found(self._client.document(path).get(timeout=TIMEOUT_S))

    def get_many(self, paths: Sequence[str]) -> list[Found | None]:
        """The documents at `paths`, in that order; one read each."""
        if not paths:
            return []
        ops.record(reads=len(paths))
        with _translated():
            references = [self._client.document(path) for path in paths]
            snapshots = {s.reference.path: s for s in self._client.get_all(references, timeout=TIMEOUT_S)}
        return [_found(snapshots[path]) if path in snapshots else None for path in paths]

    def query(
        self,
        collection: str,
        where: Sequence[Where] = (),
        *,
        order: Sequence[tuple[str, Literal["ASCENDING", "DESCENDING"]]] = (),
        after: Sequence[object] = (),
        limit: int,
        fields: Sequence[str] = (),
    ) -> list[Found]:
        """The first `limit` documents behind the cursor `after`; costs one read a document, one at least.

        Args:
            collection: the collection's path.
            where: conditions, all of which must hold.
            order: fields and directions; `__name__` orders by id.
            after: the order's values at the last document of the page before; an id for `__name__`.
            limit: at most so many documents.
            fields: only these fields; empty takes all.
        """
        base = self._client.collection(collection)
        query = base.select(list(fields)) if fields else base
        for part in where:
            query = query.where(filter=FieldFilter(part.field, part.operator, part.value))
        for field, direction in order:
            query = query.order_by(field, direction=direction)
        if after:
            cursor = {name: value for (name, _), value in zip(order, after, strict=True)}
            query = query.start_after(cursor)
        with _translated():
            found = [f for s in query.limit(limit).stream(timeout=TIMEOUT_S) if (f := _found(s))]
        ops.record(reads=max(1, len(found)))
        return found

    def query_group(self, collection_id: str, where: Sequence[Where], *, limit: int) -> list[Found]:
        """Documents of every collection of that name, whichever tenant's; for look-ups before the tenant is known."""
        query: firestore.Query = self._client.collection_group(collection_id)
        for part in where:
            query = query.where(filter=FieldFilter(part.field, part.operator, part.value))
        with _translated():
            found = [f for s in query.limit(limit).stream(timeout=TIMEOUT_S) if (f := _found(s))]
        ops.record(reads=max(1, len(found)))
        return found

    def count(self, collection: str, where: Sequence[Where] = (), *, up_to: int | None = None) -> int:
        """How many documents fulfil `where`; one read per 1,000."""
        base = self._client.collection(collection)
        query = base.select([])
        for part in where:
            query = query.where(filter=FieldFilter(part.field, part.operator, part.value))
        if up_to is not None:
            query = query.limit(up_to)
        with _translated():
            rows = list(query.count().stream(timeout=TIMEOUT_S))  # type: ignore[call-arg]
        number = int(rows[0][0].value)
        ops.record(reads=max(1, -(-number // 1000)))
        return number

    def commit(self, *writes: Write) -> list[Written]:
        """Makes all the writes, or none; returns what became of each.

        A commit that the client repeated because the answer was lost looks like `AlreadyExists` or `WriteRaced`.

        Raises:
            AlreadyExists: a document of a `Create` is there.
            WriteRaced: a document of a `Patch` changed since it was read.
            NotFound: a document of a `Patch` is not there.
            DependencyDown: Firestore does not answer; the commit may have been made.
        """
        batch = self._client.batch()
        for write in writes:
            self._add(batch, write)
        names = [[t.field_path for t in pb.update_transforms] for pb in batch._write_pbs]
        with _translated():
            results = batch.commit(timeout=TIMEOUT_S)
        deletes = sum(isinstance(write, Remove) for write in writes)
        ops.record(writes=len(writes) - deletes, deletes=deletes, commits=1)
        for hook in self.after_commit:
            hook(writes)
        return [
            Written(
                result.update_time,
                {name: _number(value) for name, value in zip(fields, result.transform_results, strict=True)},
            )
            for fields, result in zip(names, results, strict=True)
        ]

    def _add(self, batch: firestore.WriteBatch, write: Write) -> None:
        reference = self._client.document(write.path)
        match write:
            case Create(_, data):
                batch.create(reference, dict(data))
            case Merge(_, data):
                batch.set(reference, dict(data), merge=True)
            case Patch(_, fields, if_updated_at):
                option = self._client.write_option(last_update_time=if_updated_at) if if_updated_at else None
                batch.update(reference, dict(fields), option=option)
            case Remove():
                batch.delete(reference)


def compare_and_swap(attempt: Callable[[], T], *, tries: int = 12) -> T:
    """Repeats `attempt` while other writers win, with growing random pauses.

    Raises:
        WriteRaced: every try lost.
    """
    for number in range(tries):
        try:
            return attempt()
        except WriteRaced:
            if number == tries - 1:
                raise
            pause_s = min(0.5, 0.005 * 2**number)
            time.sleep(random.uniform(0, pause_s))  # noqa: S311 -- spreads load, keeps no secret
    raise AssertionError("unreachable")


def _found(snapshot: DocumentSnapshot[firestore.DocumentReference]) -> Found | None:
    data = snapshot.to_dict()
    if data is None:
        return None
    return Found(snapshot.reference.path, data, snapshot.update_time)


def _number(value: object) -> object:
    return getattr(value, "integer_value", None)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except google_errors.AlreadyExists as error:
        raise AlreadyExists("It exists already.") from error
    except google_errors.NotFound as error:
        raise NotFound("It is not there any more.") from error
    except (google_errors.FailedPrecondition, google_errors.Aborted) as error:
        raise WriteRaced("It was changed at the same moment.") from error
    except (google_errors.ServerError, google_errors.RetryError, google_errors.TooManyRequests) as error:
        raise DependencyDown("The database does not answer now.", retry_after_s=2) from error


@lru_cache(maxsize=1)
def database(project: str) -> Database:
    """The process's database; connects when it is first used."""
    return Database(firestore.Client(project=project))
