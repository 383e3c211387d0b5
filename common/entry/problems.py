"""Errors as answers: RFC 9457 problem details, never a stack trace."""

import json
from collections.abc import Sequence

from pydantic import ValidationError
from werkzeug.wrappers import Response

from common import log
from common.errors import AppError, Fault, Invalid, Malformed


def problem_answer(error: AppError) -> Response:
    """The HTTP answer that `error` is; one that is our fault names the trace under which the log tells more."""
    body: dict[str, object] = {
        "type": f"https://whatsdex.dev/problems/{error.code.replace('_', '-')}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "code": error.code,
        **error.extra,
    }
    if error.status >= 500 and (trace := log.trace_id()):
        body["trace"] = trace
    if error.faults:
        body["errors"] = [fault._asdict() for fault in error.faults]
    answer = Response(json.dumps(body, default=str), status=error.status, mimetype="application/problem+json")
    if error.retry_after_s is not None:
        answer.headers["Retry-After"] = str(error.retry_after_s)
    return answer


def from_validation(error: ValidationError, *, where: str = "") -> AppError:
    """Malformed for what is no JSON, otherwise Invalid with a pointer to every faulty part.

    Args:
        error: what pydantic said.
        where: put before each pointer, such as `/query`.
    """
    parts = error.errors(include_url=False, include_context=False, include_input=False)
    if any(part["type"] in ("json_invalid", "recursion_loop") for part in parts):
        return Malformed(f"The body is not JSON that we can read: {parts[0]['msg']}.")
    # Pydantic puts this before what our own validators say.
    faults = [Fault(where + pointer(part["loc"]), part["msg"].removeprefix("Value error, ")) for part in parts]
    said = "; ".join(f"{fault.pointer or '/'}: {fault.detail.removesuffix('.')}" for fault in faults[:5])
    return Invalid(f"{said}.", faults=faults)


def pointer(location: Sequence[str | int]) -> str:
    """A JSON pointer (RFC 6901) to `location`."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)
