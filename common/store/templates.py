"""The templates of a tenant, what each was before its changes, and what providers say about them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from common.errors import AlreadyExists, NotFound, WriteRaced
from common.models.ids import TenantId
from common.models.template import CONTENT_FIELDS, Approval, Template, template_id
from common.models.template_news import News, after_news
from common.store import paths
from common.store.codec import Versioned, decode, decode_versioned, encode, encode_part
from common.store.database import Create, Database, Patch, Remove, Write, compare_and_swap

BATCH: Final = 300
"""How many documents one commit deletes."""


class After(NamedTuple):
    """A place in the list of templates: behind this one."""

    name: str
    id: str


class Templates:
    """Reads and writes templates."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, t: TenantId, id_: str) -> Versioned[Template] | None:
        """The template, with its document's version; one read."""
        found = self._db.get(paths.template(t, id_))
        return decode_versioned(Template, found) if found else None

    def get(self, t: TenantId, id_: str) -> Versioned[Template]:
        """The template, with its document's version; one read.

        Raises:
            NotFound: the tenant has no such template.
        """
        found = self.find(t, id_)
        if found is None:
            raise NotFound("There is no such template.")
        return found

    def page(self, t: TenantId, *, limit: int, after: After | None = None) -> list[Template]:
        """Templates by name; one read each."""
        found = self._db.query(
            paths.templates(t),
            order=[("name", "ASCENDING"), ("__name__", "ASCENDING")],
            after=after or (),
            limit=limit,
        )
        return [decode(Template, f) for f in found]

    def create(self, t: TenantId, template: Template) -> None:
        """Keeps a new template.

        Raises:
            AlreadyExists: there is one of that name in that language.
        """
        self._db.commit(Create(paths.template(t, template.id), encode(template)))

    def patch(self, t: TenantId, id_: str, fields: Mapping[str, object], if_updated_at: datetime) -> None:
        """Changes what is not part of a version.

        Raises:
            NotFound: there is none.
            WriteRaced: it was changed since `if_updated_at`.
        """
        self._db.commit(Patch(paths.template(t, id_), fields, if_updated_at))

    def renew(
        self, t: TenantId, old: Versioned[Template], new: Template, *, fields: Sequence[str] = ("approvals",)
    ) -> None:
        """Keeps `new` as the next version, and what `old` said beside it, in one commit.

        Args:
            t: whose it is.
            old: the template as it was read.
            new: the same with its next version's number.
            fields: what else of `new` is written, beside content and authorship.

        Raises:
            WriteRaced: it was changed since it was read.
        """
        past = encode(old.value.model_copy(update={"approvals": {}}))
        names = {*CONTENT_FIELDS, "version", "updated_at", "updated_by", *fields}
        try:
            self._db.commit(
                Create(paths.template_version(t, new.id, old.value.version), past),
                Patch(paths.template(t, new.id), new.model_dump(include=names), old.updated_at),
            )
        except AlreadyExists as error:
            raise WriteRaced("The template was changed at the same moment.") from error

    def versions(self, t: TenantId, id_: str, *, limit: int, before: int | None = None) -> list[Template]:
        """What a template was before each change, the newest first; one read each."""
        found = self._db.query(
            paths.template_versions(t, id_),
            order=[("version", "DESCENDING")],
            after=[before] if before is not None else (),
            limit=limit,
        )
        return [decode(Template, f).model_copy(update={"id": id_}) for f in found]

    def find_version(self, t: TenantId, id_: str, version: int) -> Template | None:
        """What a template was in an earlier version; one read."""
        found = self._db.get(paths.template_version(t, id_, version))
        return decode(Template, found).model_copy(update={"id": id_}) if found else None

    def delete(self, t: TenantId, id_: str) -> None:
        """Deletes a template with all its versions, the template last, so that a crash leaves something to repeat."""
        while old := self._db.query(paths.template_versions(t, id_), limit=BATCH, fields=["version"]):
            removals: list[Write] = [Remove(f.path) for f in old]
            self._db.commit(*removals)
        self._db.commit(Remove(paths.template(t, id_)))

    def apply(self, t: TenantId, news: News, now: datetime) -> bool:
        """Takes in what a provider says; False if the tenant has no such template. One read, and a write if it is new.

        Raises:
            WriteRaced: the template kept changing; trying again helps.
        """
        id_ = template_id(news.name, news.language)

        def attempt() -> bool:
            found = self.find(t, id_)
            if found is None:
                return False
            template = found.value
            approval = after_news(template, news, now)
            if approval != template.approvals.get(news.account_id):
                approvals = {**template.approvals, news.account_id: approval}
                self.patch(t, id_, encode_approvals(approvals), found.updated_at)
            return True

        return compare_and_swap(attempt)


def encode_approvals(approvals: Mapping[str, Approval]) -> dict[str, object]:
    """The field that holds what WhatsApp says, as a whole: account ids are digits, with which no path's part begins."""
    return {"approvals": {account: encode_part(approval) for account, approval in approvals.items()}}
