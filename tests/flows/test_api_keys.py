"""API keys over HTTP: shown once, renewed with an overlap, ended at once, and held to a number of calls a minute."""

import secrets
from datetime import UTC, datetime

import httpx
import pytest

from common.models.ids import TenantId
from common.models.tenant import ApiKey, Plan, Role
from common.models.tenant import Tenant as TenantRecord
from common.store import paths
from common.store.database import Database, Put
from common.store.key_use import FREE
from common.store.tenants import Tenants
from tests.conftest import RunningStack
from tests.flows.driving import Clock, Json

pytestmark = pytest.mark.flow
HOUR_S = 3600


@pytest.fixture
def key(database: Database) -> str:
    """A key of an owner of a starter workspace of the test's own."""
    t, key = TenantId(f"keys{secrets.token_hex(4)}"), f"wdx_{secrets.token_hex(16)}"
    tenants = Tenants(database)
    tenants.save(TenantRecord(id=t, name="Bakery", plan=Plan.STARTER))
    tenants.create_api_key(t, key, ApiKey(id="first", name="First", role=Role.OWNER))
    return key


def _call(stack: RunningStack, key: str, method: str, path: str, **options: object) -> httpx.Response:
    return stack.http.request(method, f"/api/workspace{path}", headers={"X-API-Key": key}, **options)


def _says(stack: RunningStack, key: str) -> str:
    """What the API says to whoever sends a key: a role, or what is wrong with it."""
    said = _call(stack, key, "GET", "").json()
    return str(said.get("role") or said["detail"])


def test_a_key_is_shown_once_renewed_and_ended(stack: RunningStack, key: str, clock: Clock) -> None:
    made: Json = _call(stack, key, "POST", "/keys", json={"name": "Till", "role": "agent"}).json()
    till = made["key"]
    assert _says(stack, till) == "agent"
    assert _call(stack, till, "GET", "/keys").status_code == 403
    listed = _call(stack, key, "GET", "/keys")
    assert till not in listed.text
    (shown,) = [one for one in listed.json()["items"] if one["id"] == made["id"]]
    assert (shown["ending"], bool(shown["last_used_at"])) == (till[-4:], True)
    renewed = _call(stack, key, "POST", f"/keys/{made['id']}/rotate", json={"overlap_hours": 1}).json()["key"]
    assert (_says(stack, till), _says(stack, renewed)) == ("agent", "agent")
    clock.advance(HOUR_S)
    assert (_says(stack, till), _says(stack, renewed)) == ("This API key has expired.", "agent")
    assert _call(stack, key, "POST", f"/keys/{made['id']}/revoke").status_code == 200
    assert _says(stack, renewed) == "This API key has been revoked."


def test_a_key_that_calls_too_often_is_told_when_to_come_again(
    stack: RunningStack, key: str, database: Database, clock: Clock
) -> None:
    t = TenantId(_call(stack, key, "GET", "").json()["id"])
    minute = int(clock.now_s) // 60
    for each in (minute, minute + 1):
        spent = {"calls": 600, "expires_at": datetime.fromtimestamp(clock.now_s + HOUR_S, tz=UTC)}
        database.commit(Put(paths.key_minute(t, "first", each), spent))
    answers = [_call(stack, key, "GET", "") for _ in range(2 * FREE)]
    refused = [one for one in answers if one.status_code == 429]
    assert refused
    assert {one.status_code for one in answers} == {200, 429}
    assert (refused[0].json()["code"], refused[0].json()["detail"]) == (
        "too_many_requests",
        "This API key may make 600 calls a minute.",
    )
    assert 0 < int(refused[0].headers["Retry-After"]) <= 60
    clock.advance(120)
    assert _call(stack, key, "GET", "").status_code == 200
