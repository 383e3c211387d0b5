"""The keys of backups: each has its own, which is wrapped with the platform's keys or with a passphrase's."""

import base64
import hashlib
import hmac
import os
from typing import Final, NamedTuple

from common.crypto import Vault
from common.errors import Invalid
from common.models.backup import Arrangement, Cipher, Encryption
from common.models.ids import TenantId

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_SALT_BYTES: Final = 16
_SCRYPT: Final = {"n": 2**15, "r": 8, "p": 3, "maxmem": 64 * 1024 * 1024}
"""Source: OWASP Password Storage Cheat Sheet, scrypt (read 2026-11)."""


class WrongPassphrase(Invalid):
    """The passphrase is not that of the backup."""

    code, title = "wrong_passphrase", "The passphrase is not that of the backup"


def new_salt() -> str:
    """A salt for a passphrase, base64."""
    return base64.b64encode(os.urandom(_SALT_BYTES)).decode()


def passphrase_key(passphrase: str, salt: str) -> bytes:
    """The key that is made of a passphrase; takes about a tenth of a second and 32 MiB."""
    return hashlib.scrypt(passphrase.encode(), salt=base64.b64decode(salt), dklen=KEY_BYTES, **_SCRYPT)


def seal_key(t: TenantId, key: bytes, use: str, vault: Vault) -> str:
    """A key, sealed with the platform's keys for one use in one tenant."""
    return vault.seal({"key": base64.b64encode(key).decode()}, context=f"{t}/backup-keys/{use}")


def open_key(t: TenantId, sealed: str, use: str, vault: Vault) -> bytes:
    """What `seal_key` sealed.

    Raises:
        Misconfigured: the platform's keys do not fit.
    """
    return base64.b64decode(vault.open(sealed, context=f"{t}/backup-keys/{use}")["key"])


class NewKeys(NamedTuple):
    """How a new backup is encrypted."""

    cipher: Cipher
    sealed: str = ""
    """Its own key, sealed for the time that it runs."""
    media_sealed: str = ""
    """The key of media, sealed, for this backup and further ones."""


def new_keys(t: TenantId, backup_id: str, arranged: Arrangement, vault: Vault) -> NewKeys:
    """How a new backup is encrypted: nothing is said without encryption.

    Raises:
        Invalid: it is to be encrypted with a passphrase, and none is set.
    """
    if arranged.encryption is Encryption.NONE:
        return NewKeys(Cipher())
    key = os.urandom(KEY_BYTES)
    sealed = seal_key(t, key, backup_id, vault)
    if not arranged.media_sealed:
        arranged = arranged.model_copy(update={"media_sealed": seal_key(t, os.urandom(KEY_BYTES), "media", vault)})
    media = open_key(t, arranged.media_sealed, "media", vault)
    cipher = Cipher(
        kind=arranged.encryption,
        wrapped_key=sealed,
        media_key=_wrap(key, media, f"{backup_id}/media"),
        media_lock=lock_of(media),
    )
    if arranged.encryption is Encryption.PASSPHRASE:
        if not arranged.sealed:
            raise Invalid("Set the passphrase with which backups are encrypted.")
        wrapping = open_key(t, arranged.sealed, "passphrase", vault)
        cipher = cipher.model_copy(
            update={"wrapped_key": _wrap(wrapping, key, backup_id), "salt": arranged.salt},
        )
    return NewKeys(cipher, sealed, arranged.media_sealed)


def lock_of(media_key: bytes) -> str:
    """Which key of media it is, without telling it."""
    return hmac.digest(media_key, b"lock", "sha256").hex()[:16]


def media_key(key: bytes | None, backup_id: str, cipher: Cipher) -> bytes | None:
    """The key of a backup's media; None where they are not encrypted.

    Args:
        key: the backup's own.
        backup_id: which backup.
        cipher: how it is encrypted.

    Raises:
        WrongPassphrase: the key is another's.
    """
    return _unwrap(key, cipher.media_key, f"{backup_id}/media") if key and cipher.media_key else None


def unwrap(t: TenantId, backup_id: str, cipher: Cipher, wrapping: bytes | None, vault: Vault) -> bytes | None:
    """The key of a backup; None where it is not encrypted.

    Args:
        t: the tenant that made it.
        backup_id: which backup.
        cipher: how it is encrypted.
        wrapping: the passphrase's key, if there is one.
        vault: the platform's keys.

    Raises:
        WrongPassphrase: there is no passphrase, or another.
        Misconfigured: the platform's keys do not fit.
    """
    match cipher.kind:
        case Encryption.NONE:
            return None
        case Encryption.TENANT_KEY:
            return open_key(t, cipher.wrapped_key, backup_id, vault)
        case Encryption.PASSPHRASE:
            if wrapping is None:
                raise WrongPassphrase("This backup is encrypted with a passphrase. Give it.")
            return _unwrap(wrapping, cipher.wrapped_key, backup_id)


def _wrap(wrapping: bytes, key: bytes, backup_id: str) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    return base64.b64encode(nonce + AESGCM(wrapping).encrypt(nonce, key, backup_id.encode())).decode()


def _unwrap(wrapping: bytes, wrapped: str, backup_id: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    raw = base64.b64decode(wrapped)
    try:
        return AESGCM(wrapping).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], backup_id.encode())
    except InvalidTag as error:
        raise WrongPassphrase("The passphrase is not the one with which this backup was made.") from error
