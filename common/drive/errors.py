"""What Google says instead of an answer, as our errors.

Source: https://developers.google.com/workspace/drive/api/guides/handle-errors and
https://developers.google.com/identity/protocols/oauth2#expiration (read 2026-11).
"""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from common import log
from common.errors import AppError, Misconfigured
from common.models.drive import DriveBusy, DriveDown, DriveFileGone, DriveFull, DriveRefused, DriveSessionGone

RECONNECT: Final = "Google does not accept the link to this Drive any more. Connect Google Drive again in the settings."
BUSY_S: Final = 30
DAY_LIMIT_S: Final = 3600
_BUSY: Final = {"userRateLimitExceeded": BUSY_S, "rateLimitExceeded": BUSY_S, "sharingRateLimitExceeded": BUSY_S,
                "dailyLimitExceeded": DAY_LIMIT_S, "quotaExceeded": DAY_LIMIT_S}  # fmt: skip
_FULL: Final = {
    "storageQuotaExceeded": "This Google Drive is full. Make room in it or connect another one, then run the backup.",
    "numChildrenInNonRootLimitExceeded": (
        "The backup folder in this Google Drive holds as many files as Google allows. Delete old backups."
    ),
}
_OPERATOR: Final = ("accessNotConfigured", "SERVICE_DISABLED", "invalid_client", "unauthorized_client")


class UnknownRefusal(AppError):
    """Google refuses a call for a reason that we do not know; trying again does not help."""

    code, title, status, alert = "drive_unknown_refusal", "Google Drive refuses a call", 502, True


@contextmanager
def translated(*, in_session: bool = False) -> Iterator[None]:
    """Raises our errors in place of those of Google's libraries.

    Args:
        in_session: whether the call goes to an upload's session, of which 404 and 410 tell.
    """
    import httplib2
    from google.auth.exceptions import RefreshError, TransportError
    from googleapiclient.errors import Error, HttpError

    try:
        yield
    except HttpError as error:
        raise refusal(int(error.resp.status), error.content, in_session=in_session) from error
    except RefreshError as error:
        raise _of_token(error) from error
    except (TransportError, Error, httplib2.HttpLib2Error, http.client.HTTPException, OSError) as error:
        raise DriveDown("Google Drive does not answer, or broke off. We try again.", retry_after_s=5) from error


def refusal(status: int, content: bytes | str, *, in_session: bool = False) -> AppError:
    """Drive's answer `status` with its body, as an error of ours."""
    reason, message = _reason(content)
    if reason in _BUSY or status == 429:
        return DriveBusy("Google Drive asks us to go slower. We wait.", retry_after_s=_BUSY.get(reason, BUSY_S))
    if reason in _FULL:
        return DriveFull(_FULL[reason])
    if in_session and status in (404, 410):
        return DriveSessionGone("Google Drive has forgotten this upload. It begins again.")
    if status == 404 or reason == "appNotAuthorizedToFile":
        return DriveFileGone("The file is not in Google Drive any more, or was taken from us.")
    if status >= 500 or status == 408:
        return DriveDown("Google Drive does not answer properly now. We try again.", retry_after_s=5)
    if reason in _OPERATOR:
        return Misconfigured(f"The Drive API is not enabled for this platform's Google project ({reason}).")
    if status in (401, 403):
        log.warning("Google Drive refuses the link", status=status, reason=reason, said=message)
        return DriveRefused(RECONNECT)
    log.error("Google Drive refuses a call", status=status, reason=reason, said=message)
    return UnknownRefusal(f"Google Drive refused a call ({status} {reason or 'without a reason'}).")


def _of_token(error: Any) -> AppError:
    """What the token endpoint said; google-auth keeps its JSON as the second argument."""
    body = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], dict) else {}
    if error.retryable:
        return DriveDown("Google's sign-in does not answer now. We try again.", retry_after_s=5)
    return token_refusal(str(body.get("error", "")))


def token_refusal(code: str) -> AppError:
    """The token endpoint's error `code`, such as `invalid_grant`, as an error of ours."""
    if code in _OPERATOR:
        return Misconfigured(f"Google does not take GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET ({code}).")
    return DriveRefused(RECONNECT)


def _reason(content: bytes | str) -> tuple[str, str]:
    """The first reason and the message in Google's JSON, empty where there is none."""
    try:
        error = json.loads(content)["error"]
        if isinstance(error, str):
            return error, ""
        first = (error.get("errors") or [{}])[0]
        return str(first.get("reason") or error.get("status") or ""), str(error.get("message") or "")
    except (ValueError, KeyError, TypeError, AttributeError):
        return "", ""
