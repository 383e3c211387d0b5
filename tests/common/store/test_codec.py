"""A document that nobody can read keeps nobody else's from being found."""

import json
import logging
from datetime import UTC, datetime

import pytest

from common import log
from common.models.ids import TenantId
from common.models.incident import Incident, IncidentKind
from common.store import paths
from common.store.codec import decode_owned, encode
from common.store.database import Found

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_one_that_cannot_be_read_is_told_without_its_values_and_skipped(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logging.getLogger("whatsdex"), "propagate", True)
    good = Incident(id="i", kind=IncidentKind.BACKUP_FAILED, subject="drill", detail="Disk", opened_at=NOW, last_at=NOW)
    found = [
        Found(paths.incident(TenantId("one"), "broken"), {"detail": "a secret"}, NOW),
        Found(paths.incident(TenantId("two"), "i"), encode(good), NOW),
    ]
    assert [(t, each.value) for t, each in decode_owned(Incident, found)] == [("two", good)]
    record = caplog.records[0]
    line = log.JsonFormatter().format(record)
    told = json.loads(line)
    assert (told["severity"], told["path"]) == ("ERROR", found[0].path)
    assert "opened_at" in told["missing_or_wrong"]
    assert "a secret" not in line
