"""A database on the real Firestore emulator, and a tenant of its own for each test."""

import secrets

import pytest
from google.cloud import firestore

from common.models.ids import TenantId
from common.store.database import Database
from tests.conftest import FirestoreEmulator


@pytest.fixture(scope="session")
def firestore_client(firestore_emulator: FirestoreEmulator) -> firestore.Client:
    """A connection to the emulator."""
    return firestore.Client(project=firestore_emulator.project)


@pytest.fixture
def db(firestore_client: firestore.Client) -> Database:
    """The database."""
    return Database(firestore_client)


@pytest.fixture
def t() -> TenantId:
    """A tenant of the test's own."""
    return TenantId("t" + secrets.token_hex(8))
