"""OpenAI's refusals in its envelope.

Source: https://developers.openai.com/api/docs/guides/error-codes (read 2026-11).
"""

from starlette.responses import JSONResponse

from infra.local.simulators.contracts import Json


class OpenAiError(Exception):
    """A call that OpenAI refuses."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str = "invalid_request_error",
        param: str | None = None,
        code: str | None = None,
        retry_after_s: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"error": {"message": message, "type": kind, "param": param, "code": code}}
        self.retry_after_s = retry_after_s

    def response(self) -> JSONResponse:
        """`{error: {message, type, param, code}}`."""
        headers = {} if self.retry_after_s is None else {"Retry-After": str(self.retry_after_s)}
        return JSONResponse(self.body, self.status, headers)


def bad_request(message: str, param: str | None = None, code: str | None = None) -> OpenAiError:
    """400 for a request that breaks a rule."""
    return OpenAiError(400, message, param=param, code=code)


def no_key() -> OpenAiError:
    """401 for a call without a key."""
    return OpenAiError(
        401,
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth "
        "(i.e. Authorization: Bearer YOUR_KEY).",
    )


def wrong_key() -> OpenAiError:
    """401 for a key that is not the stack's."""
    return OpenAiError(401, "Incorrect API key provided.", code="invalid_api_key")


def no_such_model(model: str) -> OpenAiError:
    """404 for a model that does not exist, or not for this."""
    return OpenAiError(
        404, f"The model `{model}` does not exist or you do not have access to it.", code="model_not_found"
    )


def server_error() -> OpenAiError:
    """500."""
    return OpenAiError(500, "The server had an error while processing your request.", kind="server_error")


def too_many() -> OpenAiError:
    """429 with the seconds to wait."""
    return OpenAiError(
        429, "Rate limit reached for requests.", kind="requests", code="rate_limit_exceeded", retry_after_s=1
    )
