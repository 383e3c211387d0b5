"""What WhatsApp sends us: the parts of its webhooks, and its answers to our calls.

Source: Meta, "Webhooks reference: messages" (2026-05-21) and "Business-scoped user IDs" (2026-05-28).
"""

from typing import Annotated

from pydantic import Field, FiniteFloat, JsonValue, StringConstraints

from common.channels.wire import Payload, Text

Required = Annotated[str, StringConstraints(min_length=1)]
"""A string without which the part means nothing."""


class Profile(Payload):
    """What a person calls themselves."""

    name: Text = ""
    username: Text = ""


class Person(Payload):
    """An entry of `contacts`: a person whom the messages or statuses beside it are about."""

    profile: Profile = Profile()
    wa_id: Text = ""
    user_id: Text = ""


class TextPart(Payload):
    """`text`."""

    body: str


class MediaPart(Payload):
    """`image`, `audio`, `video`, `document` and `sticker`."""

    id: Text = ""
    mime_type: Text = ""
    sha256: Text = ""
    filename: Text = ""
    caption: Text = ""
    voice: bool = False


class LocationPart(Payload):
    """`location`."""

    latitude: FiniteFloat
    longitude: FiniteFloat
    name: Text = ""
    address: Text = ""


class ReplyPart(Payload):
    """A pressed button or a chosen row."""

    id: Text = ""
    title: Text = ""
    description: Text = ""


class FlowPart(Payload):
    """A filled-in form; its values are JSON text."""

    body: Text = ""


class InteractivePart(Payload):
    """`interactive`."""

    type: Text = ""
    button_reply: ReplyPart | None = None
    list_reply: ReplyPart | None = None
    nfm_reply: FlowPart | None = None


class ButtonPart(Payload):
    """`button`: a quick reply of a template."""

    payload: Text = ""
    text: Text = ""


class ReactionPart(Payload):
    """`reaction`; an empty or absent emoji takes it back."""

    message_id: Required
    emoji: Text = ""


class SystemPart(Payload):
    """`system`: something that WhatsApp itself says about the person."""

    type: Text = ""
    body: Text = ""
    wa_id: Text = ""
    new_wa_id: Text = ""
    user_id: Text = ""


class OrderPart(Payload):
    """`order`."""

    text: Text = ""


class CardName(Payload):
    """The name on a contact card."""

    formatted_name: Text = ""


class Card(Payload):
    """An entry of a message's `contacts`: a card that the sender shares."""

    name: CardName = CardName()


class RevokePart(Payload):
    """`revoke`: the sender took a message back."""

    original_message_id: Required


class EditedMessage(Payload):
    """The new wording within `edit`."""

    text: TextPart | None = None
    image: MediaPart | None = None
    video: MediaPart | None = None
    document: MediaPart | None = None


class EditPart(Payload):
    """`edit`: the sender changed a message."""

    original_message_id: Required
    message: EditedMessage = EditedMessage()


class Context(Payload):
    """What a message answers, and whether it was passed on."""

    id: Text = ""
    forwarded: bool = False
    frequently_forwarded: bool = False


class MessagePayload(Payload):
    """An entry of `messages` or of `message_echoes`; `sender` may be absent, then there is a business-scoped id."""

    id: Required
    sender: Text = Field(default="", alias="from")
    from_user_id: Text = ""
    to: Text = ""
    to_user_id: Text = ""
    timestamp: str | int | float | None = None
    type: Text = ""
    group_id: Text = ""
    context: Context | None = None
    text: TextPart | None = None
    image: MediaPart | None = None
    audio: MediaPart | None = None
    voice: MediaPart | None = None
    video: MediaPart | None = None
    document: MediaPart | None = None
    sticker: MediaPart | None = None
    location: LocationPart | None = None
    contacts: tuple[Card, ...] | None = None
    interactive: InteractivePart | None = None
    button: ButtonPart | None = None
    order: OrderPart | None = None
    reaction: ReactionPart | None = None
    system: SystemPart | None = None
    edit: EditPart | None = None
    revoke: RevokePart | None = None


class ErrorData(Payload):
    """The part of an error that is meant for logic and for people."""

    details: Text = ""


class ErrorPayload(Payload):
    """An error, in a status as in an answer; its title is to be ignored."""

    code: int
    message: Text = ""
    error_data: ErrorData | None = None

    @property
    def details(self) -> str:
        """What Meta says about this one case; empty where it says nothing beyond the code."""
        return self.error_data.details if self.error_data else ""


class StatusPayload(Payload):
    """An entry of `statuses`."""

    id: Required
    status: Text = ""
    timestamp: str | int | float | None = None
    recipient_id: Text = ""
    recipient_user_id: Text = ""
    recipient_participant_id: Text = ""
    biz_opaque_callback_data: Text = ""
    pricing: dict[str, JsonValue] | None = None
    errors: tuple[ErrorPayload, ...] | None = None


class PreferencePayload(Payload):
    """An entry of `user_preferences`."""

    wa_id: Text = ""
    user_id: Text = ""
    category: Text = ""
    value: Text = ""
    timestamp: str | int | float | None = None


class SentMessage(Payload):
    """An entry of `messages` in the answer to a send."""

    id: Required


class SendAnswer(Payload):
    """The answer to a send; `wa_id` may differ from the number that we gave."""

    messages: Annotated[tuple[SentMessage, ...], Field(min_length=1)]
    contacts: tuple[Person, ...] = ()


class ErrorAnswer(Payload):
    """The envelope of a refused call."""

    error: ErrorPayload


class UploadAnswer(Payload):
    """The answer to an upload."""

    id: Required


class MediaAnswer(Payload):
    """Where a media can be had for about five minutes."""

    url: Required
    mime_type: Text = ""
    sha256: Text = ""
    file_size: int | None = None


class NumberAnswer(Payload):
    """A business phone number."""

    display_phone_number: Text = ""
    verified_name: Text = ""
    whatsapp_business_manager_messaging_limit: Text = ""
