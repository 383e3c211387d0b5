"""Which custom attributes a tenant gave a type: one document, which is not there until somebody does."""

from collections.abc import Sequence
from datetime import datetime

from common.models.attributes import AttributeDefinition
from common.models.ids import TenantId
from common.store import paths
from common.store.database import Create, Database, Patch


class AttributeDefinitions:
    """Reads and writes a tenant's definitions."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, t: TenantId) -> tuple[list[AttributeDefinition], datetime | None]:
        """The definitions, and their version; none where nobody saved any. One read."""
        found = self._db.get(paths.attribute_settings(t))
        if found is None:
            return [], None
        listed = found.data.get("definitions")
        shown = listed if isinstance(listed, list) else []
        return [AttributeDefinition.model_validate(one) for one in shown], found.updated_at

    def save(self, t: TenantId, definitions: Sequence[AttributeDefinition], known: datetime | None) -> datetime:
        """Replaces all definitions, if nobody saved since they were `known`; returns the new version.

        Raises:
            AlreadyExists: somebody saved the first ones meanwhile.
            WriteRaced: somebody saved since.
        """
        fields = {"definitions": [one.model_dump(mode="json") for one in definitions]}
        path = paths.attribute_settings(t)
        return self._db.commit(Create(path, fields) if known is None else Patch(path, fields, known))[0].updated_at
