"""What a provider says about a template of one account, and what that makes of what we know."""

from datetime import datetime
from typing import NamedTuple

from common.models.template import Approval, ApprovalStatus, Category, Quality, Template, provider_text


class News(NamedTuple):
    """Something new about a template; what is None or empty was not said."""

    account_id: str
    """The account at the provider, where the template is."""
    template_id: str
    """The provider's id of it."""
    name: str
    language: str
    at: datetime | None
    """The provider's time; None where it gives none."""
    status: ApprovalStatus | None = None
    reason: str = ""
    """Why the status is what it is."""
    category: Category | None = None
    quality: Quality | None = None
    body: str | None = None
    """The text that the template has there now, with the provider's names of variables."""


def after_news(template: Template, news: News, now: datetime) -> Approval:
    """What we know of the template after `news`; what we knew before, if that says nothing new.

    Each of status, quality and category has its own newest time: what is older changes nothing, so that news may come
    late, twice and in any order. News about another template of the same name, which was deleted, changes nothing.
    """
    known = template.approvals.get(news.account_id)
    if known is None:
        # Made at the provider; or by us a moment ago, in a call whose answer has not come yet.
        known = Approval(status=ApprovalStatus.UNKNOWN)
    elif known.template_id and news.template_id and known.template_id != news.template_id:
        return known
    said: dict[str, object] = {"template_id": news.template_id or known.template_id}
    if news.status is not None and _is_newer(news.at, known.status_at):
        said |= {"status": news.status, "reason": news.reason, "status_at": news.at or known.status_at}
    if news.quality is not None and _is_newer(news.at, known.quality_at):
        said |= {"quality": news.quality, "quality_at": news.at or known.quality_at}
    if news.category is not None and _is_newer(news.at, known.category_at):
        said |= {"category": news.category, "category_at": news.at or known.category_at}
    if news.body is not None and known.submitted_version == template.version:
        said["differs"] = news.body != provider_text(template.body)
    changed = {name: value for name, value in said.items() if getattr(known, name) != value}
    return known.model_copy(update={**changed, "synced_at": now}) if changed else known


def _is_newer(at: datetime | None, known: datetime | None) -> bool:
    """Providers tell whole seconds: of two reports of one second, the one that comes later counts."""
    return at is None or known is None or at >= known
