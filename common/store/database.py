"""A thin, metered face of Firestore: reads, queries, and commits of writes that carry their own conditions."""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Final, Literal, NamedTuple, TypeVar

from google.api_core import exceptions as google_errors
from google.cloud import firestore
from google.cloud.firestore_v1.base_document import DocumentSnapshot
from google.cloud.firestore_v1.base_query import And, BaseFilter, FieldFilter
from google.cloud.firestore_v1.services.firestore import FirestoreClient
from google.cloud.firestore_v1.types import (
    BatchGetDocumentsRequest,
    BatchGetDocumentsResponse,
    CommitRequest,
    CommitResponse,
    Document,
    GetDocumentRequest,
    ListCollectionIdsRequest,
    RunQueryRequest,
    RunQueryResponse,
)

from common import auditing
from common.config import clock
from common.errors import AlreadyExists, DependencyDown, NotFound, WriteRaced
from common.metering import sampler
from common.models.ids import TenantId, id_part
from common.store import ops, wire

Increment: Final = firestore.Increment
Maximum: Final = firestore.Maximum
Minimum: Final = firestore.Minimum
ArrayUnion: Final = firestore.ArrayUnion
ArrayRemove: Final = firestore.ArrayRemove
DELETE_FIELD: Final = firestore.DELETE_FIELD
TIMEOUT_S: Final = 20.0
"""How long one call may take before we say that the store is down, in seconds."""
_Commit: Final = CommitRequest.pb()
_GetDocument: Final = GetDocumentRequest.pb()
_BatchGet: Final = BatchGetDocumentsRequest.pb()


class Create(NamedTuple):
    """Writes a document that must not be there."""

    path: str
    data: Mapping[str, object]


class Put(NamedTuple):
    """Writes a whole document, whatever was there."""

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
    """Deletes a document, if it is unchanged since `if_updated_at` where that is given; none is fine too."""

    path: str
    if_updated_at: datetime | None = None


Write = Create | Put | Merge | Patch | Remove


class Written(NamedTuple):
    """What became of a write."""

    updated_at: datetime
    """The document's new version."""
    numbers: dict[str, object]
    """What the numeric transforms came to, by field path; None for others."""


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
Operator = Literal["==", "<", "<=", ">", ">=", "array_contains", "array_contains_any", "in"]


class Where(NamedTuple):
    """One condition of a query."""

    field: str
    operator: Operator
    value: object


class Database:
    """The database; thread-safe, one a process."""

    def __init__(self, client: firestore.Client) -> None:
        self._client = client
        root: str = client._database_string  # noqa: SLF001 -- the client's connection is ours too; see `_api`
        self._root = root
        self._metadata: Sequence[tuple[str, str]] = client._rpc_metadata  # noqa: SLF001
        self.before_commit: list[Callable[[Sequence[Write]], Sequence[Write]]] = []
        """Called before each commit; what they return is committed instead, and what they add comes last."""
        self.after_commit: list[Callable[[Sequence[Write]], None]] = []
        """Called after each commit; failure tests stop the work there."""

    def get(self, path: str) -> Found | None:
        """The document at `path`; costs one read, also where there is none."""
        ops.record(reads=1, path=path)
        request = _GetDocument(name=self._name(path))
        with translated():
            try:
                document = Document.pb(
                    self._api.get_document(GetDocumentRequest.wrap(request), timeout=TIMEOUT_S, metadata=self._metadata)
                )
            except google_errors.NotFound as error:
                # A database that is not there must not look like a document that is not there.
                if request.name not in str(error.message):
                    raise
                return None
        data = wire.take_all(document.fields)
        auditing.note(path, data)
        return Found(path, data, wire.take_time(document.update_time))

    def get_many(self, paths: Sequence[str]) -> list[Found | None]:
        """The documents at `paths`, in that order; one read each."""
        if not paths:
            return []
        ops.record(reads=len(paths), path=paths[0])
        with translated():
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

        Raises:
            Invalid: `after` has an id that no document can have.
        """
        base = self._client.collection(collection)
        query = base.select(list(fields)) if fields else base
        for part in where:
            query = query.where(filter=FieldFilter(part.field, part.operator, part.value))
        for field, direction in order:
            query = query.order_by(field, direction=direction)
        if after:
            cursor = {name: value for (name, _), value in zip(order, after, strict=True)}
            if "__name__" in cursor:  # it may come from outside
                id_part(str(cursor["__name__"]))
            query = query.start_after(cursor)
        with translated():
            found = [f for s in query.limit(limit).stream(timeout=TIMEOUT_S) if (f := _found(s))]
        ops.record(reads=max(1, len(found)), path=collection)
        return found

    def query_group(self, collection_id: str, where: Sequence[Where], *, limit: int, order: str = "") -> list[Found]:
        """Documents of every collection of that name, whichever tenant's; for look-ups before the tenant is known."""
        query: firestore.Query = self._client.collection_group(collection_id)
        if order:
            query = query.order_by(order)
        for part in where:
            query = query.where(filter=FieldFilter(part.field, part.operator, part.value))
        with translated():
            found = [f for s in query.limit(limit).stream(timeout=TIMEOUT_S) if (f := _found(s))]
        ops.record(reads=max(1, len(found)))
        return found

    def next_in_group(self, collection_id: str, where: Where, after: str) -> str | None:
        """The path of the first document behind the path `after` in all collections of that name; one read."""
        condition = FieldFilter(where.field, where.operator, where.value)
        query = self._client.collection_group(collection_id).where(filter=condition).order_by("__name__")
        if after:
            query = query.start_after({"__name__": self._client.document(after)})
        with translated():
            found = [s.reference.path for s in query.limit(1).stream(timeout=TIMEOUT_S)]
        ops.record(reads=1)
        return found[0] if found else None

    def count(self, collection: str, where: Sequence[Where] = (), *, up_to: int | None = None) -> int:
        """How many documents fulfil `where`; one read per 1,000."""
        base = self._client.collection(collection)
        query = base.select([])
        for part in where:
            query = query.where(filter=FieldFilter(part.field, part.operator, part.value))
        if up_to is not None:
            query = query.limit(up_to)
        with translated():
            rows = list(query.count().stream(timeout=TIMEOUT_S))  # type: ignore[call-arg]
        number = int(rows[0][0].value)
        ops.record(reads=max(1, -(-number // 1000)), path=collection)
        return number

    def sum(self, collection: str, field: str, where: Sequence[Where]) -> tuple[int, int]:
        """How many documents fulfil `where`, and the sum of their integers in `field`; one read per 1,000."""
        conditions: list[BaseFilter] = [FieldFilter(part.field, part.operator, part.value) for part in where]
        query = self._client.collection(collection).where(filter=And(conditions))
        with translated():
            both = query.count(alias="count").sum(field, alias="sum")  # type: ignore[arg-type,call-arg]
            rows = list(both.stream(timeout=TIMEOUT_S))
        found = {result.alias: int(result.value) for result in rows[0]}
        ops.record(reads=max(1, -(-found["count"] // 1000)), path=collection)
        return found["count"], found["sum"]

    def commit(self, *writes: Write) -> list[Written]:
        """Makes all the writes, or none; returns what became of each.

        A commit that the client repeated because the answer was lost looks like `AlreadyExists` or `WriteRaced`.

        Raises:
            AlreadyExists: a document of a `Create` is there.
            WriteRaced: a document of a `Patch` changed since it was read.
            NotFound: a document of a `Patch` is not there.
            DependencyDown: Firestore does not answer; the commit may have been made.
        """
        request = _Commit(database=self._root)
        asked = len(writes)
        for complete in self.before_commit:
            writes = tuple(complete(writes))
        for write in writes:
            self._add(request.writes.add(), write)
        with translated():
            answer = CommitResponse.pb(
                self._api.commit(CommitRequest.wrap(request), timeout=TIMEOUT_S, metadata=self._metadata)
            )
        deletes = sum(isinstance(write, Remove) for write in writes)
        # A commit is one tenant's; a root look-up that is written with it is counted as theirs.
        whose = next((write.path for write in writes if write.path.startswith("tenants/")), "")
        ops.record(writes=len(writes) - deletes, deletes=deletes, commits=1, path=whose)
        for hook in self.after_commit:
            hook(writes)
        return [
            Written(
                wire.take_time(result.update_time),
                {
                    change.field_path: wire.take(value)
                    for change, value in zip(write.update_transforms, result.transform_results, strict=True)
                },
            )
            for write, result in islice(zip(request.writes, answer.write_results, strict=True), asked)
        ]

    @property
    def root(self) -> str:
        """The database's name at Google: `projects/{id}/databases/{id}`."""
        return self._root

    def collection_ids(self, document: str) -> list[str]:
        """The names of the collections right below a document."""
        request = ListCollectionIdsRequest(parent=self._name(document), page_size=300)
        with translated():
            return sorted(self._api.list_collection_ids(request, timeout=TIMEOUT_S, metadata=self._metadata))

    def run_query(self, request: wire.Message, *, timeout_s: float) -> Iterator[wire.Message]:
        """The answers to a query of the caller's own making, as protocol buffers; the caller counts what it costs."""
        query = RunQueryRequest.wrap(request)
        with translated():
            for answer in self._api.run_query(query, timeout=timeout_s, metadata=self._metadata):
                yield RunQueryResponse.pb(answer)

    def read_raw(self, documents: Sequence[str], at: datetime | None) -> list[wire.Message]:
        """Those documents that are there, as protocol buffers, as they were at an instant; the caller counts."""
        if not documents:
            return []
        request = _BatchGet(database=self._root, documents=[self._name(path) for path in documents])
        if at is not None:
            wire.put_time(at, request.read_time)
        wrapped = BatchGetDocumentsRequest.wrap(request)
        with translated():
            answers = self._api.batch_get_documents(wrapped, timeout=TIMEOUT_S, metadata=self._metadata)
            raw = [BatchGetDocumentsResponse.pb(answer) for answer in answers]
        return [answer.found for answer in raw if answer.HasField("found")]

    def _add(self, into: wire.Message, write: Write) -> None:
        name = self._name(write.path)
        match write:
            case Create(_, data):
                wire.fill_create(into, name, data)
            case Put(_, data):
                wire.fill_put(into, name, data)
            case Merge(_, data):
                wire.fill_merge(into, name, data)
            case Patch(_, fields, if_updated_at):
                wire.fill_patch(into, name, fields, if_updated_at)
            case Remove(_, if_updated_at):
                wire.fill_remove(into, name, if_updated_at)

    def _name(self, path: str) -> str:
        return f"{self._root}/documents/{path}"

    @property
    def _api(self) -> FirestoreClient:
        """Google's API below the client's documents and batches, over the client's connection."""
        api: FirestoreClient = self._client._firestore_api  # noqa: SLF001
        return api


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
    auditing.note(snapshot.reference.path, data)
    version = snapshot.update_time
    # Queries over collection groups leave it as the protocol buffer that it came in (google-cloud-firestore 2.34).
    return Found(snapshot.reference.path, data, version if isinstance(version, datetime) else wire.take_time(version))


@contextmanager
def translated() -> Iterator[None]:
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
    """The process's database; connects when it is first used. What the process uses from then on is sampled."""
    # Samples and audit entries are kept in the database, and so their stores import this module.
    from common.store import audit
    from common.store.metering import Metering

    made = Database(firestore.Client(project=project))
    made.before_commit.append(audit.complete)
    made.after_commit.append(audit.committed)
    metering = Metering(made)
    sampler.keep = lambda t, used: metering.keep(TenantId(t), clock().now(), used)
    return made
