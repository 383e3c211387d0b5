"""Calls to WhatsApp's Cloud API: sending, fetching media, and looking whether a channel works."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, NoReturn, TypeVar
from urllib.parse import quote, urlsplit

import httpx
from pydantic import JsonValue, ValidationError

from common.channels.base import AccountHealth, Blame, MediaGone, MediaStream, Outgoing, SendError, Sent
from common.channels.calls import (
    Upload,
    call,
    chunks,
    credential,
    media_error,
    open_stream,
    retry_after_s,
    size_bytes,
    unreadable,
)
from common.channels.whatsapp import requests
from common.channels.whatsapp.inbound import is_bsuid
from common.channels.whatsapp.limits import messaging_limit
from common.channels.whatsapp.messages import sha256_hex
from common.channels.whatsapp.payloads import ErrorAnswer, MediaAnswer, NumberAnswer, SendAnswer, UploadAnswer
from common.channels.whatsapp.statuses import by_http_status, explain, rule_for
from common.channels.wire import Payload
from common.errors import DependencyDown
from common.models.channel import Account, Provider

_NAME: Final = "WhatsApp"
_NUMBER_FIELDS: Final = "display_phone_number,verified_name,whatsapp_business_manager_messaging_limit"
_MEDIA_HOSTS: Final = ("fbsbx.com", "facebook.com", "whatsapp.net")
_MEDIA_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
_FOR_NOW: Final = frozenset({Blame.TRANSIENT, Blame.THROTTLE})

_Answer = TypeVar("_Answer", bound=Payload)


class WhatsAppSender:
    """Speaks to the Cloud API over a shared pool of connections."""

    provider = Provider.WHATSAPP

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

    def send(self, account: Account, message: Outgoing) -> Sent:
        """Sends one message, once; media is uploaded first, since WhatsApp often cannot fetch it by a link.

        Source: Meta, "Messages API reference" (2026-05-21); chatwoot #15702 on links.

        Raises:
            SendError: it did not end well; `outcome` says whether WhatsApp may have taken it.
        """
        requests.check(message)
        media_id = self._upload(account, message) if requests.media_kind(message) else ""
        body = requests.build(message, media_id)
        answer = _read(SendAnswer, self._post(account, "messages", body))
        person = answer.contacts[0] if answer.contacts else None
        used = (person.user_id if is_bsuid(message.address) else person.wa_id) if person else ""
        return Sent(answer.messages[0].id, used if used != message.address else "")

    def mark_read(self, account: Account, provider_message_id: str, *, typing: bool = False) -> None:
        """Marks a message, and those before it, as read; `typing` also shows that we write, for at most 25 s.

        Source: Meta, "Typing indicators" (2026-06-17).

        Raises:
            SendError: WhatsApp did not take it; nothing depends on it.
        """
        body: dict[str, JsonValue] = {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": provider_message_id,
        }
        if typing:
            body["typing_indicator"] = {"type": "text"}
        self._post(account, "messages", body, repeatable=True)

    def typing(self, account: Account, address: str, provider_message_id: str) -> None:
        """Shows the contact at `address` that we write; on WhatsApp this also marks their message as read.

        Raises:
            SendError: WhatsApp did not take it; nothing depends on it.
        """
        self.mark_read(account, provider_message_id, typing=True)

    def check(self, account: Account) -> AccountHealth:
        """Asks for the phone number in the account's name.

        Raises:
            DependencyDown: WhatsApp does not answer now.
        """
        try:
            response = self._get(account, account.identifier, {"fields": _NUMBER_FIELDS})
            number = _read(NumberAnswer, response, repeatable=True)
        except SendError as error:
            if error.blame in _FOR_NOW:
                raise DependencyDown(error.detail, retry_after_s=error.retry_after_s) from error
            return AccountHealth(ok=False, detail=error.detail)
        address = number.display_phone_number
        return AccountHealth(
            ok=True,
            detail=f"WhatsApp answers for {address}.",
            address=address,
            name=number.verified_name,
            messaging_limit=messaging_limit(number.whatsapp_business_manager_messaging_limit),
        )

    def subscribe(self, account: Account) -> None:
        """Has Meta post what happens in the account's WhatsApp Business Account; harmless to repeat.

        It also proves that the token may speak for that Business Account.

        Source: Meta, "Subscribed apps" of the WhatsApp Business Management API (read 2026-11).

        Raises:
            SendError: Meta did not take it.
        """
        self._call(account, "POST", f"{account.account_id}/subscribed_apps", repeatable=True)

    @contextmanager
    def open_media(self, account: Account, provider_media_id: str) -> Iterator[MediaStream]:
        """Opens an inbound media: asks where it is, then reads it there within the five minutes that the address lives.

        Source: Meta, "Media" (2026-06-16).

        Raises:
            MediaGone: WhatsApp no longer has it.
            ChannelRefused: WhatsApp refuses this channel for now.
            DependencyDown: WhatsApp does not answer, or does not work.
        """
        media = self._find_media(account, provider_media_id)
        with open_stream(
            self._client,
            media.url,
            provider=_NAME,
            read_timeout_s=self._timeout_s,
            headers={**_authorization(account), "accept-encoding": "identity"},
        ) as response:
            yield MediaStream(
                chunks=chunks(response, _NAME),
                mime_type=media.mime_type.split(";")[0].strip().lower(),
                size_bytes=media.file_size if media.file_size is not None else size_bytes(response),
                sha256=sha256_hex(media.sha256),
            )

    def _find_media(self, account: Account, media_id: str) -> MediaAnswer:
        if not _MEDIA_ID.fullmatch(media_id):
            raise MediaGone("The media has no id under which WhatsApp could find it")
        try:
            media = _read(MediaAnswer, self._get(account, media_id, {}), repeatable=True)
        except SendError as error:
            raise media_error(error, "WhatsApp no longer has the media; ask the contact to send it again") from error
        if not self._may_fetch(media.url):
            raise MediaGone("WhatsApp named a place for the media that is not its own")
        return media

    def _may_fetch(self, url: str) -> bool:
        """Whether our token may go to `url`: to Meta's hosts over TLS, or to where the Graph API is for us."""
        try:
            there, home = urlsplit(url), urlsplit(self._base_url)
            same = (there.scheme, there.hostname, there.port) == (home.scheme, home.hostname, home.port)
        except ValueError:
            return False
        host = there.hostname or ""
        ours = any(host == name or host.endswith(f".{name}") for name in _MEDIA_HOSTS)
        return there.username is None and (same or (there.scheme == "https" and ours))

    def _upload(self, account: Account, message: Outgoing) -> str:
        media = message.media
        if media is None:
            raise requests.refuse("The message's file is missing; attach it again.", Blame.MEDIA, "no_media")
        try:
            response = self._call(
                account,
                "POST",
                f"{account.identifier}/media",
                form={"messaging_product": "whatsapp", "type": media.mime_type},
                upload=Upload("file", media.filename or "file", media.content, media.mime_type),
                repeatable=True,
            )
        except SendError as error:
            if error.blame is not Blame.REQUEST:
                raise
            raise SendError(
                f"WhatsApp did not take the file; try another format. {error.detail}",
                outcome=error.outcome,
                blame=Blame.MEDIA,
                provider_code=error.provider_code,
            ) from error
        return _read(UploadAnswer, response, repeatable=True).id

    def _post(
        self, account: Account, edge: str, body: Mapping[str, JsonValue], *, repeatable: bool = False
    ) -> httpx.Response:
        return self._call(account, "POST", f"{account.identifier}/{edge}", json=body, repeatable=repeatable)

    def _get(self, account: Account, path: str, params: Mapping[str, str]) -> httpx.Response:
        return self._call(account, "GET", path, params=params, repeatable=True)

    def _call(
        self,
        account: Account,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: Mapping[str, JsonValue] | None = None,
        form: Mapping[str, str] | None = None,
        upload: Upload | None = None,
        repeatable: bool = False,
    ) -> httpx.Response:
        headers = _authorization(account)
        response = call(
            self._client,
            method,
            f"{self._base_url}/{self._version}/{quote(path)}",
            provider=_NAME,
            read_timeout_s=self._timeout_s,
            headers=headers,
            params=params,
            json=json,
            form=form,
            upload=upload,
            repeatable=repeatable,
        )
        if not response.is_success:
            _refuse(response, account)
        return response


def _authorization(account: Account) -> dict[str, str]:
    return {"authorization": f"Bearer {credential(account.credentials, 'access_token')}"}


def _read(model: type[_Answer], response: httpx.Response, *, repeatable: bool = False) -> _Answer:
    try:
        return model.model_validate_json(response.content)
    except ValidationError:
        raise unreadable(_NAME, repeatable=repeatable) from None


def _refuse(response: httpx.Response, account: Account) -> NoReturn:
    try:
        error = ErrorAnswer.model_validate_json(response.content).error
    except ValidationError:
        error = None
    if error is None:
        rule, code, details = by_http_status(-1, response.status_code), f"http_{response.status_code}", ""
    else:
        rule, code = rule_for(error.code, response.status_code), str(error.code)
        details = error.details.replace(credential(account.credentials, "access_token"), "…")
    raise SendError(
        explain(rule, details, retrying=True),
        outcome=rule.outcome,
        blame=rule.blame,
        provider_code=code,
        retry_after_s=retry_after_s(response) or rule.retry_after_s,
    )
