"""What the Cloud API takes in `POST /{phone_number_id}/messages`, and how it refuses what it does not take.

Limits: Meta, Cloud API messages reference, read 2026-05; nested objects refuse unknown keys as Meta does, the
outermost one ignores them.
"""

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from infra.local.simulators.contracts import Json
from infra.local.simulators.graph.errors import GraphError
from infra.local.simulators.phones import Button

TYPES = (
    "audio",
    "contacts",
    "document",
    "image",
    "interactive",
    "location",
    "reaction",
    "sticker",
    "template",
    "text",
    "video",
)
MEDIA_TYPES = ("audio", "document", "image", "sticker", "video")

Short = Annotated[str, Field(min_length=1, max_length=20)]


class Strict(BaseModel):
    """An object that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid")


class Text(Strict):
    body: Annotated[str, Field(min_length=1, max_length=4096)]
    preview_url: bool = False


class MediaObject(Strict):
    id: str | None = None
    link: str | None = None
    caption: Annotated[str, Field(max_length=1024)] | None = None
    filename: str | None = None
    voice: bool | None = None


class Location(Strict):
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    name: str | None = None
    address: str | None = None


class Reaction(Strict):
    message_id: Annotated[str, Field(min_length=1)]
    emoji: str


class Name(BaseModel):
    model_config = ConfigDict(extra="allow")

    formatted_name: str


class ContactCard(BaseModel):
    model_config = ConfigDict(extra="allow")

    name: Name


class ReplyTitle(Strict):
    id: Annotated[str, Field(min_length=1, max_length=256)]
    title: Short


class ReplyButton(Strict):
    type: Literal["reply"]
    reply: ReplyTitle


class Row(Strict):
    id: Annotated[str, Field(min_length=1, max_length=200)]
    title: Annotated[str, Field(min_length=1, max_length=24)]
    description: Annotated[str, Field(max_length=72)] | None = None


class Section(Strict):
    title: Annotated[str, Field(max_length=24)] | None = None
    rows: Annotated[list[Row], Field(min_length=1)]


class ButtonsAction(Strict):
    buttons: Annotated[list[ReplyButton], Field(min_length=1, max_length=3)]


class ListAction(Strict):
    button: Short
    sections: Annotated[list[Section], Field(min_length=1, max_length=10)]


class UrlParameters(Strict):
    display_text: Short
    url: Annotated[str, Field(pattern=r"^https?://")]


class UrlAction(Strict):
    name: Literal["cta_url"]
    parameters: UrlParameters


class Body(Strict):
    text: Annotated[str, Field(min_length=1, max_length=1024)]


class Footer(Strict):
    text: Annotated[str, Field(min_length=1, max_length=60)]


class Interactive(Strict):
    type: Literal["button", "list", "cta_url", "flow", "location_request_message", "product", "product_list"]
    header: Json | None = None
    body: Body | None = None
    footer: Footer | None = None
    action: Json


class Language(BaseModel):
    code: str
    policy: str | None = None


class TemplateComponent(BaseModel):
    type: Annotated[str, Field(min_length=1)]
    sub_type: str | None = None
    index: int | None = None
    parameters: list[Json] = []


class Template(BaseModel):
    name: Annotated[str, Field(min_length=1)]
    language: Language
    components: list[TemplateComponent] = []


class Context(BaseModel):
    message_id: str


class SendMessage(BaseModel):
    """One message of the business."""

    messaging_product: Literal["whatsapp"]
    recipient_type: Literal["individual"] = "individual"
    to: str | None = None
    recipient: str | None = None
    type: str = "text"
    context: Context | None = None
    biz_opaque_callback_data: Annotated[str, Field(max_length=512)] | None = None
    text: Text | None = None
    image: MediaObject | None = None
    audio: MediaObject | None = None
    video: MediaObject | None = None
    document: MediaObject | None = None
    sticker: MediaObject | None = None
    location: Location | None = None
    reaction: Reaction | None = None
    contacts: Annotated[list[ContactCard], Field(min_length=1)] | None = None
    interactive: Interactive | None = None
    template: Template | None = None

    @property
    def media(self) -> MediaObject | None:
        """The media object of a media message."""
        media = getattr(self, self.type) if self.type in MEDIA_TYPES else None
        return media if isinstance(media, MediaObject) else None


class TypingIndicator(BaseModel):
    type: Literal["text"]


class ReadReceipt(BaseModel):
    """The business has read a message, and perhaps is about to answer."""

    messaging_product: Literal["whatsapp"]
    status: Literal["read"]
    message_id: str
    typing_indicator: TypingIndicator | None = None


M = TypeVar("M", bound=BaseModel)


def _path(location: tuple[int | str, ...]) -> str:
    """A place in the body as Meta writes it: `text['body']`."""
    return str(location[0]) + "".join(f"[{part}]" if isinstance(part, int) else f"['{part}']" for part in location[1:])


def parse(model: type[M], body: object, at: tuple[int | str, ...] = ()) -> M:
    """Validates a body or a part of it.

    Raises:
        GraphError: the first fault, with the code that Meta gives it.
    """
    try:
        return model.model_validate(body)
    except ValidationError as invalid:
        fault = invalid.errors()[0]
    where = _path((*at, *fault["loc"])) if (*at, *fault["loc"]) else "body"
    kind, limits = fault["type"], fault.get("ctx", {})
    if kind == "missing":
        if where == "messaging_product":
            raise GraphError(100, where, message=f"(#100) The parameter {where} is required.")
        raise GraphError(131008, f"Parameter {where} is missing.")
    if kind == "string_too_long":
        most = limits["max_length"]
        raise GraphError(100, where, message=f"(#100) Param {where} must be at most {most} characters long.")
    if kind == "extra_forbidden":
        raise GraphError(100, where, message=f'(#100) Unexpected key "{fault["loc"][-1]}" on param "{where}".')
    if kind in {"literal_error", "model_type", "list_type", "string_type", "dict_type"}:
        raise GraphError(100, where, message=f"(#100) Param {where} is not valid: {fault['msg']}.")
    raise GraphError(131009, f"{where}: {fault['msg']}")


def parse_message(body: Json) -> SendMessage:
    """A message to send.

    Raises:
        GraphError: what is wrong with it.
    """
    message = parse(SendMessage, body)
    if message.type not in TYPES:
        allowed = ", ".join(name.upper() for name in TYPES)
        raise GraphError(100, "type", message=f'(#100) Param type must be one of {{{allowed}}} - got "{message.type}".')
    if not message.to and not message.recipient:
        raise GraphError(131008, "Parameter to is missing.")
    content = getattr(message, message.type)
    if content is None:
        raise GraphError(131008, f"Parameter {message.type} is missing.")
    if isinstance(content, MediaObject):
        _check_media(message.type, content)
    if isinstance(content, Interactive):
        interactive_buttons(content)
    return message


def _check_media(kind: str, media: MediaObject) -> None:
    if (media.id is None) == (media.link is None):
        raise GraphError(100, kind, message=f"(#100) Param {kind} needs exactly one of id and link.")
    if media.caption is not None and kind in {"audio", "sticker"}:
        raise GraphError(100, kind, message=f'(#100) Unexpected key "caption" on param "{kind}".')


def interactive_buttons(interactive: Interactive) -> list[Button]:
    """What can be tapped under an interactive message.

    Raises:
        GraphError: the action does not fit the type or its limits.
    """
    at = ("interactive", "action")
    if interactive.body is None and interactive.type != "product":
        raise GraphError(131008, "Parameter interactive['body'] is missing.")
    if interactive.type == "button":
        replies = [b.reply for b in parse(ButtonsAction, interactive.action, at).buttons]
        _all_different([r.id for r in replies], "buttons")
        _all_different([r.title for r in replies], "buttons")
        return [Button(kind="reply", title=r.title, payload=r.id) for r in replies]
    if interactive.type == "list":
        action = parse(ListAction, interactive.action, at)
        rows = [row for section in action.sections for row in section.rows]
        if len(rows) > 10:
            raise GraphError(131009, "Total row count exceed max allowed count: 10")
        if len(action.sections) > 1 and any(not section.title for section in action.sections):
            raise GraphError(131009, "A section needs a title where there are several.")
        _all_different([row.id for row in rows], "rows")
        return [Button(kind="list", title=row.title, payload=row.id) for row in rows]
    if interactive.type == "cta_url":
        link = parse(UrlAction, interactive.action, at).parameters
        return [Button(kind="url", title=link.display_text, url=link.url)]
    return []


def _all_different(values: list[str], what: str) -> None:
    if len(set(values)) != len(values):
        raise GraphError(131009, f"Duplicated {what}: ids and button titles must be unique.")
