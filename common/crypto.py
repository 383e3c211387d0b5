"""Credentials at rest: AES-256-GCM under rotating keys, bound to the tenant and channel that they belong to."""

import base64
import hmac
import json
import os
from collections.abc import Mapping
from typing import Final

from common.errors import Misconfigured

_NONCE_BYTES: Final = 12
_KEY_BYTES: Final = 32


class Vault:
    """Encrypts with the newest key and decrypts with any, so that keys rotate without a flag day."""

    def __init__(self, keys: str) -> None:
        """Args:
        keys: url-safe base64 keys of 32 bytes, comma separated, newest first.
        """
        # Imported here: a function that never opens a credential does not pay for it at start-up.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            raw = [base64.urlsafe_b64decode(part) for part in keys.split(",") if part.strip()]
        except ValueError as error:
            raise Misconfigured("CREDENTIAL_KEYS holds a key that is not url-safe base64.") from error
        if not raw or any(len(key) != _KEY_BYTES for key in raw):
            raise Misconfigured("CREDENTIAL_KEYS needs keys of 32 bytes in url-safe base64, comma separated.")
        self._ciphers = [AESGCM(key) for key in raw]
        # A key of its own, so that what is derived tells nothing about what is sealed.
        self._deriving_key = hmac.digest(raw[0], b"derived secrets", "sha256")

    def derive(self, *parts: str) -> str:
        """A secret of 43 url-safe characters that only we can tell from `parts`; the same parts give the same."""
        said = json.dumps(parts).encode()
        return base64.urlsafe_b64encode(hmac.digest(self._deriving_key, said, "sha256")).decode().rstrip("=")

    def seal(self, values: Mapping[str, str], *, context: str) -> str:
        """Encrypts `values`.

        Args:
            values: names and secrets.
            context: what they belong to, such as `tenant/channel`; the same is needed to open them.
        """
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[0].encrypt(nonce, json.dumps(dict(values)).encode(), context.encode())
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def open(self, sealed: str, *, context: str) -> dict[str, str]:
        """Decrypts what `seal` made with any of the keys.

        Raises:
            Misconfigured: no key fits, or it belongs to another context; an operator must restore the key.
        """
        from cryptography.exceptions import InvalidTag

        raw = base64.urlsafe_b64decode(sealed)
        for cipher in self._ciphers:
            try:
                plain = cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], context.encode())
            except InvalidTag:
                continue
            values: dict[str, str] = json.loads(plain)
            return values
        raise Misconfigured("A credential cannot be opened with the keys in CREDENTIAL_KEYS.")

    def needs_rotation(self, sealed: str, *, context: str) -> bool:
        """True if `sealed` opens only with an older key."""
        from cryptography.exceptions import InvalidTag

        raw = base64.urlsafe_b64decode(sealed)
        try:
            self._ciphers[0].decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], context.encode())
        except InvalidTag:
            return True
        return False
