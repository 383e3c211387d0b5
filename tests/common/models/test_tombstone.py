"""What of a backup may come back of somebody who had themselves forgotten."""

from datetime import UTC, datetime

from common.models.ids import ContactId
from common.models.tombstone import Forgotten, TombstoneKind, tombstone

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_a_wish_comes_back_without_the_words_in_which_it_was_written_down() -> None:
    forgotten = Forgotten([tombstone(TombstoneKind.CONTACT, ContactId("ana"), NOW)])
    wish = {"contact_id": "ana", "opted_in": False, "said_at": "at Ana's party"}
    assert forgotten.censored("consents/w", wish) == {"contact_id": "ana", "opted_in": False}
    others = {**wish, "contact_id": "ben"}
    assert forgotten.censored("consents/v", others) == others
