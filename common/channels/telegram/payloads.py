"""What Telegram sends us: updates, and its answers to our calls.

Source: Telegram, "Bot API: Update, Message and their parts" (https://core.telegram.org/bots/api), read 2026-11.
"""

from typing import Annotated, Generic, TypeVar

from pydantic import Field, FiniteFloat, StringConstraints

from common.channels.wire import Payload, Text

Required = Annotated[str, StringConstraints(min_length=1)]
"""A string without which the part means nothing."""


class Chat(Payload):
    """Where a message stands; its id is the address, negative for groups and channels."""

    id: int
    type: Text = ""
    title: Text = ""
    username: Text = ""
    first_name: Text = ""
    last_name: Text = ""

    @property
    def group(self) -> bool:
        """Whether it is anything but a talk with one person."""
        return self.type in ("group", "supergroup", "channel")

    @property
    def name(self) -> str:
        """What it is called."""
        return self.title or f"{self.first_name} {self.last_name}".strip()


class User(Payload):
    """A person or a bot; never an address."""

    id: int
    first_name: Text = ""
    last_name: Text = ""
    username: Text = ""


class File(Payload):
    """`voice`, `audio`, `video`, `video_note`, `document`, `animation` and `sticker`; also one size of a `photo`."""

    file_id: Required
    mime_type: Text = ""
    file_name: Text = ""
    file_size: int | None = None
    width: int = 0
    height: int = 0
    is_animated: bool = False
    is_video: bool = False


class ContactPart(Payload):
    """`contact`; `user_id` is absent where the person is not on Telegram."""

    phone_number: Text = ""
    first_name: Text = ""
    last_name: Text = ""
    user_id: int | None = None


class LocationPart(Payload):
    """`location`."""

    latitude: FiniteFloat
    longitude: FiniteFloat


class VenuePart(Payload):
    """`venue`."""

    location: LocationPart
    title: Text = ""
    address: Text = ""


class Answered(Payload):
    """`reply_to_message`: the message that this one answers."""

    message_id: int


class Button(Payload):
    """A button below a message."""

    text: Text = ""
    callback_data: Text = ""


class Keyboard(Payload):
    """The buttons below a message, row by row."""

    inline_keyboard: tuple[tuple[Button, ...], ...] = ()


class MessagePayload(Payload):
    """`message`, `edited_message` and the like."""

    message_id: int
    chat: Chat
    date: int = 0
    edit_date: int = 0
    author: User | None = Field(default=None, alias="from")
    text: str | None = None
    caption: Text = ""
    reply_to_message: Answered | None = None
    photo: tuple[File, ...] | None = None
    voice: File | None = None
    audio: File | None = None
    video: File | None = None
    video_note: File | None = None
    document: File | None = None
    animation: File | None = None
    sticker: File | None = None
    contact: ContactPart | None = None
    location: LocationPart | None = None
    venue: VenuePart | None = None
    migrate_to_chat_id: int | None = None
    migrate_from_chat_id: int | None = None


class Frame(Payload):
    """What every message has; enough to keep one that cannot be read otherwise."""

    message_id: int
    chat: Chat
    date: int = 0


class Asked(Payload):
    """The message below which a button was pressed; an old one has the date 0 and no keyboard."""

    message_id: int
    chat: Chat
    date: int = 0
    reply_markup: Keyboard | None = None


class CallbackPayload(Payload):
    """`callback_query`: a pressed button. Telegram does not say when."""

    id: Required
    author: User = Field(alias="from")
    message: Asked | None = None
    data: Text = ""


class MemberState(Payload):
    """What somebody is in a chat."""

    status: Text = ""
    is_member: bool = False


class MembershipPayload(Payload):
    """`my_chat_member`: what the bot was and now is in a chat."""

    chat: Chat
    date: int = 0
    old_chat_member: MemberState = MemberState()
    new_chat_member: MemberState


class ReactionType(Payload):
    """An emoji, or something that cannot be written as one."""

    type: Text = ""
    emoji: Text = ""


class ReactionPayload(Payload):
    """`message_reaction`: all reactions that somebody now has on a message."""

    chat: Chat
    message_id: int
    date: int = 0
    new_reaction: tuple[ReactionType, ...] = ()


class AnswerParameters(Payload):
    """What else a refusal says."""

    migrate_to_chat_id: int | None = None
    retry_after: int | None = None


class Refusal(Payload):
    """The envelope of a refused call."""

    error_code: int
    description: Text = ""
    parameters: AnswerParameters = AnswerParameters()


Result = TypeVar("Result")


class Answer(Payload, Generic[Result]):
    """The envelope of a call that succeeded."""

    result: Result


class SentMessage(Payload):
    """The result of a send."""

    message_id: int
    chat: Chat


class FileResult(Payload):
    """The result of `getFile`."""

    file_path: Required
    file_size: int | None = None
