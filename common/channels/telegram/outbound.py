"""Calls to Telegram's Bot API: sending, fetching media, the webhook, and looking whether a channel works."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, TypeVar
from urllib.parse import quote

import httpx
from pydantic import JsonValue, ValidationError

from common.channels.base import AccountHealth, Blame, MediaGone, MediaStream, Outcome, Outgoing, SendError, Sent
from common.channels.calls import (
    MAX_RETRY_AFTER_S,
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
from common.channels.telegram.inbound import UPDATE_KINDS
from common.channels.telegram.messages import message_key
from common.channels.telegram.payloads import Answer, FileResult, Refusal, SentMessage, User
from common.channels.telegram.requests import Request, build
from common.channels.telegram.statuses import rule_for
from common.errors import DependencyDown, Misconfigured
from common.models.channel import Account, Provider
from common.models.message import Kind

_NAME: Final = "Telegram"
_SECRET_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
_BOT_TOKEN: Final = re.compile(r"[A-Za-z0-9:_-]+")
_FILE_PATH: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")
_FOR_NOW: Final = frozenset({Blame.TRANSIENT, Blame.THROTTLE})

_Result = TypeVar("_Result")


class _Refused(SendError):
    """A refusal with the chat's new id, if Telegram named one."""

    def __init__(self, error: SendError, moved_to: int | None) -> None:
        super().__init__(
            error.detail,
            outcome=error.outcome,
            blame=error.blame,
            provider_code=error.provider_code,
            retry_after_s=error.retry_after_s,
        )
        self.moved_to = moved_to


class TelegramSender:
    """Speaks to the Bot API over a shared pool of connections."""

    provider = Provider.TELEGRAM

    def __init__(self, client: httpx.Client, *, base_url: str, timeout_s: float) -> None:
        """Keeps what every call needs.

        Args:
            client: the pool; see `calls.open_client`.
            base_url: of the Bot API.
            timeout_s: how long an answer may take.
        """
        self._client = client
        self._base_url = base_url.rstrip("/")
        self._timeout_s = timeout_s

    def send(self, account: Account, message: Outgoing) -> Sent:
        """Sends one message, once; a group that has become a supergroup is tried again under its new id.

        Source: Telegram, "Bot API: ResponseParameters" (https://core.telegram.org/bots/api#responseparameters), read
        2026-11: a call that names the new id was not carried out.

        Raises:
            SendError: it did not end well; `outcome` says whether Telegram may have taken it.
        """
        request = build(message)
        try:
            return self._send(account, message, request)
        except _Refused as refused:
            if refused.moved_to is None:
                raise
            moved_to = str(refused.moved_to)
        request.body["chat_id"] = moved_to
        return self._send(account, message, request)._replace(address=moved_to)

    def _send(self, account: Account, message: Outgoing, request: Request) -> Sent:
        response = self._call(account, request.method, request.body, upload=request.upload)
        if message.kind is Kind.REACTION and message.reaction:
            # Telegram gives reactions no id; one that names the message must not be taken for the message's own.
            _read(bool, response)
            return Sent(f"reaction:{message.message_id}")
        sent = _read(SentMessage, response)
        used = str(sent.chat.id)
        return Sent(message_key(sent.chat.id, sent.message_id), used if used != request.body["chat_id"] else "")

    def typing(self, account: Account, address: str, provider_message_id: str) -> None:
        """Shows the contact at `address` that we write, for at most 5 s.

        Source: Telegram, "Bot API: sendChatAction", read 2026-11.

        Raises:
            SendError: Telegram did not take it; nothing depends on it.
        """
        self._call(account, "sendChatAction", {"chat_id": address, "action": "typing"}, repeatable=True)

    def answer_callback(self, account: Account, callback_query_id: str) -> None:
        """Tells the contact's program that a pressed button has been heard, so that it stops waiting.

        Raises:
            SendError: Telegram did not take it, for one because the press is too old; nothing depends on it.
        """
        self._call(account, "answerCallbackQuery", {"callback_query_id": callback_query_id}, repeatable=True)

    def set_webhook(self, account: Account, url: str, secret_token: str) -> None:
        """Has Telegram send the bot's updates to `url`, each with `secret_token`; waiting updates are kept.

        Args:
            account: the bot.
            url: https, on port 443, 80, 88 or 8443.
            secret_token: 1 to 256 letters, digits, `_` and `-`.

        Source: Telegram, "Bot API: setWebhook" (https://core.telegram.org/bots/api#setwebhook), read 2026-11.

        Raises:
            SendError: Telegram did not take it.
            Misconfigured: the secret token has a form that Telegram does not allow.
        """
        if not _SECRET_TOKEN.fullmatch(secret_token):
            raise Misconfigured("A secret token consists of 1 to 256 letters, digits, _ and -")
        body: dict[str, JsonValue] = {
            "url": url,
            "secret_token": secret_token,
            "allowed_updates": list(UPDATE_KINDS),
            "drop_pending_updates": False,
        }
        self._call(account, "setWebhook", body, repeatable=True)

    def delete_webhook(self, account: Account) -> None:
        """Has Telegram send no more updates; those that wait are kept for a day.

        Raises:
            SendError: Telegram did not take it.
        """
        self._call(account, "deleteWebhook", {"drop_pending_updates": False}, repeatable=True)

    def check(self, account: Account) -> AccountHealth:
        """Asks who the bot is.

        Raises:
            DependencyDown: Telegram does not answer now.
        """
        try:
            bot = _read(User, self._call(account, "getMe", {}, repeatable=True), repeatable=True)
        except SendError as error:
            if error.blame in _FOR_NOW:
                raise DependencyDown(error.detail, retry_after_s=error.retry_after_s) from error
            return AccountHealth(ok=False, detail=error.detail)
        address = f"@{bot.username}" if bot.username else str(bot.id)
        return AccountHealth(ok=True, detail=f"Telegram answers for {address}.", address=address, name=bot.first_name)

    @contextmanager
    def open_media(self, account: Account, provider_media_id: str) -> Iterator[MediaStream]:
        """Opens an inbound media; Telegram hands out files of at most 20 MB.

        Source: Telegram, "Bot API: getFile" (https://core.telegram.org/bots/api#getfile), read 2026-11.

        Raises:
            MediaGone: Telegram no longer has it, or never lets us have it.
            ChannelRefused: Telegram refuses this bot for now.
            DependencyDown: Telegram does not answer, or does not work.
        """
        try:
            response = self._call(account, "getFile", {"file_id": provider_media_id}, repeatable=True)
            file = _read(FileResult, response, repeatable=True)
        except SendError as error:
            raise media_error(
                error,
                "Telegram does not let us have the file: it is gone or larger than 20 MB; ask the contact to send it "
                "another way",
            ) from error
        if not _FILE_PATH.fullmatch(file.file_path):
            raise MediaGone("Telegram named a place for the file that cannot be one")
        # This address holds the token: it is neither kept nor shown.
        url = f"{self._base_url}/file/bot{_token(account)}/{quote(file.file_path)}"
        with open_stream(
            self._client,
            url,
            provider=_NAME,
            read_timeout_s=self._timeout_s,
            headers={"accept-encoding": "identity"},
        ) as download:
            yield MediaStream(
                chunks=chunks(download, _NAME),
                mime_type="",
                size_bytes=file.file_size if file.file_size is not None else size_bytes(download),
                sha256="",
                filename=file.file_path.rpartition("/")[2],
            )

    def _call(
        self,
        account: Account,
        method: str,
        body: Mapping[str, JsonValue],
        *,
        upload: Upload | None = None,
        repeatable: bool = False,
    ) -> httpx.Response:
        token = _token(account)
        response = call(
            self._client,
            "POST",
            f"{self._base_url}/bot{token}/{method}",
            provider=_NAME,
            read_timeout_s=self._timeout_s,
            json=None if upload else body,
            form=_form(body) if upload else None,
            upload=upload,
            repeatable=repeatable,
        )
        if not response.is_success:
            raise _refusal(response)
        return response


def _token(account: Account) -> str:
    token = credential(account.credentials, "bot_token")
    # It stands in a path, where a slash or a dot would lead elsewhere.
    return token if _BOT_TOKEN.fullmatch(token) else credential({}, "bot_token")


def _form(body: Mapping[str, JsonValue]) -> dict[str, str]:
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in body.items()}


def _read(result: type[_Result], response: httpx.Response, *, repeatable: bool = False) -> _Result:
    try:
        return Answer[result].model_validate_json(response.content).result  # type: ignore[valid-type]
    except ValidationError:
        raise unreadable(_NAME, repeatable=repeatable) from None


def _refusal(response: httpx.Response) -> SendError:
    try:
        refusal = Refusal.model_validate_json(response.content)
    except ValidationError:
        refusal = Refusal(error_code=response.status_code)
    rule = rule_for(refusal.error_code, refusal.description)
    wait_s = refusal.parameters.retry_after
    error = SendError(
        f"{rule.detail} We try again." if rule.outcome is Outcome.RETRY else rule.detail,
        outcome=rule.outcome,
        blame=rule.blame,
        provider_code=str(refusal.error_code),
        retry_after_s=min(wait_s, MAX_RETRY_AFTER_S) if wait_s else retry_after_s(response),
    )
    return _Refused(error, refusal.parameters.migrate_to_chat_id)
