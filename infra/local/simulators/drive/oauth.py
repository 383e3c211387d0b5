"""Google's pages and endpoints of OAuth 2: consent, `/token` and `/revoke`.

The consent page answers by itself with `auto=approve`, `auto=untick` (the person unticks the box) or `auto=deny`, which
only tests add; `account=` names the Google account and `testing=1` puts the app's consent screen into `Testing`.
"""

import html
from collections.abc import Awaitable, Callable, Mapping
from string import Template
from typing import Final
from urllib.parse import urlencode, urlsplit

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from infra.local.settings import GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET
from infra.local.simulators.contracts import Faults, Json
from infra.local.simulators.drive.errors import OAuthError
from infra.local.simulators.drive.grants import ACCESS_LIVES_S, SCOPE, Asked, Grants, Issued

ACCOUNT: Final = "backups@gmail.test"
"""The account that the page offers first."""
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}
Endpoint = Callable[[Request], Awaitable[Response]]


class OAuthApi:
    """Google's side of the link, for the stack's one client."""

    def __init__(self, *, grants: Grants, faults: Faults) -> None:
        self._grants = grants
        self._faults = faults

    def routes(self) -> list[Route]:
        """Every path, relative to the mount."""
        return [
            Route("/o/oauth2/v2/auth", self._page, methods=["GET"]),
            Route("/o/oauth2/v2/approve", self._approve, methods=["POST"]),
            Route("/token", _explained(self._token), methods=["POST"]),
            Route("/revoke", _explained(self._revoke), methods=["POST"]),
        ]

    async def _page(self, request: Request) -> Response:
        asked = _asked(request.query_params)
        if isinstance(asked, str):
            return _error_page(asked)
        account = request.query_params.get("account") or asked.login_hint or ACCOUNT
        auto = request.query_params.get("auto")
        if auto is None:
            return HTMLResponse(_consent_page(asked, account, self._grants.accounts()), headers=_HEADERS)
        testing = request.query_params.get("testing") == "1"
        return self._answer(asked, account, agreed=auto != "deny", ticked=auto != "untick", testing=testing)

    async def _approve(self, request: Request) -> Response:
        async with request.form() as form:
            given = {name: str(value) for name, value in form.items()}
        asked = _asked(given)
        if isinstance(asked, str):
            return _error_page(asked)
        account = given.get("account", "").strip() or ACCOUNT
        agreed, ticked = given.get("answer") == "continue", "ticked" in given
        return self._answer(asked, account, agreed=agreed, ticked=ticked, testing="testing" in given)

    def _answer(self, asked: Asked, email: str, *, agreed: bool, ticked: bool, testing: bool) -> Response:
        back: dict[str, str] = {"state": asked.state} if asked.state else {}
        if agreed:
            scopes = asked.scope.split() if ticked else []
            back |= {"code": self._grants.allow(asked, email, scopes, testing=testing), "scope": " ".join(scopes)}
        else:
            back |= {"error": "access_denied"}
        return RedirectResponse(f"{asked.redirect_uri}?{urlencode(back)}", 303, {"Cache-Control": "no-store"})

    async def _token(self, request: Request) -> Response:
        async with request.form() as form:
            given = {name: str(value) for name, value in form.items()}
        if (given.get("client_id"), given.get("client_secret")) != (GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET):
            raise OAuthError("invalid_client", "Unauthorized", 401)
        match given.get("grant_type"):
            case "authorization_code":
                issued = self._grants.redeem(
                    given.get("code", ""), given.get("code_verifier", ""), given.get("redirect_uri", "")
                )
            case "refresh_token":
                token = given.get("refresh_token", "")
                if self._faults.take("drive", only=("revoked",)):
                    self._grants.revoke(token)
                issued = self._grants.refresh(token)
            case other:
                raise OAuthError("unsupported_grant_type", f"Invalid grant_type: {other}")
        return JSONResponse(_issued(issued), headers={"Cache-Control": "no-store"})

    async def _revoke(self, request: Request) -> Response:
        async with request.form() as form:
            token = str(form.get("token") or request.query_params.get("token") or "")
        if not self._grants.revoke(token):
            raise OAuthError("invalid_token", "Token expired or revoked")
        return JSONResponse({})


def _explained(endpoint: Endpoint) -> Endpoint:
    async def explained(request: Request) -> Response:
        try:
            return await endpoint(request)
        except OAuthError as error:
            return error.response()

    return explained


def _issued(issued: Issued) -> Json:
    body: Json = {
        "access_token": issued.access_token,
        "expires_in": int(ACCESS_LIVES_S),
        "scope": " ".join(issued.scopes),
        "token_type": "Bearer",
    }
    if issued.refresh_token:
        body["refresh_token"] = issued.refresh_token
    if issued.refresh_lives_s is not None:
        body["refresh_token_expires_in"] = issued.refresh_lives_s
    return body


def _asked(given: Mapping[str, str]) -> Asked | str:
    """What an app asks for, or why Google does not let it."""
    try:
        asked = Asked.model_validate(dict(given))
    except ValidationError as error:
        return f"Error 400: invalid_request. Missing: {', '.join(str(e['loc'][0]) for e in error.errors())}."
    if asked.client_id != GOOGLE_CLIENT_ID:
        return "Error 401: invalid_client. The OAuth client was not found."
    if urlsplit(asked.redirect_uri).hostname not in ("127.0.0.1", "localhost"):
        return "Error 400: redirect_uri_mismatch."
    if asked.response_type != "code" or asked.scope.split() != [SCOPE]:
        return f"Error 400: invalid_scope. The stand-in knows response_type=code and the scope {SCOPE}."
    return asked


def _error_page(message: str) -> Response:
    body = f'<h1>Access blocked</h1><p role="alert">{html.escape(message)}</p>'
    return HTMLResponse(_FRAME.substitute(title="Access blocked", body=body), 400, _HEADERS)


def _consent_page(asked: Asked, account: str, known: list[str]) -> str:
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(str(value), quote=True)}">'
        for name, value in asked.model_dump().items()
    )
    options = "".join(f'<option value="{html.escape(each, quote=True)}">' for each in known)
    body = _CONSENT.substitute(hidden=hidden, account=html.escape(account, quote=True), options=options)
    return _FRAME.substitute(title="Sign in with Google (stand-in)", body=body)


_FRAME: Final = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>$title</title><style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: light-dark(#c7cbd1, #4a5058) }
body { margin: 0; background: light-dark(#f0f4f9, #1e1f20); color: light-dark(#1f1f1f, #e3e3e3) }
main { max-width: 30rem; margin: 8vh auto; padding: 1.5rem; border-radius: 20px; background: light-dark(#fff, #131314) }
h1 { font-size: 1.5rem; margin: .5rem 0 } .muted { color: light-dark(#4d5156, #b8bcc2); font-size: .9rem }
label { display: block; margin: 1rem 0 } label.box { display: grid; grid-template-columns: auto 1fr; gap: .6rem }
input[type=email] { display: block; box-sizing: border-box; width: 100%; margin-top: .3rem; padding: .6rem;
  font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 8px }
.row { display: flex; gap: .8rem; justify-content: end; margin-top: 1.5rem; flex-wrap: wrap }
button { font: inherit; font-weight: 600; padding: .55rem 1.4rem; border-radius: 999px; cursor: pointer;
  border: 1px solid var(--line); background: transparent; color: inherit }
button.primary { background: light-dark(#0b57d0, #a8c7fa); color: light-dark(#fff, #062e6f); border-color: transparent }
:focus-visible { outline: 3px solid light-dark(#0b57d0, #a8c7fa); outline-offset: 2px }
</style></head><body><main>$body</main></body></html>
""")
_CONSENT: Final = Template("""<p class="muted">This page stands in for Google. Local stack only.</p>
<h1>WhatsDeX wants access to your Google Account</h1>
<form method="post" action="approve">$hidden
<label>Google Account
<input type="email" name="account" value="$account" list="known" required autocomplete="off"></label>
<datalist id="known">$options</datalist>
<label class="box"><input type="checkbox" name="ticked" checked>
<span>See, edit, create and delete only the specific Google Drive files that you use with this app</span></label>
<label class="box"><input type="checkbox" name="testing">
<span>The app's consent screen is in “Testing”<br>
<span class="muted">Google then ends the link after 7 days; not a choice on the real page.</span></span></label>
<div class="row"><button name="answer" value="cancel" formnovalidate>Cancel</button>
<button class="primary" name="answer" value="continue">Continue</button></div>
</form>""")
