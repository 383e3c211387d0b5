"""WhatsApp's webhooks: who sent them, and what they say."""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from pydantic import JsonValue, ValidationError

from common.channels.base import Parsed
from common.channels.whatsapp.messages import Content, edited_text, kept_words, read_content
from common.channels.whatsapp.payloads import MessagePayload, Person, PreferencePayload, StatusPayload
from common.channels.whatsapp.statuses import PREFERENCES, STATUSES, explain, rule_for
from common.channels.wire import NAME_CHARS, as_list, as_object, keep, read_object, read_time
from common.errors import BadSignature, Malformed
from common.models.channel import Provider
from common.models.inbound import (
    Address,
    AnyEvent,
    Consent,
    Deletion,
    Edit,
    InboundMessage,
    Notice,
    NumberChange,
    Receipt,
    Sender,
)
from common.models.message import Failure, Kind
from common.models.status import MessageStatus

_SIGNATURE: Final = re.compile(r"sha256=[0-9a-f]{64}")
_BSUID: Final = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
_OUR_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,128}")

NOTICE_FIELDS: Final = frozenset(
    {
        "account_alerts",
        "account_review_update",
        "account_settings_update",
        "account_update",
        "automatic_events",
        "business_capability_update",
        "business_status_update",
        "calls",
        "flows",
        "history",
        "message_template_components_update",
        "message_template_quality_update",
        "message_template_status_update",
        "partner_solutions",
        "payment_configuration_update",
        "phone_number_name_update",
        "phone_number_quality_update",
        "security",
        "smb_app_state_sync",
        "template_category_update",
        "template_correct_category_detection",
        "tracking_events",
    }
)
"""Fields of which we know that they are about the account. Source: Meta, "Webhooks: fields" (2026-05-21)."""


def is_bsuid(address: str) -> bool:
    """Whether an address is a business-scoped user id, such as `US.13491208655302741918`.

    Source: Meta, "Business-scoped user IDs" (2026-05-28).
    """
    return _BSUID.fullmatch(address) is not None


class WhatsAppReceiver:
    """Verifies and reads the webhooks of the Cloud API."""

    provider = Provider.WHATSAPP

    def verify(self, headers: Mapping[str, str], body: bytes, account: Mapping[str, str]) -> None:
        """Checks the signature over the raw bytes with the app's secret, in constant time.

        Source: Meta, "Create a webhook endpoint: validate payloads" (2026-05-21).

        Raises:
            BadSignature: it is missing, of a wrong form or wrong.
        """
        secret = account.get("app_secret", "")
        given = next((value for name, value in headers.items() if name.lower() == "x-hub-signature-256"), "")
        if not secret or not _SIGNATURE.fullmatch(given):
            raise BadSignature("The webhook carries no signature that we can check")
        right = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(given.encode(), f"sha256={right}".encode()):
            raise BadSignature("The webhook's signature is wrong")

    def parse(self, body: bytes) -> Parsed:
        """What a webhook says, over all entries, changes, messages and statuses; one POST may mix phone numbers.

        Raises:
            Malformed: it is not a webhook of a WhatsApp Business Account.
        """
        envelope = read_object(body)
        entries = envelope.get("entry")
        if envelope.get("object") != "whatsapp_business_account" or not isinstance(entries, list):
            raise Malformed("The body is no webhook of a WhatsApp Business Account")
        reading = _Reading()
        try:
            for entry in entries:
                reading.entry(entry)
        except RecursionError as error:
            raise Malformed("The body is nested too deep") from error
        return Parsed(tuple(reading.events), reading.unknown)


class _Reading:
    """Collects the events of one body; every part is read on its own, so that a bad one does not sink the others."""

    def __init__(self) -> None:
        self.events: list[AnyEvent] = []
        self.unknown = 0
        self.sent_at: datetime | None = None

    def entry(self, raw: JsonValue) -> None:
        entry = as_object(raw)
        self.sent_at = _sent_at(entry.get("time"))
        changes = entry.get("changes")
        account = str(entry.get("id") or "")[:NAME_CHARS]
        if not isinstance(changes, list):
            self.unreadable("", account, entry)
            return
        for change in changes:
            self.change(account, change)

    def change(self, account: str, raw: JsonValue) -> None:
        change = as_object(raw)
        value, field = change.get("value"), change.get("field")
        if not isinstance(value, dict) or not isinstance(field, str):
            self.unreadable("", account, change)
            return
        metadata = value.get("metadata")
        endpoint = str(metadata.get("phone_number_id") or "") if isinstance(metadata, dict) else ""
        people = tuple(_people(value.get("contacts")))
        parts = _PARTS.get(field)
        if parts is None or not any(as_list(value.get(name)) for name, _ in parts):
            self.notice(field, endpoint, account, value, known=field in NOTICE_FIELDS)
            return
        for name, read in parts:
            for part in as_list(value.get(name)):
                try:
                    event = read(as_object(part), endpoint, people)
                # A timestamp, an address or a part that cannot be read.
                except ValueError:
                    self.unreadable(endpoint, account, as_object(part))
                    continue
                if event is None:
                    self.notice(name, endpoint, account, as_object(part), known=name == "errors")
                    continue
                self.unknown += isinstance(event, InboundMessage) and event.kind is Kind.UNKNOWN
                self.events.append(event)

    def unreadable(self, endpoint: str, account: str, raw: Mapping[str, JsonValue]) -> None:
        self.notice("unreadable", endpoint, account, raw, known=False)

    def notice(self, topic: str, endpoint: str, account: str, raw: Mapping[str, JsonValue], *, known: bool) -> None:
        self.unknown += not known
        self.events.append(
            Notice(endpoint=endpoint, topic=topic[:NAME_CHARS], account_id=account, at=self.sent_at, content=keep(raw)),
        )


def _sent_at(raw: JsonValue) -> datetime | None:
    """When Meta sent an entry; only entries about the account say so."""
    try:
        return read_time(raw) if isinstance(raw, str | int | float) else None
    except ValueError:
        return None


def _people(raw: JsonValue) -> Iterator[Person]:
    for person in as_list(raw):
        try:
            yield Person.model_validate(person)
        except ValidationError:
            continue


def _sender(phone: str, user_id: str, people: Iterable[Person]) -> Sender:
    """Who a phone number or business-scoped id is, with what `contacts` says about them.

    Raises:
        ValueError: there is no address at all.
    """
    phone = phone.removeprefix("+")
    if is_bsuid(phone):
        phone, user_id = "", user_id or phone
    person = next((p for p in people if (phone and p.wa_id == phone) or (user_id and p.user_id == user_id)), Person())
    phone, user_id = phone or person.wa_id, user_id or person.user_id
    addresses = [Address(value=phone[:NAME_CHARS], portable=True)] if phone else []
    if user_id:
        addresses.append(Address(value=user_id[:NAME_CHARS], portable=False))
    profile = person.profile
    return Sender(addresses=tuple(addresses), name=profile.name[:NAME_CHARS], username=profile.username[:NAME_CHARS])


def _message(raw: dict[str, JsonValue], endpoint: str, people: tuple[Person, ...]) -> AnyEvent:
    return _written(raw, endpoint, people, echo=False)


def _echo(raw: dict[str, JsonValue], endpoint: str, people: tuple[Person, ...]) -> AnyEvent:
    return _written(raw, endpoint, people, echo=True)


def _written(raw: dict[str, JsonValue], endpoint: str, people: tuple[Person, ...], *, echo: bool) -> AnyEvent:
    try:
        message = MessagePayload.model_validate(raw)
        content = None
    except ValidationError:
        # Only the frame counts now: who, when, and an id under which the rest is kept as it came.
        frame = ("id", "from", "from_user_id", "to", "to_user_id", "timestamp")
        message = MessagePayload.model_validate({key: raw[key] for key in frame if key in raw})
        content = Content(Kind.UNKNOWN)
    sender = (
        _sender(message.to, message.to_user_id, people)
        if echo
        else _sender(message.sender, message.from_user_id, people)
    )
    at = read_time(message.timestamp)
    if content is None:
        if message.type == "edit" and message.edit:
            return Edit(
                endpoint=endpoint,
                sender=sender,
                provider_message_id=message.edit.original_message_id,
                at=at,
                text=edited_text(message.edit.message),
            )
        if message.type == "revoke" and message.revoke:
            return Deletion(
                endpoint=endpoint, sender=sender, provider_message_id=message.revoke.original_message_id, at=at
            )
        change = _number_change(message, sender)
        if change:
            return NumberChange(
                endpoint=endpoint, old=sender.addresses, new=change, at=at, provider_message_id=message.id
            )
        content = read_content(message)
    context = message.context
    return InboundMessage(
        endpoint=endpoint,
        sender=sender,
        provider_message_id=message.id,
        at=at,
        kind=content.kind,
        text=content.text,
        media=content.media,
        location=content.location,
        reaction=content.reaction,
        choice=content.choice,
        reply_to=context.id if context else "",
        forwarded=bool(context and (context.forwarded or context.frequently_forwarded)),
        content=keep(raw) if content.kind is Kind.UNKNOWN else kept_words(raw, content),
        echo=echo,
        group=bool(message.group_id),
    )


def _number_change(message: MessagePayload, sender: Sender) -> tuple[Address, ...]:
    """The new addresses, the phone number first; none if the message does not tell of a change."""
    system = message.system
    if message.type != "system" or system is None or system.type != "user_changed_number":
        return ()
    phone = (system.wa_id or system.new_wa_id).removeprefix("+")
    found = [Address(value=phone, portable=True)] if phone else []
    if system.user_id:
        found.append(Address(value=system.user_id, portable=False))
    return tuple(address for address in found if address != sender.addresses[0])


def _receipt(raw: dict[str, JsonValue], endpoint: str, people: tuple[Person, ...]) -> AnyEvent | None:
    report = StatusPayload.model_validate(raw)
    status = STATUSES.get(report.status)
    if status is None:
        return None
    ours = report.biz_opaque_callback_data
    return Receipt(
        endpoint=endpoint,
        provider_message_id=report.id,
        # Other programs on the same number put their own words there; only what can be an id of ours is passed on.
        message_id=ours if _OUR_ID.fullmatch(ours) else "",
        status=status,
        at=read_time(report.timestamp),
        recipient=report.recipient_participant_id or report.recipient_id or report.recipient_user_id,
        failure=_failure(report) if status is MessageStatus.FAILED else None,
        pricing=keep(report.pricing) if report.pricing else None,
    )


def _failure(report: StatusPayload) -> Failure:
    error = report.errors[0] if report.errors else None
    if error is None:
        rule = rule_for(-1)
        return Failure(code="unknown", reason=rule.blame, detail=rule.detail)
    rule = rule_for(error.code)
    return Failure(code=str(error.code), reason=rule.blame, detail=explain(rule, error.details, retrying=False))


def _preference(raw: dict[str, JsonValue], endpoint: str, people: tuple[Person, ...]) -> AnyEvent | None:
    preference = PreferencePayload.model_validate(raw)
    opted_in = PREFERENCES.get(preference.value)
    if opted_in is None or preference.category != "marketing_messages":
        return None
    return Consent(
        endpoint=endpoint,
        sender=_sender(preference.wa_id, preference.user_id, people),
        opted_in=opted_in,
        scope="marketing",
        at=read_time(preference.timestamp),
    )


def _error(raw: dict[str, JsonValue], endpoint: str, people: tuple[Person, ...]) -> AnyEvent | None:
    return None


_Reader = Callable[[dict[str, JsonValue], str, tuple[Person, ...]], AnyEvent | None]
"""Reads one part; None keeps it as a notice."""

_PARTS: Final[dict[str, tuple[tuple[str, _Reader], ...]]] = {
    "messages": (("messages", _message), ("statuses", _receipt), ("errors", _error)),
    "smb_message_echoes": (("message_echoes", _echo), ("errors", _error)),
    "user_preferences": (("user_preferences", _preference),),
}
