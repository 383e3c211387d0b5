"""Meta's errors: one table of codes, the envelope of an answer and the entry of a failed status."""

import secrets
from dataclasses import dataclass

from starlette.responses import JSONResponse

from infra.local.simulators.contracts import Json

HREF = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"


@dataclass(frozen=True)
class Known:
    """A code with Meta's title and HTTP status."""

    title: str
    http: int = 400


CODES: dict[int, Known] = {
    100: Known("Invalid parameter"),
    190: Known("Authentication Error", 401),
    80008: Known("Too many calls to this WhatsApp Business account", 429),
    130429: Known("Rate limit hit", 429),
    130472: Known("User's number is part of an experiment"),
    131000: Known("Something went wrong", 500),
    131008: Known("Required parameter is missing"),
    131009: Known("Parameter value is not valid"),
    131021: Known("Recipient cannot be sender"),
    131026: Known("Message undeliverable"),
    131047: Known("Re-engagement message"),
    131048: Known("Spam rate limit hit"),
    131049: Known("This message was not delivered to maintain healthy ecosystem engagement."),
    131050: Known("User has stopped marketing messages"),
    131051: Known("Unsupported message type"),
    131052: Known("Media download error"),
    131053: Known("Media upload error"),
    131056: Known("(Business Account, Consumer Account) pair rate limit hit"),
    132000: Known("Number of parameters does not match the expected number of params"),
    132001: Known("Template name does not exist in the translation", 404),
    132005: Known("Translated text too long"),
    132012: Known("Parameter format does not match format in the created template"),
    132015: Known("Template is paused"),
    132016: Known("Template is disabled"),
    132018: Known("There was an issue with the parameters in your template"),
}
"""Source: Meta, Cloud API error codes, read 2026-05-15; HTTP statuses as its table gives them."""


class GraphError(Exception):
    """A call that Meta refuses."""

    def __init__(
        self, code: int, details: str, *, subcode: int | None = None, message: str | None = None, type_: str = ""
    ) -> None:
        super().__init__(details)
        self.code = code
        self.details = details
        self.subcode = subcode
        self.message = message or f"(#{code}) {CODES[code].title}"
        self.type = type_ or "OAuthException"

    def response(self) -> JSONResponse:
        """The answer with Meta's envelope."""
        error: Json = {"message": self.message, "type": self.type, "code": self.code}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        error["fbtrace_id"] = "A" + secrets.token_urlsafe(16)
        return JSONResponse({"error": error}, CODES[self.code].http)


def no_such_object(object_id: str, method: str) -> GraphError:
    """An id that does not exist or that the token may not use: Meta does not tell which."""
    message = (
        f"Unsupported {method.lower()} request. Object with ID '{object_id}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation."
    )
    return GraphError(100, message, subcode=33, message=message, type_="GraphMethodException")


def bad_token() -> GraphError:
    """No token, or one that no number of this simulator accepts."""
    message = "Invalid OAuth access token - Cannot parse access token"
    return GraphError(190, message, message=message)


def status_error(code: int, details: str | None = None) -> Json:
    """The entry of `statuses[].errors` of a failed message."""
    title = CODES[code].title if code in CODES else "Unknown error"
    return {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": details or title},
        "href": HREF,
    }
