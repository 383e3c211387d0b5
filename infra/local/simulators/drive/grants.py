"""Who allowed what: codes, grants, refresh tokens and access tokens of the simulated Google accounts.

Source: https://developers.google.com/identity/protocols/oauth2/web-server and
https://developers.google.com/identity/protocols/oauth2#expiration (read 2026-11).
"""

import base64
import hashlib
import secrets
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from infra.local.simulators.contracts import Clock
from infra.local.simulators.drive.errors import OAuthError, unauthenticated
from infra.local.simulators.store import Records

KIND: Final = "drive_grant"
SCOPE: Final = "https://www.googleapis.com/auth/drive.file"
CODE_LIVES_S: Final = 600.0
ACCESS_LIVES_S: Final = 3599.0
TESTING_LIVES_S: Final = 7 * 86_400
"""How long a refresh token lives while the consent screen is in its mode `Testing`."""
TOKENS_MOST: Final = 100
"""More live refresh tokens of one account and client make the oldest end."""


class Asked(BaseModel):
    """What an app asks a person for."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    client_id: str
    redirect_uri: str
    response_type: str
    scope: str
    state: str = ""
    code_challenge: str = ""
    code_challenge_method: str = "plain"
    access_type: str = "online"
    prompt: str = ""
    login_hint: str = ""


class Grant(BaseModel):
    """One refresh token and what it allows."""

    token: str
    email: str
    scopes: list[str]
    created_s: float
    expires_s: float | None = None


class _Code(NamedTuple):
    asked: Asked
    email: str
    scopes: list[str]
    testing: bool
    expires_s: float


class Access(NamedTuple):
    """What an access token allows."""

    email: str
    scopes: list[str]
    expires_s: float
    refresh_token: str


class Issued(NamedTuple):
    """What the token endpoint hands out."""

    access_token: str
    scopes: list[str]
    refresh_token: str = ""
    refresh_lives_s: int | None = None


class Grants:
    """All of them; access tokens and codes live in memory alone, so that a restart is like their end."""

    def __init__(self, records: Records, clock: Clock) -> None:
        self._records = records
        self._clock = clock
        self._grants = {grant.token: grant for grant in map(Grant.model_validate_json, records.load(KIND))}
        self._codes: dict[str, _Code] = {}
        self._access: dict[str, Access] = {}

    def allow(self, asked: Asked, email: str, scopes: list[str], *, testing: bool) -> str:
        """A person agrees; the code that the app gets."""
        code = "4/0A" + secrets.token_urlsafe(32)
        self._codes[code] = _Code(asked, email, scopes, testing, self._clock.now() + CODE_LIVES_S)
        return code

    def redeem(self, code: str, verifier: str, redirect_uri: str) -> Issued:
        """Tokens for a code, once.

        Raises:
            OAuthError: `invalid_grant`.
        """
        known = self._codes.pop(code, None)
        if known is None or known.expires_s <= self._clock.now():
            raise OAuthError("invalid_grant", "Malformed auth code.")
        if redirect_uri != known.asked.redirect_uri:
            raise OAuthError("redirect_uri_mismatch", "Bad Request")
        if known.asked.code_challenge and _challenge(verifier, known.asked) != known.asked.code_challenge:
            raise OAuthError("invalid_grant", "Invalid code verifier.")
        refresh, lives_s = "", None
        if known.asked.access_type == "offline" and ("consent" in known.asked.prompt or not self._of(known.email)):
            lives_s = TESTING_LIVES_S if known.testing else None
            refresh = self._keep(known.email, known.scopes, lives_s)
        return Issued(self._access_for(known.email, known.scopes, refresh), known.scopes, refresh, lives_s)

    def refresh(self, token: str) -> Issued:
        """A new access token.

        Raises:
            OAuthError: `invalid_grant`, since the token was revoked, is too old, or never was.
        """
        grant = self._grants.get(token)
        if grant is None or (grant.expires_s is not None and grant.expires_s <= self._clock.now()):
            raise OAuthError("invalid_grant", "Token has been expired or revoked.")
        return Issued(self._access_for(grant.email, grant.scopes, token), grant.scopes)

    def verify(self, access_token: str) -> Access:
        """What an access token allows.

        Raises:
            GoogleError: 401.
        """
        access = self._access.get(access_token)
        if access is None or access.expires_s <= self._clock.now():
            raise unauthenticated()
        return access

    def revoke(self, token: str) -> bool:
        """Ends every grant of the account that a refresh or access token belongs to; False if it is not known."""
        if token in self._grants:
            self.revoke_account(self._grants[token].email)
            return True
        if token in self._access:
            self.revoke_account(self._access[token].email)
            return True
        return False

    def revoke_account(self, email: str) -> int:
        """A person takes the app's access away; how many refresh tokens end with it."""
        ended = self._of(email)
        for grant in ended:
            self._drop(grant)
        self._access = {token: access for token, access in self._access.items() if access.email != email}
        return len(ended)

    def accounts(self) -> list[str]:
        """Every account that allowed something, the newest first."""
        newest = sorted(self._grants.values(), key=lambda grant: -grant.created_s)
        return list(dict.fromkeys(grant.email for grant in newest))

    def _of(self, email: str) -> list[Grant]:
        return [grant for grant in self._grants.values() if grant.email == email]

    def _keep(self, email: str, scopes: list[str], lives_s: float | None) -> str:
        now = self._clock.now()
        expires_s = None if lives_s is None else now + lives_s
        grant = Grant(
            token="1//0" + secrets.token_urlsafe(48), email=email, scopes=scopes, created_s=now, expires_s=expires_s
        )
        for oldest in self._of(email)[: 1 - TOKENS_MOST]:
            self._drop(oldest)
        self._grants[grant.token] = grant
        self._records.put(KIND, grant.token, grant.model_dump_json())
        return grant.token

    def _drop(self, grant: Grant) -> None:
        self._grants.pop(grant.token, None)
        self._records.drop(KIND, grant.token)

    def _access_for(self, email: str, scopes: list[str], refresh_token: str) -> str:
        token = "ya29." + secrets.token_urlsafe(64)
        now = self._clock.now()
        self._access = {key: access for key, access in self._access.items() if access.expires_s > now}
        self._access[token] = Access(email, scopes, now + ACCESS_LIVES_S, refresh_token)
        return token


def _challenge(verifier: str, asked: Asked) -> str:
    if asked.code_challenge_method == "plain":
        return verifier
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
