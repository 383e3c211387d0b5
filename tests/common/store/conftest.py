"""A database on the real Firestore emulator, and a tenant of its own for each test."""

import secrets

import pytest
from google.cloud import firestore

from common.models.ids import TenantId
from common.store.database import Database


@pytest.fixture
def db(firestore_client: firestore.Client) -> Database:
    """The database."""
    return Database(firestore_client)


@pytest.fixture
def t() -> TenantId:
    """A tenant of the test's own."""
    return TenantId("t" + secrets.token_hex(8))
