"""Pairs of contacts of which a person said that they are not one."""

from collections.abc import Sequence
from datetime import datetime

from common.models.ids import ContactId, TenantId, digest
from common.store import paths
from common.store.database import Database, Put

Pair = tuple[ContactId, ContactId]


class Dismissals:
    """Reads and makes dismissals; they hold ids and who said so."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def among(self, t: TenantId, pairs: Sequence[Pair]) -> set[Pair]:
        """Those of the pairs that were dismissed; one read each."""
        found = self._db.get_many([paths.dismissal(t, _id(pair)) for pair in pairs])
        return {pair for pair, each in zip(pairs, found, strict=True) if each}

    def dismiss(self, t: TenantId, pair: Pair, by: str, now: datetime) -> Put:
        """The write that dismisses a pair, in whichever order it is given."""
        return Put(paths.dismissal(t, _id(pair)), {"contacts": sorted(pair), "by": by, "at": now})


def _id(pair: Pair) -> str:
    return digest("dismissal", *sorted(pair))
