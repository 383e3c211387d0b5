"""What comes in about rewording a message, and what goes out."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from common.models.spinning import SpinFault
from common.models.template import TEXT_MAX_CHARS


class SpinKind(StrEnum):
    """What the rewordings are for."""

    TEMPLATE = "template"
    """Bodies of WhatsApp templates, each to be approved by WhatsApp."""
    SESSION = "session"
    """Free text: on Telegram, and on WhatsApp within 24 hours of a contact's last message."""


class SpinIn(BaseModel):
    """A message to reword; of all that is known here, only these fields but `kind` reach the language model."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_MAX_CHARS)]
    """The message with its placeholders, such as `{{first_name}}`, not filled in."""
    count: int = Field(default=5, ge=2, le=10)
    """How many rewordings to ask for."""
    language: str | None = Field(default=None, pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*$", max_length=16)
    """The message's language; left out, the model sees for itself."""
    tone: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)] | None = None
    """How they shall sound, such as `friendly`; left out, as the message does."""
    kind: SpinKind = SpinKind.TEMPLATE
    """What they are for; decides the longest length and whether a placeholder may stand at either end."""


class VariantFault(BaseModel):
    """A rule that a rewording breaks."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    code: SpinFault
    """The rule."""
    detail: str
    """What is wrong, in a sentence."""


class SpunVariant(BaseModel):
    """A rewording."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    text: str
    """What it says."""
    faults: list[VariantFault]
    """The rules that it breaks."""
    usable: bool
    """Whether it breaks none; a person still has to approve it."""


class SpinUsage(BaseModel):
    """What the rewordings cost."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    model: str
    """The language model."""
    input_tokens: int
    """Tokens that went in."""
    output_tokens: int
    """Tokens that came out."""
    price_micro_usd: int | None
    """The price in millionths of a US dollar; null if the model's price is not known."""
    latency_ms: int
    """How long the model took."""


class Spun(BaseModel):
    """The rewordings of a message."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    variants: list[SpunVariant]
    """All that the model gave, in its order; a usable one differs from the message and the usable ones before it."""
    usage: SpinUsage
    """What they cost."""
    note: str
    """How they may be used."""
