"""Parameters of the Bot API methods; values may arrive as JSON, as a form or in the query, so numbers may be text.

Limits: Telegram Bot API 9, read 2026-05.
"""

import json
import re
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from infra.local.simulators.contracts import Json
from infra.local.simulators.phones import Button
from infra.local.simulators.telegram.errors import bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
CALLBACK_DATA_BYTES = 64
PARSE_MODES = {"", "html", "markdown", "markdownv2"}
JSON_PARAMETERS = {
    "allowed_updates",
    "caption_entities",
    "entities",
    "link_preview_options",
    "reaction",
    "reply_markup",
    "reply_parameters",
}
SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,256}")


class ReplyParameters(BaseModel):
    message_id: int
    allow_sending_without_reply: bool = False


class Send(BaseModel):
    """What every sending method takes."""

    chat_id: int | str
    reply_parameters: ReplyParameters | None = None
    reply_to_message_id: int | None = None
    reply_markup: Json | None = None
    parse_mode: str = ""

    @property
    def replies_to(self) -> int | None:
        """The message that this one answers."""
        return self.reply_parameters.message_id if self.reply_parameters else self.reply_to_message_id


class SendText(Send):
    text: str = ""


class SendMedia(Send):
    caption: str = ""


class SendLocation(Send):
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class SendVenue(SendLocation):
    title: Annotated[str, Field(min_length=1)]
    address: Annotated[str, Field(min_length=1)]


class SetReaction(BaseModel):
    chat_id: int | str
    message_id: int
    reaction: list[Json] = []


class SendContact(Send):
    phone_number: str
    first_name: str
    last_name: str = ""


class ChatAction(BaseModel):
    chat_id: int | str
    action: str


class EditText(BaseModel):
    chat_id: int | str
    message_id: int
    text: str = ""
    reply_markup: Json | None = None
    parse_mode: str = ""


class DeleteMessage(BaseModel):
    chat_id: int | str
    message_id: int


class AnswerCallbackQuery(BaseModel):
    callback_query_id: str
    text: str = ""
    show_alert: bool = False


class SetWebhook(BaseModel):
    url: str = ""
    secret_token: str = ""
    max_connections: Annotated[int, Field(ge=1, le=100)] = 40
    allowed_updates: list[str] | None = None
    drop_pending_updates: bool = False


class DeleteWebhook(BaseModel):
    drop_pending_updates: bool = False


class GetFile(BaseModel):
    file_id: str


def decode_json_parameters(parameters: Json) -> Json:
    """Turns the JSON text that forms carry into values.

    Raises:
        TelegramError: one of them is not JSON.
    """
    decoded = dict(parameters)
    for name in JSON_PARAMETERS & parameters.keys():
        if isinstance(parameters[name], str):
            try:
                decoded[name] = json.loads(parameters[name])
            except ValueError as error:
                raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error
    return decoded


def explain(invalid: ValidationError) -> str:
    """Telegram's words for the first fault."""
    fault = invalid.errors()[0]
    name = str(fault["loc"][0]) if fault["loc"] else "request"
    if fault["type"] == "missing":
        return {
            "chat_id": "chat_id is empty",
            "message_id": "message identifier is not specified",
            "file_id": "file_id not specified",
        }.get(name, f"{name} must be non-empty")
    return f"wrong parameter {name} in request"


def checked_text(text: str, parse_mode: str) -> str:
    """The text of a message.

    Raises:
        TelegramError: it is empty or too long, or the parse mode unknown.
    """
    if not text.strip():
        raise bad_request("message text is empty")
    if len(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    if parse_mode.lower() not in PARSE_MODES:
        raise bad_request("unsupported parse_mode")
    return text


def buttons_of(reply_markup: Json | None) -> list[Button]:
    """What can be tapped under a message.

    Raises:
        TelegramError: a button without text or action, or with too much data.
    """
    buttons: list[Button] = []
    for row in (reply_markup or {}).get("inline_keyboard", []):
        for key in row:
            data, url = key.get("callback_data"), key.get("url")
            if not key.get("text"):
                raise bad_request(
                    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
                )
            if data is None and url is None:
                raise bad_request("can't parse inline keyboard button: text buttons are unallowed")
            if data is not None and not 1 <= len(str(data).encode()) <= CALLBACK_DATA_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")
            kind = "url" if data is None else "callback"
            buttons.append(Button(kind=kind, title=key["text"], payload=data, url=url))
    for row in (reply_markup or {}).get("keyboard", []):
        for key in row:
            text = key if isinstance(key, str) else str(key.get("text", ""))
            asks_contact = isinstance(key, dict) and bool(key.get("request_contact"))
            buttons.append(Button(kind="request_contact" if asks_contact else "keyboard", title=text))
    return buttons
