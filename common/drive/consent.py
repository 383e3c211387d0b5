"""A person's consent to use their Drive: the page that asks for it, and the tokens that come of it (OAuth 2, PKCE).

Source: https://developers.google.com/identity/protocols/oauth2/web-server (read 2026-11).
"""

import base64
import hashlib
import json
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from common.config import Settings
from common.drive.errors import token_refusal, translated
from common.errors import AppError
from common.models.drive import DriveDown
from common.models.drive_link import RefreshToken

SCOPE: Final = "https://www.googleapis.com/auth/drive.file"
"""Only the files that we make ourselves."""


class Grant(NamedTuple):
    """What a person allowed."""

    refresh_token: RefreshToken
    """Empty where Google gave none."""
    scopes: frozenset[str]
    """What was granted, which can be less than we asked for: each scope has a box to untick."""
    expires_in_s: int | None
    """How long the refresh token lives, in seconds, where Google says so."""


class Consent:
    """Asks for, redeems and gives back consents in the name of our OAuth client."""

    def __init__(self, have: Settings) -> None:
        self._have = have

    def url(self, *, state: str, verifier: str, redirect_uri: str, login_hint: str = "") -> str:
        """The page to which the person's browser goes.

        Args:
            state: comes back with the answer.
            verifier: PKCE's secret, of 43 to 128 characters, of which the page learns the hash.
            redirect_uri: where the answer goes.
            login_hint: the address of the account that was linked before.
        """
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        asked = {
            "client_id": self._have.need("google_client_id"),
            "redirect_uri": redirect_uri,
            "response_type": "code",
            "scope": SCOPE,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            # Without both, a second consent brings no refresh token.
            "access_type": "offline",
            "prompt": "consent",
        }
        hint = {"login_hint": login_hint} if login_hint else {}
        return f"{self._have.google_consent_url}?{urlencode(asked | hint)}"

    def redeem(self, code: str, *, verifier: str, redirect_uri: str) -> Grant:
        """Turns the answer's code into tokens; works once for each code.

        Raises:
            DriveRefused: the code is old, was used, or is not of this consent.
            DriveDown: Google does not answer.
            Misconfigured: Google does not know our client.
        """
        said = self._post(
            self._have.google_token_url,
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            redirect_uri=redirect_uri,
            client_id=self._have.need("google_client_id"),
            client_secret=self._have.need("google_client_secret"),
        )
        lives_s = said.get("refresh_token_expires_in")
        return Grant(
            RefreshToken(str(said.get("refresh_token") or "")),
            frozenset(str(said.get("scope") or "").split()),
            int(lives_s) if lives_s else None,
        )

    def revoke(self, token: RefreshToken) -> None:
        """Gives a permission back; that it is gone already is fine.

        It ends every link between our OAuth client and that Google account, not this one alone.

        Raises:
            DriveDown: Google does not answer.
        """
        try:
            self._post(self._have.google_revoke_url, token=token)
        except DriveDown:
            raise
        except AppError:
            return

    def _post(self, url: str, **form: str) -> dict[str, Any]:
        from google_auth_httplib2 import Request
        from googleapiclient.http import build_http

        http = build_http()
        http.timeout = self._have.provider_timeout_s
        with translated():
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            answer = Request(http)(url, method="POST", body=urlencode(form).encode(), headers=headers)
        if answer.status >= 500 or answer.status == 429:
            raise DriveDown("Google's sign-in does not answer now. Try again.", retry_after_s=5)
        try:
            said = json.loads(answer.data or b"{}")
        except ValueError:
            said = {}
        if answer.status >= 400:
            raise token_refusal(str(said.get("error", "")))
        return said if isinstance(said, dict) else {}
