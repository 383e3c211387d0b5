"""What a tenant lets its agents remember: one document, which is not there until somebody chooses."""

from collections.abc import Mapping

from common.models.ids import TenantId
from common.models.memory_settings import MemorySettings
from common.store import paths
from common.store.database import Database, Merge


class MemoryChoices:
    """Reads and writes a tenant's memory settings."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, t: TenantId) -> MemorySettings:
        """What the tenant chose, or what holds where nobody did; one read."""
        found = self._db.get(paths.memory_settings(t))
        return MemorySettings.model_validate(found.data if found else {})

    def save(self, t: TenantId, choices: Mapping[str, bool]) -> MemorySettings:
        """Changes some choices; what is left out stays."""
        if choices:
            self._db.commit(Merge(paths.memory_settings(t), choices))
        return self.find(t)
