"""Between documents and models: a model's id is its document's id and stands in no field."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from common import log
from common.models.ids import TenantId
from common.store import paths
from common.store.database import Found

M = TypeVar("M", bound=BaseModel)


TRACE: Final = "trace"
"""The field that names the trace in which a document was written; models do not know it."""


class Versioned(NamedTuple, Generic[M]):
    """A model as it was read; a `Patch` with `updated_at` succeeds only if nobody wrote since."""

    value: M
    updated_at: datetime


def decode(model: type[M], found: Found) -> M:
    """The model that `found` holds."""
    return model.model_validate({**found.data, "id": found.id})


def decode_versioned(model: type[M], found: Found) -> Versioned[M]:
    """The model that `found` holds, with its version."""
    return Versioned(decode(model, found), found.updated_at)


def decode_owned(model: type[M], found: Iterable[Found]) -> Iterator[tuple[TenantId, Versioned[M]]]:
    """The models of documents of many tenants, each with its tenant.

    One that cannot be read is an error in the log, and keeps nobody else's from being found.
    """
    for each in found:
        try:
            yield paths.tenant_of(each.path), decode_versioned(model, each)
        except ValidationError as error:
            log.error("A document cannot be read.", path=each.path, missing_or_wrong=_fields_of(error))


def _fields_of(error: ValidationError) -> list[str]:
    """The names of the fields that are at fault, without their values."""
    return [".".join(map(str, each["loc"])) for each in error.errors()]


def encode(value: BaseModel) -> dict[str, object]:
    """The document of `value`; empty fields are left out, since each costs index entries."""
    return {k: v for k, v in value.model_dump(mode="python", exclude={"id"}).items() if not _is_empty(v)}


def traced(document: Mapping[str, object]) -> dict[str, object]:
    """`document` as it is created where that starts a function, which goes on in the trace of whoever created it."""
    return {**document, TRACE: trace} if (trace := log.trace_id()) else dict(document)


def encode_part(value: BaseModel | None) -> dict[str, object] | None:
    """A model inside a document."""
    return None if value is None else value.model_dump(mode="python", exclude_none=True)


def _is_empty(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, Mapping | list) and not value)
