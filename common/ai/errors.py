"""What can come of a call to a model besides an answer; nobody's text is ever changed by it.

ModelError
├── ModelTimeout 503
├── ModelBusy 429
├── ModelDown 503
├── ModelMalformed 502
├── ModelRefused 422
└── ModelNotConfigured 503
"""

from typing import ClassVar

from common.errors import AppError
from common.models.spent import NOTHING, Spent

UNTOUCHED: str = "Your text is unchanged"


class ModelError(AppError):
    """A call to a model that gave no usable answer; `spent` is what it cost all the same."""

    code: ClassVar[str] = "model_error"
    title: ClassVar[str] = "The language model gave no usable answer"

    def __init__(self, detail: str, *, spent: Spent = NOTHING, retry_after_s: int | None = None) -> None:
        super().__init__(detail, retry_after_s=retry_after_s)
        self.spent = spent


class ModelTimeout(ModelError):
    """The model did not answer in time; trying again helps."""

    code, title, status, retryable = "model_timeout", "The language model takes too long", 503, True


class ModelBusy(ModelError):
    """The model's provider throttles us; `retry_after_s` says until when."""

    code, title, status, retryable = "model_busy", "The language model is busy", 429, True


class ModelDown(ModelError):
    """The model's provider cannot be reached or fails; trying again helps."""

    code, title, status, retryable = "model_down", "The language model does not answer", 503, True


class ModelMalformed(ModelError):
    """The model answered in a form that we cannot use; trying again may help."""

    code, title, status, retryable = "model_malformed", "The language model's answer cannot be used", 502, True


class ModelRefused(ModelError):
    """The model will not do this with this text; only another text helps."""

    code, title, status = "model_refused", "The language model declines", 422


class ModelNotConfigured(ModelError):
    """There is no model to ask: no key, a wrong one, no such model, or no credit; only an operator can help."""

    code, title, status, alert = "model_not_configured", "No language model is set up", 503, True
