"""Which messages show a file."""

import pytest

from common.models.ids import ContactId, TenantId
from common.store import paths
from common.store.database import Create, Database
from common.store.messages import Messages

pytestmark = pytest.mark.emulator

OURS = ContactId("ours")
THEIRS = ContactId("theirs")
FILE = "media/picture"


def _show(t: TenantId, message: str, contact: ContactId) -> Create:
    path = f"{paths.messages(t)}/{message}"
    return Create(path, {"conversation_id": contact, "media": {"object_name": FILE}})


@pytest.mark.parametrize("ours", [0, 1, 101])
def test_a_file_is_shared_however_many_messages_of_the_own_show_it(db: Database, t: TenantId, ours: int) -> None:
    messages = Messages(db)
    if ours:
        db.commit(*(_show(t, f"a{n:04}", OURS) for n in range(ours)))
    assert not messages.is_shared(t, FILE, [OURS])
    db.commit(_show(t, "z", THEIRS))
    assert messages.is_shared(t, FILE, [OURS])
    assert not messages.is_shared(t, FILE, [OURS, THEIRS])
    assert not messages.is_shared(t, "media/other", [OURS])
