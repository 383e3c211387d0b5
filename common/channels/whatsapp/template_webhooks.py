"""What Meta's webhooks say about templates.

Source: Meta, "message_template_status_update webhook reference" (2026-04-13) and the payloads recorded by pywa.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from pydantic import JsonValue

from common.models.template import ApprovalStatus, Category, Quality
from common.models.template_news import News

FIELDS: Final = frozenset(
    {
        "message_template_status_update",
        "message_template_quality_update",
        "message_template_components_update",
        "template_category_update",
    }
)

STATUSES: Final[Mapping[str, ApprovalStatus]] = {
    "APPROVED": ApprovalStatus.APPROVED,
    "REINSTATED": ApprovalStatus.APPROVED,
    "UNARCHIVED": ApprovalStatus.APPROVED,
    "UNLOCKED": ApprovalStatus.APPROVED,
    "UNPAUSED": ApprovalStatus.APPROVED,
    "PENDING": ApprovalStatus.PENDING,
    "REJECTED": ApprovalStatus.REJECTED,
    "PAUSED": ApprovalStatus.PAUSED,
    "DISABLED": ApprovalStatus.DISABLED,
    "IN_APPEAL": ApprovalStatus.IN_APPEAL,
    "APPEAL_REQUESTED": ApprovalStatus.IN_APPEAL,
    "LIMIT_EXCEEDED": ApprovalStatus.LIMIT_EXCEEDED,
    "LOCKED": ApprovalStatus.LOCKED,
    "ARCHIVED": ApprovalStatus.ARCHIVED,
    "PENDING_DELETION": ApprovalStatus.PENDING_DELETION,
    "DELETED": ApprovalStatus.DELETED,
}
"""What each status in a list, and each event in a webhook, means. `FLAGGED` is only a warning and changes nothing."""
_WARNINGS: Final = frozenset({"FLAGGED"})

REASONS: Final[Mapping[str, str]] = {
    "ABUSIVE_CONTENT": "WhatsApp finds its content abusive.",
    "INCORRECT_CATEGORY": "Its content does not fit its category.",
    "INVALID_FORMAT": "Its variables or its format are not as WhatsApp wants them.",
    "PROMOTIONAL": "It advertises, which its category does not allow.",
    "SCAM": "WhatsApp takes it for a scam.",
    "TAG_CONTENT_MISMATCH": "Its language or category does not fit its content.",
}
"""Source: Meta, "Templates: rejection reasons" (2026-05)."""


def read_news(topic: str, value: Mapping[str, JsonValue], account_id: str, at: datetime | None) -> News | None:
    """What a webhook says about a template; None if it is about none, or says nothing that we act on.

    Args:
        topic: the webhook's field.
        value: its value.
        account_id: the WhatsApp Business Account.
        at: when Meta sent it.
    """
    name, language = _text(value, "message_template_name"), _text(value, "message_template_language")
    if topic not in FIELDS or not (account_id and name and language):
        return None
    news = News(
        account_id=account_id,
        template_id=str(value.get("message_template_id") or ""),
        name=name,
        language=language,
        at=at,
    )
    match topic:
        case "message_template_status_update":
            event = _text(value, "event").upper()
            if event in _WARNINGS:
                return None
            category = category_of(_text(value, "message_template_category"))
            return news._replace(status=status_of(event), reason=_reason(value), category=category)
        case "message_template_quality_update":
            return news._replace(quality=quality_of(_text(value, "new_quality_score")))
        case "template_category_update":
            category = category_of(_text(value, "new_category"))
            return news._replace(category=category) if category else None
        case _:
            body = value.get("message_template_element")
            return news._replace(body=body) if isinstance(body, str) else None


def status_of(word: str) -> ApprovalStatus:
    """What Meta's word for a status means."""
    return STATUSES.get(word.upper(), ApprovalStatus.UNKNOWN)


def quality_of(word: str) -> Quality:
    """What Meta's word for a quality means."""
    try:
        return Quality(word.lower())
    except ValueError:
        return Quality.UNKNOWN


def category_of(word: str) -> Category | None:
    """What Meta's word for a category means."""
    try:
        return Category(word.lower())
    except ValueError:
        return None


def reason_of(word: str) -> str:
    """Meta's reason of a rejection, as a sentence."""
    return "" if word.upper() in ("", "NONE") else REASONS.get(word.upper(), f"WhatsApp says: {word[:300]}")


def _reason(value: Mapping[str, JsonValue]) -> str:
    """The reason as a sentence, with what Meta says about this one case."""
    said = [reason_of(_text(value, "reason"))]
    for part, names in (("rejection_info", ("reason", "recommendation")), ("other_info", ("description",))):
        info = value.get(part)
        if isinstance(info, dict):
            said += [_text(info, name)[:500] for name in names]
    return " ".join(sentence for sentence in said if sentence)


def _text(part: Mapping[str, JsonValue], name: str) -> str:
    value = part.get(name)
    return value if isinstance(value, str) else ""
