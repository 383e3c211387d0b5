"""Telegram's refusals in its envelope."""

from starlette.responses import JSONResponse

from infra.local.simulators.contracts import Json

PREFIXES = {400: "Bad Request", 403: "Forbidden", 429: "Too Many Requests"}


class TelegramError(Exception):
    """A call that Telegram refuses."""

    def __init__(self, code: int, description: str, *, retry_after_s: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        prefix = PREFIXES.get(code)
        self.description = f"{prefix}: {description}" if prefix else description
        self.retry_after_s = retry_after_s

    def response(self) -> JSONResponse:
        """`{ok: false, error_code, description, parameters}`."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        headers: dict[str, str] = {}
        if self.retry_after_s is not None:
            body["parameters"] = {"retry_after": self.retry_after_s}
            headers["Retry-After"] = str(self.retry_after_s)
        return JSONResponse(body, self.code, headers)


def bad_request(description: str) -> TelegramError:
    """400 with that description."""
    return TelegramError(400, description)


def too_many(retry_after_s: int) -> TelegramError:
    """429 with the seconds to wait."""
    return TelegramError(429, f"retry after {retry_after_s}", retry_after_s=retry_after_s)
