"""Credentials at rest open only with their keys and in their place, and keys rotate."""

import base64

import pytest

from common.crypto import Vault
from common.errors import Misconfigured


def key(byte: int) -> str:
    return base64.urlsafe_b64encode(bytes([byte]) * 32).decode()


SECRETS = {"access_token": "EAA-very-secret"}


def test_what_was_sealed_opens() -> None:
    vault = Vault(key(1))
    sealed = vault.seal(SECRETS, context="acme/c1")
    assert "EAA" not in sealed
    assert vault.open(sealed, context="acme/c1") == SECRETS


def test_it_does_not_open_for_another_tenant() -> None:
    vault = Vault(key(1))
    with pytest.raises(Misconfigured):
        vault.open(vault.seal(SECRETS, context="acme/c1"), context="globex/c1")


def test_an_older_key_still_opens_and_asks_for_rotation() -> None:
    sealed = Vault(key(1)).seal(SECRETS, context="acme/c1")
    rotated = Vault(f"{key(2)},{key(1)}")
    assert rotated.open(sealed, context="acme/c1") == SECRETS
    assert rotated.needs_rotation(sealed, context="acme/c1")
    assert not rotated.needs_rotation(rotated.seal(SECRETS, context="acme/c1"), context="acme/c1")


def test_a_removed_key_no_longer_opens() -> None:
    sealed = Vault(key(1)).seal(SECRETS, context="acme/c1")
    with pytest.raises(Misconfigured):
        Vault(key(2)).open(sealed, context="acme/c1")


@pytest.mark.parametrize("keys", ["", ",", "short", base64.urlsafe_b64encode(b"x" * 16).decode()])
def test_unusable_keys_are_refused_by_name(keys: str) -> None:
    with pytest.raises(Misconfigured, match="CREDENTIAL_KEYS"):
        Vault(keys)
