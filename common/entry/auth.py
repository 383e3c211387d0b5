"""Who calls the API: a person with a Firebase ID token, or a program with an API key; the tenant comes from these."""

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

from werkzeug.datastructures import Headers

from common.clock import Clock
from common.config import Settings
from common.errors import DependencyDown, Forbidden, Unauthenticated
from common.models.ids import MemberId, TenantId
from common.models.tenant import ROLE_RANK, ApiKey, Caller, Member, Person, Role

if TYPE_CHECKING:
    from jwt import PyJWKClient

FIREBASE_KEYS: Final = "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com"
"""Source: https://firebase.google.com/docs/auth/admin/verify-id-tokens (read 2026-11)."""


class Directory(Protocol):
    """Looks up who may do what; each look-up sees a removal at once."""

    def find_member(self, t: TenantId, uid: str) -> Member | None:
        """The person, if they work in the tenant."""
        ...

    def find_api_key(self, key: str) -> tuple[TenantId, ApiKey] | None:
        """What the API key may do, and where."""
        ...

    def use_key(self, t: TenantId, key: ApiKey, now: datetime) -> None:
        """Counts a call.

        Raises:
            TooManyRequests: the key has made too many this minute.
        """
        ...


class Authenticator:
    """Tells who calls."""

    def __init__(self, directory: Directory, settings: Settings, clock: Clock) -> None:
        self._directory = directory
        self._settings = settings
        self._clock = clock

    def __call__(self, headers: Headers) -> Caller:
        """The caller of a request with `headers`.

        Raises:
            Unauthenticated: there is no proof, or a wrong or an expired one.
            TooManyRequests: the API key has made too many calls this minute.
            Forbidden: the person does not work in the tenant of `X-Tenant-Id`.
        """
        if key := headers.get("X-API-Key"):
            return self._key_caller(key)
        person = self.verify_person(headers)
        tenant_id = TenantId(headers.get("X-Tenant-Id", ""))
        if not tenant_id:
            raise Forbidden("Say in the header X-Tenant-Id which workspace you mean.")
        member = self._directory.find_member(tenant_id, person.uid)
        if member is None:
            raise Forbidden("You do not work in this workspace.")
        return Caller(
            tenant_id=tenant_id, role=member.role, id=member.id, name=member.name or person.name or person.email
        )

    def verify_person(self, headers: Headers) -> Person:
        """The person whose Firebase ID token came along.

        Raises:
            Unauthenticated: there is no token, or a wrong or an expired one.
        """
        scheme, _, token = headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated("Send a Firebase ID token as `Authorization: Bearer`, or an API key as `X-API-Key`.")
        claims = _firebase_claims(token, self._settings)
        return Person(
            uid=MemberId(str(claims["sub"])),
            email=str(claims.get("email") or ""),
            email_verified=claims.get("email_verified") is True,
            name=str(claims.get("name") or ""),
        )

    def _key_caller(self, key: str) -> Caller:
        known = self._directory.find_api_key(key)
        if known is None:
            raise Unauthenticated("This API key is not known.")
        tenant_id, record = known
        if record.revoked_at is not None:
            raise Unauthenticated("This API key has been revoked.")
        now = self._clock.now()
        if record.expires_at is not None and record.expires_at <= now:
            raise Unauthenticated("This API key has expired.")
        self._directory.use_key(tenant_id, record, now)
        return Caller(tenant_id=tenant_id, role=record.role, id=f"key:{record.id}", name=record.name)


def demand_role(caller: Caller, least: Role) -> None:
    """Checks that the caller may do what takes `least`.

    Raises:
        Forbidden: they may not.
    """
    if ROLE_RANK[caller.role] < ROLE_RANK[least]:
        raise Forbidden(f"This takes the role {least}; yours is {caller.role}.")


@lru_cache(maxsize=2)
def _keys(url: str) -> "PyJWKClient":
    from jwt import PyJWKClient

    return PyJWKClient(url, cache_keys=True, lifespan=3600, timeout=5)


def _firebase_claims(token: str, settings: Settings) -> dict[str, object]:
    import jwt

    project = settings.google_cloud_project
    checks = {"audience": project, "issuer": f"https://securetoken.google.com/{project}", "leeway": 30}
    required = {"require": ["exp", "iat", "sub", "aud", "iss"]}
    try:
        if settings.firebase_auth_emulator_host:
            # The emulator's tokens carry no signature (alg none); everything else is checked all the same.
            unsigned = {"verify_signature": False, "verify_exp": True, "verify_aud": True, "verify_iss": True}
            options = {**required, **unsigned}
            claims: dict[str, object] = jwt.decode(token, options=options, **checks)  # type: ignore[arg-type]
        else:
            key = _keys(FIREBASE_KEYS).get_signing_key_from_jwt(token)
            claims = jwt.decode(token, key.key, algorithms=["RS256"], options=required, **checks)  # type: ignore[arg-type]
    except jwt.PyJWKClientConnectionError as error:
        raise DependencyDown("Google's sign-in keys cannot be fetched now.", retry_after_s=2) from error
    except jwt.ExpiredSignatureError as error:
        raise Unauthenticated("Your sign-in has expired; sign in again.") from error
    except jwt.PyJWTError as error:
        raise Unauthenticated("The ID token is not valid here; sign in again.") from error
    if not claims.get("sub"):
        raise Unauthenticated("The ID token names nobody; sign in again.")
    return claims
