"""Who may call a worker: only Cloud Tasks and Cloud Scheduler, in the name of the tasks' service account."""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from common.config import Settings
from common.errors import DependencyDown, Forbidden, Unauthenticated

if TYPE_CHECKING:
    from jwt import PyJWKClient

_ISSUERS: Final = ("https://accounts.google.com", "accounts.google.com")
_CHECKED: Final = ".SIGNATURE_REMOVED_BY_GOOGLE"
"""What Cloud Run puts in the place of the signature of a token that it has checked itself.

Source: https://cloud.google.com/run/docs/troubleshooting#signature-removed, as github.com/apigee/registry/README.md and
github.com/einride/iam-go have it (read 2026-11).
"""


@lru_cache(maxsize=4)
def _keys(url: str) -> "PyJWKClient":
    from jwt import PyJWKClient

    return PyJWKClient(url, cache_keys=True, lifespan=3600, timeout=5)


def verify_caller(authorization: str, function: str, settings: Settings) -> None:
    """Checks the OIDC token of a task or a schedule.

    Args:
        authorization: the request's header of that name.
        function: the function that is called; the token must have been made for its URL.
        settings: the account that must have made it, and where the signing keys are.

    Raises:
        Unauthenticated: there is no token, or a wrong or an expired one.
        Forbidden: the token is another account's.
        DependencyDown: the signing keys cannot be fetched now.

    Source: https://cloud.google.com/tasks/docs/creating-http-target-tasks#token (read 2026-11): headers alone
    can be forged by anyone who reaches the function.
    """
    import jwt

    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated("Only Cloud Tasks and Cloud Scheduler may call this.")
    # Where everybody may call, the same words in a token prove nothing.
    is_checked = settings.callers_are_checked and token.endswith(_CHECKED)
    try:
        key = "" if is_checked else _keys(settings.oidc_jwks_url).get_signing_key_from_jwt(token).key
        claims = jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            audience=settings.function_url(function),
            leeway=30,
            options={
                "require": ["exp", "aud", "iss"],
                "verify_signature": not is_checked,
                "verify_exp": True,
                "verify_aud": True,
            },
        )
    except jwt.PyJWKClientConnectionError as error:
        raise DependencyDown("The keys that sign task tokens cannot be fetched now.") from error
    except jwt.PyJWTError as error:
        raise Unauthenticated("The token of the task is not valid for this function.") from error
    if claims.get("iss") not in _ISSUERS or not claims.get("email_verified"):
        raise Unauthenticated("The token of the task is not one of Google's.")
    if claims.get("email") != settings.need("tasks_service_account"):
        raise Forbidden("This account may not call workers.")
