"""What a stream of documents costs is counted for whoever asked, also where it is left half read."""

import pytest

from common.models.ids import ContactId, TenantId
from common.store import ops, paths
from common.store.database import Create, Database
from common.store.snapshots import Snapshots

pytestmark = pytest.mark.emulator


def test_a_stream_that_ends_during_another_request_counts_for_its_own(db: Database, t: TenantId) -> None:
    db.commit(*(Create(paths.contact(t, ContactId(f"k{n}")), {"name": "Ada"}) for n in range(3)))
    first = ops.begin()
    stream = Snapshots(db).stream(t)
    next(stream)
    second = ops.begin()
    del stream
    assert (first.reads, second.reads) == (1, 0)
