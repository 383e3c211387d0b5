"""The one tree of errors; an error knows its HTTP answer, whether trying again helps and whether to wake a person.

AppError
├── Malformed 400
├── Unauthenticated 401
│   └── BadSignature 401
├── Forbidden 403
│   ├── PlanRequired 403
│   └── QuotaExceeded 403
├── NotFound 404
├── MethodNotAllowed 405
├── Conflict 409
│   ├── AlreadyExists 409
│   ├── WriteRaced 409
│   ├── RouteChanged 409
│   ├── WindowClosed 409
│   └── NoRoute 409
├── TooLarge 413
├── Invalid 422
├── TooManyRequests 429
├── DependencyDown 503
├── Misconfigured 500
├── DriveFull, DriveRefused, DriveFileGone, ... (common/models/drive.py): what a tenant's Google Drive says
├── ModelError (common/ai/errors.py): what came of a question to a language model instead of an answer
├── ChannelRefused 500 (common/channels/base.py): what a provider says to one channel, and to no other
└── SendError (common/channels/base.py): what a provider said about one send
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple


class Fault(NamedTuple):
    """One faulty part of a request: a JSON pointer (RFC 6901) and a sentence."""

    pointer: str
    detail: str


class AppError(Exception):
    """Base of every error that we raise on purpose; `detail` is a sentence that the caller may read."""

    code: ClassVar[str] = "internal"
    title: ClassVar[str] = "Something went wrong on our side"
    status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False
    alert: ClassVar[bool] = False

    def __init__(
        self,
        detail: str,
        *,
        faults: Sequence[Fault] = (),
        retry_after_s: int | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = tuple(faults)
        self.retry_after_s = retry_after_s
        self.extra = dict(extra or {})


class Malformed(AppError):
    """The request cannot be read at all."""

    code, title, status = "malformed", "The request cannot be read", 400


class Unauthenticated(AppError):
    """The caller has not shown who they are."""

    code, title, status = "unauthenticated", "Sign in first", 401


class BadSignature(Unauthenticated):
    """A webhook's signature is missing or wrong."""

    code, title = "bad_signature", "The signature does not match"


class Forbidden(AppError):
    """The caller is known, but may not do this."""

    code, title, status = "forbidden", "Not allowed", 403


class PlanRequired(Forbidden):
    """The tenant's plan does not include this."""

    code, title = "plan_required", "A better plan is needed"


class QuotaExceeded(Forbidden):
    """The plan's limit for this period is used up."""

    code, title = "quota_exceeded", "The plan's limit is reached"


class NotFound(AppError):
    """There is no such thing in this tenant."""

    code, title, status = "not_found", "Not found", 404


class MethodNotAllowed(AppError):
    """What is at the path cannot be done with this method; the answer's `Allow` names those that it takes."""

    code, title, status = "method_not_allowed", "Not possible with this method", 405


class Conflict(AppError):
    """The state of things does not allow this now."""

    code, title, status = "conflict", "The state has changed", 409


class AlreadyExists(Conflict):
    """A document that was to be created is there already."""

    code, title = "already_exists", "It exists already"


class WriteRaced(Conflict):
    """A document changed between our read and our write; reading again and deciding again helps."""

    code, retryable = "write_raced", True


class RouteChanged(Conflict):
    """The contact was heard on another channel since the caller looked."""

    code, title = "route_changed", "The contact was last heard on another channel"


class WindowClosed(Conflict):
    """The provider allows only templates now."""

    code, title = "window_closed", "Only a template can be sent now"


class NoRoute(Conflict):
    """The contact has not been heard on any channel that works."""

    code, title = "no_route", "There is no channel to reply through"


class TooLarge(AppError):
    """The request's body is larger than we read."""

    code, title, status = "too_large", "The request is too large", 413


class Invalid(AppError):
    """The request can be read, but its content breaks a rule."""

    code, title, status = "invalid", "The request breaks a rule", 422


class TooManyRequests(AppError):
    """The caller goes too fast."""

    code, title, status, retryable = "too_many_requests", "Too many requests", 429, True


class DependencyDown(AppError):
    """Something that we stand on does not answer now; trying again helps."""

    code, title, status, retryable = "dependency_down", "A service that we need does not answer", 503, True


class Misconfigured(AppError):
    """A setting is missing or cannot be used; only an operator can help."""

    code, title, alert = "misconfigured", "The service is not set up", True
