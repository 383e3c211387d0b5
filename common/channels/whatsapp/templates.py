"""Calls to WhatsApp's Business Management API: making, changing, deleting and listing templates."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final, NamedTuple, NoReturn, TypeVar
from urllib.parse import quote

import httpx
from pydantic import Field, JsonValue, ValidationError

from common.channels.base import Blame, SendError
from common.channels.calls import call, credential, retry_after_s
from common.channels.whatsapp.payloads import Required
from common.channels.whatsapp.statuses import by_http_status, rule_for
from common.channels.whatsapp.template_parts import components_of, parameter_format
from common.channels.whatsapp.template_webhooks import category_of, quality_of, reason_of, status_of
from common.channels.wire import Payload, Text
from common.errors import Conflict, DependencyDown, Fault, Invalid, TooManyRequests
from common.models.channel import Account
from common.models.template import ApprovalStatus, Category, Quality, Template

_NAME: Final = "WhatsApp"
PAGE: Final = 100
MOST_PAGES: Final = 70
"""Of `PAGE` templates each; an account has at most 6,000. Source: Meta, "Templates: overview" (2026-05)."""
_FIELDS: Final = "id,name,language,status,category,components,parameter_format,quality_score,rejected_reason"
_CREATES_AN_HOUR: Final = 100
_HOUR_S: Final = 3600
_TOO_MANY: Final = frozenset({4, 17, 613, 80007, 80008})
"""The app, its user, a call, and the account's two limits. Source: Meta, "Graph API: rate limits", read 2026-11."""
_EXISTS: Final = 2388024
_NO_OBJECT: Final = 33
_GONE: Final = frozenset({_NO_OBJECT, 2593002})

_REFUSALS: Final[Mapping[int, tuple[str, str]]] = {
    2388019: ("/name", "The WhatsApp account has as many templates as it may; delete some there."),
    2388023: ("/name", "A template of this name was deleted; WhatsApp takes the name again after 30 days."),
    2388024: ("/name", "WhatsApp has a template of this name in this language already; sync the templates."),
    2388040: ("", "A part of the template is too long."),
    2388043: ("/variables", "The variables lack examples, or have too many."),
    2388047: ("/header", "The header's format is wrong."),
    2388072: ("/body", "The body's format is wrong."),
    2388073: ("/footer", "The footer's format is wrong."),
    2388293: ("/body", "There are too many variables for so few words."),
    2388299: ("/body", "The body may neither begin nor end with a variable."),
}
"""Place and meaning of each subcode. Source: Meta, "Error codes: template creation errors" (2026-05-15)."""

_Answer = TypeVar("_Answer", bound=Payload)


class TemplateRefused(Invalid):
    """WhatsApp does not take the template; its own words are in the sentence."""

    code, title = "template_refused", "WhatsApp does not take the template"


class AccessRefused(Conflict):
    """WhatsApp does not let the channel manage templates."""

    code, title = "access_refused", "WhatsApp does not let this channel manage templates"


class ExistsThere(TemplateRefused):
    """WhatsApp has a template of this name in this language already."""


class GoneThere(TemplateRefused):
    """WhatsApp no longer has the template."""


class _Error(Payload):
    """A refusal, in the words that the management API uses."""

    code: int
    message: Text = ""
    error_subcode: int | None = None
    error_user_title: Text = ""
    error_user_msg: Text = ""
    error_data: dict[str, JsonValue] | str | None = None

    @property
    def said(self) -> str:
        """What Meta says about this one case."""
        details = self.error_data.get("details") if isinstance(self.error_data, dict) else ""
        return self.error_user_msg or (details if isinstance(details, str) else "") or self.message


class _ErrorAnswer(Payload):
    error: _Error


class _Made(Payload):
    id: Required
    status: Text = ""
    category: Text = ""


class _Done(Payload):
    success: bool = False


class _App(Payload):
    id: Required


class _UploadSession(Payload):
    id: Required


class _Handle(Payload):
    h: Required


class _Score(Payload):
    score: Text = ""


class _Listed(Payload):
    id: Required
    name: Required
    language: Required
    status: Text = ""
    category: Text = ""
    components: tuple[JsonValue, ...] = ()
    quality_score: _Score | None = None
    rejected_reason: Text = ""


class _Cursors(Payload):
    after: Text = ""


class _Paging(Payload):
    cursors: _Cursors = _Cursors()
    next: Text = ""


class _ListAnswer(Payload):
    data: Annotated[tuple[_Listed, ...], Field(default=())]
    paging: _Paging = _Paging()


class Submitted(NamedTuple):
    """What Meta made of a submitted template."""

    template_id: str
    status: ApprovalStatus
    category: Category | None


class Listed(NamedTuple):
    """A template as Meta lists it."""

    template_id: str
    name: str
    language: str
    status: ApprovalStatus
    category: Category | None
    quality: Quality
    reason: str
    components: tuple[JsonValue, ...]


class Example(NamedTuple):
    """The file that a header shows, for Meta's reviewers."""

    content: bytes
    mime_type: str
    filename: str


class WhatsAppTemplates:
    """Speaks to the Business Management API over a shared pool of connections.

    Raises, from every call:
        TemplateRefused: Meta does not take it; trying again does not help.
        AccessRefused: Meta does not let the channel's token do it.
        TooManyRequests: too many calls, or more than 100 new templates in an hour.
        DependencyDown: Meta does not answer now; what it did is seen by looking there again.
    """

    def __init__(self, client: httpx.Client, *, base_url: str, version: str, timeout_s: float) -> None:
        """Keeps what every call needs.

        Args:
            client: the pool; see `calls.open_client`.
            base_url: of the Graph API, without its version.
            version: of the Graph API, such as `v24.0`.
            timeout_s: how long an answer may take.
        """
        self._client = client
        self._base_url = base_url.rstrip("/")
        self._version = version
        self._timeout_s = timeout_s

    def create(self, account: Account, template: Template, example: Example | None = None) -> Submitted:
        """Submits a new template for approval.

        Source: Meta, "Templates: create" (2026-05).

        Raises:
            ExistsThere: Meta has one of that name in that language.
        """
        body: dict[str, JsonValue] = {
            "name": template.name,
            "language": template.language,
            "category": template.category.upper(),
            "parameter_format": parameter_format(template),
            "components": components_of(template, self._handle(account, example)),
        }
        made = _read(_Made, self._call(account, "POST", f"{account.account_id}/message_templates", json=body))
        return Submitted(made.id, status_of(made.status), category_of(made.category))

    def edit(
        self, account: Account, id_: str, template: Template, example: Example | None = None, *, category: bool
    ) -> None:
        """Submits a template again with other components.

        Args:
            account: whose it is.
            id_: Meta's id of it.
            template: what it is to say.
            example: the file of its header.
            category: whether to ask for its category too, which Meta refuses for an approved template.

        Source: Meta, "Templates: edit" (2026-05): once a day and ten times a month, unless it was rejected or paused.

        Raises:
            GoneThere: Meta does not have it any more.
        """
        body: dict[str, JsonValue] = {"components": components_of(template, self._handle(account, example))}
        if category:
            body["category"] = template.category.upper()
        _read(_Done, self._call(account, "POST", id_, json=body))

    def delete(self, account: Account, name: str, id_: str) -> bool:
        """Deletes a template in one language; False if Meta does not have it any more."""
        params = {"name": name, "hsm_id": id_}
        try:
            self._call(account, "DELETE", f"{account.account_id}/message_templates", params=params)
        except GoneThere:
            return False
        return True

    def find(self, account: Account, name: str, language: str) -> Listed | None:
        """The template of that name in that language."""
        found = self._list(account, {"name": name})
        return next((each for each in found if (each.name, each.language) == (name, language)), None)

    def list_all(self, account: Account) -> Iterator[Listed]:
        """Every template of the account, page by page."""
        return self._list(account, {})

    def _list(self, account: Account, params: Mapping[str, str]) -> Iterator[Listed]:
        after: dict[str, str] = {}
        for _ in range(MOST_PAGES):
            query = {"fields": _FIELDS, "limit": str(PAGE), **params, **after}
            page = _read(_ListAnswer, self._call(account, "GET", f"{account.account_id}/message_templates", query))
            for each in page.data:
                yield Listed(
                    template_id=each.id,
                    name=each.name,
                    language=each.language,
                    status=status_of(each.status),
                    category=category_of(each.category),
                    quality=quality_of(each.quality_score.score if each.quality_score else ""),
                    reason=reason_of(each.rejected_reason),
                    components=each.components,
                )
            if not page.paging.next or not page.paging.cursors.after:
                return
            after = {"after": page.paging.cursors.after}

    def _handle(self, account: Account, example: Example | None) -> str:
        """Uploads a header's file for the reviewers, and returns what Meta calls it.

        Source: Meta, "Resumable Upload API" (read 2026-11); `app` is the app of the token.
        """
        if example is None:
            return ""
        app = _read(_App, self._call(account, "GET", "app", {"fields": "id"}))
        params = {
            "file_name": example.filename or "example",
            "file_length": str(len(example.content)),
            "file_type": example.mime_type,
        }
        session = _read(_UploadSession, self._call(account, "POST", f"{app.id}/uploads", params))
        answer = self._call(account, "POST", session.id, content=example.content)
        return _read(_Handle, answer).h

    def _call(
        self,
        account: Account,
        method: str,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        json: Mapping[str, JsonValue] | None = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        headers = {"authorization": f"Bearer {credential(account.credentials, 'access_token')}"}
        if content is not None:
            headers |= {
                "authorization": f"OAuth {credential(account.credentials, 'access_token')}",
                "file_offset": "0",
            }
        try:
            response = call(
                self._client,
                method,
                f"{self._base_url}/{self._version}/{quote(path, safe='/:?=&')}",
                provider=_NAME,
                read_timeout_s=self._timeout_s,
                headers=headers,
                params=params,
                json=json,
                content=content,
            )
        except SendError as error:
            if error.blame is Blame.CHANNEL:
                raise AccessRefused(error.detail) from error
            raise DependencyDown("WhatsApp does not answer now; try again in a minute.", retry_after_s=30) from error
        if not response.is_success:
            _refuse(response, account, about_account=path.startswith(f"{account.account_id}/"))
        return response


def _read(model: type[_Answer], response: httpx.Response) -> _Answer:
    try:
        return model.model_validate_json(response.content)
    except ValidationError:
        raise DependencyDown("WhatsApp answered in a way that we cannot read; sync the templates.") from None


def _refuse(response: httpx.Response, account: Account, *, about_account: bool) -> NoReturn:
    try:
        error = _ErrorAnswer.model_validate_json(response.content).error
    except ValidationError:
        error = None
    if error is None:
        raise DependencyDown(by_http_status(-1, response.status_code).detail, retry_after_s=retry_after_s(response))
    said = error.said.replace(credential(account.credentials, "access_token"), "…")[:500]
    rule = rule_for(error.code, response.status_code)
    if error.code in _TOO_MANY or rule.blame is Blame.THROTTLE:
        raise TooManyRequests(
            f"WhatsApp takes {_CREATES_AN_HOUR} new templates an hour and a limited number of calls; wait. It says: "
            f"{said}",
            retry_after_s=retry_after_s(response) or _HOUR_S,
        )
    if rule.blame is Blame.CHANNEL or (about_account and error.error_subcode == _NO_OBJECT):
        raise AccessRefused(f"WhatsApp does not let this channel manage the account's templates. It says: {said}")
    if rule.blame is Blame.TRANSIENT:
        raise DependencyDown(rule.detail, retry_after_s=retry_after_s(response) or rule.retry_after_s)
    pointer, meaning = _REFUSALS.get(error.error_subcode or 0, ("", "WhatsApp does not take the template."))
    refusal = {_EXISTS: ExistsThere, **dict.fromkeys(_GONE, GoneThere)}.get(error.error_subcode or 0, TemplateRefused)
    raise refusal(f"{meaning} WhatsApp says: {said}", faults=[Fault(pointer or _place(said), said)])


def _place(said: str) -> str:
    """The part that Meta's words are about, where they begin with its name."""
    first = said.split(" ", 1)[0].strip(":,.").lower()
    return {"header": "/header", "body": "/body", "footer": "/footer", "buttons": "/buttons", "name": "/name"}.get(
        first, ""
    )
