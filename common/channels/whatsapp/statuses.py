"""WhatsApp's statuses and error codes, and what each means for us and for the tenant."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from common.channels.base import Blame, Outcome
from common.models.status import MessageStatus

STATUSES: Final[dict[str, MessageStatus]] = {
    "sent": MessageStatus.SENT,
    "delivered": MessageStatus.DELIVERED,
    "read": MessageStatus.READ,
    "played": MessageStatus.PLAYED,
    "failed": MessageStatus.FAILED,
}
"""Source: Meta, "Status messages webhook reference" (2026-05-21)."""

PREFERENCES: Final[dict[str, bool]] = {"stop": False, "resume": True, "signup": True}
"""Whether a preference for marketing messages is a consent. Source: Meta, "user_preferences webhook" (2026-05-21)."""


class Rule(NamedTuple):
    """What one error code means."""

    code: int
    blame: Blame
    outcome: Outcome
    detail: str
    """What happened and, where only they can help, what to do; for the tenant."""
    retry_after_s: int | None = None
    """How long to wait at least, where Meta says so."""


def _rules(blame: Blame, outcome: Outcome, sentences: Iterable[tuple[int, str]]) -> tuple[Rule, ...]:
    return tuple(Rule(code, blame, outcome, detail) for code, detail in sentences)


RULES: Final[tuple[Rule, ...]] = (
    *_rules(
        Blame.THROTTLE,
        Outcome.RETRY,
        (
            (4, "The app has made too many calls for now."),
            (80007, "The WhatsApp Business Account has reached its call limit."),
            (130429, "The number has reached its sending speed."),
            (133016, "The number was registered too often in a short time."),
        ),
    ),
    # One message in six seconds to the same person. Source: Meta, "Throughput: pair rate limits" (2026-05-21).
    Rule(
        131056,
        Blame.THROTTLE,
        Outcome.RETRY,
        "Too many messages went to this person in a short time.",
        6,
    ),
    *_rules(
        Blame.POLICY,
        Outcome.FAILED,
        (
            (
                131048,
                (
                    "WhatsApp limits this number because people blocked or reported it; look at its quality in "
                    "WhatsApp Manager before sending more."
                ),
            ),
            (
                131049,
                (
                    "WhatsApp held this message back to keep people's chats healthy; try again after 24 hours at the "
                    "earliest."
                ),
            ),
            (
                131064,
                (
                    "The account has reached its limit of new people per day; wait, or raise the limit in WhatsApp "
                    "Manager."
                ),
            ),
            (
                130472,
                "WhatsApp left this person out of marketing messages for an experiment; write when they write to you.",
            ),
        ),
    ),
    *_rules(
        Blame.CONSENT,
        Outcome.FAILED,
        ((131050, "This person stopped marketing messages from you; do not send them any more."),),
    ),
    *_rules(
        Blame.WINDOW,
        Outcome.FAILED,
        ((131047, "More than 24 hours have passed since this person wrote; send a template."),),
    ),
    *_rules(
        Blame.RECIPIENT,
        Outcome.FAILED,
        (
            (
                131026,
                (
                    "The message cannot be delivered: the number may not be on WhatsApp or uses an old version; reach "
                    "the person another way."
                ),
            ),
            (131021, "The recipient is the sending number itself; choose another recipient."),
            (
                131030,
                "The number is a test number and this recipient is not on its list; add them in the Meta dashboard.",
            ),
            (
                131062,
                (
                    "This kind of message needs a phone number and WhatsApp gave us none for this person; send another "
                    "kind."
                ),
            ),
        ),
    ),
    *_rules(
        Blame.TEMPLATE,
        Outcome.FAILED,
        (
            (132000, "The number of variables does not match the approved template; sync the template and fill all."),
            (
                132001,
                (
                    "The template does not exist in this language or is not approved yet; sync the templates and "
                    "choose an approved one."
                ),
            ),
            (132005, "The filled-in template is too long; shorten its variables."),
            (132007, "The template breaks a WhatsApp policy; change it and submit it again."),
            (132008, "A variable's value has the wrong format for the template; correct it."),
            (132012, "A variable's value has the wrong format for the template; correct it and sync the template."),
            (132018, "A variable's value has line breaks, tabs or many spaces, or a part takes no value; correct it."),
            (132015, "WhatsApp paused the template for low quality; improve it before sending it again."),
            (132016, "WhatsApp disabled the template for low quality; make a new one."),
        ),
    ),
    *_rules(
        Blame.MEDIA,
        Outcome.FAILED,
        ((131052, "WhatsApp could not fetch the media that this person sent; ask them to send it again."),),
    ),
    *_rules(
        Blame.MEDIA,
        Outcome.RETRY,
        ((131053, "WhatsApp could not take the media."),),
    ),
    *_rules(
        Blame.TRANSIENT,
        Outcome.RETRY,
        (
            (1, "WhatsApp had an error of its own."),
            (2, "WhatsApp is down or overloaded."),
            (131000, "Something went wrong at WhatsApp."),
            (131016, "A WhatsApp service is unavailable."),
            (131057, "The WhatsApp account is under maintenance."),
        ),
    ),
    *_rules(
        Blame.CHANNEL,
        Outcome.FAILED,
        (
            (0, "WhatsApp no longer accepts our access; reconnect the channel."),
            (3, "The app lacks a permission for this account; reconnect the channel and grant all of them."),
            (10, "The permission to send was not granted or was withdrawn; reconnect the channel."),
            (33, "The business phone number was deleted; connect another one."),
            (
                190,
                "WhatsApp does not take the access token; connect the channel with a new one.",
            ),
            (368, "WhatsApp restricts the account for breaking a policy; see the reason in WhatsApp Manager."),
            (130497, "WhatsApp does not let this account write to people in this country; see its restrictions."),
            (131005, "The access lacks a permission; reconnect the channel and grant all of them."),
            (131031, "WhatsApp locked the account; see the reason in WhatsApp Manager."),
            (131037, "The number's display name is not approved yet; wait for approval in WhatsApp Manager."),
            (131042, "WhatsApp cannot charge the account; correct its payment method."),
            (131045, "The number is not registered for sending; register it again by reconnecting the channel."),
        ),
    ),
    *_rules(
        Blame.REQUEST,
        Outcome.FAILED,
        (
            (100, "WhatsApp did not understand a part of the message; tell support, we have to correct it."),
            (131008, "The message lacked something that WhatsApp requires; tell support, we have to correct it."),
            (131009, "A part of the message has a value that WhatsApp does not accept; check it, or tell support."),
            (131051, "WhatsApp does not support this kind of message; send another kind."),
        ),
    ),
)
"""Source: Meta, "Error codes" (2026-05-15); logic stands on the code, never on the title."""

PERMISSION_CODES: Final = range(200, 300)
"""Every code between says that a permission is missing. Source: Meta, "Error codes" (2026-05-15)."""

_BY_CODE: Final[dict[int, Rule]] = {rule.code: rule for rule in RULES}


def rule_for(code: int, http_status: int | None = None) -> Rule:
    """What an error code means; a code that we do not know counts by the class of the HTTP answer.

    Args:
        code: Meta's code.
        http_status: the answer's status; None for an error within a webhook, which is final.
    """
    known = _BY_CODE.get(code)
    if known:
        return known
    if code in PERMISSION_CODES:
        return Rule(
            code,
            Blame.CHANNEL,
            Outcome.FAILED,
            "The permission to send was not granted or was withdrawn; reconnect the channel.",
        )
    return by_http_status(code, http_status)


def by_http_status(code: int, http_status: int | None) -> Rule:
    """What an answer means of which only the HTTP status is understood."""
    if http_status is None:
        return Rule(
            code,
            Blame.REQUEST,
            Outcome.FAILED,
            "WhatsApp did not deliver the message for a reason that we do not know yet; try again, or tell support.",
        )
    if http_status == 429:
        return Rule(code, Blame.THROTTLE, Outcome.RETRY, "WhatsApp asks us to slow down.")
    if http_status >= 500 or http_status in (408, 425) or http_status < 400:
        return Rule(code, Blame.TRANSIENT, Outcome.RETRY, "WhatsApp does not work properly at the moment.")
    if http_status in (401, 403):
        return Rule(code, Blame.CHANNEL, Outcome.FAILED, "WhatsApp refused our access; reconnect the channel.")
    return Rule(
        code,
        Blame.REQUEST,
        Outcome.FAILED,
        "WhatsApp refused the message for a reason that we do not know yet; check it, or tell support.",
    )


def explain(rule: Rule, details: str, *, retrying: bool) -> str:
    """The rule's sentence, what Meta adds about this one case, and what happens next.

    Args:
        rule: what the code means.
        details: `error_data.details`, or empty.
        retrying: whether a later try is ours; a message that failed after WhatsApp took it is only sent again by hand.
    """
    said = f" WhatsApp says: {details[:300]}" if details else ""
    if rule.outcome is not Outcome.RETRY:
        return rule.detail + said
    return rule.detail + said + (" We try again." if retrying else " Send it again later.")
