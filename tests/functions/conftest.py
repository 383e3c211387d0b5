"""Worlds: a tenant of its own for each test, on the real Firestore emulator."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from google.auth.credentials import AnonymousCredentials
from google.cloud import firestore, storage  # type: ignore[attr-defined]

from common.media.storage import MediaBucket
from common.models.tenant import Plan
from infra.local.emulators import Storage
from infra.local.processes import Family
from infra.local.settings import HOST, StackSettings
from tests.functions.crashes import KILLED, TWICE
from tests.functions.world import World, inhabit


@pytest.fixture(autouse=True)
def kills_what_it_says(request: pytest.FixtureRequest) -> Iterator[None]:
    """Sees that a test marked with `kills` really kills the workers of these jobs, and delivers their tasks twice."""
    KILLED.clear()
    TWICE.clear()
    yield
    for mark in request.node.iter_markers("kills"):
        assert {job: (KILLED[job] > 0, TWICE[job] > 0) for job in mark.args} == dict.fromkeys(mark.args, (True, True))


@pytest.fixture(scope="session")
def media_bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaBucket]:
    """The real adapter on a Cloud Storage emulator of the session's own."""
    settings = StackSettings.prepare(tmp_path_factory.mktemp("storage"), port=0)
    family = Family(settings.logs)
    try:
        asyncio.run(Storage(family, settings).ready())
        endpoint = f"http://{HOST}:{settings.ports.storage}"
        client = storage.Client(
            project="demo-tests",
            credentials=AnonymousCredentials(),
            client_options={"api_endpoint": endpoint},
        )
        yield MediaBucket(client, settings.media_bucket, dict, endpoint)
    finally:
        family.close()


@pytest.fixture
def new_world(firestore_client: firestore.Client, monkeypatch: pytest.MonkeyPatch) -> Callable[..., World]:
    """Makes worlds; the entry points of all functions belong to the newest."""

    def make(bucket: Any = None, *, plan: Plan = Plan.STARTER) -> World:
        return inhabit(World(firestore_client, bucket, plan=plan), monkeypatch)

    return make


@pytest.fixture
def world(new_world: Callable[..., World]) -> World:
    """One world."""
    return new_world()
