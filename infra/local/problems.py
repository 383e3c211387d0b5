"""The local stack's own error answers, in the form that the API uses (RFC 9457)."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


class Problem(Exception):
    """Ends a request with an error answer; the detail is one sentence that helps."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        """An answer of HTTP `status`, with a `code` for programs and a `detail` for people."""
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail

    def response(self) -> Response:
        """The answer."""
        return JSONResponse(
            {
                "type": "about:blank",
                "title": HTTPStatus(self.status).phrase,
                "status": self.status,
                "detail": self.detail,
                "code": self.code,
            },
            status_code=self.status,
            media_type="application/problem+json",
        )


async def answer_problem(_: Request, error: Exception) -> Response:
    """Starlette's handler of `Problem`.

    Raises:
        TypeError: `error` is another exception.
    """
    if not isinstance(error, Problem):
        raise TypeError(f"not a problem: {error!r}")
    return error.response()
