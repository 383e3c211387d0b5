"""What each tenant uses of our suppliers in a month, in samples; split, so that no document is written often."""

import random
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from common import log
from common.errors import AppError
from common.models.ids import TenantId
from common.models.usage import FIRESTORE_WRITES
from common.store import paths
from common.store.database import Database, Increment, Merge, Where

PARTS: Final = 8
"""Documents a month: with a sample for every hundred operations, 800 operations a second write each once a second."""
METER: Final = "metering"
"""As which function what the samples themselves cost is told."""


class Metering:
    """Keeps and reads samples."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keep(self, t: TenantId, at: datetime, used: Mapping[str, int]) -> None:
        """Adds a sample to the month, in UTC; one write, which is added too. Losing one harms nobody."""
        month, part = f"{at:%Y-%m}", random.randrange(PARTS)  # noqa: S311 -- spreads load, keeps no secret
        counts = Counter(used)
        counts[FIRESTORE_WRITES] += 1
        mark = log.function_name.set(METER)
        try:
            fields = {name: Increment(number) for name, number in counts.items()}
            self._db.commit(Merge(paths.metering_part(t, month, part), {"month": month, **fields}))
        except AppError as error:
            log.warning("A sample was lost.", error=error.detail)
        finally:
            log.function_name.reset(mark)

    def sums(self, t: TenantId, month: str) -> dict[str, int]:
        """What was used in a month, `YYYY-MM` in UTC, by kind; at most `PARTS` reads."""
        total: Counter[str] = Counter()
        for found in self._db.query(paths.metering(t), [Where("month", "==", month)], limit=PARTS):
            total.update({name: number for name, number in found.data.items() if isinstance(number, int)})
        return dict(total)
