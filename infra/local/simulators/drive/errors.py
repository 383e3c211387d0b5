"""Google's refusals in its envelopes.

Source: https://developers.google.com/workspace/drive/api/guides/handle-errors (read 2026-11).
"""

from starlette.responses import JSONResponse

from infra.local.simulators.contracts import Json

RATE_LIMITED = "User Rate Limit Exceeded. Rate of requests for user exceed configured project quota."


class GoogleError(Exception):
    """A call that the API refuses."""

    def __init__(self, status: int, reason: str, message: str, *, domain: str = "global", **where: str) -> None:
        super().__init__(message)
        self.status = status
        one: Json = {"domain": domain, "reason": reason, "message": message, **where}
        self.body: Json = {"error": {"code": status, "message": message, "errors": [one]}}

    def response(self) -> JSONResponse:
        """`{error: {code, message, errors: [{domain, reason, message}]}}`."""
        return JSONResponse(self.body, self.status)


class OAuthError(Exception):
    """A refusal of the token endpoint (RFC 6749, 5.2)."""

    def __init__(self, code: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.status = status
        self.body: Json = {"error": code, "error_description": description}

    def response(self) -> JSONResponse:
        """`{error, error_description}`."""
        return JSONResponse(self.body, self.status)


def bad_request(message: str, reason: str = "badRequest") -> GoogleError:
    """400 for what cannot be read or breaks a rule."""
    return GoogleError(400, reason, message)


def invalid_query(parameter: str) -> GoogleError:
    """400 for a value that a parameter does not take."""
    return GoogleError(400, "invalid", "Invalid Value", location=parameter, locationType="parameter")


def unauthenticated() -> GoogleError:
    """401 for a token that is missing, old or revoked."""
    return GoogleError(401, "authError", "Invalid Credentials", location="Authorization", locationType="header")


def no_scope() -> GoogleError:
    """403 for a token without the scope."""
    return GoogleError(403, "insufficientPermissions", "Request had insufficient authentication scopes.")


def rate_limited() -> GoogleError:
    """403 for too many calls of one person."""
    return GoogleError(403, "userRateLimitExceeded", RATE_LIMITED, domain="usageLimits")


def too_many() -> GoogleError:
    """429."""
    return GoogleError(429, "rateLimitExceeded", "Rate Limit Exceeded", domain="usageLimits")


def quota_full() -> GoogleError:
    """403 for a Drive without space."""
    message = "The user's Drive storage quota has been exceeded."
    return GoogleError(403, "storageQuotaExceeded", message, domain="usageLimits")


def no_file(file_id: str) -> GoogleError:
    """404 for a file that this account's grant does not show."""
    return GoogleError(404, "notFound", f"File not found: {file_id}.", location="fileId", locationType="parameter")


def no_session() -> GoogleError:
    """404 for an upload that is over or was never begun."""
    return GoogleError(404, "notFound", "Upload session not found.")


def server_error(status: int = 500) -> GoogleError:
    """500 or 503."""
    return GoogleError(status, "backendError" if status == 503 else "internalError", "Internal Error")
